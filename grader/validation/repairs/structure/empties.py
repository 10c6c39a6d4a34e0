"""Cells that are empty where a value is due: nothing in the file says which."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from grader.validation.checks.one_of_required import OneOfRequired
from grader.validation.fault import Faults
from grader.validation.repairs.model import Refusal
from grader.validation.repairs.sight import Sight

#: A row that lacks most of what is due is no row with a gap: see ``rows.stray_rows``.
_MOST = 0.6


def empty_cells(sight: Sight) -> Iterator[Refusal]:
    """Find rows that lack a required value, or both of two of which one is required.

    Args:
        sight: the draft.
    """
    told = [some for some in sight.faults() if _is_lack(some) and some.column in sight.columns]
    if not told:
        return
    draft = sight.draft
    due = sum(field.required for field in sight.examined.placement.fields.values())
    lacking = np.zeros(draft.cells.height, dtype=np.int64)
    rows = [_rows(sight, some) for some in told]
    for which in rows:
        lacking[which] += 1
    gaps = lacking < max(2, _MOST * due)
    by_column: dict[str, list[pl.Series]] = {}
    for some, which in zip(told, rows, strict=True):
        empty = sight.text_of(some.column).gather(which).fill_null("") == ""
        kept = pl.Series(which).filter(empty & pl.Series(gaps[which]))
        if len(kept):
            by_column.setdefault(some.column, []).append(kept)
    for column, parts in by_column.items():
        lines = draft.lines.gather(pl.concat(parts).unique().sort())
        yield Refusal("absent-required", column, lines)


def _is_lack(some: Faults) -> bool:
    return some.detail == "required" or some.code == OneOfRequired.names[0]


def _rows(sight: Sight, some: Faults) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Give the rows of faults that are at a row."""
    below = some.lines.filter(some.lines > sight.draft.header_line)
    return sight.draft.rows_of(below).cast(pl.Int64).to_numpy()
