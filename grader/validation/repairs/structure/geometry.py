"""Rows and columns together: what one cause explains is not told again under another."""

from __future__ import annotations

from collections.abc import Iterator

from grader.validation.repairs.changes import RowsRewritten
from grader.validation.repairs.draft import Draft
from grader.validation.repairs.model import Refusal, Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.columns import columns_amiss
from grader.validation.repairs.structure.fits import Fits
from grader.validation.repairs.structure.rows import (
    blank_rows,
    empty_extra_cells,
    equal_rows,
    repeated_headers,
    short_rows,
    stray_rows,
)
from grader.validation.repairs.structure.shifted_file import shifted_columns
from grader.validation.repairs.structure.shifts import moved_rows
from grader.validation.schemas import TableSchema


def rows_and_columns(sight: Sight) -> Iterator[Repair | Refusal]:
    """Find rows to take out, to move and to make even, then columns.

    Args:
        sight: the draft.
    """
    yield from blank_rows(sight)
    yield from repeated_headers(sight)
    fits = Fits(sight)
    shifted = list(shifted_columns(sight, fits))
    if shifted:
        # All the rest would be told of cells that are not where they should be.
        yield from shifted
        return
    yield from equal_rows(sight)
    yield from stray_rows(sight)
    moved = list(moved_rows(sight, fits))
    yield from moved
    taken: set[int] = set()
    for repair in moved:
        if isinstance(repair.change, RowsRewritten):
            taken.update(repair.change.rows)
    yield from short_rows(sight, taken)
    yield from empty_extra_cells(sight, taken)
    # A row that waits for its cells to move needs its neighbours where they are.
    yield from columns_amiss(sight, sure=not moved)


def waits_to_move(draft: Draft, schema: TableSchema) -> bool:
    """Tell whether some cells stand away from their labels.

    Args:
        draft: the draft.
        schema: what it should follow.

    Raises:
        UnknownSchemaError: frictionless refuses the schema.
    """
    sight = Sight.of(draft, schema)
    fits = Fits(sight)
    return any(True for find in (shifted_columns, moved_rows) for _ in find(sight, fits))
