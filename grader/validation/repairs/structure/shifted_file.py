"""A whole file whose cells stand one column away from their labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import polars as pl

from grader.typography import plural
from grader.validation.header import column_letter
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.fits import Fits, Mask, fit_of, stripped
from grader.validation.repairs.structure.moves import ColumnsShifted
from grader.validation.repairs.structure.shifts import (
    FAR_BETTER,
    Counts,
    before_and_after,
    told,
)

#: Rows by which a file is judged.
_LOOKED_AT = 400
#: Part of the rows that must be too long for a label to be the one that misses.
_NEARLY_ALL = 0.8
#: Cells that a row must gain, on average, where its length shows nothing.
_GAIN = 2
#: Part of the cells of a column that may be unlike the field proposed for it.
_FEW = 0.1
#: Label of a column that nothing names.
UNNAMED = "sans_nom"


class _Way(NamedTuple):
    """One way of putting the file right; the least is the best.

    Attributes:
        wrong: cells that are still unlike their column, in the rows looked at.
        unlike: minus the cells that are like theirs.
        at, by, label: as in ``ColumnsShifted``.
    """

    wrong: int
    unlike: int
    at: int
    by: int
    label: str = ""


def shifted_columns(sight: Sight, fits: Fits) -> Iterator[Repair]:
    """Find by how much, and from where, the cells of a whole file have moved.

    Args:
        sight: the draft.
        fits: what its columns look like.
    """
    draft = sight.draft
    height, width = draft.cells.height, len(draft.header)
    if height < 2 or width < 2:
        return
    over = draft.extra
    rows = np.unique(np.linspace(0, height - 1, min(height, _LOOKED_AT)).astype(np.uint32))
    outside = pl.Series([over.get(row, (None,))[0] for row in rows.tolist()], dtype=pl.String)
    cells = [stripped(one) for one in (*draft.cells[rows].get_columns(), outside)]
    unlike, like = told(fits.whole, cells[:width], 0)
    nearly_all_long = len(rows) - outside.null_count() >= _NEARLY_ALL * len(rows)
    filled = int((cells[width] != "").sum())
    now = _Way(int(unlike.sum()) + filled, -int(like.sum()), 0, 0)
    gain = 0 if nearly_all_long else _GAIN * len(rows)
    if now.wrong < max(gain, 1):
        return  # too little is wrong for any way to gain enough: most files stop here
    ways = list(_leftwards(sight, fits, cells, (unlike, like), nearly_all_long=nearly_all_long))
    if not over and _is_empty(draft.cells, width - 1):
        ways.extend(_rightwards(fits, cells, (unlike, like)))
    good = [
        way
        for way in ways
        if way.wrong * FAR_BETTER <= now.wrong
        and now.wrong - way.wrong >= max(gain, 1)
        and now.unlike - way.unlike >= gain
    ]
    if not good:
        return
    best = min(good)
    words = {
        "letter": column_letter(best.at),
        "label": best.label,
        "before": plural(now.wrong, "cellule"),
        "after": plural(best.wrong, "cellule"),
        "looked": plural(len(rows), "ligne"),
    }
    cause = "shifted-columns" if best.by else "unlabelled-column"
    change = ColumnsShifted(best.at, best.by, best.label, height)
    yield Repair(cause, "", sure=False, change=change, words=words)


def _leftwards(
    sight: Sight,
    fits: Fits,
    cells: list[pl.Series],
    here: tuple[Mask, Mask],
    *,
    nearly_all_long: bool,
) -> Iterator[_Way]:
    """Weigh cells that go one column to the left, over an empty one or under a new label."""
    moved = told(fits.whole, cells, 1)
    wrong = before_and_after(here[0], moved[0], 0).sum(axis=0)
    like = before_and_after(here[1], moved[1], 0).sum(axis=0)
    width = len(fits.whole)
    empty = [place for place in range(width) if _is_empty(sight.draft.cells, place)]
    yield from _best(cells, wrong, like, empty, -1)
    if nearly_all_long:
        least = int(wrong.min())
        places = [place for place in range(width + 1) if wrong[place] == least]
        yield from _labelled(sight, cells, places, least, like)


def _labelled(
    sight: Sight, cells: list[pl.Series], places: list[int], wrong: int, like: Counts
) -> Iterator[_Way]:
    """Give the missing label that has its place among some, or one that says nothing."""
    fields = sight.examined.placement.fields
    labels = sight.schema.labels
    found = []
    for place in places:
        before = labels.index(fields[place - 1].name) if place - 1 in fields else -1
        after = labels.index(fields[place].name) if place in fields else len(labels)
        if after - before == 2 and (place - 1 in fields or place in fields):
            field = sight.schema.fields[before + 1]
            unlike, _ = fit_of(field).told(cells[place])
            if unlike.mean() <= _FEW:
                found.append(_Way(wrong, -int(like[place]), place, 0, field.name))
    unnamed = places if len(places) == 1 else [at for at in places if _counts_rows(cells[at])]
    if len(found) == 1:
        yield found[0]
    elif not found and len(unnamed) == 1:
        yield _Way(wrong, -int(like[unnamed[0]]), unnamed[0], 0, UNNAMED)


def _rightwards(fits: Fits, cells: list[pl.Series], here: tuple[Mask, Mask]) -> Iterator[_Way]:
    """Weigh cells that go one column to the right: the last column is empty."""
    width = len(fits.whole)
    moved = told(fits.whole, cells[:width], -1)
    required = np.array([fit.required for fit in fits.whole], dtype=np.int64) * len(cells[0])
    wrong = before_and_after(here[0], moved[0], 1).sum(axis=0) + required
    like = before_and_after(here[1], moved[1], 1).sum(axis=0)
    yield from _best(cells, wrong, like, list(range(width)), 1)


def _best(
    cells: list[pl.Series], wrong: Counts, like: Counts, places: list[int], by: int
) -> Iterator[_Way]:
    """Give the best way of one direction, unless two that differ are as good."""
    ways = sorted(_Way(int(wrong[place]), -int(like[place]), place, by) for place in places)
    if not ways:
        return
    equal = [way.at for way in ways if way[:2] == ways[0][:2]]
    between = range(equal[0], equal[-1])
    if all((cells[place] == "").all() for place in between):
        yield ways[0]


def _counts_rows(text: pl.Series) -> bool:
    """Tell whether cells are numbers that only grow, as software numbers rows."""
    numbers = text.cast(pl.Int64, strict=False)
    return not numbers.null_count() and bool((numbers.diff().drop_nulls() > 0).all())


def _is_empty(cells: pl.DataFrame, place: int) -> bool:
    column = cells.to_series(place)
    # The first cells tell of most columns that they are not.
    return all((stripped(some) == "").all() for some in (column.head(99), column))
