"""Validate a person's file against a schema: read, place, check, tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.settings import Bounds, Settings
from grader.tables.model import Table
from grader.tables.read import read_table
from grader.validation.checks.registry import run_checks
from grader.validation.columns import CheckedTable
from grader.validation.engine import check_cells
from grader.validation.fault import Faults, grouped
from grader.validation.findings import Findings
from grader.validation.header import Placement, place
from grader.validation.model import Report
from grader.validation.schemas import CheckSpec, Folders, TableSchema, load_schema


def validate(
    path: Path | str,
    schema: str | Path | TableSchema,
    *,
    schemas_folder: Folders | None = None,
    bounds: Bounds | None = None,
    max_bytes: int | None = None,
    extra_checks: Iterable[Mapping[str, Any] | CheckSpec] = (),
    sheet: str | None = None,
) -> Report:
    """Tell everything that is wrong with a file: nothing is capped.

    Args:
        path: a CSV, TSV or TXT file, or a workbook (XLSX, XLS, ODS).
        schema: a schema, its reference (``scdl/deliberations@2.1.5``), or the ``Path`` of a Table
            Schema file.
        schemas_folder: where references are looked up; the installation's own when not given.
        bounds: limits on the file; the defaults when not given.
        max_bytes: limit on its size; the bound of an upload when not given.
        extra_checks: rules beside the schema's, as ``{"name": …, "params": {…}}``.
        sheet: name of the sheet to read in a workbook of several.

    Raises:
        UnusableFileError: the file cannot be read as a table.
        UnknownSchemaError: there is no such schema, or it is not a Table Schema.
    """
    folder = schemas_folder or Settings.from_environment().sandbox / "schemas"
    known = schema if isinstance(schema, TableSchema) else load_schema(schema, folder)
    table = read_table(
        Path(path),
        bounds or Bounds(),
        max_bytes=max_bytes,
        expected=known.labels,
        sheet=sheet,
    )
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
    examined = examine(table, schema, extra_checks=extra_checks)
    rank: dict[str, int] = {}
    for index, name in enumerate(examined.placement.names):
        rank.setdefault(name, index)
    return Report(
        schema=schema.ref,
        dialect=table.dialect,
        header=table.header,
        n_rows=table.n_rows,
        notices=table.notices,
        findings=Findings(examined.faults, rank),
    )


@dataclass(frozen=True)
class Examined:
    """What an engine found, before anything is told.

    Attributes:
        placement: which column is which field.
        checked: the columns, with what counts as empty.
        faults: what is wrong, each group whole.
    """

    placement: Placement
    checked: CheckedTable
    faults: Sequence[Faults]


def examine(
    table: Table,
    schema: TableSchema,
    *,
    extra_checks: Iterable[Mapping[str, Any] | CheckSpec] = (),
) -> Examined:
    """Find everything that is wrong with a table already read.

    Args:
        table: what was read.
        schema: the schema.
        extra_checks: rules beside the schema's.

    Raises:
        UnknownSchemaError: frictionless refuses the schema.
    """
    placement = place(table.header, schema, table.header_line)
    checked, found = check_cells(table, schema, placement)
    extra = [
        spec if isinstance(spec, CheckSpec) else CheckSpec(spec["name"], spec.get("params", {}))
        for spec in extra_checks
    ]
    rules = run_checks([*schema.checks, *schema.unchecked, *extra], checked)
    return Examined(placement, checked, grouped([*placement.faults, *found, *rules]))
