"""From text to records, within bounds, and past the orphan quotes that swallow a file.

Python's strict CSV reader does the work; where it stops, or where a record runs over several
lines without ending up as wide as the others, the quote that opened it is taken as an ordinary
character and reading resumes on the next line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

import polars as pl

from grader.settings import Bounds
from grader.tables.dialect import Layout
from grader.tables.model import column_types
from grader.tables.refusals import refuse
from grader.typography import number

#: A quoted cell may hold line breaks, but hardly that many: past it the quote is an orphan.
MOST_LINES = 500
#: More orphans than that and the file is beyond guessing (and each costs time).
_MOST_ORPHANS = 1_000
#: Title lines and header, allowed above the bound on data rows.
_ABOVE_DATA = 64
#: Lines kept as they are: the header is looked for among them.
_TOP = 256
#: Lines packed at once.
_PACK = 20_000


class Records:
    """Every line of the file as a spreadsheet shows it; the first is line 1.

    Past the first lines, cells are packed as they come: a list of Python's own would weigh
    several times the file.

    Attributes:
        top: cells of the first lines (none for an empty line).
        count: how many lines.
        orphans: 1-based lines that hold a quote out of place.
    """

    def __init__(self) -> None:
        self.top: list[list[str]] = []
        self.count = 0
        self.orphans: list[int] = []
        self._fresh: list[list[str]] = []
        self._packed: list[pl.Series] = []

    def add(self, record: list[str]) -> None:
        """Take the next line."""
        if self.count < _TOP:
            self.top.append(record)
        self._fresh.append(record)
        self.count += 1
        if len(self._fresh) == _PACK:
            self._pack()

    def below(self, header: int, width: int) -> tuple[pl.DataFrame, dict[int, tuple[str, ...]]]:
        """Give the lines below the header as columns, and their cells beyond it by row.

        Args:
            header: index of the header among the lines.
            width: number of its columns.
        """
        self._pack()
        rows = pl.concat(self._packed).slice(header + 1)
        columns = {str(index): rows.list.get(index, null_on_oob=True) for index in range(width)}
        long = (rows.list.len() > width).arg_true()
        extra = {
            int(index): tuple(row[width:])
            for index, row in zip(long, rows.gather(long).to_list(), strict=True)
        }
        return pl.DataFrame(columns, schema=column_types(width)), extra

    def _pack(self) -> None:
        self._packed.append(pl.Series(self._fresh, dtype=pl.List(pl.String)))
        self._fresh = []


class _RunawayError(Exception):
    """A record runs over too many lines."""


class _TooWideError(Exception):
    """A line has too many columns."""


class _Lines:
    """The physical lines, handed to the CSV reader from any place.

    Attributes:
        start: index of the first physical line of the record being read.
    """

    def __init__(self, text: str, delimiter: str, columns: int) -> None:
        self.all = list(io.StringIO(text, newline=""))
        self.start = 0
        self._delimiter = delimiter
        self._columns = columns

    def after(self, index: int, most: int) -> Iterator[str]:
        """Lines from ``index`` on, as long as no record takes more than ``most`` of them."""
        for position in range(index, len(self.all)):
            if position - self.start >= most:
                raise _RunawayError
            line = self.all[position]
            # Refused before the reader makes millions of cells of it.
            if len(line) > self._columns and '"' not in line:
                self.check_width(line.count(self._delimiter) + 1)
            yield line

    def check_width(self, width: int) -> None:
        """Refuse a record that is too wide."""
        if width > self._columns:
            raise _TooWideError


def read_records(text: str, layout: Layout, bounds: Bounds) -> Records:
    """Split the text into records.

    Args:
        text: the file's text.
        layout: separator and usual number of columns.
        bounds: limits on rows, columns and length of a cell.

    Raises:
        UnusableFileError: ``too-many-rows``, ``too-many-columns``, ``cell-too-long`` or
            ``broken-quotes``.
    """
    lines = _Lines(text, layout.delimiter, bounds.columns)
    found = Records()
    runaways = 0
    while lines.start < len(lines.all):
        try:
            try:
                _read_strictly(lines, layout, bounds, found)
            except (csv.Error, _RunawayError):
                runaways += _read_past_orphan(lines, layout, bounds, found)
        except _TooWideError:
            raise refuse(
                "too-many-columns",
                line=number(found.count + 1),
                limit=number(bounds.columns),
            ) from None
        if runaways > _MOST_ORPHANS:
            raise refuse(
                "broken-quotes", limit=number(_MOST_ORPHANS), line=number(found.orphans[0])
            )
    return found


def _read_strictly(lines: _Lines, layout: Layout, bounds: Bounds, found: Records) -> None:
    """Read on from ``lines.start`` until the end, or until something is wrong."""
    base = lines.start
    reader = csv.reader(lines.after(base, MOST_LINES), delimiter=layout.delimiter, strict=True)
    for record in reader:
        end = base + reader.line_num
        if end - lines.start > 1 and len(record) != layout.width:
            alone = _split_literally(lines.all[lines.start], layout.delimiter)
            if len(alone) == layout.width:
                raise _RunawayError
        _keep(record, lines, end, bounds, found)


def _read_past_orphan(lines: _Lines, layout: Layout, bounds: Bounds, found: Records) -> int:
    """Read the one record that the strict reader could not; give 1 if its quote ran away."""
    found.orphans.append(found.count + 1)
    alone = _split_literally(lines.all[lines.start], layout.delimiter)
    lenient = csv.reader(lines.after(lines.start, MOST_LINES), delimiter=layout.delimiter)
    try:
        record, span = next(lenient), lenient.line_num
    except (csv.Error, _RunawayError):
        # The quote is closed nowhere near: the line is one of its own, as those after it are.
        _keep(alone, lines, lines.start + 1, bounds, found)
        return 1
    fits = len(record) == layout.width
    if span > 1:
        # Whole only if it is as wide as the others and did not end with the file.
        whole = fits and lines.start + span < len(lines.all)
    else:
        whole = fits or len(alone) != layout.width
    if not whole:
        _keep(alone, lines, lines.start + 1, bounds, found)
    else:
        _keep(record, lines, lines.start + span, bounds, found)
    return int(span > 1)


def _split_literally(line: str, delimiter: str) -> list[str]:
    """Split one physical line with quotes as ordinary characters."""
    cells = line.rstrip("\r\n").split(delimiter)
    return [
        cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell
        for cell in cells
    ]


def _keep(record: list[str], lines: _Lines, end: int, bounds: Bounds, found: Records) -> None:
    """Check a record against the bounds and add it; the next one starts at ``end``."""
    line = found.count + 1
    lines.check_width(len(record))
    limit = bounds.cell_characters
    may_be_long = end - lines.start > 1 or len(lines.all[lines.start]) > limit
    if may_be_long and any(len(cell) > limit for cell in record):
        raise refuse("cell-too-long", line=number(line), limit=number(limit))
    if line > bounds.rows + _ABOVE_DATA:
        raise refuse("too-many-rows", limit=number(bounds.rows))
    found.add(record)
    lines.start = end
