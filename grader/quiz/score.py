"""Scoring one answer to one item."""

from __future__ import annotations

from typing import Any

from grader.quiz.itemtype import Given, refuse
from grader.quiz.model import Item, ItemResult
from grader.quiz.registry import TYPES

#: Strings of one answer, and characters of all of them: no type of item needs more.
MOST_STRINGS = 200
MOST_CHARACTERS = 8_000

_TRIES = {
    1: "Un seul essai.",
    2: "Deux essais : tous les points au premier, la moitié au second.",
}
_UNMARKED = "Cette question ne compte pas dans la note."


def accept(item: Item, chosen: Any) -> Given:
    """Read an answer, which may be anything, into the canonical form of its type.

    Args:
        item: the item with its key.
        chosen: strings, in the letters of the source.

    Raises:
        RefusedError: code ``bad-answer``, when it is not a possible answer to this item; the
            sentence says what to do.
    """
    if (
        not isinstance(chosen, list | tuple)
        or not all(isinstance(one, str) for one in chosen)
        or len(chosen) > MOST_STRINGS
        or sum(map(len, chosen)) > MOST_CHARACTERS
    ):
        raise refuse("Cette réponse n'a pas la forme attendue.")
    return TYPES[item.type].accept(item.body, tuple(chosen))


def score(item: Item, chosen: Any) -> ItemResult:
    """Score an answer.

    Args:
        item: the item with its key.
        chosen: strings, in the letters of the source (see ``itemtype.ItemType``).

    Raises:
        RefusedError: see ``accept``.
    """
    kind = TYPES[item.type]
    marked = kind.mark(item.body, accept(item, chosen))
    return ItemResult(marked.share, marked.remarks, waits=kind.review is not None)


def expected(item: Item) -> Given:
    """Give the answer that earns everything, in the letters of the source."""
    return TYPES[item.type].expected(item.body)


def rule(item: Item, *, graded: bool) -> str:
    """Say in short French sentences how the item is answered and how it counts.

    Args:
        item: the item.
        graded: it counts in a grade.
    """
    kind = TYPES[item.type]
    counts = (kind.credit, _TRIES.get(kind.tries, "")) if graded else (_UNMARKED,)
    return " ".join(sentence for sentence in (kind.how, *counts) if sentence)
