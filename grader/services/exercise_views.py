"""The view of an exercise for a learner, whatever its kind: the one list of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from grader.exercises.model import (
    ANONYMISE,
    CASE,
    CHART,
    DIALOGUE,
    DICTIONARY,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    ROWS,
    Exercise,
)
from grader.services.anonymise_exercises import anonymise_view
from grader.services.cases import case_view
from grader.services.chart_exercises import chart_view
from grader.services.dialogues import dialogue_view
from grader.services.dictionary_exercises import dictionary_view
from grader.services.duties_exercises import duties_view
from grader.services.file_exercises import exercise_view
from grader.services.publish_exercises import publish_view
from grader.services.questions import quiz_view
from grader.services.redact_exercises import redact_view
from grader.services.rows_exercises import rows_view
from grader.services.workshop import Workshop

#: Those of exercises on a dropped file are alike, and not listed.
_VIEWS: Mapping[str, Callable[[Workshop, str, Exercise], Any]] = {
    QUIZ: quiz_view,
    CASE: case_view,
    ANONYMISE: anonymise_view,
    CHART: chart_view,
    PUBLISH: publish_view,
    REDACT: redact_view,
    DUTIES: duties_view,
    DIALOGUE: dialogue_view,
    ROWS: rows_view,
    DICTIONARY: dictionary_view,
}


def view_of(workshop: Workshop, learner_id: str, exercise: Exercise) -> Any:
    """Give the public view of an exercise; it has an ``outcome``.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        exercise: the exercise.
    """
    return _VIEWS.get(exercise.kind, exercise_view)(workshop, learner_id, exercise)
