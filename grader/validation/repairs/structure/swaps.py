"""A change of two columns at once: their cells change places, row by row."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import ClassVar

import polars as pl

from grader.validation.repairs.changes import Place
from grader.validation.repairs.draft import Draft


@dataclass(frozen=True, eq=False)
class CellsSwapped:
    """Cells of two columns change places.

    Attributes:
        columns: indexes of the two columns in the draft.
        names: their names in findings.
        rows: indexes of rows, in order.
    """

    moves_rows: ClassVar[bool] = False

    columns: tuple[int, int]
    names: tuple[str, str]
    rows: pl.Series

    def __len__(self) -> int:
        return 2 * len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the two cells of each row, before and after."""
        first, second = (
            draft.cells.to_series(index).gather(self.rows).to_list() for index in self.columns
        )
        lines = draft.lines.gather(self.rows).to_list()
        places = [
            place
            for line, one, other in zip(lines, first, second, strict=True)
            for place in (
                Place(line, self.names[0], one, other),
                Place(line, self.names[1], other, one),
            )
        ]
        return places[some]

    def limited(self, draft: Draft, lines: Collection[int]) -> CellsSwapped:
        """Keep the rows of some lines."""
        kept = draft.lines.gather(self.rows).is_in(list(lines))
        return replace(self, rows=self.rows.filter(kept))

    def apply(self, draft: Draft) -> Draft:
        """Write each cell in the place of the other."""
        one, other = map(str, self.columns)
        cells = draft.cells.with_columns(
            draft.cells[one].scatter(self.rows, draft.cells[other].gather(self.rows)).alias(one),
            draft.cells[other].scatter(self.rows, draft.cells[one].gather(self.rows)).alias(other),
        )
        return replace(draft, cells=cells)
