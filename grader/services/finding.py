"""Exercises by the id that a page names."""

from __future__ import annotations

from grader.errors import NotFoundError
from grader.exercises.model import Exercise
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
    if exercise.kind not in ("mend_file", "own_file"):
        raise NotFoundError("no-file-here", "Cet exercice ne prend pas de fichier.")
    return exercise
