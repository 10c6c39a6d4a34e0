"""A file being mended: what was read, as decisions have left it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from grader.tables.model import Dialect, Notice, Table
from grader.validation.header import column_letter


@dataclass(frozen=True, eq=False)
class Draft:
    """Rows and labels at some moment; every row remembers its line in the file that was read.

    Attributes:
        header: labels, in the order of the file; added columns come last.
        header_line: 1-based line of the header in the file that was read.
        cells: as ``Table.cells``.
        lines: for each row, its 1-based line in the file that was read.
        extra: as ``Table.extra``.
        dialect: how the file that was read is written.
        notices: « constats de lecture » of the file that was read.
    """

    header: tuple[str, ...]
    header_line: int
    cells: pl.DataFrame
    lines: pl.Series
    dialect: Dialect
    notices: tuple[Notice, ...] = ()
    extra: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    origin: pl.DataFrame | None = None
    sources: tuple[int | None, ...] = ()

    @classmethod
    def of(cls, table: Table) -> Draft:
        """Begin with a table as it was read.

        Args:
            table: what was read.
        """
        first = table.lines.start
        lines = pl.arange(first, first + table.n_rows, eager=True, dtype=pl.UInt32)
        return cls(
            table.header,
            table.header_line,
            table.cells,
            lines,
            table.dialect,
            table.notices,
            table.extra,
            table.cells,
            tuple(range(len(table.header))),
        )

    def as_read(self, column: int) -> pl.Series | None:
        """Give the cells of a column as they were read; None when they were under another label.

        Args:
            column: its index in the draft.
        """
        source = self.sources[column] if self.sources else None
        return None if self.origin is None or source is None else self.origin.to_series(source)

    def origins(self, names: Sequence[str]) -> dict[str, str]:
        """Tell where columns come from, by their names in findings.

        Findings name a column without a label by its letter, which changes when another one comes
        before it; what is given for it here does not.

        Args:
            names: of all columns, as ``header.place`` gives them.
        """
        found: dict[str, str] = {}
        for index, (name, source) in enumerate(zip(names, self.sources, strict=False)):
            if source is not None:
                found.setdefault(name or column_letter(index), f"#{source}")
        return found

    def table(self) -> Table:
        """Give the rows as a table: its lines then follow the header without a gap."""
        return Table(
            header=self.header,
            header_line=self.header_line,
            cells=self.cells,
            dialect=self.dialect,
            notices=self.notices,
            extra=self.extra,
        )

    def rows_of(self, lines: pl.Series) -> pl.Series:
        """Give the indexes of rows from the lines that ``table`` gives them.

        Args:
            lines: lines as findings on ``table()`` tell them.
        """
        return lines - (self.header_line + 1)

    def row_at(self, line: int) -> int | None:
        """Give the index of the row that stood at a line of the file; None when it is gone.

        Args:
            line: 1-based line of the file that was read.
        """
        found = self.lines.search_sorted(line)
        row = int(found)
        return row if row < len(self.lines) and self.lines[row] == line else None
