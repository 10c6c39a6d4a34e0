"""A dictionary as files: CSV for people, Table Schema for tools."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from grader.exercises.dictionary_facts import NO, TYPES, YES

_HEADER = ("colonne", "description", "type", "unité ou format", "cellule vide", "exemple")


def as_csv(said: Mapping[str, Mapping[str, str]]) -> str:
    """Write a dictionary as CSV: commas; no cell is taken for a formula.

    Args:
        said: what was written, by column.
    """
    from grader.validation.reports.csv_lines import harmless

    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(_HEADER)
    for name, one in said.items():
        kind = TYPES.get(one["type"], "")
        cells = (name, one["description"], kind, one["unit"], one["empty"], one["example"])
        writer.writerow([harmless(cell) for cell in cells])
    return lines.getvalue()


def as_schema(said: Mapping[str, Mapping[str, str]], title: str) -> str:
    """Write a dictionary as a Table Schema, which validates the file that it describes.

    Args:
        said: what was written, by column; a column without a type is a text.
        title: of the schema.
    """
    fields = [_field(name, one) for name, one in said.items()]
    schema = {"title": title, "fields": fields, "missingValues": [""]}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _field(name: str, one: Mapping[str, str]) -> dict[str, Any]:
    kind = one["type"] if one["type"] in TYPES else "string"
    unit = f" ({one['unit']})" if one["unit"] else ""
    field: dict[str, Any] = {
        "name": name,
        "type": kind,
        "description": one["description"] + unit,
        "example": one["example"],
    }
    if kind == "boolean":
        field |= {"trueValues": [YES], "falseValues": [NO]}
    if one["empty"] == NO:
        field["constraints"] = {"required": True}
    return field
