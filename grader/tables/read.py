"""Read a person's file into a table of texts, within bounds, and tell what was noticed.

Any bytes end in a ``Table`` or in an ``UnusableFileError``: nothing else is raised.
"""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from grader.settings import Bounds
from grader.tables.body import HEAD_BYTES, Body, Buffer, decoded_body, open_bounded, plain_body
from grader.tables.dialect import Layout, find_layout
from grader.tables.encoding import SPOKEN
from grader.tables.ends import SPOKEN_ENDS, with_usual_ends
from grader.tables.header import LOOKED_AT, find_header
from grader.tables.model import Dialect, Notice, Table
from grader.tables.notices import notice
from grader.tables.observe import observe
from grader.tables.records import MOST_LINES, read_records
from grader.tables.refusals import refuse
from grader.tables.regular import Split, split_regular
from grader.tables.signature import refusal_by_content, refusal_by_controls, workbook_kind
from grader.tables.suspicion import suspected
from grader.tables.workbooks.table import read_workbook
from grader.typography import french, number

_SPOKEN_DELIMITERS = {
    ";": "un point-virgule",
    "\t": "une tabulation",
    "|": "une barre verticale",
}
#: More NUL characters than that, or than a tenth of the file, and it is no text.
_FEW_NULS = 16


@dataclass(frozen=True)
class _Reading:
    """A text split into cells.

    Attributes:
        layout: separator and usual width.
        header: column names.
        top: index of the header among the lines.
        cells: as ``Table.cells``.
        extra: as ``Table.extra``.
        orphans: lines with a quote out of place.
        suspects: codes of what cells may hold.
    """

    layout: Layout
    header: tuple[str, ...]
    top: int
    cells: pl.DataFrame
    extra: dict[int, tuple[str, ...]]
    orphans: tuple[int, ...] = ()
    suspects: frozenset[str] = frozenset()


def read_table(
    path: Path,
    bounds: Bounds,
    *,
    max_bytes: int | None = None,
    expected: Collection[str] = (),
    sheet: str | None = None,
) -> Table:
    """Read a CSV, TSV or TXT file, whatever its encoding, separator and title lines; or a sheet.

    Args:
        path: the file; its name tells nothing, its content does.
        bounds: limits on rows, columns and length of a cell.
        max_bytes: limit on the file's size; the bound of an upload when not given.
        expected: column names of the schema, by which the header is recognised (compared by
            their normal form, ``grader.tables.labels.fold``).
        sheet: name of the sheet wanted in a workbook; the only one, or the only one that fits,
            when not given.

    Raises:
        UnusableFileError: no table can be made of the file, or it is past a bound; its codes
            are the keys of ``grader.tables.refusals.REFUSALS``.
    """
    data = open_bounded(path, bounds.upload_bytes if max_bytes is None else max_bytes)
    ends = _ends(data)
    kind = workbook_kind(ends)
    if kind is not None:
        return read_workbook(bytes(data), kind, bounds, expected, sheet)
    refusal = refusal_by_content(ends)
    if refusal is not None:
        raise refusal
    return _read_text(data, path, bounds, expected)


def _ends(data: Buffer) -> bytes:
    """Give both ends of a file, by which its kind is told."""
    if len(data) <= 2 * HEAD_BYTES:
        return bytes(data)
    return bytes(data[:HEAD_BYTES]) + bytes(data[-HEAD_BYTES:])


