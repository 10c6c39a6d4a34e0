"""One column against another, row by row."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from grader.validation.checks.model import Check, Example
from grader.validation.columns import Columns
from grader.validation.fault import Fault

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
