"""Causes found in a draft: those that can be mended, and those that cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import polars as pl

from grader.validation.repairs.changes import Change


@dataclass(frozen=True)
class Recipe:
    """How a repair rewrites a cell, so that a script can do the same next month.

    Attributes:
        function: name of a function of ``recipes``: the same code serves here and in the script.
        parameters: what it is given beside the cell: JSON types.
    """

    function: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Repair:
    """A cause that can be mended.

    Attributes:
        cause: kebab code, a key of ``tellings.CAUSES``.
        column: name of the column in findings; "" for the whole file.
        sure: nobody has to look before it is applied.
        change: what it does.
        words: what fills the braces of its telling.
        recipe: how a script does it; None when only its very cells can be written again.
        reveals: mending shows another fault of the same rows, which this one hid.
    """

    cause: str
    column: str
    sure: bool
    change: Change
    words: Mapping[str, str] = field(default_factory=dict)
    recipe: Recipe | None = None
    reveals: bool = False

    @property
    def key(self) -> str:
        """Name of the repair, which stays as long as its cause does."""
        return f"{self.cause}|{self.column}" + ("|reveals" if self.reveals else "")

    def doubted(self, change: Change) -> Repair:
        """Give the same repair of places where it would show another fault."""
        return replace(self, change=change, sure=False, reveals=True)


@dataclass(frozen=True, eq=False)
class Refusal:
    """A cause that cannot be mended here: what was lost has to be found again.

    Attributes:
        cause: kebab code, a key of ``tellings.CAUSES``.
        column: name of the column in findings; "" for the whole file.
        lines: 1-based lines of the file that was read, in order.
        values: cells as written; None when it is not about cells.
        words: what fills the braces of its telling.
    """

    cause: str
    column: str
    lines: pl.Series
    values: pl.Series | None = None
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Name of the refusal."""
        return f"{self.cause}|{self.column}"

    def __len__(self) -> int:
        return len(self.lines)

    def with_more(self, other: Refusal) -> Refusal:
        """Add the lines of the same cause found by another rule, each once.

        Args:
            other: a refusal of the same key.
        """
        if self.values is None or other.values is None:
            lines = pl.concat([self.lines, other.lines]).unique().sort()
            return replace(self, lines=lines, values=None)
        both = (
            pl.DataFrame(
                {
                    "line": pl.concat([self.lines, other.lines]),
                    "value": pl.concat([self.values, other.values]),
                }
            )
            .unique("line", keep="first")
            .sort("line")
        )
        return replace(self, lines=both["line"], values=both["value"])


@dataclass(frozen=True)
class Diagnosis:
    """All causes found in a draft.

    Attributes:
        repairs: those of the whole file first, then in the order of its columns.
        refusals: what cannot be mended.
    """

    repairs: tuple[Repair, ...]
    refusals: tuple[Refusal, ...]

    def repair(self, key: str) -> Repair | None:
        """Find a repair by its key."""
        return next((repair for repair in self.repairs if repair.key == key), None)
