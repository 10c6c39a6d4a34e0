"""What counts once in the points of a module: an exercise, or a choice between several.

Who has seven files to choose from, one a service, mends hers: six others are no work left undone.
The best outcome of a choice counts, so that trying one more never takes a point away.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from grader.exercises.model import (
    FAILED,
    NEEDS_REVIEW,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Exercise,
    Feedback,
    Outcome,
)

#: Of outcomes with as many points, the first in this order counts: what may still rise, and what
#: a person has to look at, is not hidden behind a zero.
_ORDER = (PASSED, NEEDS_REVIEW, PARTIAL, UNCHECKABLE, FAILED, NOT_ATTEMPTED)


class Earned(Protocol):
    """What tells which of two exercises counts: an outcome, or what a room knows of it."""

    @property
    def status(self) -> str:
        """One of ``exercises.model.STATUSES``."""

    @property
    def points(self) -> float:
        """Points earned."""


@dataclass(frozen=True)
class Graded:
    """What counts once in the points of a module.

    Attributes:
        id: of the exercise, or of the choice: ``module/name``.
        title: the same, in French typography.
        exercises: one, or those of the choice, in their order.
        rule: what is told of a choice, in French; "" for an exercise that is no choice.
    """

    id: str
    title: str
    exercises: tuple[Exercise, ...]
    rule: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether several exercises count once here."""
        return bool(self.rule)

    @property
    def points(self) -> float:
        """Points of a full response: those of a choice are worth the same."""
        return max(one.points for one in self.exercises)

    def outcome(self, outcomes: Mapping[str, Outcome]) -> Outcome:
        """Give the outcome that counts.

        Args:
            outcomes: by exercise; one that is missing was not attempted.
        """
        best = self.best(outcomes)
        if not self.is_choice:
            return outcomes.get(best.id) or Outcome(NOT_ATTEMPTED, 0.0, self.points)
        found = outcomes.get(best.id)
        if found is None or found.status == NOT_ATTEMPTED:
            return Outcome(NOT_ATTEMPTED, 0.0, self.points, (Feedback("info", self.rule),))
        tried = sum(_attempted(outcomes.get(one.id)) for one in self.exercises)
        told = f"Exercice retenu : « {best.title} »."
        if tried > 1:
            told += f" C'est le meilleur des {tried} que vous avez commencés."
        return dataclasses.replace(found, feedback=(Feedback("info", told), *found.feedback))

    def best(self, outcomes: Mapping[str, Earned]) -> Exercise:
        """Give the exercise whose outcome counts: the first one where none was attempted.

        Args:
            outcomes: by exercise; one that is missing was not attempted.
        """

        def rank(exercise: Exercise) -> tuple[float, int]:
            found = outcomes.get(exercise.id)
            if found is None:
                return 0.0, -len(_ORDER)
            return found.points, -_ORDER.index(found.status)

        return max(self.exercises, key=rank)


def graded_of(exercises: Iterable[Exercise]) -> dict[str, Graded]:
    """Give what counts in the points of a module, by id: a choice stands where its first one does.

    Args:
        exercises: those of the module, in their order.
    """
    members: dict[str, list[Exercise]] = {}
    for exercise in exercises:
        key = exercise.choice.id if exercise.choice else exercise.id
        members.setdefault(key, []).append(exercise)
    return {key: _graded(key, tuple(found)) for key, found in members.items()}


def _graded(key: str, exercises: tuple[Exercise, ...]) -> Graded:
    choice = exercises[0].choice
    if choice is None:
        return Graded(key, exercises[0].title, exercises)
    return Graded(key, choice.title, exercises, choice.rule)


def _attempted(outcome: Outcome | None) -> bool:
    return outcome is not None and outcome.status != NOT_ATTEMPTED
