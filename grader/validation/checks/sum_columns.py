"""A column that is the sum of others."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, DecimalException
from typing import Any

from grader.validation.checks.model import Check, Example
from grader.validation.columns import Columns
from grader.validation.fault import Fault

_SUM = {"column": "total", "columns": ["a", "b"]}


def _total(values: tuple[Any, ...]) -> Any:
    """Add exactly; None when there is something else than numbers."""
    if any(isinstance(value, bool) for value in values):
        return None
    try:
        return sum(Decimal(str(value)) if isinstance(value, float) else value for value in values)
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

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the rows whose sum is another."""
        parts = [str(name) for name in self.params["columns"]]
        if any(name not in columns for name in (self.column, *parts)):
            return
        rows = zip(*(columns.values[name] for name in parts), strict=True)
        totals = zip(columns.values[self.column], columns.written[self.column], strict=True)
        for line, (value, text), row in zip(columns.lines, totals, rows, strict=True):
            if value is None or None in row:
                continue
            total = _total(row)
            if total is not None and total != value:
                words = {"columns": " + ".join(parts), "sum": str(total)}
                yield Fault(self.code, "", line, self.column, text, words=words)
