"""Check a table's cells against a schema, whole columns at a time.

The meaning of each cell comes from the oracle (frictionless's own readers). Cells that surely
break nothing are set aside column by column (``surely``); what is left is told at once where it
can be, and read by the oracle where it cannot, each distinct cell once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import polars as pl

from grader.tables.model import Table
from grader.validation.advice.advise import advise, type_detail
from grader.validation.columns import (
    CheckedColumn,
    CheckedTable,
    OnDemand,
    Reader,
    repeats_itself,
    where,
)
from grader.validation.fault import Fault, FaultColumn
from grader.validation.header import Placement, column_letter
from grader.validation.oracle import make_readers
from grader.validation.repeats import repeated
from grader.validation.schemas import Field, TableSchema
from grader.validation.surely import surely_right, surely_wrong

Found = Fault | FaultColumn

#: Different wrong cells that may be sought again in a column.
_FEW_WRONG = 5_000


def check_cells(
    table: Table, schema: TableSchema, placement: Placement
) -> tuple[CheckedTable, list[Found]]:
    """Read every cell under its field.

    Args:
        table: what was read.
        schema: the schema.
        placement: where its fields are.

    Returns:
        the columns, and the faults of lines and cells (in no promised order).

    Raises:
        UnknownSchemaError: ``schema-unusable``.
    """
    readers = make_readers(schema)
    missing = _missing_by_column(schema, placement)
    cells = table.cells
    first = table.lines.start
    lines = pl.arange(first, first + table.n_rows, eager=True, dtype=pl.UInt32)
    blanks = cells.select(
        _blank(pl.col(name), texts) for name, texts in zip(cells.columns, missing, strict=True)
    )
    filled = _filled(blanks)
    found: list[Found] = []
    if filled is not None:
        found.append(FaultColumn("blank-row", "", "", lines.filter(~filled)))
    found.extend(_uneven(table, lines, placement.names, filled))
    sure = _look(cells, placement, readers)
    columns: dict[str, CheckedColumn] = {}
    for index, name in enumerate(placement.names):
        if not name or name in columns:
            continue
        text = cells.to_series(index)
        field = placement.fields.get(index)
        blank = blanks.to_series(index)
        if field is None:
            columns[name] = CheckedColumn(text, blank, None, _as_written)
            continue
        reader = readers[field.name]
        right = sure[str(index)] if str(index) in sure.columns else None
        broken = _broken(field, reader, text, (blank, right, filled))
        found.extend(_told(field, text, lines, broken))
        empty = _with(blank, broken["type"]) if "type" in broken else blank
        columns[name] = CheckedColumn(text, empty, field, reader)
    checked = _without_blank_rows(CheckedTable(lines, columns), filled)
    found.extend(repeated(schema, checked))
    return checked, found


def _without_blank_rows(table: CheckedTable, filled: pl.Series | None) -> CheckedTable:
    """Take blank rows out for rules; columns that none asks for are left alone."""
    if filled is None:
        return table
    columns = OnDemand(table.columns, lambda name: table.columns[name].kept(filled))
    return CheckedTable(table.lines.filter(filled), columns)


def _as_written(cell: str | None) -> tuple[str | None, tuple[str, ...]]:
    return cell or None, ()


def _missing_by_column(schema: TableSchema, placement: Placement) -> list[frozenset[str]]:
    """For every column of the file, the texts that stand for an empty cell."""
    missing = []
    for index in range(len(placement.names)):
        field = placement.fields.get(index)
        texts: Sequence[Any] = ("",)
        if field is not None:
            texts = field.descriptor.get("missingValues", schema.missing_values)
        missing.append(
            frozenset(str(text["value"] if isinstance(text, dict) else text) for text in texts)
        )
    return missing


def _blank(cell: pl.Expr, missing: frozenset[str]) -> pl.Expr:
    """What is true of a cell that is missing or absent."""
    texts = sorted(missing)
    found = cell == texts[0] if len(texts) == 1 else cell.is_in(texts)
    return found.fill_null(value=True)


def _filled(blanks: pl.DataFrame) -> pl.Series | None:
    """Tell which rows have a cell that is not blank; None when all have one."""
    empty = blanks.select(pl.all_horizontal(pl.all())).to_series()
    return ~empty if empty.any() else None


def _uneven(
    table: Table, lines: pl.Series, names: Sequence[str], filled: pl.Series | None
) -> Iterator[Found]:
    """Tell rows that are too short or too long, but for blank ones."""
    for index, column in enumerate(table.cells):
        if column.null_count():
            name = names[index] or column_letter(index)
            absent = column.is_null() if filled is None else column.is_null() & filled
            yield FaultColumn("missing-cell", "", name, lines.filter(absent))
    for row, beyond in table.extra.items():
        if filled is None or filled[row]:
            for cell in beyond:
                variant = "" if cell.strip() else "blank"
                yield Fault("extra-cell", line=table.lines[row], value=cell, variant=variant)


def _look(cells: pl.DataFrame, placement: Placement, readers: Mapping[str, Reader]) -> pl.DataFrame:
    """Tell, for every column at once, which cells are surely right."""
    right: dict[int, pl.Expr] = {}
    for index, field in placement.fields.items():
        rule = surely_right(field, pl.col(str(index)), readers[field.name])
        if rule is not None:
            right[index] = rule
    repeated = [
        index
        for index in right
        # A text is looked at sooner than it is known to have been met before.
        if placement.fields[index].type not in {"string", "boolean"}
        and repeats_itself(cells.to_series(index))
    ]
    # All columns at once, so that each thread has its own.
    distinct = cells.select(
        pl.col(str(index)).drop_nulls().unique().implode() for index in repeated
    )
    for index in repeated:
        right[index] = _shortly(str(index), distinct[str(index)].explode(), right[index])
    return cells.select(rule.alias(str(index)) for index, rule in right.items())


def _shortly(name: str, distinct: pl.Series, right: pl.Expr) -> pl.Expr:
    """Tell cells by the wrong ones among those that differ, when they are few."""
    wrong = distinct.filter(~distinct.to_frame(name).select(right).to_series())
    if len(wrong) > _FEW_WRONG:
        return right
    return ~pl.col(name).is_in(wrong.to_list()) if len(wrong) else pl.lit(value=True)


def _broken(
    field: Field,
    reader: Reader,
    text: pl.Series,
    masks: tuple[pl.Series, pl.Series | None, pl.Series | None],
) -> dict[str, pl.Series]:
    """Give, by name of what is broken, the indexes of the cells that break it.

    Masks tell which cells are blank, which are surely right (None: not known), and which rows
    are not blank (None: all).
    """
    blank, right, filled = masks
    broken: dict[str, list[pl.Series]] = {}
    if bool(blank.any()):
        for name in reader(None)[1]:
            empty = where(blank if filled is None else blank & filled)
            broken.setdefault(name, []).append(empty)
    doubtful = ~blank if right is None else ~(blank | right)
    rows = where(doubtful)
    if len(rows):
        texts = text.gather(rows)
        told = surely_wrong(field, texts)
        for name, which in told.broken.items():
            sure = where(which & told.decided)
            if len(sure):
                broken.setdefault(name, []).append(rows.gather(sure))
        left = where(~told.decided)
        if len(left):
            for name, which in _read(reader, texts.gather(left)).items():
                broken.setdefault(name, []).append(rows.gather(left.gather(which)))
    return {
        name: some[0] if len(some) == 1 else pl.concat(some).sort() for name, some in broken.items()
    }


def _read(reader: Reader, texts: pl.Series) -> dict[str, pl.Series]:
    """Have the oracle read cells, each distinct one once; give indexes by name of the broken."""
    distinct = texts.unique(maintain_order=True)
    wrong: dict[str, list[str]] = {}
    for cell in distinct.to_list():
        for name in reader(cell)[1]:
            wrong.setdefault(name, []).append(cell)
    found: dict[str, pl.Series] = {}
    for name, cells in wrong.items():
        if len(cells) == len(distinct):
            found[name] = pl.arange(0, len(texts), eager=True, dtype=pl.UInt32)
        else:
            found[name] = where(texts.is_in(cells))
    return found


def _with(mask: pl.Series, rows: pl.Series) -> pl.Series:
    """Set some more places of a mask."""
    return mask.clone().scatter(rows, values=True)


def _told(
    field: Field, text: pl.Series, lines: pl.Series, broken: Mapping[str, pl.Series]
) -> Iterator[FaultColumn]:
    for name, rows in broken.items():
        code, detail = (
            ("type-error", type_detail(field)) if name == "type" else ("constraint-error", name)
        )
        yield FaultColumn(
            code,
            detail,
            field.name,
            lines.gather(rows),
            text.gather(rows),
            partial(_advised, field, name),
        )


def _advised(field: Field, broken: str, cell: str) -> tuple[str, Mapping[str, str]]:
    advice = advise(field, broken, cell)
    return advice.variant, advice.words
