"""Values that must not come twice: the constraint ``unique`` and the primary key.

Positions told are those of the whole file: the first line that has the value, and each later one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from grader.typography import number
from grader.validation.columns import CheckedColumn, CheckedTable
from grader.validation.fault import Fault, FaultColumn
from grader.validation.schemas import TableSchema


def repeated(schema: TableSchema, table: CheckedTable) -> Iterator[Fault | FaultColumn]:
    """Give the repeats that a schema forbids.

    Args:
        schema: the schema.
        table: its columns.
    """
    for field in schema.fields:
        if field.constraints.get("unique") and field.name in table:
            column = table.columns[field.name]
            rows, firsts = repeats_of(table, [field.name])
            yield FaultColumn(
                "unique-error",
                "",
                field.name,
                table.lines.gather(rows),
                column.text.gather(rows),
                others=table.lines.gather(firsts),
            )
    key = schema.primary_key
    if key and all(name in table for name in key):
        yield from _repeated_keys(key, table)


def _repeated_keys(key: Sequence[str], table: CheckedTable) -> Iterator[Fault | FaultColumn]:
    said: Mapping[str, str] = {"columns": ", ".join(key)}
    first = table.columns[key[0]]
    empty = first.empty
    for name in key[1:]:
        empty = empty & table.columns[name].empty
    rows = empty.arg_true()
    yield FaultColumn(
        "primary-key", "", key[0], table.lines.gather(rows), describe=partial(_blank_key, said)
    )
    rows, firsts = repeats_of(table, key)
    texts = [table.columns[name].text.gather(rows).to_list() for name in key]
    lines, others = table.lines.gather(rows).to_list(), table.lines.gather(firsts).to_list()
    for line, other, *cells in zip(lines, others, *texts, strict=True):
        words = {**said, "other": number(other), "key": " + ".join(cell or "" for cell in cells)}
        yield Fault("primary-key", "", line, key[0], cells[0], words=words)


def _blank_key(said: Mapping[str, str], _cell: str) -> tuple[str, Mapping[str, str]]:
    return "blank", said


def repeats_of(table: CheckedTable, names: Sequence[str]) -> tuple[pl.Series, pl.Series]:
    """Give the rows whose values were met before, and the first row that has them.

    A row where all of them are empty repeats nothing.

    Args:
        table: the columns.
        names: which columns together.
    """
    parts = [f"key {place}" for place in range(len(names))]
    keys = pl.DataFrame(
        [
            _identity(table.columns[name]).alias(part)
            for part, name in zip(parts, names, strict=True)
        ]
    )
    keys = keys.with_row_index("row").filter(~pl.all_horizontal(pl.col(parts).is_null()))
    met = keys.filter(keys.select(parts).is_duplicated())
    met = met.with_columns(pl.col("row").first().over(parts).alias("first"))
    met = met.filter(pl.col("row") != pl.col("first"))
    return met["row"], met["first"]


def _identity(column: CheckedColumn) -> pl.Series:
    """Give what tells values apart: the text itself, or a number for each value of a type."""
    filled = ~column.empty
    if column.field is None or (column.field.type, column.field.format) == ("string", "default"):
        frame = pl.DataFrame({"text": column.text, "filled": filled})
        return frame.select(pl.when("filled").then("text")).to_series()
    numbers: dict[Any, int] = {}
    identities = [
        None if value is None else numbers.setdefault(_comparable(value), len(numbers))
        for value in column.values()
    ]
    return pl.Series(identities, dtype=pl.Int64)


def _comparable(value: Any) -> Any:
    """Give what a value may be sought by in a dictionary."""
    if value != value:  # noqa: PLR0124 - NaN, which equals nothing, not even itself
        return object()
    try:
        hash(value)
    except TypeError:  # a list or an object: compare it as text
        return repr(value)
    return value
