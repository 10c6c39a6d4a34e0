"""Changes of the whole file: columns that come, go and move; rows made even; what writing mends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import polars as pl

from grader.tables.model import column_types
from grader.validation.header import column_letter, place
from grader.validation.repairs.changes import ColumnsAdded, Place, RowsRemoved
from grader.validation.repairs.draft import Draft
from grader.validation.schemas import TableSchema


@dataclass(frozen=True)
class Settled:
    """What is mended by writing the new file: the cells stay, the notice goes.

    Attributes:
        codes: notices that have no object any more.
        place: how the file was written, and how it will be.
        mark: the byte order mark goes too.
    """

    moves_rows: ClassVar[bool] = False

    codes: frozenset[str]
    place: Place
    mark: bool = False

    def __len__(self) -> int:
        return 1

    def places(self, draft: Draft, some: slice) -> list[Place]:  # noqa: ARG002 - the file's own
        """Show how the file is written."""
        return [self.place][some]

    def limited(self, draft: Draft, lines: Collection[int]) -> Settled:  # noqa: ARG002 - one file
        """Give itself: a file is written in one way."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Forget the notices."""
        kept = tuple(one for one in draft.notices if one.code not in self.codes)
        dialect = replace(draft.dialect, has_bom=False) if self.mark else draft.dialect
        return replace(draft, notices=kept, dialect=dialect)


@dataclass(frozen=True, eq=False)
class LinesRemoved(RowsRemoved):
    """Rows are taken out, known by their lines: others may have gone before.

    Attributes:
        rows: their indexes in the draft that they were found in.
        lines: their lines in the file that was read, in order.
    """

    lines: pl.Series

    @classmethod
    def at(cls, draft: Draft, rows: pl.Series) -> LinesRemoved:
        """Make it from the indexes of rows.

        Args:
            draft: the draft that they were found in.
            rows: indexes, in order.
        """
        return cls(rows, draft.lines.gather(rows))

    def limited(self, draft: Draft, lines: Collection[int]) -> LinesRemoved:  # noqa: ARG002 - kept
        """Keep the rows of some lines."""
        kept = pl.Series(np.isin(self.lines.to_numpy(), list(lines)))
        return LinesRemoved(self.rows.filter(kept), self.lines.filter(kept))

    def apply(self, draft: Draft) -> Draft:
        """Take out those that are still there."""
        rows = np.flatnonzero(np.isin(draft.lines.to_numpy(), self.lines.to_numpy()))
        return RowsRemoved(pl.Series(rows.astype(np.uint32))).apply(draft)


