"""One column against another, row by row."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from grader.validation.checks.model import Check, Example
from grader.validation.columns import CheckedColumn, CheckedTable, Columns
from grader.validation.fault import Fault
from grader.validation.surely import is_plain_number

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}
#: How a relation is said, for values and for dates.
RELATIONS: Mapping[str, tuple[str, str]] = {
    ">": ("une valeur supérieure à", "une date postérieure à"),
    ">=": ("une valeur égale ou supérieure à", "une date égale ou postérieure à"),
    "==": ("la même valeur que", "la même date que"),
    "<=": ("une valeur égale ou inférieure à", "une date égale ou antérieure à"),
    "<": ("une valeur inférieure à", "une date antérieure à"),
}


_NUMBERS = frozenset({"integer", "number", "year"})
_FULL_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


def has_plain_numbers(column: CheckedColumn) -> bool:
    """Tell whether a column's numbers are what their texts are to anybody.

    Args:
        column: any column.
    """
    return column.type in _NUMBERS and column.field is not None and is_plain_number(column.field)


def _has_plain_dates(column: CheckedColumn) -> bool:
    """Tell whether a column's dates are written year first, then the month."""
    return column.type == "date" and column.format in {"default", "%Y-%m-%d"}


def _is_exact(cell: pl.Expr) -> pl.Expr:
    """What is true of numbers that floats order as they are: fifteen digits at most."""
    return cell.str.contains(r"^-?[0-9]+(?:\.[0-9]+)?$") & (cell.str.len_bytes() <= 15)


def _number(value: Any) -> Decimal | None:
    """Read a number, or a text that is one."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return None if number.is_nan() else number


def _comparable(one: Any, other: Any) -> tuple[Any, Any] | None:
    """Give both as numbers, or as texts when they are of one type; None otherwise."""
    if type(one) is int and type(other) is int:
        return one, other
    numbers = _number(one), _number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return numbers
    if type(one) is type(other) and isinstance(one, str | date):
        return str(one), str(other)
    return None


class CompareColumns(Check):
    """``column op column2``: as numbers where both are, else as texts of one type."""

    names = ("compare-columns-value",)
    valid = (
        Example(
            {"column": "a", "op": ">=", "column2": "b"},
            {"a": (2, 3, None, "10", "b"), "b": (2, 1, 5, "9", "a")},
        ),
        Example(
            {"column": "a", "op": "<", "column2": "b"},
            {"a": (date(2024, 1, 1), Decimal("1.5")), "b": (date(2024, 1, 2), 2)},
        ),
        Example({"column": "a", "op": ">", "column2": "absent"}, {"a": (1,)}),
    )
    invalid = (
        Example(
            {"column": "a", "op": ">=", "column2": "b"},
            {"a": (1, "9", date(2024, 1, 1), "x", 0), "b": (2, "10", date(2024, 1, 2), 3, 1)},
            ((0, "b"), (1, "b"), (2, "b"), (3, "incomparable"), (4, "b")),
        ),
        Example(
            {"column": "a", "op": "==", "column2": "b"}, {"a": ("x",), "b": ("y",)}, ((0, "b"),)
        ),
    )

    def doubtful(self, table: CheckedTable) -> pl.Series | None:
        """Rows where both are filled and the relation does not surely hold."""
        names = (self.column, str(self.params["column2"]))
        if any(name not in table for name in names):
            return pl.Series([], dtype=pl.UInt32)
        one, other = (table.columns[name] for name in names)
        frame = pl.DataFrame({"a": one.text, "b": other.text})
        filled = ~(one.empty | other.empty)
        holds = _OPERATORS[str(self.params["op"])]
        a, b = pl.col("a"), pl.col("b")
        sure = pl.lit(value=False)
        if has_plain_numbers(one) and has_plain_numbers(other):
            exact = [_is_exact(cell) for cell in (a, b)]
            sure = (
                exact[0]
                & exact[1]
                & holds(a.cast(pl.Float64, strict=False), b.cast(pl.Float64, strict=False))
            )
        elif _has_plain_dates(one) and _has_plain_dates(other):
            # Dates in full are in the order of their letters.
            sure = a.str.contains(_FULL_DATE) & b.str.contains(_FULL_DATE) & holds(a, b)
        fine = frame.with_columns(sure.fill_null(value=False).alias("fine"))["fine"]
        return (filled & ~fine).arg_true()

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the rows where the relation does not hold, or cannot be told."""
        column2, op = str(self.params["column2"]), str(self.params["op"])
        holds, relation = _OPERATORS[op], RELATIONS[op]
        if self.column not in columns or column2 not in columns:
            return
        texts = zip(columns.written[self.column], columns.written[column2], strict=True)
        values = zip(columns.values[self.column], columns.values[column2], strict=True)
        rows = zip(columns.lines, values, texts, strict=True)
        for line, (one, other), (text, text2) in rows:
            if one is None or other is None:
                continue
            pair = _comparable(one, other)
            if pair is not None and holds(*pair):
                continue
            words = {
                "column2": column2,
                "value2": text2 or "",
                "relation": relation[isinstance(one, date)],
            }
            variant = "" if pair else "incomparable"
            yield Fault(self.code, column2, line, self.column, text, variant, words)
