"""Draws of the generator: they rest on ``Random.random`` alone, which Python keeps."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """Draws that only rest on ``Random.random``."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - reproducible fiction, not a secret

    def whole(self, least: int, most: int) -> int:
        """Draw a whole number, both ends included."""
        return least + int(self._random.random() * (most - least + 1))

    def one(self, choices: Sequence[T]) -> T:
        """Draw one of the choices."""
        return choices[self.whole(0, len(choices) - 1)]

    def weighted(self, choices: Sequence[tuple[T, int]]) -> T:
        """Draw one of the choices, each as often as its weight says."""
        at = self.whole(1, sum(weight for _, weight in choices))
        for choice, weight in choices:
            at -= weight
            if at <= 0:
                return choice
        return choices[-1][0]

    def chance(self, share: float) -> bool:
        """Draw true for that share of calls."""
        return self._random.random() < share

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Give the items in an order drawn at random."""
        left = list(items)
        for last in range(len(left) - 1, 0, -1):
            other = self.whole(0, last)
            left[last], left[other] = left[other], left[last]
        return left
