"""The courses as a model: what the plain text under ``courses/`` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from grader.content.path_model import LearningPath
from grader.exercises.choice import Earned, Graded, graded_of
from grader.exercises.model import Exercise
from grader.quiz.model import Item

T = TypeVar("T", bound=Earned)

#: Which hand-in of a module counts.
BEST, LAST = "best", "last"


@dataclass(frozen=True)
class Source:
    """A dated reference in ``courses/sources.yml``.

    Attributes:
        id: key that items and lessons name.
        reference: what it is, in French (« CRPA, article L312-1-1 »).
        address: where it may be read, or "".
        verified_on: ISO date of the last check.
        confidence: ``vérifié``, ``vérifié (2nd)`` or ``à vérifier``.
    """

    id: str
    reference: str
    address: str
    verified_on: str
    confidence: str


@dataclass(frozen=True)
class Part:
    """A piece of a lesson in reading order.

    Attributes:
        kind: ``html`` (prose, already rendered and set in French typography), ``question``,
            ``quiz``, ``case`` or ``exercise``.
        step: id of the step it belongs to (``questionner``, ``comprendre``, ``exercer``,
            ``retenir``).
        html: the prose, for ``html`` parts.
        ref: item id for ``question``, full exercise id for the others.
    """

    kind: str
    step: str
    html: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Lesson:
    """One lesson: ``id`` is ``module/slug``; ``minutes`` is the announced duration.

    ``terms`` are the words of the glossary that it explains, in the order of their first use.
    """

    id: str
    title: str
    summary: str
    minutes: int
    parts: tuple[Part, ...]
    words: int
    path: Path
    terms: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Last part of the id."""
        return self.id.rpartition("/")[2]

    @property
    def module(self) -> str:
        """Slug of the module."""
        return self.id.partition("/")[0]


@dataclass(frozen=True)
class Case:
    """A response written by the author, and what it must earn (``cases.yml``).

    Attributes:
        exercise: full exercise id.
        name: ``solution``, ``untouched`` or the name of a declared mistake.
        events: events of the response, as in ``exercises.model.Event`` without times; a
            ``file`` event names a ``path`` relative to ``sandbox_data``.
        status: the status that it must get.
        points: the points that it must get.
        feedback: texts that must stand in its feedback.
        seed: of the draws, when the exercise draws its questions.
    """

    exercise: str
    name: str
    events: tuple[Mapping[str, object], ...]
    status: str
    points: float
    feedback: tuple[str, ...] = ()
    seed: int = 0


@dataclass(frozen=True)
class Module:
    """One module: lessons in order, exercises, items, author's cases.

    ``bank`` holds the private items: only draws may take them, so nothing that goes through
    ``items`` can show one by mistake. ``hand_ins`` says which hand-in counts, the ``BEST`` or the
    ``LAST`` one; those that come after the day ``hand_in_until`` are late.
    """

    slug: str
    title: str
    summary: str
    objectives: Mapping[str, str]
    lessons: tuple[Lesson, ...]
    exercises: Mapping[str, Exercise]
    items: Mapping[str, Item]
    cases: tuple[Case, ...]
    takeaway_html: str
    audiences: tuple[str, ...] = ()
    bank: Mapping[str, Item] = field(default_factory=dict)
    hand_ins: str = LAST
    hand_in_until: date | None = None

    @property
    def max_points(self) -> float:
        """Points of a full copy."""
        return sum(one.points for one in self.graded.values())

    @cached_property
    def graded(self) -> Mapping[str, Graded]:
        """What counts once in its points, by id: exercises, and choices between several."""
        return graded_of(self.exercises.values())

    def counted(self, outcomes: Mapping[str, T]) -> list[T]:
        """Give the outcomes that count in its points: of a choice, the best one alone.

        Args:
            outcomes: by exercise; those of a lesson, or of all the module.
        """
        best = (one.best(outcomes).id for one in self.graded.values())
        return [outcomes[name] for name in best if name in outcomes]


@dataclass(frozen=True)
class Course:
    """All modules and paths in the order of ``catalogue.yml``, sources and glossary.

    ``services`` gives, by exercise, the services of an authority whose files it is about.
    """

    title: str
    modules: Mapping[str, Module]
    sources: Mapping[str, Source]
    glossary: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[LearningPath, ...] = ()
    services: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def exercise(self, exercise_id: str) -> Exercise:
        """Find an exercise by its full id.

        Raises:
            KeyError: there is none.
        """
        return self.modules[exercise_id.partition("/")[0]].exercises[exercise_id]

    def lesson(self, lesson_id: str) -> Lesson:
        """Find a lesson by its full id.

        Raises:
            KeyError: there is none.
        """
        for lesson in self.modules[lesson_id.partition("/")[0]].lessons:
            if lesson.id == lesson_id:
                return lesson
        raise KeyError(lesson_id)
