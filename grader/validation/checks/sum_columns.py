"""A column that is the sum of others."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from decimal import Decimal, DecimalException
from typing import Any

import polars as pl

from grader.validation.checks.compare_columns import has_plain_numbers
from grader.validation.checks.model import Check, Example
from grader.validation.columns import CheckedTable, Columns
from grader.validation.fault import Fault

_SUM = {"column": "total", "columns": ["a", "b"]}


def _exact(value: Any) -> Any:
    """Give a float as the decimal number that it was written as."""
    return Decimal(str(value)) if isinstance(value, float) else value


def _total(values: tuple[Any, ...]) -> Any:
    """Add exactly; None when there is something else than numbers."""
    if any(isinstance(value, bool) for value in values):
        return None
    try:
        return sum(map(_exact, values))
    except (TypeError, DecimalException):
        return None


class SumColumns(Check):
    """``column`` equals the sum of ``columns`` exactly; passed over where a cell is empty."""

    names = ("sum-columns-value",)
    valid = (
        Example(_SUM, {"total": (3, 5, None), "a": (1, None, 1), "b": (2, 1, 1)}),
        Example(_SUM, {"total": (Decimal("0.3"),), "a": (Decimal("0.1"),), "b": (Decimal("0.2"),)}),
        Example(_SUM, {"total": (3,), "a": (1,)}),
    )
    invalid = (
        Example(_SUM, {"total": (3, 4), "a": (1, 1), "b": (2, 2)}, ((1, ""),)),
        Example(_SUM, {"total": (Decimal("0.31"),), "a": (0.1,), "b": (0.2,)}, ((0, ""),)),
    )

    def doubtful(self, table: CheckedTable) -> pl.Series | None:
        """Rows that are filled and are not surely a right sum of whole numbers."""
        names = [self.column, *map(str, self.params["columns"])]
        if any(name not in table for name in names):
            return pl.Series([], dtype=pl.UInt32)
        columns = [table.columns[name] for name in names]
        filled = ~functools.reduce(operator.or_, (one.empty for one in columns))
        if len(columns) < 2 or not all(map(has_plain_numbers, columns)):
            return filled.arg_true()
        frame = pl.DataFrame([one.text.alias(str(index)) for index, one in enumerate(columns)])
        cells = [pl.col(str(index)) for index in range(len(columns))]
        whole = pl.all_horizontal(cell.str.contains(r"^-?[0-9]{1,15}$") for cell in cells)
        total, *parts = (cell.cast(pl.Int64, strict=False) for cell in cells)
        right = whole & (pl.sum_horizontal(parts) == total)
        fine = frame.with_columns(right.fill_null(value=False).alias("fine"))["fine"]
        return (filled & ~fine).arg_true()

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the rows whose sum is another."""
        parts = [str(name) for name in self.params["columns"]]
        if not parts:
            raise KeyError("columns")
        if any(name not in columns for name in (self.column, *parts)):
            return
        rows = zip(*(columns.values[name] for name in parts), strict=True)
        totals = zip(columns.values[self.column], columns.written[self.column], strict=True)
        for line, (value, text), row in zip(columns.lines, totals, rows, strict=True):
            if value is None or None in row:
                continue
            total = _total(row)
            if total is not None and total != _exact(value):
                words = {"columns": " + ".join(parts), "sum": str(total)}
                yield Fault(self.code, "", line, self.column, text, words=words)
