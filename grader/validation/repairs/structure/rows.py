"""Rows that hold nothing, that come twice, that stop short, or that are no rows of the table."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from grader.tables.labels import fold
from grader.typography import plural
from grader.validation.repairs.changes import Change
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.moves import ExtraDropped, LinesRemoved, RowsFilled
from grader.validation.repairs.structure.shifts import beyond

Rows = npt.NDArray[np.uint32]

_KEYS = ("unique-error", "primary-key", "duplicate-key")
#: A row that is not of the table has few cells filled, and lacks most of what is due.
_FEW_CELLS, _LACKING = 2, 0.6
#: More such rows than that part of the file, or than that many, are rows badly filled.
_STRAY_PART, _STRAY_MOST = 0.05, 3
#: A column wrong in more than this part of its rows is no sign that one row was cut.
_MOSTLY_WRONG = 0.5


def blank_rows(sight: Sight) -> Iterator[Repair]:
    """Find rows without any cell filled but with spaces, beyond the header too.

    Args:
        sight: the draft.
    """
    rows = _without(np.union1d(_blank(sight), _spaces(sight)), beyond(sight))
    if len(rows):
        yield _removal(sight, "blank-rows", rows, sure=True)


def equal_rows(sight: Sight) -> Iterator[Repair]:
    """Find rows equal to an earlier one, cell by cell, where a key is repeated.

    Args:
        sight: the draft.
    """
    draft = sight.draft
    told = [draft.rows_of(some.lines).to_numpy() for some in sight.faults(*_KEYS)]
    if not told:
        return
    firsts = draft.cells.with_row_index("row").unique(draft.cells.columns, keep="first")["row"]
    later = np.ones(draft.cells.height, dtype=np.bool_)
    later[firsts.to_numpy()] = False
    repeated = np.unique(np.concatenate(told))
    rows = _without(repeated[later[repeated]], [*draft.extra, *_blank(sight).tolist()])
    if len(rows):
        yield _removal(sight, "equal-rows", rows)


def repeated_headers(sight: Sight) -> Iterator[Repair]:
    """Find the header again among the rows: files were put one after the other.

    Args:
        sight: the draft.
    """
    rows = _headers(sight)
    if len(rows):
        yield _removal(sight, "repeated-header", rows, sure=True)


def stray_rows(sight: Sight) -> Iterator[Repair]:
    """Find rows that hold an amount or a note alone, where the table wants most cells filled.

    Args:
        sight: the draft.
    """
    draft = sight.draft
    fields = sight.examined.placement.fields.values()
    due = sum(field.required for field in fields)
    lacking = np.zeros(draft.cells.height, dtype=np.int64)
    for some in sight.faults("constraint-error"):
        if some.detail == "required":
            lacking[draft.rows_of(some.lines).to_numpy()] += 1
    few = np.flatnonzero(lacking >= max(2, _LACKING * due))
    rows = _without(few, [*draft.extra, *_blank(sight).tolist(), *_headers(sight).tolist()])
    if not len(rows):
        return
    filled = draft.cells[rows].select(
        pl.sum_horizontal(pl.all().fill_null("").str.strip_chars() != "")
    )
    rows = rows[filled.to_series().to_numpy() <= _FEW_CELLS]
    if 0 < len(rows) <= max(_STRAY_MOST, _STRAY_PART * draft.cells.height):
        yield _removal(sight, "total-rows", rows)


def short_rows(sight: Sight, taken: Collection[int]) -> Iterator[Repair]:
    """Find rows that stop before the last column.

    Args:
        sight: the draft.
        taken: rows of which more is known.
    """
    draft = sight.draft
    missing = draft.cells.select(pl.all().is_null())
    short = missing.select(pl.any_horizontal(pl.all())).to_series().to_numpy()
    rows = _without(np.flatnonzero(short), [*taken, *_blank(sight).tolist()])
    if not len(rows):
        return
    wrong = np.zeros(draft.cells.height, dtype=np.bool_)
    for some in sight.faults("type-error", "constraint-error"):
        if some.detail == "required" or len(some) <= max(1, _MOSTLY_WRONG * draft.cells.height):
            wrong[draft.rows_of(some.lines).to_numpy()] = True
    for cause, which in (("short-rows", rows[~wrong[rows]]), ("cut-rows", rows[wrong[rows]])):
        if len(which):
            change = RowsFilled(pl.Series(which), sight.examined.placement.names)
            yield _repair(cause, change, sure=cause == "short-rows")


def empty_extra_cells(sight: Sight, taken: Collection[int]) -> Iterator[Repair]:
    """Find rows that go on beyond the header with nothing but empty cells.

    Args:
        sight: the draft.
        taken: rows of which more is known.
    """
    filled = beyond(sight)
    rows = np.array(sorted(set(sight.draft.extra) - set(filled)), dtype=np.uint32)
    rows = _without(rows, [*taken, *_blank(sight).tolist()])
    if len(rows):
        yield _repair("empty-extra-cells", ExtraDropped(pl.Series(rows)), sure=True)


def _removal(sight: Sight, cause: str, rows: Rows, *, sure: bool = False) -> Repair:
    return _repair(cause, LinesRemoved.at(sight.draft, pl.Series(rows)), sure=sure)


def _repair(cause: str, change: Change, *, sure: bool) -> Repair:
    return Repair(cause, "", sure, change, {"rows": plural(len(change), "ligne")})


def _without(rows: npt.NDArray[np.integer], others: Collection[int]) -> Rows:
    """Leave out some rows."""
    left = rows[~np.isin(rows, list(others))] if len(others) else rows
    return left.astype(np.uint32)


def _blank(sight: Sight) -> Rows:
    told = [some.lines for some in sight.faults("blank-row")]
    if not told:
        return np.array([], dtype=np.uint32)
    return sight.draft.rows_of(pl.concat(told)).to_numpy().astype(np.uint32)


def _spaces(sight: Sight) -> Rows:
    """Give the rows that hold spaces alone, and are wrong for that."""
    draft = sight.draft
    wrong = np.zeros(draft.cells.height, dtype=np.bool_)
    for some in sight.faults("type-error", "constraint-error"):
        wrong[draft.rows_of(some.lines).to_numpy()] = True
    rows = pl.Series(np.flatnonzero(wrong).astype(np.uint32))
    blank = draft.cells[rows].select(
        pl.all_horizontal(pl.all().fill_null("").str.strip_chars() == "")
    )
    return rows.filter(blank.to_series()).to_numpy()


def _headers(sight: Sight) -> Rows:
    """Give the rows whose cells are the labels."""
    draft = sight.draft
    labels = [fold(label) for label in draft.header]
    shown = [index for index, label in enumerate(labels) if label]
    if len(shown) < 2 or not draft.cells.height:
        return np.array([], dtype=np.uint32)
    # Two cells tell which rows are worth a closer look.
    near = draft.cells.select(
        pl.all_horizontal(
            pl.col(str(index)).fill_null("").str.strip_chars().str.to_lowercase()
            == draft.header[index].strip().lower()
            for index in shown[:2]
        )
    ).to_series()
    rows = np.flatnonzero(near.to_numpy())
    found = [
        row
        for row in rows.tolist()
        if [fold(cell or "") for cell in draft.cells.row(row)] == labels
    ]
    return np.array([row for row in found if row not in draft.extra], dtype=np.uint32)
