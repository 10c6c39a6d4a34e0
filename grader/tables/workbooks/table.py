"""From a workbook to a table: one sheet, its header, its rows."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection

from grader.settings import Bounds
from grader.tables.header import find_header
from grader.tables.model import Dialect, Table, frame_of
from grader.tables.notices import notice
from grader.tables.observe import observe
from grader.tables.refusals import refuse
from grader.tables.workbooks.open import open_workbook
from grader.tables.workbooks.pick import pick_sheet
from grader.typography import number


def read_workbook(
    data: bytes, kind: str, bounds: Bounds, expected: Collection[str], wanted: str | None
) -> Table:
    """Read one sheet of a workbook.

    Args:
        data: the file's bytes, whole.
        kind: ``xlsx``, ``xls`` or ``ods``.
        bounds: limits on what is read.
        expected: column names of the schema, by which sheet and header are recognised.
        wanted: name of the sheet, or None.

    Raises:
        UnusableFileError: it cannot be read, is past a bound, has several sheets of which none
            was asked for, or has no header.
    """
    workbook = open_workbook(data, kind, bounds)
    name, chosen = pick_sheet(workbook, expected, wanted)
    sheet = workbook.read_sheet(name)
    top = find_header(sheet.rows, expected)
    if top is None:
        raise refuse("no-header")
    if len(sheet.rows) - top - 1 > bounds.rows:
        raise refuse("too-many-rows", limit=number(bounds.rows))
    header = sheet.rows[top]
    width = len(header)
    # A sheet is a rectangle: what is blank at the end of a row is not missing from it.
    rows = [
        row if len(row) >= width else [*row, *[""] * (width - len(row))]
        for row in sheet.rows[top + 1 :]
    ]
    cells, extra = frame_of(rows, width)
    table = Table(
        tuple(header), top + 1, cells, Dialect("", "", has_bom=False, sheet=name), (), extra
    )
    told = [*chosen, *sheet.notices]
    if top:
        told.append(notice("title-lines", top, 1))
    return dataclasses.replace(table, notices=(*told, *observe(table)))
