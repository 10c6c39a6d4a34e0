"""Scoring one answer to one item."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import RefusedError
from grader.quiz.model import Item, ItemResult
from grader.quiz.registry import TYPES


def score(item: Item, chosen: Sequence[str]) -> ItemResult:
    """Score an answer.

    Args:
        item: the item with its key.
        chosen: letters of the answers that the learner chose, in any order.

    Raises:
        RefusedError: code ``bad-answer``, when nothing is chosen, when a letter is unknown or
            comes twice, or when there are more of them than this type of item takes.
    """
    kind = TYPES[item.type]
    if isinstance(chosen, str) or not all(isinstance(letter, str) for letter in chosen):
        raise _refused("Cette réponse n'a pas la forme attendue.")
    if not chosen:
        raise _refused("Aucune réponse n'est choisie.", "Choisissez une réponse puis validez.")
    picked = frozenset(chosen)
    if len(picked) != len(chosen) or not picked <= {a.id for a in item.answers}:
        raise _refused("Cette réponse ne fait pas partie de celles qui sont proposées.")
    if kind.most is not None and len(picked) > kind.most:
        raise _refused("Une seule réponse est attendue.", "Gardez celle qui convient le mieux.")
    return ItemResult(
        share=kind.share(item.answers, picked),
        correct=picked == {a.id for a in item.answers if a.correct},
        feedback=tuple((a.id, a.feedback) for a in item.answers if a.id in picked),
    )


def rule(item: Item) -> str:
    """Say in one French sentence or two how the item is answered and how it counts."""
    return TYPES[item.type].rule


def _refused(
    message: str, hint: str = "Rechargez la page puis répondez de nouveau."
) -> RefusedError:
    return RefusedError("bad-answer", message, hint)
