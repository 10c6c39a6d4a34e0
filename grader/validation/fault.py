"""A fault as an engine finds it, before it is told in French: alone, or a column of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from grader.typography import number

#: Picks the variant and the words of a telling by the cell.
Describe = Callable[[str], tuple[str, Mapping[str, str]]]


@dataclass(frozen=True)
class Fault:
    """What is wrong and where; ``grader.validation.messages.tell`` makes a ``Finding`` of it.

    Attributes:
        code: stable kebab-case code.
        detail: which type, constraint or rule; with the code it is the group.
        line: 1-based line of the file, or None for the file as a whole.
        column: column name of the schema, or as written.
        value: the cell as written.
        variant: picks a more precise telling of the same code and detail.
        words: what fills the braces of the telling, beside ``value`` and ``column``.
    """

    code: str
    detail: str = ""
    line: int | None = None
    column: str = ""
    value: str | None = None
    variant: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


def _plainly(_value: str) -> tuple[str, Mapping[str, str]]:
    return "", {}


@dataclass(frozen=True, eq=False)
class FaultColumn:
    """Faults of one code and detail in one column, kept as columns until somebody reads them.

    Attributes:
        code: as ``Fault.code``.
        detail: as ``Fault.detail``.
        column: as ``Fault.column``.
        lines: 1-based lines, in the order of the file.
        values: cells as written; None when the faults are not about a cell.
        describe: variant and words of a cell; equal cells are told alike.
        others: for each fault, another line that it speaks of (the word ``other``).
    """

    code: str
    detail: str
    column: str
    lines: pl.Series
    values: pl.Series | None = None
    describe: Describe = _plainly
    others: pl.Series | None = None

    def __len__(self) -> int:
        return len(self.lines)

    def first_line(self) -> int:
        """Give the line of the first fault; there must be one."""
        return int(self.lines[0])

    def faults(self, part: slice | Sequence[int]) -> list[Fault]:
        """Give some of the faults.

        Args:
            part: which ones: a slice, or their indexes.
        """
        lines = _picked(self.lines, part)
        values = [None] * len(lines) if self.values is None else _picked(self.values, part)
        others = None if self.others is None else _picked(self.others, part)
        found: list[Fault] = []
        for index, (line, value) in enumerate(zip(lines, values, strict=True)):
            variant, words = self.describe(value or "")
            if others is not None:
                words = {**words, "other": number(others[index])}
            found.append(Fault(self.code, self.detail, line, self.column, value, variant, words))
        return found


@dataclass(frozen=True)
class FaultList:
    """Faults of one code, detail and column that were found one by one.

    Attributes:
        code, detail, column: as in each of them.
        found: the faults.
    """

    code: str
    detail: str
    column: str
    found: tuple[Fault, ...]

    def __len__(self) -> int:
        return len(self.found)

    @property
    def lines(self) -> pl.Series:
        """1-based lines; 0 for the file as a whole."""
        return pl.Series([one.line or 0 for one in self.found], dtype=pl.UInt32)

    def first_line(self) -> int:
        """Give the first line that one of the faults is at; 0 for the file as a whole."""
        return min(one.line or 0 for one in self.found)

    def faults(self, part: slice | Sequence[int]) -> list[Fault]:
        """Give some of the faults.

        Args:
            part: which ones: a slice, or their indexes.
        """
        if isinstance(part, slice):
            return list(self.found[part])
        return [self.found[index] for index in part]


#: Faults of one code, detail and column.
Faults = FaultColumn | FaultList


def _picked(column: pl.Series, part: slice | Sequence[int]) -> list[Any]:
    if isinstance(part, slice):
        return column[part].to_list()
    return column.gather(list(part)).to_list()


def grouped(found: Iterable[Fault | FaultColumn]) -> list[Faults]:
    """Put faults found one by one with those of the same code, detail and column.

    Args:
        found: faults in any order; columns of them are kept as they are, empty ones left out.
    """
    columns: list[Faults] = []
    lists: dict[tuple[str, str, str], list[Fault]] = {}
    for one in found:
        if isinstance(one, Fault):
            lists.setdefault((one.code, one.detail, one.column), []).append(one)
        elif len(one):
            columns.append(one)
    return [*(FaultList(*key, tuple(some)) for key, some in lists.items()), *columns]
