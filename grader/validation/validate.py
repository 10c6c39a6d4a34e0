"""Validate a person's file against a schema: read, place, check, tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from grader.settings import Bounds, Settings
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.checks.registry import run_checks
from grader.validation.engine import check_cells
from grader.validation.header import place
from grader.validation.messages.tell import tell
from grader.validation.model import Finding, Report
from grader.validation.schemas import CheckSpec, TableSchema, load_schema


def validate(
    path: Path | str,
    schema: str | Path | TableSchema,
    *,
    schemas_folder: Path | None = None,
    bounds: Bounds | None = None,
    max_bytes: int | None = None,
    extra_checks: Iterable[Mapping[str, Any] | CheckSpec] = (),
) -> Report:
    """Tell everything that is wrong with a file: nothing is capped.

    Args:
        path: a CSV, TSV or TXT file.
        schema: a schema, its reference (``scdl/deliberations@2.1.5``), or the ``Path`` of a Table
            Schema file.
        schemas_folder: where references are looked up; the installation's own when not given.
        bounds: limits on the file; the defaults when not given.
        max_bytes: limit on its size; the bound of an upload when not given.
        extra_checks: rules beside the schema's, as ``{"name": …, "params": {…}}``.

    Raises:
        UnusableFileError: the file cannot be read as a table.
        UnknownSchemaError: there is no such schema, or it is not a Table Schema.
    """
    folder = schemas_folder or Settings.from_environment().sandbox / "schemas"
    known = schema if isinstance(schema, TableSchema) else load_schema(schema, folder)
    table = read_table(Path(path), bounds or Bounds(), max_bytes=max_bytes, expected=known.labels)
    return validate_table(table, known, extra_checks=extra_checks)


def validate_table(
    table: Table,
    schema: TableSchema,
    *,
    extra_checks: Iterable[Mapping[str, Any] | CheckSpec] = (),
) -> Report:
    """Tell everything that is wrong with a table already read.

    Args:
        table: what was read.
        schema: the schema.
        extra_checks: rules beside the schema's.

    Raises:
        UnknownSchemaError: frictionless refuses the schema.
    """
    placement = place(table.header, schema, table.header_line)
    columns, faults = check_cells(table, schema, placement)
    extra = [
        spec if isinstance(spec, CheckSpec) else CheckSpec(spec["name"], spec.get("params", {}))
        for spec in extra_checks
    ]
    faults.extend(run_checks([*schema.checks, *extra], columns))
    findings = [tell(fault) for fault in (*placement.faults, *faults)]
    return Report(
        schema=schema.ref,
        dialect=table.dialect,
        header=table.header,
        n_rows=len(table.rows),
        notices=table.notices,
        findings=tuple(_in_file_order(findings, placement.names)),
    )


def _in_file_order(findings: list[Finding], names: tuple[str, ...]) -> list[Finding]:
    """Sort by line, then by column of the file; what concerns the whole file comes first."""
    rank: dict[str, int] = {}
    for index, name in enumerate(names):
        rank.setdefault(name, index)
    return sorted(findings, key=lambda one: (one.line or 0, rank.get(one.column, len(names))))
