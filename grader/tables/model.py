"""What reading a person's file gives: a table of texts, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Notice:
    """A « constat de lecture »: something about the file itself, apart from any schema.

    Attributes:
        code: stable kebab-case identifier (``encoding-not-utf8``, ``title-lines``…).
        severity: ``error`` when software that reads the file will fail or misread it,
            ``warning`` when it is advice.
        message: what was seen, in French.
        why: why it matters to those who reuse the file, in French.
        fix: how to mend it, in French.
        count: how many lines or cells are concerned (1 when it is the file as a whole).
        line: first line concerned, 1-based as a spreadsheet shows it, or None.
    """

    code: str
    severity: str
    message: str
    why: str
    fix: str
    count: int = 1
    line: int | None = None


@dataclass(frozen=True)
class Dialect:
    """How the file is written.

    Attributes:
        encoding: Python's name; "" for a workbook, which has none to choose.
        delimiter: between columns; "" for a workbook.
        has_bom: the file begins with a byte order mark.
        sheet: the sheet that was read, or "" for a text file.
        line_end: the sign that ends lines, when it is neither a line feed nor a carriage return.
    """

    encoding: str
    delimiter: str
    has_bom: bool
    sheet: str = ""
    line_end: str = ""


@dataclass(frozen=True, eq=False)
class Table:
    """A rectangular reading of a file; every cell is text, as the person sees it.

    Columns are kept whole (polars strings): a million rows are held in about the size of the
    file, and rules look at a column at a time. ``rows`` is there for those who want rows.

    Attributes:
        header: column names as written (may hold blanks and repeats).
        header_line: 1-based line of the header in the file.
        cells: one column of strings for each name of the header, named ``"0"``, ``"1"``…;
            null where the row is too short to have the cell.
        dialect: how the file is written.
        notices: what was noticed while reading.
        extra: for each row too long, by index, its cells beyond the header.
    """

    header: tuple[str, ...]
    header_line: int
    cells: pl.DataFrame
    dialect: Dialect
    notices: tuple[Notice, ...] = ()
    extra: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @property
    def n_rows(self) -> int:
        """Number of data rows."""
        return self.cells.height

    @property
    def lines(self) -> range:
        """For each row, its 1-based line as a spreadsheet shows it.

        Title lines and header are counted, a line break inside a cell is not.
        """
        return range(self.header_line + 1, self.header_line + 1 + self.n_rows)

    def row(self, index: int) -> tuple[str, ...]:
        """Give one row as it was read: it may be shorter or longer than the header.

        Args:
            index: 0 for the first data row.
        """
        kept = tuple(cell for cell in self.cells.row(index) if cell is not None)
        return kept + self.extra.get(index, ())

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """All rows as they were read; costly on a large table."""
        rows = self.cells.rows()
        if any(column.null_count() for column in self.cells):
            rows = [tuple(cell for cell in row if cell is not None) for row in rows]
        for index, cells in self.extra.items():
            rows[index] = (*rows[index], *cells)
        return tuple(rows)


def frame_of(
    rows: Sequence[Sequence[str]], width: int
) -> tuple[pl.DataFrame, dict[int, tuple[str, ...]]]:
    """Make columns of rows; what is beyond ``width`` is given apart.

    Args:
        rows: rows of cells, of any length.
        width: number of columns wanted.

    Returns:
        the columns as ``Table.cells`` has them, and the cells beyond, by row.
    """
    import polars as pl  # only who makes tables waits for it: a quiz has none

    extra: dict[int, tuple[str, ...]] = {}
    even: list[Sequence[str | None]] = []
    for index, row in enumerate(rows):
        if len(row) == width:
            even.append(row)
        elif len(row) < width:
            even.append([*row, *[None] * (width - len(row))])
        else:
            extra[index] = tuple(row[width:])
            even.append(row[:width])
    columns = list(zip(*even, strict=True)) if even else [()] * width
    schema = column_types(width)
    return pl.DataFrame(dict(zip(schema, columns, strict=True)), schema=schema), extra


def column_types(width: int) -> dict[str, type[pl.String]]:
    """Give names and type of the columns of ``Table.cells``.

    Args:
        width: number of columns.
    """
    import polars as pl  # as above

    return {str(index): pl.String for index in range(width)}
