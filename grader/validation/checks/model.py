"""What a rule is, and the examples that each one brings."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import polars as pl

from grader.validation.columns import CheckedTable, Columns
from grader.validation.fault import Fault, FaultColumn


@dataclass(frozen=True)
class Example:
    """A small table and what the rule must answer.

    Attributes:
        params: parameters of the rule.
        columns: cells by column name, as their type reads them.
        found: for an invalid example, (index of the row or None, detail or variant) of every
            fault in order; empty for a valid one.
    """

    params: Mapping[str, Any]
    columns: Mapping[str, tuple[Any, ...]]
    found: tuple[tuple[int | None, str], ...] = ()


class Check(ABC):
    """A rule over one or several columns.

    Attributes:
        names: canonical name (the code of its findings unless it says otherwise), then others.
        valid: examples that the rule accepts.
        invalid: examples that it does not.

    Args:
        params: parameters as the schema declares them.

    Raises:
        KeyError: a parameter is missing (the rule is then told as not checked).
    """

    names: ClassVar[tuple[str, ...]]
    valid: ClassVar[tuple[Example, ...]]
    invalid: ClassVar[tuple[Example, ...]]

    def __init__(self, params: Mapping[str, Any]) -> None:
        self.params = params

    @abstractmethod
    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the faults of a table, line by line; called once a validation."""

    def examine(self, table: CheckedTable) -> Iterator[Fault | FaultColumn]:
        """Give the faults of a whole table; only doubtful rows are looked at one by one.

        Args:
            table: the table's columns.
        """
        yield from self.faults(table.rows(self.doubtful(table)))

    def doubtful(self, table: CheckedTable) -> pl.Series | None:  # noqa: ARG002 - for subclasses
        """Give the indexes of the rows that are not surely fine; None for all of them.

        Args:
            table: the table's columns.
        """
        return None

    @property
    def code(self) -> str:
        """Code of the findings."""
        return self.names[0]

    @property
    def column(self) -> str:
        """The column that the rule is about."""
        return str(self.params["column"])

    def filled(self, columns: Columns, name: str) -> Iterator[tuple[int, Any, str]]:
        """Give line, value and text of each cell of a column that is not empty."""
        if name not in columns:
            return
        cells = zip(columns.lines, columns.values[name], columns.written[name], strict=True)
        for line, value, text in cells:
            if value is not None:
                yield line, value, text or ""
