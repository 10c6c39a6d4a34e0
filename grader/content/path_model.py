"""Paths: for whom, which steps in which order, and how long they take together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LESSON, EXERCISE, PAGE = "lesson", "exercise", "page"
#: Pages of the product that may be a step: their addresses below the site's.
PATH_PAGES: tuple[str, ...] = (
    "mon-profil",
    "decider",
    "decider/loi",
    "decider/cout",
    "decider/note",
    "decider/priorites",
    "decider/couts",
    "decider/feuille-de-route",
    "obligations",
    "animer/programme",
    "animer/competences",
)


@dataclass(frozen=True)
class PathStep:
    """One thing to do.

    Attributes:
        kind: ``LESSON``, ``EXERCISE`` or ``PAGE``.
        ref: id of the lesson or of the exercise, or address of the page.
        title: what it is called on the home page.
        minutes: how long it takes: the lesson's own, else as declared.
        where: ``file:line`` of its declaration.
    """

    kind: str
    ref: str
    title: str
    minutes: int
    where: str = ""


@dataclass(frozen=True)
class PathPart:
    """Steps that make a whole: one may stop after them.

    Attributes:
        title: what it is called.
        summary: what one has at its end.
        steps: in order.
        least, most: minutes that they must take together; 0 and 0 where none is declared.
        where: ``file:line`` of its declaration.
    """

    title: str
    summary: str
    steps: tuple[PathStep, ...]
    least: int = 0
    most: int = 0
    where: str = ""

    @property
    def minutes(self) -> int:
        """Give how long its steps take together."""
        return sum(step.minutes for step in self.steps)


@dataclass(frozen=True)
class LearningPath:
    """A way through the courses.

    Attributes:
        id: stable identifier.
        door: the door of the home page that leads to it: ``elu``, ``agent`` or ``formateur``.
        title: what it is called.
        summary: what it leads to, in one sentence.
        parts: in order.
        least, most: minutes that it must take in all.
        where: ``file:line`` of its declaration.
    """

    id: str
    door: str
    title: str
    summary: str
    parts: tuple[PathPart, ...]
    least: int
    most: int
    where: str = ""

    @property
    def steps(self) -> Iterator[PathStep]:
        """Give all its steps in order."""
        for part in self.parts:
            yield from part.steps

    @property
    def minutes(self) -> int:
        """Give how long it takes in all."""
        return sum(part.minutes for part in self.parts)
