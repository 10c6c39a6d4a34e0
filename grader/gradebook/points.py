"""From nbgrader's test cells to exercises and choices, and the comparison of the two notes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from grader.exercises.choice import Graded
from grader.exercises.model import NEEDS_REVIEW, Outcome

if TYPE_CHECKING:
    from grader.gradebook.store import CellGrade

#: Points are rounded to a hundredth on both sides.
_TOLERANCE = 0.005


def cell_of(exercise_id: str) -> str:
    """Give the ``grade_id`` of the test cell of an exercise or choice: its name alone."""
    return exercise_id.partition("/")[2]


def official_points(
    graded: Mapping[str, Graded], grades: Mapping[str, CellGrade]
) -> dict[str, float]:
    """Give the points that count, by exercise.

    Args:
        graded: what counts in the module's points, by id.
        grades: test cell to its grade.
    """
    return {e: grades[cell_of(e)].points if cell_of(e) in grades else 0.0 for e in graded}


def all_graded(graded: Mapping[str, Graded], grades: Mapping[str, CellGrade]) -> bool:
    """Tell whether the gradebook holds an automatic grade for every exercise.

    Args:
        graded: what counts in the module's points, by id.
        grades: test cell to its grade.
    """
    return all(cell_of(e) in grades and grades[cell_of(e)].automatic is not None for e in graded)


def unread(
    graded: Mapping[str, Graded],
    grades: Mapping[str, CellGrade],
    outcomes: Mapping[str, Outcome],
) -> list[str]:
    """List the exercises whose points wait for a person: they are neither a zero nor a note.

    Args:
        graded: what counts in the module's points, by id.
        grades: test cell to its grade; where a person gave one in nbgrader, hers counts.
        outcomes: exercise or choice to the outcome of ``assess``.
    """
    return [
        exercise_id
        for exercise_id in graded
        if exercise_id in outcomes
        and outcomes[exercise_id].status == NEEDS_REVIEW
        and (cell := grades.get(cell_of(exercise_id))) is not None
        and cell.points == cell.automatic
    ]


def differences(
    graded: Mapping[str, Graded],
    grades: Mapping[str, CellGrade],
    outcomes: Mapping[str, Outcome],
) -> list[tuple[str, float, float]]:
    """List where nbgrader's automatic points are not those of ``assess``.

    Args:
        graded: what counts in the module's points, by id.
        grades: test cell to its grade.
        outcomes: exercise or choice to the outcome of ``assess``.

    Returns:
        (title of the exercise, points of nbgrader, points of ``assess``) for each difference.
    """
    found = []
    for exercise_id, one in graded.items():
        cell, outcome = grades.get(cell_of(exercise_id)), outcomes.get(exercise_id)
        official = (cell.automatic if cell is not None else None) or 0.0
        ours = outcome.points if outcome is not None else 0.0
        if abs(official - ours) > _TOLERANCE:
            found.append((one.title, official, ours))
    return found
