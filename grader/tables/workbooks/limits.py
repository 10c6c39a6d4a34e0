"""How much of a workbook is read, drawn from the one table of bounds."""

from __future__ import annotations

from dataclasses import dataclass

from grader.settings import Bounds

#: Title lines and header, allowed above the bound on data rows.
_ABOVE_DATA = 64


@dataclass(frozen=True)
class Limits:
    """Upper limits on one workbook.

    Attributes:
        rows: data rows of a sheet.
        columns: columns of a sheet.
        cell_characters: characters of one cell.
        cells: cells kept from one sheet, blanks between two filled ones included.
        zip_ratio: how many times its size a workbook may occupy once decompressed.
        unzipped_bytes: what it may occupy once decompressed, whatever its own size.
        entries: files inside the workbook (a sheet, a picture, a drawing is one each).
        sheets: sheets of the workbook.
    """

    rows: int
    columns: int
    cell_characters: int
    cells: int
    zip_ratio: int
    unzipped_bytes: int
    entries: int = 10_000
    sheets: int = 1_000

    @property
    def lines(self) -> int:
        """Lines of a sheet, header and title lines included."""
        return self.rows + _ABOVE_DATA

    @classmethod
    def of(cls, bounds: Bounds) -> Limits:
        """Draw the limits from the bounds.

        Args:
            bounds: the one table of bounds.
        """
        return cls(
            rows=bounds.rows,
            columns=bounds.columns,
            cell_characters=bounds.cell_characters,
            cells=bounds.cells,
            zip_ratio=bounds.zip_ratio,
            unzipped_bytes=bounds.unzipped_bytes,
        )
