"""A learner's path: what is done, what comes next, how long is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grader.content.path_model import EXERCISE, LESSON, PAGE, LearningPath, PathPart, PathStep
from grader.exercises.publish import START
from grader.progress.profiles import LearnerProfile
from grader.progress.visits import Visit
from grader.quiz.attempts import HINT, REVEAL, SOLUTION
from grader.services.lessons import exercise_address
from grader.services.profile import PROFILE
from grader.services.responses import event_ids
from grader.services.workshop import Workshop
from grader.typography import NO_BREAK, french
from grader.wire import PathPartView, PathStepLine, PathView

DONE, STARTED, NEW = "done", "started", "new"
_LABELS = {DONE: "Fait", STARTED: "Commencé", NEW: "À faire"}
#: What opens an exercise, and answers nothing of it.
NO_ANSWER = frozenset({START, HINT, REVEAL, SOLUTION})
#: Page to the one that is done when it is reached: an address is only given on by its own form.
_FINISHES: Mapping[str, str] = {
    "decider/loi": "decider",
    "decider/cout": "decider/loi",
    "decider/note": "decider/cout",
}
#: Pages that are done by what is asked of them, not by being looked at.
_BY_ACT = frozenset({"decider", *_FINISHES, "obligations", PROFILE})


@dataclass(frozen=True)
class _Known:
    """All that a learner's steps depend on, read at once."""

    visits: Mapping[str, Visit]
    worked: frozenset[str]
    profiled: bool
    known: frozenset[str]


def path_by_door(workshop: Workshop, door: str) -> LearningPath | None:
    """Find the path that a door of the home page leads to."""
    return next((path for path in workshop.course.paths if path.door == door), None)


def path_view(
    workshop: Workshop,
    learner_id: str,
    path: LearningPath,
    *,
    visits: Mapping[str, Visit],
    profile: LearnerProfile,
    known: frozenset[str],
) -> PathView:
    """Give a path as a learner stands on it, in one more query whatever its length.

    Args:
        workshop: stores and course.
        learner_id: whose.
        path: which one.
        visits: hers, by lesson and page.
        profile: hers.
        known: lessons that her positioning test lets her pass over.
    """
    worked = _worked(workshop, learner_id, path)
    told = _Known(visits, worked, not profile.is_blank, known)
    states = {step: _state(step, told) for step in path.steps}
    following = _next(path, states, visits)
    done = sum(state == DONE for state in states.values())
    left = _left(path.steps, states)
    return PathView(
        id=path.id,
        title=path.title,
        summary=path.summary,
        duration_label=duration(path.minutes),
        left_label=french(f"encore {duration(left)}") if left else french("Parcours terminé"),
        done_label=french(f"{done} {'étape faite' if done < 2 else 'étapes faites'}"),
        of_label=french(f"sur {len(states)}"),
        progress=done / len(states) if states else 0.0,
        next_title=following.title if following else "",
        next_url=step_address(workshop, following) if following else "",
        next_label=_go(following, states, done),
        next_minutes_label=duration(following.minutes) if following else "",
        parts=tuple(_part(workshop, part, states, told, following) for part in path.parts),
    )


def page_seen(workshop: Workshop, learner_id: str, place: str) -> None:
    """Note that a page of a path is before a learner; reaching a step finishes the one before.

    Args:
        workshop: stores and course.
        learner_id: whose path.
        place: address of the page, below the site's.
    """
    if place in _FINISHES:
        workshop.visits.finish(learner_id, visit_id(_FINISHES[place]))
    if place in _BY_ACT:
        workshop.visits.open(learner_id, visit_id(place))
    else:
        page_done(workshop, learner_id, place)


def page_done(workshop: Workshop, learner_id: str, place: str) -> None:
    """Note that what a page of a path is for was done."""
    workshop.visits.finish(learner_id, visit_id(place))


def exercises_of(workshop: Workshop, path: LearningPath) -> dict[str, tuple[str, ...]]:
    """Give the exercises that are steps of a path, each with the ids that its events bear."""
    return {
        step.ref: tuple(event_ids(workshop.course.exercise(step.ref)))
        for step in path.steps
        if step.kind == EXERCISE
    }


