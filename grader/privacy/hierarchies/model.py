"""One ladder: how it is named, told, and what it makes of values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from grader.privacy.transforms.mapping import mapped
from grader.privacy.transforms.scripted.textes import TOUT

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Hierarchy:
    """A ladder from a value to a vaguer one.

    Attributes:
        name: stable name, as ``by`` of a step (``age``, ``birth``, ``date``, ``place``…).
        title: « Regrouper par âge ».
        why: what it is worth, in one French sentence.
        levels: French titles of levels 1 to n, finest first; the last one is « tout confondu ».
        rung: (value, level) to what is written, for levels below the last one.
        params: what a step needs beside ``by`` and ``level`` to be replayed on another file.
    """

    name: str
    title: str
    why: str
    levels: tuple[str, ...]
    rung: Callable[[str, int], str]
    params: Mapping[str, Any] = field(default_factory=dict)

    def value(self, value: str, level: int) -> str:
        """Give what one value becomes.

        Args:
            value: a cell.
            level: 1 to ``len(levels)``; 0 gives the value as it stands.
        """
        if level <= 0:
            return value
        return TOUT if level >= len(self.levels) else self.rung(value, level)

    def generalise(self, values: pl.Series, level: int) -> pl.Series:
        """Give what values become; each distinct one is worked out once.

        Args:
            values: texts, without nulls.
            level: as for ``value``.
        """
        import polars as pl

        if level <= 0:
            return values
        if level >= len(self.levels):
            return pl.repeat(TOUT, len(values), dtype=pl.String, eager=True).rename(values.name)
        return mapped(values, lambda value: self.rung(value, level))
