"""What causes are recognised by: a draft, its schema and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from grader.validation.checks.cell_check import CellCheck
from grader.validation.checks.registry import BY_NAME
from grader.validation.columns import Reader
from grader.validation.fault import FaultColumn, Faults
from grader.validation.oracle import make_readers
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Recipe
from grader.validation.schemas import Field, TableSchema
from grader.validation.validate import Examined, examine


@dataclass(frozen=True, eq=False)
class Sight:
    """A draft as seen against a schema.

    Attributes:
        draft: the draft.
        schema: the schema.
        examined: what is wrong with ``draft.table()``; its lines are not those of the file, see
            ``Draft.rows_of``.
    """

    draft: Draft
    schema: TableSchema
    examined: Examined

    @classmethod
    def of(cls, draft: Draft, schema: TableSchema) -> Sight:
        """Look at a draft.

        Raises:
            UnknownSchemaError: frictionless refuses the schema.
        """
        return cls(draft, schema, examine(draft.table(), schema))

    @cached_property
    def readers(self) -> Mapping[str, Reader]:
        """Reader of every field, as frictionless defines it."""
        return make_readers(self.schema)

    @cached_property
    def columns(self) -> Mapping[str, int]:
        """By name in findings, index of the column: the first of that name."""
        found: dict[str, int] = {}
        for index, name in enumerate(self.examined.placement.names):
            found.setdefault(name, index)
        return found

    def field_of(self, column: str) -> Field | None:
        """Give the field of a column by its name in findings."""
        index = self.columns.get(column)
        return None if index is None else self.examined.placement.fields.get(index)

    def text_of(self, column: str) -> pl.Series:
        """Give the cells of a column by its name in findings."""
        return self.draft.cells.to_series(self.columns[column])

    def faults(self, *codes: str) -> Iterator[Faults]:
        """Give what is wrong, group by group, for some codes; all when none is named."""
        return (some for some in self.examined.faults if not codes or some.code in codes)

    def is_right(self, column: str, cell: str) -> bool:
        """Tell whether a cell would break nothing that can be told of a cell alone.

        Args:
            column: name in findings.
            cell: a candidate.
        """
        field = self.field_of(column)
        if field is None:
            return True
        value, broken = self.readers[field.name](cell)
        if broken:
            return False
        return value is None or all(check.judge(cell) is None for check in self._checks(column))

    def _checks(self, column: str) -> Sequence[CellCheck]:
        return self._checks_by_column.get(column, ())

    @cached_property
    def _checks_by_column(self) -> Mapping[str, list[CellCheck]]:
        found: dict[str, list[CellCheck]] = {}
        for spec in self.schema.checks:
            kind = BY_NAME.get(spec.name)
            if kind is None or not issubclass(kind, CellCheck):
                continue
            check = kind(spec.params)
            if check.unable() is None:
                found.setdefault(check.column, []).append(check)
        return found


@dataclass(frozen=True, eq=False)
class WrongCells:
    """Cells of one column that break one rule, to be recognised.

    Attributes:
        sight: the draft they are in.
        column: name of the column in findings.
        field: its field; None for a column that the schema does not have.
        code: code of the fault (``type-error``, ``constraint-error``, or that of a rule).
        detail: its detail (``date``, ``pattern``, ``enum``…).
        distinct: the cells that differ, none of them empty.
        is_right: tells whether a candidate would be right in that column.
    """

    sight: Sight
    column: str
    field: Field | None
    code: str
    detail: str
    distinct: tuple[str, ...]
    is_right: Callable[[str], bool]

    @cached_property
    def around(self) -> tuple[str, ...]:
        """Every cell that differs in the column, right or wrong: evidence of habits."""
        return tuple(self.sight.text_of(self.column).drop_nulls().unique().to_list())


@dataclass(frozen=True)
class Recognised:
    """Some cells of a kind.

    Attributes:
        cause: kebab code, a key of ``tellings.CAUSES``.
        after: by cell, what to write instead; empty for a refusal.
        cells: for a refusal, the cells.
        sure: nobody has to look before it is applied.
        words: what fills the braces of the telling.
        recipe: gives ``after`` of every cell of it.
    """

    cause: str
    after: Mapping[str, str] = field(default_factory=dict)
    cells: frozenset[str] = frozenset()
    sure: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    recipe: Recipe | None = None


#: Recognises some of the wrong cells; candidates that are not right are dropped by who calls.
Recogniser = Callable[[WrongCells], Iterator[Recognised]]


def cells_of(faults: Faults) -> tuple[pl.Series, pl.Series] | None:
    """Give the lines and the cells of faults that are about cells; None for others.

    Args:
        faults: of one code, detail and column.
    """
    if isinstance(faults, FaultColumn):
        return None if faults.values is None else (faults.lines, faults.values)
    about = [one for one in faults.found if one.line is not None and one.value is not None]
    if not about:
        return None
    lines = pl.Series([one.line for one in about], dtype=pl.UInt32)
    return lines, pl.Series([one.value for one in about], dtype=pl.String)