def _read_text(data: Buffer, path: Path, bounds: Bounds, expected: Collection[str]) -> Table:
    body = plain_body(data, path)
    reading = None
    if body is not None:
        body = with_usual_ends(body, expected)
        reading = _quickly(body, expected, bounds)
    if body is None or reading is None:
        body = decoded_body(data)
        if body.nul_count > max(_FEW_NULS, body.size // 10):
            raise refuse("binary-file", kind="un fichier fait pour un logiciel")
        if not body.head().strip() and not bytes(body.data).strip():
            raise refuse("empty-file")
        refusal = refusal_by_controls(bytes(body.data[:HEAD_BYTES]))
        if refusal is not None:
            raise refusal
        body = with_usual_ends(body, expected)
        reading = _quickly(body, expected, bounds) or _patiently(body, expected, bounds)
    if reading.cells.height > bounds.rows:
        raise refuse("too-many-rows", limit=number(bounds.rows))
    table = Table(
        header=reading.header,
        header_line=reading.top + 1,
        cells=reading.cells,
        dialect=Dialect(
            body.encoding, reading.layout.delimiter, body.has_bom, line_end=body.line_end
        ),
        extra=reading.extra,
    )
    notices = (*_about_the_file(body, reading), *observe(table, reading.suspects))
    return dataclasses.replace(table, notices=notices)


def _quickly(body: Body, expected: Collection[str], bounds: Bounds) -> _Reading | None:
    """Read a well-written text; None when it wants patience."""
    head = body.head()
    layout = find_layout(head, expected)
    lines = list(io.StringIO(head, newline=""))
    if body.size > HEAD_BYTES:
        lines = lines[:-1]
    records: list[list[str]] = []
    ends: list[int] = []
    reader = csv.reader(lines, delimiter=layout.delimiter, strict=True)
    try:
        for record in reader:
            lines_taken = reader.line_num - (ends[-1] if ends else 0)
            if len(record) != layout.width and lines_taken > 1:
                return None  # a quote never closed may have swallowed lines
            records.append(record)
            ends.append(reader.line_num)
            if len(records) == LOOKED_AT:
                break
        else:
            if body.size > HEAD_BYTES:
                return None
    except csv.Error:
        return None
    top = find_header(records, expected)
    if top is None or any(_past_bounds(record, bounds) for record in records):
        return None
    width = len(records[top])
    skipped = ends[top]
    start = body.start + len("".join(lines[:skipped]).encode("utf-8"))
    above = ends[top - 1] if top else 0
    split = split_regular(body, start, above, layout.delimiter, width)
    if (
        split is None
        or _may_run_away(split, layout)
        or _cells_past_bounds(split.cells, split.extra, bounds)
    ):
        return None
    header = tuple(records[top])
    return _Reading(layout, header, top, split.cells, split.extra, suspects=split.suspects)


def _may_run_away(split: Split, layout: Layout) -> bool:
    """Tell whether a record of several lines may owe them to a quote out of place."""
    if split.tangled or (split.breaks and split.cells.width != layout.width):
        return True
    if split.breaks + 1 <= MOST_LINES:
        return False
    lines = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True)) + 1
    return bool((split.cells.select(lines).to_series() > MOST_LINES).any())


def _past_bounds(record: list[str], bounds: Bounds) -> bool:
    return len(record) > bounds.columns or any(
        len(cell) > bounds.cell_characters for cell in record
    )


def _cells_past_bounds(
    cells: pl.DataFrame, extra: dict[int, tuple[str, ...]], bounds: Bounds
) -> bool:
    """Tell whether a row is too wide or a cell too long; the patient reader tells which."""
    if any(
        cells.width + len(more) > bounds.columns
        or any(len(cell) > bounds.cell_characters for cell in more)
        for more in extra.values()
    ):
        return True
    longest = cells.select(pl.all().str.len_bytes().max().fill_null(0)).row(0)
    if max(longest, default=0) <= bounds.cell_characters:
        return False
    longest = cells.select(pl.all().str.len_chars().max().fill_null(0)).row(0)
    return bool(max(longest) > bounds.cell_characters)


def _patiently(body: Body, expected: Collection[str], bounds: Bounds) -> _Reading:
    """Read any text, line by line.

    Raises:
        UnusableFileError: as ``read_records``, or ``no-header``.
    """
    text = bytes(body.data[body.start :]).decode("utf-8")
    layout = find_layout(text, expected)
    records = read_records(text, layout, bounds)
    top = find_header(records.top, expected)
    if top is None:
        raise refuse("no-header")
    header = records.top[top]
    cells, extra = records.below(top, len(header))
    suspects = suspected(np.frombuffer(body.data, dtype=np.uint8))
    return _Reading(layout, tuple(header), top, cells, extra, tuple(records.orphans), suspects)


def _about_the_file(body: Body, reading: _Reading) -> list[Notice]:
    """Gather what was noticed of the file as a whole."""
    told: list[Notice] = []
    spoken = french(SPOKEN[body.encoding])
    if body.encoding != "utf-8":
        told.append(notice("encoding-not-utf8", encoding=spoken))
    if body.mixed:
        told.append(notice("encoding-mixed", body.mixed, encoding=spoken))
    if body.nul_count:
        told.append(notice("nul-bytes", body.nul_count))
    if body.line_end:
        told.append(notice("line-ends", ends=french(SPOKEN_ENDS[body.line_end])))
    delimiter = reading.layout.delimiter
    if delimiter != ",":
        told.append(notice("delimiter-not-comma", delimiter=_SPOKEN_DELIMITERS[delimiter]))
    if reading.top:
        told.append(notice("title-lines", reading.top, 1))
    if reading.orphans:
        told.append(notice("orphan-quote", len(reading.orphans), reading.orphans[0]))
    return told
