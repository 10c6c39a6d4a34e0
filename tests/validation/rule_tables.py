"""Tables that rules are run over in tests."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from grader.validation.checks.model import Example
from grader.validation.columns import CheckedColumn, CheckedTable, Columns
from grader.validation.fault import Fault, FaultColumn

#: Line of the first row: no index may be mistaken for it.
FIRST = 10


def columns_of(example: Example) -> Columns:
    """Give an example's cells, written as Python writes them."""
    (count,) = {len(cells) for cells in example.columns.values()}
    texts = {
        name: tuple(None if cell is None else str(cell) for cell in cells)
        for name, cells in example.columns.items()
    }
    return Columns(range(FIRST, FIRST + count), example.columns, texts)


def table_of(columns: Columns) -> CheckedTable:
    """Give the same cells as the engine holds them."""
    return CheckedTable(
        pl.Series(list(columns.lines), dtype=pl.UInt32),
        {name: _column(columns, name) for name in columns.values},
    )


def _column(columns: Columns, name: str) -> CheckedColumn:
    texts, values = columns.written[name], columns.values[name]
    known = dict(zip(texts, values, strict=True))
    return CheckedColumn(
        pl.Series(list(texts), dtype=pl.String),
        pl.Series([value is None for value in values], dtype=pl.Boolean),
        None,
        lambda text: (known[text], ()),
    )


def one_by_one(found: Iterable[Fault | FaultColumn]) -> list[Fault]:
    """Give faults as a list, in the order of the file; those of the whole file first."""
    faults: list[Fault] = []
    for one in found:
        faults.extend([one] if isinstance(one, Fault) else one.faults(slice(None)))
    return sorted(faults, key=lambda fault: fault.line or 0)
