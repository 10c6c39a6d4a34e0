"""Columns that are filled together or not at all."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator, Sequence

import polars as pl

from grader.validation.checks.model import Check, Example
from grader.validation.columns import CheckedTable, Columns
from grader.validation.fault import Fault

_ABC = {"column": "a", "othercolumns": ["b", "c"]}


def _said(names: Sequence[str], one: str, many: str) -> str:
    """« A est vide », « A, B sont vides »."""
    return f"{', '.join(names)} {one if len(names) == 1 else many}"


class CohesiveColumns(Check):
    """All of the columns filled, or all of them empty; one fault a row."""

    names = ("cohesive-columns-value",)
    valid = (
        Example(_ABC, {"a": (1, None), "b": (0, None), "c": ("x", None)}),
        Example(_ABC, {"other": (1,)}),
    )
    invalid = (
        Example(
            _ABC,
            {"a": (1, None, 1), "b": (None, None, 2), "c": (3, 4, 3)},
            ((0, ""), (1, "")),
        ),
        Example(_ABC, {"a": (1, 2), "b": (1, None)}, ((None, "absent"),)),
    )

    def doubtful(self, table: CheckedTable) -> pl.Series:
        """Rows where some of the columns are empty and some are not."""
        names = [self.column, *map(str, self.params["othercolumns"])]
        if any(name not in table for name in names):
            return pl.Series([], dtype=pl.UInt32)
        empty = [table.columns[name].empty for name in names]
        some, every = (functools.reduce(join, empty) for join in (operator.or_, operator.and_))
        return (some & ~every).arg_true()

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the rows filled by half, or one fault when only some of the columns exist."""
        names = [self.column, *map(str, self.params["othercolumns"])]
        present = [name for name in names if name in columns]
        absent = [name for name in names if name not in columns]
        if absent:
            if present:
                words = {"columns": ", ".join(absent), "others": ", ".join(present)}
                yield Fault(self.code, "", None, self.column, variant="absent", words=words)
            return
        rows = zip(*(columns.values[name] for name in names), strict=True)
        for index, (line, row) in enumerate(zip(columns.lines, rows, strict=True)):
            empty = [name for name, value in zip(names, row, strict=True) if value is None]
            if not empty or len(empty) == len(names):
                continue
            filled = [name for name in names if name not in empty]
            words = {
                "filled": _said(filled, "est remplie", "sont remplies"),
                "empty": _said(empty, "est vide ou illisible", "sont vides ou illisibles"),
            }
            text = columns.written[self.column][index]
            yield Fault(self.code, "", line, self.column, text, words=words)
