"""Exercises of anonymisation: the view of where one stands."""

from __future__ import annotations

from pathlib import Path

from grader.content.prose import block_html, inline_html
from grader.exercises.model import Exercise
from grader.services.choices import shown_outcome
from grader.services.file_exercises import given_facts, given_url
from grader.services.privacy import privacy_view
from grader.services.responses import gather
from grader.services.workshop import Workshop
from grader.typography import french
from grader.wire import AnonymiseExerciseView


def anonymise_view(
    workshop: Workshop, learner_id: str, exercise: Exercise
) -> AnonymiseExerciseView:
    """Give the public view of an exercise of anonymisation for a learner.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        exercise: the exercise.

    Raises:
        OuvroirError: its file cannot be read; the message says why.
    """
    work = gather(workshop, learner_id, exercise)
    response = work.response
    given, public = Path(exercise.settings["file"]), exercise.settings["public"]
    return AnonymiseExerciseView(
        id=exercise.id,
        kind=exercise.kind,
        title=french(exercise.title),
        statement_html=block_html(exercise.statement),
        outcome=shown_outcome(workshop, learner_id, exercise, work),
        given_url=given_url(workshop, exercise, given),
        given_name=given.name,
        given_facts=given_facts(given),
        public_url=given_url(workshop, exercise, public) if public else "",
        public_name=Path(public).name if public else "",
        hints_html=tuple(inline_html(one) for one in exercise.hints[: response.hints_opened]),
        hints_total=len(exercise.hints),
        solution_html=block_html(exercise.solution) if response.solution_seen else "",
        bench=privacy_view(workshop, learner_id, exercise.id),
    )