@dataclass(frozen=True, eq=False)
class RowsFilled:
    """Rows that are too short get empty cells to the end.

    Attributes:
        rows: their indexes, in order.
        names: of all columns, in findings.
    """

    moves_rows: ClassVar[bool] = False

    rows: pl.Series
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the first cell that each row lacks."""
        shown = draft.cells[self.rows[some]].select(pl.all().is_null()).rows()
        lines = draft.lines.gather(self.rows[some]).to_list()
        found: list[Place] = []
        for line, absent in zip(lines, shown, strict=True):
            first = absent.index(True)
            found.append(Place(line, self.names[first] or column_letter(first), None, ""))
        return found

    def limited(self, draft: Draft, lines: Collection[int]) -> RowsFilled:
        """Keep the rows of some lines."""
        return replace(self, rows=_kept(draft, self.rows, lines))

    def apply(self, draft: Draft) -> Draft:
        """Fill the rows with nothing."""
        mask = np.zeros(draft.cells.height, dtype=np.bool_)
        mask[self.rows.to_numpy()] = True
        short = pl.lit(pl.Series(mask))
        cells = draft.cells.with_columns(
            pl.when(short & pl.col(name).is_null())
            .then(pl.lit(""))
            .otherwise(pl.col(name))
            .alias(name)
            for name in draft.cells.columns
            if draft.cells[name].null_count()
        )
        return replace(draft, cells=cells)


@dataclass(frozen=True, eq=False)
class ExtraDropped:
    """Cells beyond the header are taken out.

    Attributes:
        rows: indexes of their rows, in order.
    """

    moves_rows: ClassVar[bool] = False

    rows: pl.Series

    def __len__(self) -> int:
        return len(self.rows)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the cells of each row, as one text."""
        rows = self.rows[some]
        lines = draft.lines.gather(rows).to_list()
        return [
            Place(line, "", " · ".join(draft.extra.get(row, ())), None)
            for line, row in zip(lines, rows.to_list(), strict=True)
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> ExtraDropped:
        """Keep the rows of some lines."""
        return ExtraDropped(_kept(draft, self.rows, lines))

    def apply(self, draft: Draft) -> Draft:
        """Forget what is beyond the header."""
        gone = set(self.rows.to_list())
        extra = {row: cells for row, cells in draft.extra.items() if row not in gone}
        return replace(draft, extra=extra)


@dataclass(frozen=True)
class ColumnsInserted(ColumnsAdded):
    """Columns that the schema has and the file has not are added, each at its place.

    Attributes:
        labels: of the columns.
        schema: says where they stand.
    """

    #: Cells have other columns after it: what speaks of cells goes before.
    moves_rows: ClassVar[bool] = True

    schema: TableSchema

    def limited(self, draft: Draft, lines: Collection[int]) -> ColumnsInserted:  # noqa: ARG002 - whole
        """Give itself: a column is whole or not there."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Add the columns, empty, before the first that the schema puts after them."""
        rank = {name: index for index, name in enumerate(self.schema.labels)}
        fields = place(draft.header, self.schema, draft.header_line).fields
        order: list[int | str] = list(range(len(draft.header)))
        ranks = {index: rank[field.name] for index, field in fields.items()}
        for label in self.labels:
            places = [where for where, one in enumerate(order) if _rank(one, ranks, rank) >= 0]
            after = [one for one in places if _rank(order[one], ranks, rank) > rank[label]]
            order.insert(after[0] if after else (places[-1] + 1 if places else 0), label)
        return _arranged(draft, order)


@dataclass(frozen=True)
class ColumnsDropped:
    """Columns are taken out.

    Attributes:
        columns: their indexes.
    """

    moves_rows: ClassVar[bool] = True

    columns: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.columns)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the labels, or the letters of columns that have none."""
        return [
            Place(
                draft.header_line,
                draft.header[index] or column_letter(index),
                draft.header[index],
                None,
            )
            for index in self.columns[some]
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> ColumnsDropped:  # noqa: ARG002 - whole
        """Give itself: a column is whole or not there."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Take the columns out."""
        gone = set(self.columns)
        return _arranged(draft, [one for one in range(len(draft.header)) if one not in gone])


@dataclass(frozen=True)
class ColumnsOrdered:
    """Columns are put in the order of the schema; those that it does not have come last.

    Attributes:
        schema: gives the order.
        moved: columns that have another place, by their names in findings: index before, after.
    """

    moves_rows: ClassVar[bool] = True

    schema: TableSchema
    moved: tuple[tuple[str, int, int], ...]

    @classmethod
    def of(cls, draft: Draft, schema: TableSchema) -> ColumnsOrdered:
        """Find which columns have another place.

        Args:
            draft: the draft.
            schema: gives the order.
        """
        names = place(draft.header, schema, draft.header_line).names
        moved = [
            (names[before] or column_letter(before), before, after)
            for after, before in enumerate(_in_order(draft, schema))
            if after != before
        ]
        return cls(schema, tuple(moved))

    def __len__(self) -> int:
        return len(self.moved)

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the letters of the columns before and after."""
        return [
            Place(draft.header_line, name, column_letter(before), column_letter(after))
            for name, before, after in self.moved[some]
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> ColumnsOrdered:  # noqa: ARG002 - whole
        """Give itself: there is one order."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Put the columns in order."""
        return _arranged(draft, _in_order(draft, self.schema))


