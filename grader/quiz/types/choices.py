"""What single and multiple choices share: answers among which one or more are right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.quiz.fields import entries, feedback, flag, text
from grader.quiz.itemtype import Given, known_letters, refuse
from grader.quiz.model import RIGHT, WRONG, Entry, Face, Remark

KEYS = frozenset({"answers"})
_ANSWER_KEYS = frozenset({"text", "correct", "feedback"})


@dataclass(frozen=True)
class Answer:
    """One answer; ``id`` is its letter in the source (``a``, ``b``…)."""

    id: str
    text: str
    correct: bool
    feedback: str


@dataclass(frozen=True)
class Choices:
    """Two answers or more, each with its feedback."""

    answers: tuple[Answer, ...]


def read(raw: Mapping[str, Any], where: str) -> Choices:
    """Read the answers of a declaration.

    Raises:
        ContentError: one is ill-formed, or has no feedback.
    """
    found = []
    for letter, entry in entries(raw, "answers", where, _ANSWER_KEYS, "La réponse"):
        name = f"La réponse {letter}"
        told = feedback(entry, where, name)
        correct = flag(entry, "correct", where, name)
        found.append(Answer(letter, text(entry, "text", where), correct, told))
    return Choices(tuple(found))


def face(body: Choices) -> Face:
    """Show the answers."""
    return Face(entries=tuple(Entry(a.id, a.text) for a in body.answers))


def accept(body: Choices, given: Given) -> Given:
    """Take one or more letters, in any order."""
    picked = known_letters(given, frozenset(a.id for a in body.answers))
    if not picked:
        raise refuse("Aucune réponse n'est choisie.", "Choisissez une réponse puis validez.")
    return tuple(sorted(picked))


def remarks(body: Choices, given: Given) -> tuple[Remark, ...]:
    """Tell of each answer that was chosen, and of no other."""
    return tuple(
        Remark(a.id, RIGHT if a.correct else WRONG, a.feedback)
        for a in body.answers
        if a.id in given
    )


def expected(body: Choices) -> Given:
    """Give the letters of the right answers."""
    return tuple(a.id for a in body.answers if a.correct)


def texts(body: Choices) -> tuple[str, ...]:
    """Give what the author wrote."""
    return tuple(t for a in body.answers for t in (a.text, a.feedback))
