"""What a kind of exercise has to say for itself; each kind lives in its own file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader.errors import ContentError
from grader.exercises.model import Choice, Exercise, Feedback, Outcome, Response
from grader.quiz.model import Item


class InsideError(ContentError):
    """A fault inside a declaration, far from the line where it begins.

    Args:
        where: ``file:line`` of the whole declaration.
        code: stable kebab-case identifier.
        message: what is wrong, in French.
        hint: how to mend it, in French.
        inside: keys and places that lead from the declaration to what is wrong.
    """

    def __init__(
        self, where: str, code: str, message: str, hint: str, inside: tuple[str | int, ...]
    ) -> None:
        super().__init__(where, code, message, hint)
        self.args = (where, code, message, hint, inside)
        self.inside = inside


@dataclass(frozen=True)
class Surroundings:
    """What a declaration may refer to.

    Attributes:
        module: slug of the module.
        items: items of the module by id.
        sandbox: folder of schemas and of the fictional commune's files.
        bank: private items of the module by id; none when no bank is mounted.
        elsewhere: ids of items that no draw may take, since a lesson or another exercise
            asks them of everybody.
        choices: choices of the module by name, without its slug.
    """

    module: str
    items: Mapping[str, Item]
    sandbox: Path
    bank: Mapping[str, Item] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    choices: Mapping[str, Choice] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """One kind of exercise.

    Attributes:
        name: value of ``kind`` in ``exercises.yml``.
        keys: keys of its own, beside those that every exercise has.
        read: called by ``parse_exercise`` with declaration, ``file:line`` and surroundings;
            gives the items and the settings of the exercise, or raises ``ContentError``.
        assess: called by ``assess`` with a response to an exercise of this kind; may raise,
            the caller turns that into an ``uncheckable`` outcome.
        valid: declarations that must be accepted.
        invalid: declarations that must be refused, each with the code of the refusal.
    """

    name: str
    keys: frozenset[str]
    read: Callable[[Mapping[str, Any], str, Surroundings], tuple[tuple[Item, ...], dict[str, Any]]]
    assess: Callable[[Exercise, Response], Outcome]
    valid: tuple[Mapping[str, Any], ...]
    invalid: tuple[tuple[Mapping[str, Any], str], ...]


def outcome(exercise: Exercise, status: str, points: float, *feedback: Feedback) -> Outcome:
    """Make an outcome whose points are rounded to a hundredth and stay within the exercise's."""
    within = min(max(points, 0.0), exercise.points)
    return Outcome(status, round(within, 2), exercise.points, feedback)


def after_solution(response: Response, doing: str) -> tuple[Feedback, ...]:
    """Say, to who asked for the solution, that what she does next earns nothing; else nothing.

    Args:
        response: all that she did.
        doing: what she does in this exercise, as « vous » does it: « dessinez ».
    """
    if not response.solution_seen:
        return ()
    message = f"Vous avez demandé la solution : ce que vous {doing} ensuite ne rapporte plus de "
    return (Feedback("reason", f"{message}points."),)
