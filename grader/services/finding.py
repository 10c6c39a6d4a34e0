"""Exercises by the id that a page names."""

from __future__ import annotations

from grader.errors import NotFoundError
from grader.exercises.model import (
    ANONYMISE,
    CASE,
    CHART,
    DIALOGUE,
    DUTIES,
    PUBLISH,
    QUIZ,
    REDACT,
    Exercise,
)
from grader.services.workshop import Workshop


def find_exercise(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise.

    Raises:
        NotFoundError: there is none.
    """
    try:
        return workshop.course.exercise(exercise_id)
    except KeyError:
        raise NotFoundError("unknown-exercise", "Cet exercice n'existe pas.") from None


def find_file_exercise(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise that takes a file.

    Raises:
        NotFoundError: there is none, or it takes no file.
    """
    exercise = find_exercise(workshop, exercise_id)
    if not exercise.takes_file:
        raise NotFoundError("no-file-here", "Cet exercice ne prend pas de fichier.")
    return exercise


def find_exercise_on_file(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise that is done on a file, dropped or given, or on the sandbox portal.

    Raises:
        NotFoundError: there is none, or it is made of questions.
    """
    exercise = find_exercise(workshop, exercise_id)
    if exercise.kind in (QUIZ, CASE):
        raise NotFoundError("no-file-here", "Cet exercice ne prend pas de fichier.")
    return exercise


def find_quiz(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find a quiz.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, QUIZ)


def find_case(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find a case.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, CASE)


def find_anonymise(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise of the workbench of anonymisation.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, ANONYMISE)


def find_publish(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise that is graded on a published record.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, PUBLISH)


def find_chart(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise whose answer is a chart.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, CHART)


def find_redact(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise on an act whose passages are to be hidden.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, REDACT)


def find_duties(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find an exercise on what an authority must publish.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, DUTIES)


def find_dialogue(workshop: Workshop, exercise_id: str) -> Exercise:
    """Find a dialogue.

    Raises:
        NotFoundError: there is none.
    """
    return _of_kind(workshop, exercise_id, DIALOGUE)


def _of_kind(workshop: Workshop, exercise_id: str, kind: str) -> Exercise:
    exercise = find_exercise(workshop, exercise_id)
    if exercise.kind != kind:
        raise NotFoundError("unknown-exercise", "Cet exercice n'existe pas.")
    return exercise
