"""The seeded draw: two learners differ, a reload does not."""

from __future__ import annotations

import hashlib

from grader.quiz.model import Item


def public_order(item: Item, seed: int) -> tuple[str, ...]:
    """Draw the order in which one learner sees the answers; the same at each reload.

    Each answer is ranked by a hash of seed, item and letter: no random generator, so the order
    is the same in every process and version of Python.

    Args:
        item: the item; only its letters are used.
        seed: the learner's seed.
    """

    def rank(letter: str) -> bytes:
        return hashlib.sha256(f"{seed}:{item.id}:{letter}".encode()).digest()

    return tuple(sorted((a.id for a in item.answers), key=rank))
