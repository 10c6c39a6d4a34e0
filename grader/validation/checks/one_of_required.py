"""Two columns of which one at least is filled."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator

import polars as pl

from grader.validation.checks.model import Check, Example
from grader.validation.columns import CheckedTable, Columns
from grader.validation.fault import Fault

_PAIR = {"column1": "a", "column2": "b"}


class OneOfRequired(Check):
    """At least one of ``column1`` and ``column2`` is filled."""

    names = ("one-of-required",)
    valid = (
        Example(_PAIR, {"a": (1, None, 3), "b": (None, 2, 3)}),
        Example(_PAIR, {"a": (1, 2)}),
    )
    invalid = (
        Example(_PAIR, {"a": (1, None), "b": (None, None)}, ((1, ""),)),
        Example(_PAIR, {"b": (1, None)}, ((1, ""),)),
        Example(_PAIR, {"c": (1,)}, ((None, "absent"),)),
    )

    @property
    def column(self) -> str:
        """The first of the two columns."""
        return str(self.params["column1"])

    def doubtful(self, table: CheckedTable) -> pl.Series:
        """Rows where what there is of both columns is empty."""
        names = [name for name in (self.column, str(self.params["column2"])) if name in table]
        if not names:
            return pl.Series([], dtype=pl.UInt32)
        return functools.reduce(operator.and_, (table.columns[n].empty for n in names)).arg_true()

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the rows where both are empty, or one fault when both columns are absent."""
        names = (self.column, str(self.params["column2"]))
        words = {"column2": names[1]}
        present = [columns.values[name] for name in names if name in columns]
        if not present:
            yield Fault(self.code, "", None, self.column, variant="absent", words=words)
            return
        for line, row in zip(columns.lines, zip(*present, strict=True), strict=True):
            if all(value is None for value in row):
                yield Fault(self.code, "", line, self.column, "", words=words)
