"""« Rendre mon travail » : what is sent, and what came back."""

from __future__ import annotations

from grader.content.model import Module
from grader.exercises.model import Response
from grader.gradebook.submissions import place_copy
from grader.progress.database import now
from grader.progress.hand_ins import FAILED, GRADED, QUEUED, HandIn
from grader.services.dates import day_and_time
from grader.services.lessons import exercise_address
from grader.services.responses import (
    event_ids,
    gather,
    outcome_from_dict,
    outcome_view,
    points_label,
)
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import ExerciseLine, HandInView


def hand_in(workshop: Workshop, learner_id: str, module: Module, *, send_files: bool) -> None:
    """Write a learner's copy of a module where grading takes it, then record it.

    Args:
        workshop: stores and course.
        learner_id: whose copy.
        module: which module.
        send_files: her decision; else only verdicts and counts go.
    """
    moment = now()
    responses: dict[str, Response] = {
        exercise.id: gather(workshop, learner_id, exercise, with_files=True).response
        for exercise in module.exercises.values()
    }
    place_copy(
        workshop.gradebook,
        module.slug,
        learner_id,
        responses,
        with_files=send_files,
        handed_in_at=moment,
    )
    workshop.hand_ins.add(
        learner_id,
        module.slug,
        moment,
        workshop.events.last_id(learner_id, _all_event_ids(module)),
        with_files=send_files,
    )


def hand_in_view(workshop: Workshop, learner_id: str, module: Module) -> HandInView:
    """Tell a learner where her hand-in stands."""
    ids = _all_event_ids(module)
    newest = workshop.hand_ins.newest(learner_id, module.slug)
    last_event = workshop.events.last_id(learner_id, ids)
    has_files = any(f.exercise_id in module.exercises for f in workshop.files.of(learner_id))
    changed = newest is not None and last_event > newest.last_event_id
    graded = newest is not None and newest.state == GRADED
    return HandInView(
        state=newest.state if newest else "none",
        sentence=french(_sentence(newest)),
        grade_label=(
            points_label(newest.points or 0.0, newest.max_points or 0.0)
            if newest and graded
            else ""
        ),
        exercises=_lines(workshop, module, newest) if newest and graded else (),
        changed_since=changed,
        has_files=has_files,
    )


def _lines(workshop: Workshop, module: Module, newest: HandIn) -> tuple[ExerciseLine, ...]:
    return tuple(
        ExerciseLine(
            title=french(module.exercises[exercise_id].title),
            url=exercise_address(workshop, module, exercise_id),
            outcome=outcome_view(outcome_from_dict(raw)),
        )
        for exercise_id, raw in newest.outcomes.items()
        if exercise_id in module.exercises
    )


def _sentence(newest: HandIn | None) -> str:
    if newest is None:
        return (
            "Vous pouvez rendre votre travail à tout moment, puis le rendre encore : "
            "le dernier rendu compte."
        )
    when = day_and_time(newest.handed_in_at)
    if newest.state == QUEUED:
        return f"Travail rendu le {when}. La note arrive ; elle s'affichera ici."
    if newest.state == FAILED:
        return f"Travail rendu le {when}. Il n'a pas pu être noté : {newest.reason}"
    return f"Travail rendu le {when}, noté dans le carnet de notes."


def _all_event_ids(module: Module) -> list[str]:
    return [name for exercise in module.exercises.values() for name in event_ids(exercise)]