def steps_left(
    path: LearningPath, visits: Mapping[str, Visit], worked: frozenset[str], *, profiled: bool
) -> tuple[tuple[PathStep, str], ...]:
    """Give the steps that are not done, in order, each with its state in words.

    Args:
        path: which one.
        visits: of a learner, by lesson and page.
        worked: exercises of the path that she answered something of.
        profiled: whether she said who she is.
    """
    told = _Known(visits, worked, profiled, frozenset())
    states = ((step, _state(step, told)) for step in path.steps)
    return tuple((step, _LABELS[state]) for step, state in states if state != DONE)


def visit_id(place: str) -> str:
    """Give the name of a page among visits: no lesson begins with a slash."""
    return f"/{place}"


def step_address(workshop: Workshop, step: PathStep) -> str:
    """Give the address of a step of a path."""
    if step.kind == EXERCISE:
        module = workshop.course.modules[step.ref.partition("/")[0]]
        return exercise_address(workshop, module, step.ref)
    return workshop.address(step.ref if step.kind == PAGE else f"lecon/{step.ref}")


def duration(minutes: int) -> str:
    """Write « 40 min », « 2 h », « 2 h 40 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}{NO_BREAK}min"
    return f"{hours}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02d}" if rest else "")


def _worked(workshop: Workshop, learner_id: str, path: LearningPath) -> frozenset[str]:
    """Give the exercises of a path that she answered something of, by one query."""
    exercises = exercises_of(workshop, path)
    ids = [one for some in exercises.values() for one in some]
    found = workshop.events.of(learner_id, ids) if ids else {}
    answered = {
        name
        for name, events in found.items()
        if any(event.kind not in NO_ANSWER for event in events)
    }
    return frozenset(ref for ref, some in exercises.items() if answered & set(some))


def _state(step: PathStep, told: _Known) -> str:
    if step.kind == EXERCISE:
        return DONE if step.ref in told.worked else NEW
    if step.kind == PAGE and step.ref == PROFILE:
        return DONE if told.profiled else NEW
    visit = told.visits.get(step.ref if step.kind == LESSON else visit_id(step.ref))
    if visit is None:
        return NEW
    return DONE if visit.finished else STARTED


def _next(
    path: LearningPath, states: Mapping[PathStep, str], visits: Mapping[str, Visit]
) -> PathStep | None:
    """Give the lesson that she left last, else the first step that is not done."""
    left = [s for s in path.steps if states[s] == STARTED and s.kind == LESSON]
    if left:
        return max(left, key=lambda step: visits[step.ref].seen_at)
    return next((step for step in path.steps if states[step] != DONE), None)


def _go(following: PathStep | None, states: Mapping[PathStep, str], done: int) -> str:
    if following is None:
        return ""
    return "Continuer" if done or states[following] == STARTED else "Commencer"


def _left(steps: Iterable[PathStep], states: Mapping[PathStep, str]) -> int:
    return sum(step.minutes for step in steps if states[step] != DONE)


def _part(
    workshop: Workshop,
    part: PathPart,
    states: Mapping[PathStep, str],
    told: _Known,
    following: PathStep | None,
) -> PathPartView:
    left = _left(part.steps, states)
    state = f"encore {duration(left)}" if left else "terminée"
    if left == part.minutes:
        state = duration(part.minutes)
    return PathPartView(
        title=part.title,
        summary=part.summary,
        state=NEW if left else DONE,
        state_label=french(state),
        current=following in part.steps,
        steps=tuple(_line(workshop, step, states[step], told, following) for step in part.steps),
    )


def _line(
    workshop: Workshop, step: PathStep, state: str, told: _Known, following: PathStep | None
) -> PathStepLine:
    passed = step.kind == LESSON and state == NEW and step.ref in told.known
    label = "Essayé" if step.kind == EXERCISE and state == DONE else _LABELS[state]
    return PathStepLine(
        title=step.title,
        url=step_address(workshop, step),
        minutes_label=duration(step.minutes),
        state=state,
        state_label=label,
        current=step == following,
        note="Acquis d'après votre test" if passed else "",
    )