@dataclass(frozen=True)
class ColumnsShifted:
    """All cells move by one column from one place on, under labels that stay where they are.

    Attributes:
        at: index of the column from which they move.
        by: 1 when they go to the right, leaving that column empty; -1 when they go to the left,
            over that column; 0 when it is a label that was missing there.
        label: of the column added where a label was missing.
        rows: how many rows move.
    """

    moves_rows: ClassVar[bool] = True

    at: int
    by: int
    label: str
    rows: int

    def __len__(self) -> int:
        return self.rows

    def places(self, draft: Draft, some: slice) -> list[Place]:
        """Show the first cell that moves: the column it is under, and the column it goes to."""
        after = self.apply(draft)
        before, moved = (
            [
                " · ".join(row)
                for row in (one.table().row(index) for index in self._shown(one, some))
            ]
            for one in (draft, after)
        )
        lines = [draft.lines[index] for index in self._shown(draft, some)]
        return [
            Place(line, "", *pair)
            for line, pair in zip(lines, zip(before, moved, strict=True), strict=True)
        ]

    def limited(self, draft: Draft, lines: Collection[int]) -> ColumnsShifted:  # noqa: ARG002 - whole
        """Give itself: all cells move or none."""
        return self

    def apply(self, draft: Draft) -> Draft:
        """Move the cells."""
        width = len(draft.header)
        beyond = _beyond(draft)
        columns = [*draft.cells.get_columns(), beyond]
        empty = pl.repeat("", draft.cells.height, dtype=pl.String, eager=True)
        if self.by > 0:
            columns = [*columns[: self.at], empty, *columns[self.at : width - 1]]
        elif self.by < 0:
            columns = [*columns[: self.at], *columns[self.at + 1 :]]
        header = draft.header
        if not self.by:
            header = (*header[: self.at], self.label, *header[self.at :])
        cells = pl.DataFrame({str(index): column for index, column in enumerate(columns)})
        extra = draft.extra
        if self.by <= 0:
            extra = {row: more[1:] for row, more in extra.items() if len(more) > 1}
        # Under another label, a column has no habit of its own yet.
        sources = (*draft.sources[: self.at], *[None] * (len(header) - self.at))
        return replace(draft, header=header, cells=cells, extra=extra, sources=sources)

    def _shown(self, draft: Draft, some: slice) -> Sequence[int]:
        return range(draft.cells.height)[some]


def _kept(draft: Draft, rows: pl.Series, lines: Collection[int]) -> pl.Series:
    """Give the rows that stand at some lines."""
    return rows.filter(pl.Series(np.isin(draft.lines.gather(rows).to_numpy(), list(lines))))


def _beyond(draft: Draft) -> pl.Series:
    """Give the first cell beyond the header of every row; null where there is none."""
    rows = list(draft.extra)
    first = [cells[0] for cells in draft.extra.values()]
    beyond = pl.Series([None], dtype=pl.String).new_from_index(0, draft.cells.height)
    return beyond.scatter(rows, first) if rows else beyond


def _rank(one: int | str, ranks: dict[int, int], rank: dict[str, int]) -> int:
    """Give the place of a column in the schema; -1 when the schema does not have it."""
    return rank[one] if isinstance(one, str) else ranks.get(one, -1)


def _in_order(draft: Draft, schema: TableSchema) -> list[int]:
    """Give the columns as the schema has them, then the others as the file has them."""
    rank = {name: index for index, name in enumerate(schema.labels)}
    fields = place(draft.header, schema, draft.header_line).fields
    last = len(rank)
    return sorted(
        range(len(draft.header)),
        key=lambda index: rank[fields[index].name] if index in fields else last,
    )


def _arranged(draft: Draft, order: Sequence[int | str]) -> Draft:
    """Give the draft with other columns: old ones by index, new ones by label."""
    header = tuple(draft.header[one] if isinstance(one, int) else one for one in order)
    empty = pl.repeat("", draft.cells.height, dtype=pl.String, eager=True)
    columns = {
        str(index): draft.cells.to_series(one) if isinstance(one, int) else empty
        for index, one in enumerate(order)
    }
    cells = pl.DataFrame(columns, schema=column_types(len(order)))
    sources = tuple(draft.sources[one] if isinstance(one, int) else None for one in order)
    return replace(draft, header=header, cells=cells, sources=sources)
