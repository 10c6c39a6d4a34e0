"""Check a table's cells against a schema, column after column.

The meaning of each cell comes from the oracle (frictionless's own readers); each distinct value
of a column is read once. An engine over whole columns may take this module's place: it must give
the same columns and the same set of faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from grader.tables.model import Table
from grader.typography import number
from grader.validation.advice.advise import advise, type_detail
from grader.validation.columns import Columns
from grader.validation.fault import Fault
from grader.validation.header import Placement, column_letter
from grader.validation.oracle import Reader, make_readers
from grader.validation.schemas import Field, TableSchema

Row = tuple[str, ...]


def check_cells(
    table: Table, schema: TableSchema, placement: Placement
) -> tuple[Columns, list[Fault]]:
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
    faults: list[Fault] = []
    lines, rows = _kept_rows(table, placement, _missing_by_column(schema, placement), faults)
    values: dict[str, Sequence[Any]] = {}
    written: dict[str, Sequence[str | None]] = {}
    for index, name in enumerate(placement.names):
        if name in values or not name:
            continue
        cells = [row[index] if index < len(row) else None for row in rows]
        field = placement.fields.get(index)
        if field is None:
            values[name] = [cell or None for cell in cells]
        else:
            values[name], found = _check_column(field, readers[field.name], cells, lines)
            faults.extend(found)
        written[name] = cells
    columns = Columns(lines, values, written)
    faults.extend(_repeated(schema, columns))
    return columns, faults


def _missing_by_column(schema: TableSchema, placement: Placement) -> list[frozenset[str]]:
    """For every column of the file, the texts that stand for an empty cell."""
    missing = []
    for index in range(len(placement.names)):
        field = placement.fields.get(index)
        own = field.descriptor.get("missingValues") if field else None
        texts = schema.missing_values if own is None and field else own or ("",)
        missing.append(
            frozenset(str(text["value"] if isinstance(text, dict) else text) for text in texts)
        )
    return missing


def _kept_rows(
    table: Table, placement: Placement, missing: Sequence[frozenset[str]], faults: list[Fault]
) -> tuple[list[int], list[Row]]:
    """Rows that are not blank; tells those that are, and those too short or too long."""
    width = len(table.header)
    lines: list[int] = []
    rows: list[Row] = []
    for line, row in zip(table.lines, table.rows, strict=True):
        if all(cell in blank for cell, blank in zip(row, missing, strict=False)):
            faults.append(Fault("blank-row", line=line))
            continue
        if len(row) != width:
            faults.extend(_uneven(line, row, placement.names))
        lines.append(line)
        rows.append(row)
    return lines, rows


def _uneven(line: int, row: Row, names: Sequence[str]) -> Iterator[Fault]:
    for index in range(len(row), len(names)):
        yield Fault("missing-cell", line=line, column=names[index] or column_letter(index))
    for cell in row[len(names) :]:
        yield Fault("extra-cell", line=line, value=cell, variant="" if cell.strip() else "blank")


def _check_column(
    field: Field, reader: Reader, cells: Sequence[str | None], lines: Sequence[int]
) -> tuple[list[Any], list[Fault]]:
    """Read a column; equal cells are read and advised on once."""
    known: dict[str | None, tuple[Any, tuple[Fault, ...]]] = {}
    values: list[Any] = []
    faults: list[Fault] = []
    for cell, line in zip(cells, lines, strict=True):
        if cell not in known:
            value, broken = reader(cell)
            known[cell] = value, tuple(_fault(field, name, cell or "") for name in broken)
        value, models = known[cell]
        values.append(value)
        for model in models:
            faults.append(_at(model, line, cell))
    return values, faults


def _fault(field: Field, broken: str, cell: str) -> Fault:
    """Make the fault of one kind of cell, without its place."""
    advice = advise(field, broken, cell)
    code, detail = (
        ("type-error", type_detail(field)) if broken == "type" else ("constraint-error", broken)
    )
    return Fault(code, detail, None, field.name, cell, variant=advice.variant, words=advice.words)


def _at(model: Fault, line: int, cell: str | None) -> Fault:
    return Fault(model.code, model.detail, line, model.column, cell, model.variant, model.words)


def _repeated(schema: TableSchema, columns: Columns) -> Iterator[Fault]:
    """Values that the schema wants unique, and its primary key."""
    for field in schema.fields:
        if field.constraints.get("unique") and field.name in columns:
            cells = zip(columns.lines, columns.values[field.name], strict=True)
            texts = columns.written[field.name]
            for index, other in _met_before((value,) for _, value in cells):
                yield Fault(
                    "unique-error",
                    "",
                    columns.lines[index],
                    field.name,
                    texts[index],
                    words={"other": number(columns.lines[other])},
                )
    key = schema.primary_key
    if key and all(name in columns for name in key):
        yield from _repeated_keys(key, columns)


def _repeated_keys(key: Sequence[str], columns: Columns) -> Iterator[Fault]:
    said: Mapping[str, str] = {"columns": ", ".join(key)}
    keys = list(zip(*(columns.values[name] for name in key), strict=True))
    for index, one in enumerate(keys):
        if all(value is None for value in one):
            line = columns.lines[index]
            yield Fault("primary-key", "", line, key[0], None, "blank", said)
    for index, other in _met_before(keys):
        texts = [columns.written[name][index] or "" for name in key]
        words = {**said, "other": number(columns.lines[other]), "key": " + ".join(texts)}
        yield Fault("primary-key", "", columns.lines[index], key[0], texts[0], words=words)


def _met_before(keys: Any) -> Iterator[tuple[int, int]]:
    """Give (index, index of the first) of each key met before; a wholly empty one never is."""
    first: dict[Any, int] = {}
    for index, key in enumerate(keys):
        if all(value is None for value in key):
            continue
        try:
            other = first.setdefault(key, index)
        except TypeError:  # a list or an object: compare it as text
            other = first.setdefault(repr(key), index)
        if other != index:
            yield index, other
