"""Exercises by the id that a page names."""

from __future__ import annotations

from grader.errors import NotFoundError
from grader.exercises.model import CASE, QUIZ, Exercise
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


def find_of_kind(workshop: Workshop, exercise_id: str, kind: str) -> Exercise:
    """Find an exercise of one kind.

    Args:
        workshop: with the courses.
        exercise_id: as a page names it.
        kind: of ``Exercise.kind``.

    Raises:
        NotFoundError: there is none, or it is of another kind.
    """
    exercise = find_exercise(workshop, exercise_id)
    if exercise.kind != kind:
        raise NotFoundError("unknown-exercise", "Cet exercice n'existe pas.")
    return exercise
