"""What a type of item has to say for itself; each type lives in its own file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from grader.errors import RefusedError
from grader.quiz.model import Face, Remark

B = TypeVar("B")
#: An answer, whatever the type: strings, as the events keep them and the cases write them.
Given = tuple[str, ...]


@dataclass(frozen=True)
class Marked:
    """What an answer is worth, 0 to 1, and what is told of its parts."""

    share: float
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class ItemType(Generic[B]):
    """One type of item, over its own body ``B``.

    An answer is a tuple of strings in every type: letters of entries (``b``), an entry and its
    target (``b=2``), or what was typed. It is always in the letters of the source: what a
    learner is shown under other letters is translated by ``draw.Cover``.

    Attributes:
        name: value of ``type`` in ``quiz.yml``.
        how: one French sentence, shown with the question: how to answer.
        credit: one French sentence: how a part of the answer counts; "" for all or nothing.
        keys: keys of the declaration beside those that every item has.
        read: takes the declaration and ``file:line``; gives the body, or raises ``ContentError``.
        face: what a learner is shown, in the order of the source.
        accept: gives an answer in its canonical form, or raises ``RefusedError`` (``refuse``)
            saying what to do; the answer is hostile, but short (see ``score.MOST_STRINGS``).
        mark: gives the share of an accepted answer and remarks on its parts alone.
        expected: the answer that earns everything; empty where a person marks.
        texts: everything that the author wrote in the body, for the checks of the courses.
        valid: declarations that must be accepted.
        invalid: declarations that must be refused, each with the code of the refusal.
        tries: answers that count.
        review: for a type that a person marks: takes the body and her marks (``a=2``), gives
            the share; may raise ``RefusedError``. None elsewhere.
    """

    name: str
    how: str
    credit: str
    keys: frozenset[str]
    read: Callable[[Mapping[str, Any], str], B]
    face: Callable[[B], Face]
    accept: Callable[[B, Given], Given]
    mark: Callable[[B, Given], Marked]
    expected: Callable[[B], Given]
    texts: Callable[[B], tuple[str, ...]]
    valid: tuple[Mapping[str, Any], ...]
    invalid: tuple[tuple[Mapping[str, Any], str], ...]
    tries: int = 2
    review: Callable[[B, Given], Marked] | None = None


def refuse(message: str, hint: str = "Rechargez la page puis répondez de nouveau.") -> RefusedError:
    """Make the refusal of an answer that is not one: no try is lost."""
    return RefusedError("bad-answer", message, hint)


def known_letters(given: Given, known: frozenset[str]) -> frozenset[str]:
    """Read distinct letters out of an answer.

    Raises:
        RefusedError: one comes twice, or is not known.
    """
    picked = frozenset(given)
    if len(picked) != len(given) or not picked <= known:
        raise refuse("Cette réponse ne fait pas partie de celles qui sont proposées.")
    return picked


def known_pairs(given: Given, entries: tuple[str, ...], targets: frozenset[str]) -> dict[str, str]:
    """Read ``entry=target`` strings: every entry once, each with a target that exists.

    Raises:
        RefusedError: an entry is missing, comes twice or is not known, or a target is not.
    """
    pairs = dict(one.partition("=")[::2] for one in given)
    if len(pairs) != len(given) or not pairs.keys() <= set(entries):
        raise refuse("Cette réponse ne fait pas partie de celles qui sont proposées.")
    if not all(target in targets for target in pairs.values()):
        raise refuse("Une case de votre réponse n'existe pas.")
    left = len(entries) - len(pairs)
    if left:
        raise refuse(
            "Il reste une ligne à placer." if left == 1 else f"Il reste {left} lignes à placer.",
            "Choisissez une case pour chaque ligne, puis validez.",
        )
    return pairs
