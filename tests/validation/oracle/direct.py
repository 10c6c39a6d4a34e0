"""What frictionless itself says of a table, with its limits lifted; and what we say of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from frictionless import Resource, Schema

from grader.validation.model import Report
from grader.validation.schemas import TableSchema, load_schema

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
V2_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
#: Wrong for every type but texts: it stands for cells that frictionless chokes on.
WRONG = "¿"

Rows = Sequence[Sequence[str]]
#: Code, line, column, constraint.
Flat = tuple[str, int, str, str]
#: Faults whose column is not compared: frictionless does not say it, or not the same.
_NOWHERE = {"extra-cell", "primary-key"}


def schema_of(folder: Path, descriptor: dict[str, Any]) -> TableSchema:
    """Have our schema of a descriptor."""
    path = folder / "schema.json"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    return load_schema(path, folder)


#: Reads a cell: its value and what it breaks; None when that raises.
ReadAlone = Callable[[str], tuple[Any, frozenset[str]] | None]


def readers_of(descriptor: dict[str, Any]) -> dict[str, ReadAlone]:
    """Have frictionless's own readers of a descriptor, field by field."""
    fields = Schema.from_descriptor({"$schema": V2, **descriptor}).fields
    return {field.name: cache(partial(_read_alone, field.create_cell_reader())) for field in fields}


def _read_alone(reader: Any, cell: str) -> tuple[Any, frozenset[str]] | None:
    """Read one cell, and look at its value.

    A signalling NaN is a number for frictionless, and a moment with an offset of a day is a
    moment, as long as nothing compares them.
    """
    try:
        value, notes = reader(cell)
        if not isinstance(value, list | dict):
            hash(value)
    except Exception:  # noqa: BLE001 - which is what is wanted: any of them
        return None
    return value, frozenset(notes or ())


def digestible(descriptor: dict[str, Any], rows: Rows) -> list[list[str]]:
    """Put what is plainly wrong in the place of cells that frictionless chokes on.

    That is the wanted difference « a cell on which frictionless fails is wrong for its type ».
    """
    readers = list(readers_of(descriptor).values())

    def fit(place: int, cell: str) -> str:
        return WRONG if place < len(readers) and readers[place](cell) is None else cell

    return [[fit(place, cell) for place, cell in enumerate(row)] for row in rows]


def oracle_faults(descriptor: dict[str, Any], rows: Rows) -> list[Flat]:
    """Run frictionless on rows under a right header."""
    labels = [field["name"] for field in descriptor["fields"]]
    resource = Resource.from_descriptor(
        {
            "$schema": V2_RESOURCE,
            "name": "t",
            # Without it, a row of the usual width is taken for the header.
            "dialect": {"headerRows": [1]},
            "data": [labels, *digestible(descriptor, rows)],
            "schema": {"$schema": V2, **descriptor},
        }
    )
    report = resource.validate(limit_errors=10**9)
    assert not report.errors, report.errors
    found = [
        (
            one.type,
            one.row_number,
            "" if one.type in _NOWHERE else getattr(one, "field_name", ""),
            one.note.split('"')[1] if one.type == "constraint-error" else "",
        )
        for one in report.tasks[0].errors
    ]
    # Wanted difference: a blank row is told once, not for its empty key as well.
    blank = {line for kind, line, *_ in found if kind == "blank-row"}
    return sorted(one for one in found if one[1] not in blank or one[0] == "blank-row")


def our_faults(report: Report, *, above: int = 0) -> list[Flat]:
    """Project our report in the same way.

    Args:
        above: lines above the header, which frictionless was not given.
    """
    return sorted(
        (
            one.code,
            (one.line or 0) - above,
            "" if one.code in _NOWHERE else one.column,
            one.detail if one.code == "constraint-error" else "",
        )
        for one in report.findings
    )
