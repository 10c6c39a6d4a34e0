"""What a repair does to a draft: each change knows how many places it touches, and shows them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, NamedTuple, Protocol

import numpy as np
import polars as pl

from grader.validation.repairs.draft import Draft


class Place(NamedTuple):
    """One place that a change touches.

    Attributes:
        line: 1-based line of the file that was read; None for the file as a whole.
        column: label or name of the column; "" for the whole row.
        before: what stands there; None where there is nothing yet.
        after: what will stand there; None where nothing will.
    """

    line: int | None
    column: str
    before: str | None
    after: str | None


class Change(Protocol):
    """What a repair does."""

    @property
    def moves_rows(self) -> bool:
        """Tell whether rows or columns have other places after it."""
        ...

    def __len__(self) -> int:
        """Count the places that it touches."""
        ...

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show some of the places, in the order of the file.

        Args:
            draft: the draft before the change.
            some: which ones.
        """
        ...

    def limited(self, draft: Draft, lines: Collection[int]) -> Change:
        """Give the same change on some lines only; itself where it has no lines.

        Args:
            draft: the draft before the change.
            lines: 1-based lines of the file that was read.
        """
        ...

    def apply(self, draft: Draft) -> Draft:
        """Give the draft after the change.

        Args:
            draft: the draft before it.
        """
        ...


@dataclass(frozen=True, eq=False)
class CellsChanged:
    """Cells of one column are rewritten.

    Attributes:
        column: index of the column in the draft.
        name: its name in findings.
        rows: indexes of rows, in order.
        before: what these cells hold (null where the row is too short).
        after: what they will hold.
    """

    moves_rows: ClassVar[bool] = False

    column: int
    name: str
    rows: pl.Series
    before: pl.Series
    after: pl.Series

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show cells before and after."""
        lines = draft.lines.gather(self.rows[some]).to_list()
        pairs = zip(self.before[some].to_list(), self.after[some].to_list(), strict=True)
        return [Place(line, self.name, *pair) for line, pair in zip(lines, pairs, strict=True)]

    def limited(self, draft: Draft, lines: Collection[int]) -> CellsChanged:
        """Keep the cells of some lines."""
        kept = draft.lines.gather(self.rows).is_in(list(lines))
        return replace(
            self,
            rows=self.rows.filter(kept),
            before=self.before.filter(kept),
            after=self.after.filter(kept),
        )

    def with_more(self, other: CellsChanged) -> CellsChanged:
        """Add cells of the same column; a cell that both change is changed as here.

        Args:
            other: the other cells.
        """
        apart = ~other.rows.is_in(self.rows.to_list())
        both = pl.DataFrame(
            {
                "rows": pl.concat([self.rows, other.rows.filter(apart)]),
                "before": pl.concat([self.before, other.before.filter(apart)]),
                "after": pl.concat([self.after, other.after.filter(apart)]),
            }
        ).sort("rows")
        return replace(self, rows=both["rows"], before=both["before"], after=both["after"])

    def apply(self, draft: Draft) -> Draft:
        """Write the cells."""
        name = str(self.column)
        text = draft.cells[name].scatter(self.rows, self.after)
        return replace(draft, cells=draft.cells.with_columns(text.alias(name)))


@dataclass(frozen=True)
class LabelsChanged:
    """Columns are renamed.

    Attributes:
        labels: by index of the column in the draft, its new label.
    """

    moves_rows: ClassVar[bool] = False

    labels: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.labels)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show labels before and after."""
        return [
            Place(draft.header_line, label, draft.header[index], label)
            for index, label in list(self.labels.items())[some]
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> LabelsChanged:  # noqa: ARG002 - one line
        """Give itself: labels stand on one line."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Write the labels."""
        header = tuple(self.labels.get(index, label) for index, label in enumerate(draft.header))
        return replace(draft, header=header)


@dataclass(frozen=True)
class ColumnsAdded:
    """Columns are added after the others, with empty cells.

    Attributes:
        labels: of the columns.
    """

    moves_rows: ClassVar[bool] = False

    labels: Sequence[str]

    def __len__(self) -> int:
        return len(self.labels)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the labels."""
        return [Place(draft.header_line, label, None, label) for label in self.labels[some]]

    def limited(self, draft: Draft, lines: Collection[int]) -> ColumnsAdded:  # noqa: ARG002 - one line
        """Give itself: a column is whole or not there."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Add the columns."""
        width = len(draft.header)
        added = [pl.lit("").alias(str(width + place)) for place in range(len(self.labels))]
        cells = (
            draft.cells.with_columns(added)
            if draft.cells.height
            else draft.cells.with_columns(
                pl.Series(str(width + place), [], dtype=pl.String)
                for place in range(len(self.labels))
            )
        )
        sources = (*draft.sources, *[None] * len(self.labels))
        return replace(draft, header=(*draft.header, *self.labels), cells=cells, sources=sources)


@dataclass(frozen=True, eq=False)
class RowsRemoved:
    """Rows are taken out.

    Attributes:
        rows: their indexes, in order.
    """

    moves_rows: ClassVar[bool] = True

    rows: pl.Series

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the rows, as one text."""
        table = draft.table()
        lines = draft.lines.gather(self.rows[some]).to_list()
        return [
            Place(line, "", " · ".join(filter(None, table.row(row))), None)
            for line, row in zip(lines, self.rows[some].to_list(), strict=True)
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> RowsRemoved:
        """Keep the rows of some lines."""
        return RowsRemoved(self.rows.filter(draft.lines.gather(self.rows).is_in(list(lines))))

    def apply(self, draft: Draft) -> Draft:
        """Take the rows out."""
        kept = np.ones(draft.cells.height, dtype=np.bool_)
        kept[self.rows.to_numpy()] = False
        new = np.cumsum(kept) - 1
        extra = {int(new[row]): cells for row, cells in draft.extra.items() if kept[row]}
        mask = pl.Series(kept)
        return replace(
            draft, cells=draft.cells.filter(mask), lines=draft.lines.filter(mask), extra=extra
        )


@dataclass(frozen=True)
class RowsRewritten:
    """Whole rows are written again, as wide as the header.

    Attributes:
        rows: by index, the new cells of the row.
    """

    moves_rows: ClassVar[bool] = False

    rows: Mapping[int, tuple[str, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the rows before and after, as texts."""
        table = draft.table()
        return [
            Place(draft.lines[row], "", " · ".join(table.row(row)), " · ".join(cells))
            for row, cells in sorted(self.rows.items())[some]
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> RowsRewritten:
        """Keep the rows of some lines."""
        return RowsRewritten(
            {row: cells for row, cells in self.rows.items() if draft.lines[row] in lines}
        )

    def apply(self, draft: Draft) -> Draft:
        """Write the rows."""
        indexes = sorted(self.rows)
        where = pl.Series(indexes, dtype=pl.UInt32)
        cells = draft.cells.with_columns(
            draft.cells[name].scatter(where, [self.rows[row][place] for row in indexes]).alias(name)
            for place, name in enumerate(draft.cells.columns)
        )
        extra = {row: more for row, more in draft.extra.items() if row not in self.rows}
        return replace(draft, cells=cells, extra=extra)
