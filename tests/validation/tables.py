"""Small schemas and tables for the tests of this room."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from grader.tables.model import Dialect, Table, frame_of
from grader.validation.model import Report
from grader.validation.schemas import TableSchema, load_schema
from grader.validation.validate import validate_table


def schema_of(folder: Path, *fields: dict[str, Any] | str, **others: Any) -> TableSchema:
    """Write and read a schema; a field given by name is a text."""
    made = [field if isinstance(field, dict) else {"name": field} for field in fields]
    path = folder / "schema.json"
    path.write_text(json.dumps({"fields": made, **others}), encoding="utf-8")
    return load_schema(path, folder)


def table_of(header: Sequence[str], *rows: Sequence[str], header_line: int = 1) -> Table:
    """Make a table as if it had been read."""
    cells, extra = frame_of(rows, len(header))
    return Table(
        header=tuple(header),
        header_line=header_line,
        cells=cells,
        dialect=Dialect("utf-8", ",", has_bom=False),
        extra=extra,
    )


def report_of(
    folder: Path, fields: Sequence[dict[str, Any] | str], *rows: Sequence[str], **others: Any
) -> Report:
    """Validate rows under a header that is right."""
    schema = schema_of(folder, *fields, **others)
    return validate_table(table_of(schema.labels, *rows), schema)


def flat(report: Report) -> list[tuple[int | None, str, str]]:
    """Project a report on (line, column, group), in order."""
    return [(one.line, one.column, one.group) for one in report.findings]
