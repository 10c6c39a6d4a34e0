"""The texts of a sheet as they come, within bounds; blanks cost nothing until a text follows."""

from __future__ import annotations

from grader.tables.refusals import refuse
from grader.tables.workbooks.limits import Limits
from grader.typography import number


class Grid:
    """Rows of texts: open a row, write in it, close it.

    Attributes:
        rows: the texts; a row ends at its last filled cell, the grid at its last filled row.
        width: columns of the widest row closed.
    """

    def __init__(self, limits: Limits) -> None:
        self.rows: list[list[str]] = []
        self.width = 0
        self._limits = limits
        self._left = limits.cells

    def open_row(self, row: int) -> list[str]:
        """Give the cells of a row, to be filled.

        Args:
            row: 0-based.

        Raises:
            UnusableFileError: ``too-many-rows``.
        """
        rows = self.rows
        if row >= len(rows):
            if row >= self._limits.lines:
                raise refuse("too-many-rows", limit=number(self._limits.rows))
            rows.extend([] for _ in range(row + 1 - len(rows)))
        return rows[row]

    def put(self, row: int, column: int, text: str, repeat: int = 1) -> None:
        """Write a text that is not blank, anywhere in an open row.

        Args:
            row: 0-based.
            column: 0-based.
            text: what the cell shows.
            repeat: how many cells side by side show it.

        Raises:
            UnusableFileError: ``too-many-columns`` or ``cell-too-long``.
        """
        limits = self._limits
        if len(text) > limits.cell_characters:
            raise refuse(
                "cell-too-long", line=number(row + 1), limit=number(limits.cell_characters)
            )
        end = column + repeat
        if end > limits.columns:
            raise refuse("too-many-columns", line=number(row + 1), limit=number(limits.columns))
        cells = self.rows[row]
        if column > len(cells):
            cells.extend([""] * (column - len(cells)))
        cells[column:end] = [text] * repeat

    def close_row(self, row: int, times: int = 1) -> None:
        """Count the cells of a row that was filled, and write it again below itself if asked.

        Args:
            row: 0-based; the last of the grid when it is to be repeated.
            times: how many rows show it, itself included.

        Raises:
            UnusableFileError: ``too-many-rows`` or ``too-many-cells``.
        """
        if times > 1 and row + times > self._limits.lines:
            raise refuse("too-many-rows", limit=number(self._limits.rows))
        cells = self.rows[row]
        self._left -= len(cells) * times
        if self._left < 0:
            raise refuse("too-many-cells", limit=number(self._limits.cells))
        self.width = max(self.width, len(cells))
        if times > 1:
            self.rows.extend(list(cells) for _ in range(times - 1))
