"""A choice on the pages: which exercise counts, which need not be done, and which come first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from grader.content.model import Lesson, Module
from grader.exercises.choice import Graded
from grader.exercises.model import NOT_ATTEMPTED, Exercise, Outcome
from grader.services.responses import Work, event_ids, gather, outcome_of, outcome_view
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import OutcomeView
from grader.wire.outcomes import ChoiceLine


@dataclass(frozen=True)
class Arranged:
    """How the exercises of a choice stand in a lesson, for one learner.

    Attributes:
        first: ids of those that she began, then of those on files of her services.
        others: ids of all others, to be folded beneath; none of both where nothing tells hers.
        summary: what opens those that are folded.
    """

    first: tuple[str, ...]
    others: tuple[str, ...]
    summary: str


def shown_outcome(
    workshop: Workshop, learner_id: str, exercise: Exercise, work: Work
) -> OutcomeView:
    """Tell an outcome to the learner; of a choice, what she need not do is no work left undone.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        exercise: which exercise.
        work: hers on it.
    """
    outcome = outcome_of(workshop, learner_id, exercise, work)
    if exercise.choice is None:
        return outcome_view(outcome)
    choice = workshop.course.modules[exercise.module].graded[exercise.choice.id]
    begun = _begun(workshop, learner_id, choice.exercises) - {exercise.id}
    outcomes = {
        one.id: outcome_of(workshop, learner_id, one, gather(workshop, learner_id, one))
        for one in choice.exercises
        if one.id in begun
    }
    return told(choice, exercise, {**outcomes, exercise.id: outcome})


def told(choice: Graded, exercise: Exercise, outcomes: Mapping[str, Outcome]) -> OutcomeView:
    """Tell the outcome of an exercise of a choice, beside the others of it.

    Args:
        choice: the choice.
        exercise: one of its exercises.
        outcomes: by exercise; one that is missing was not attempted, hers excepted.
    """
    view = outcome_view(outcomes[exercise.id])
    kept = choice.best(outcomes)
    if kept.id not in outcomes or outcomes[kept.id].status == NOT_ATTEMPTED:
        return replace(view, label="Au choix")
    if view.status == NOT_ATTEMPTED:
        note = f"Vous avez choisi « {kept.title} ». En faire un autre ne retire jamais de point."
        return replace(view, label="Facultatif", points_label="", note=french(note))
    if kept.id == exercise.id:
        return replace(view, note="Retenu pour vos points")
    return replace(view, note=french(f"« {kept.title} » est retenu pour vos points"))


def choice_lines(module: Module, outcomes: Mapping[str, Outcome]) -> tuple[ChoiceLine, ...]:
    """Tell the choices of a module: the rule, and what she chose.

    Args:
        module: which module.
        outcomes: by exercise; one that is missing was not attempted.
    """
    return tuple(
        ChoiceLine(
            french(f"{one.title} : {one.rule[0].lower()}{one.rule[1:]}"),
            french(_made(one, outcomes)),
        )
        for one in module.graded.values()
        if one.is_choice
    )


def _made(choice: Graded, outcomes: Mapping[str, Outcome]) -> str:
    kept = outcomes.get(choice.best(outcomes).id)
    if kept is None or kept.status == NOT_ATTEMPTED:
        return ""
    title = choice.best(outcomes).title
    return f"Votre choix est fait : « {title} ». Les autres exercices du choix sont facultatifs."


def arranged(
    workshop: Workshop, learner_id: str, lesson: Lesson, services: Iterable[str]
) -> tuple[Arranged, ...]:
    """Say in which order a lesson shows the exercises of each choice.

    Points have no part in it: in an exam, the order of a page must tell nothing.

    Args:
        workshop: stores and course.
        learner_id: who reads it.
        lesson: which lesson.
        services: of her authority, as her profile says; may be none.
    """
    module, mine = workshop.course.modules[lesson.module], frozenset(services)
    refs = [part.ref for part in lesson.parts if part.kind != "html"]
    found = []
    for choice in module.graded.values():
        here = [one.id for one in choice.exercises if one.id in refs] if choice.is_choice else []
        if not here:
            continue
        begun = _begun(workshop, learner_id, choice.exercises)
        about = {name for name in here if mine & workshop.course.services.get(name, frozenset())}
        first = [name for name in here if name in begun]
        first += [name for name in here if name in about and name not in begun]
        others = tuple(name for name in here if name not in first)
        if first and others:
            summary = f"Tout montrer : les autres exercices de ce choix ({len(others)})"
            found.append(Arranged(tuple(first), others, french(summary)))
    return tuple(found)


def _begun(workshop: Workshop, learner_id: str, exercises: Iterable[Exercise]) -> frozenset[str]:
    """Give the exercises on which she did something, by one question to the database."""
    ids = {one.id: event_ids(one) for one in exercises}
    events = workshop.events.of(learner_id, [name for names in ids.values() for name in names])
    return frozenset(one for one, names in ids.items() if any(events.get(name) for name in names))
