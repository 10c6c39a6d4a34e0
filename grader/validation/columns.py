"""The table as columns under the schema's names, ready for rules over whole columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
import polars as pl

from grader.validation.schemas import Field

T = TypeVar("T")
#: Reads a cell (None when the row is too short): its value, and the names of what it breaks.
Reader = Callable[[str | None], tuple[Any, tuple[str, ...]]]


def where(mask: pl.Series) -> pl.Series:
    """Give the indexes of what is true; several times as fast as polars on a small column.

    Args:
        mask: true or false, never null.
    """
    if not mask.any():  # a look at the bits, before they are unpacked
        return pl.Series([], dtype=pl.UInt32)
    return pl.Series(np.flatnonzero(mask.to_numpy()).astype(np.uint32))


#: Cells by which a long column is judged, and how many of them must differ at most.
_SAMPLE, _FEW = 2_000, 1_930
_LONG = 20_000


def repeats_itself(text: pl.Series) -> bool:
    """Tell whether a long column seems to hold few different cells: those are then enough.

    Args:
        text: the column.
    """
    if len(text) < _LONG:
        return False
    return text.gather_every(len(text) // _SAMPLE).n_unique() <= _FEW


@dataclass(frozen=True)
class Columns:
    """Columns of some rows; all of one length.

    Attributes:
        lines: the line of each row in the file.
        values: by column name, cells as their type reads them; None for a cell that is empty,
            absent, or wrong for its type (Validata's rule: such a cell counts as empty).
        written: by column name, cells as written; None where the row is too short.
    """

    lines: Sequence[int]
    values: Mapping[str, Sequence[Any]]
    written: Mapping[str, Sequence[str | None]]

    def __contains__(self, name: object) -> bool:
        return name in self.values


@dataclass(frozen=True, eq=False)
class CheckedColumn:
    """One column whose cells have been checked.

    Attributes:
        text: cells as written; null where the row is too short.
        empty: for each cell, whether it counts as empty: missing, absent, or wrong for its type.
        field: the schema's field, or None for a column that the schema does not have.
        reader: reads a cell under that field.
    """

    text: pl.Series
    empty: pl.Series
    field: Field | None
    reader: Reader

    @property
    def type(self) -> str:
        """Type of its values; texts where the schema does not say."""
        return self.field.type if self.field else "string"

    @property
    def format(self) -> str:
        """Format of that type."""
        return self.field.format if self.field else "default"

    def kept(self, rows: pl.Series) -> CheckedColumn:
        """Give the same column without some rows.

        Args:
            rows: a mask of those that stay.
        """
        return replace(self, text=self.text.filter(rows), empty=self.empty.filter(rows))

    def values(self, rows: pl.Series | None = None) -> list[Any]:
        """Give cells as their type reads them; equal cells are read once.

        Args:
            rows: indexes of the rows wanted; all when not given.
        """
        text, empty = self.text, self.empty
        if rows is not None:
            text, empty = text.gather(rows), empty.gather(rows)
        known: dict[str | None, Any] = {}
        values: list[Any] = []
        for cell, is_empty in zip(text.to_list(), empty.to_list(), strict=True):
            if is_empty:
                values.append(None)
                continue
            if cell not in known:
                known[cell] = self.reader(cell)[0]
            values.append(known[cell])
        return values


@dataclass(frozen=True, eq=False)
class CheckedTable:
    """All rows that are not blank, column by column.

    Attributes:
        lines: line in the file of each row.
        columns: by name.
    """

    lines: pl.Series
    columns: Mapping[str, CheckedColumn]

    def __contains__(self, name: object) -> bool:
        return name in self.columns

    def rows(self, which: pl.Series | None = None) -> Columns:
        """Give rows for a rule to look at; columns are made when they are asked for.

        Args:
            which: indexes of the rows; all when not given.
        """
        lines = self.lines if which is None else self.lines.gather(which)

        def written(name: str) -> list[str | None]:
            text = self.columns[name].text
            return (text if which is None else text.gather(which)).to_list()

        return Columns(
            lines.to_list(),
            OnDemand(self.columns, lambda name: self.columns[name].values(which)),
            OnDemand(self.columns, written),
        )


class OnDemand(Mapping[str, T]):
    """A mapping whose values are made at the first look.

    Args:
        names: its keys.
        make: makes the value of a key.
    """

    def __init__(self, names: Mapping[str, object], make: Callable[[str], T]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
