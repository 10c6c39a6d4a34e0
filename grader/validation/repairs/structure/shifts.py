"""Rows whose cells stand one column too far: by how much, from where, and on what evidence.

Every way of putting a row right is weighed by how many of its cells then look like their column
(``fits``); a way is proposed when it is far better than leaving the row, and better than any other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from grader.typography import plural
from grader.validation.repairs.changes import RowsRewritten
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.fits import Fit, Fits, Mask, stripped

Counts = npt.NDArray[np.int64]

#: Wrong cells from which a row may have moved, and what the move must gain at least.
_WRONG, _GAIN = 2, 2
#: What is left wrong is at most this part of what was.
FAR_BETTER = 3
#: A column wrong in more than this part of its rows is no evidence on one of them.
_MOSTLY_WRONG = 0.5
#: More cells too many than that is no separator in a text.
_MOST_BEYOND = 5
#: One cell out of place outweighs any number of cells that look like their column.
_UNLIKE, _NATURAL, _LIKE = 100_000, 10, 2
_NEVER = np.iinfo(np.int64).max // 4


@dataclass(frozen=True, eq=False)
class Moved:
    """Rows that fit better otherwise.

    Attributes:
        rows: for each row, its index and its new cells.
        before: for each row, how many cells are out of place in it.
        after: how many would still be.
    """

    rows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    before: dict[int, int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)

    def add(self, row: int, cells: tuple[str, ...], before: int, after: int) -> None:
        """Take one more row."""
        self.rows[row], self.before[row], self.after[row] = cells, before, after

    def without(self, rows: Collection[int]) -> Moved:
        """Leave out some rows."""
        left = Moved()
        for row in self.rows.keys() - set(rows):
            left.add(row, self.rows[row], self.before[row], self.after[row])
        return left

    @property
    def words(self) -> dict[str, str]:
        """What the evidence is told with."""
        return {
            "rows": plural(len(self.rows), "ligne"),
            "before": plural(sum(self.before.values()), "cellule"),
            "after": plural(sum(self.after.values()), "cellule"),
        }


def moved_rows(sight: Sight, fits: Fits) -> Iterator[Repair]:
    """Find rows that a separator without quotes has cut, and rows shifted by one cell.

    Args:
        sight: the draft.
        fits: what its columns look like.
    """
    if len(fits.whole) < 2:
        return
    merged = _merged(sight, fits)
    shifted = _shifted(sight, fits, merged.rows)
    # An empty cell too many is told before pieces of a text: it needs no guess of what was cut.
    for cause, moved in (
        ("unquoted-separator", merged.without(shifted.rows)),
        ("shifted-rows", shifted),
    ):
        if moved.rows:
            change = RowsRewritten(moved.rows)
            yield Repair(cause, "", sure=False, change=change, words=moved.words)


def beyond(sight: Sight) -> dict[int, tuple[str, ...]]:
    """Give the cells beyond the header, without empty ones at the end, by row.

    Args:
        sight: the draft.
    """
    found = {}
    for row, cells in sight.draft.extra.items():
        filled = [place for place, cell in enumerate(cells) if cell.strip()]
        if filled:
            found[row] = cells[: filled[-1] + 1]
    return found


def told(fits: tuple[Fit, ...], cells: list[pl.Series], by: int) -> tuple[Mask, Mask]:
    """Tell which cells are unlike and which are like their column, once moved to the left.

    Args:
        fits: what columns look like.
        cells: columns of some rows; may be more than the fits.
        by: how many cells to the left; -1 moves them to the right.
    """
    height = len(cells[0])
    nothing = pl.repeat("", height, dtype=pl.String, eager=True)
    unlike = np.zeros((height, len(fits)), dtype=np.bool_)
    like = np.zeros((height, len(fits)), dtype=np.bool_)
    for place, fit in enumerate(fits):
        from_ = place + by
        text = cells[from_] if 0 <= from_ < len(cells) else nothing
        unlike[:, place], like[:, place] = fit.told(text)
    return unlike, like


def before_and_after(here: Mask, moved: Mask, offset: int) -> Counts:
    """Count what is true before each place as it is here, and from it on as it is once moved.

    Args:
        here: what is true of cells that stay.
        moved: what is true of cells that move.
        offset: 1 when the place itself is not counted.

    Returns:
        a count for each row and place (one place more than columns when ``offset`` is 0).
    """
    height, width = here.shape
    zero = np.zeros((height, 1), dtype=np.int64)
    before = np.concatenate([zero, np.cumsum(here, axis=1)], axis=1)
    after = np.cumsum(moved[:, ::-1], axis=1)[:, ::-1]
    after = np.concatenate([after, zero], axis=1)
    return before[:, : width + 1 - offset] + after[:, offset:]


def _shifted(sight: Sight, fits: Fits, merged: Collection[int]) -> Moved:
    """Find rows that fit with an empty cell more, or one less, at some place.

    Those that another cause mends wholly must be so too.
    """
    over = beyond(sight)
    rows = _suspects(sight, over)
    found = Moved()
    if not len(rows):
        return found
    usual = fits.usual
    width = len(usual)
    last = pl.Series([over.get(row, ("",))[0] for row in rows.tolist()], dtype=pl.String)
    raw = [*sight.draft.cells[rows].get_columns(), last]
    cells = [stripped(one) for one in raw]
    blank = np.stack([(one == "").to_numpy() for one in cells], axis=1)
    unlike, like = told(usual, cells[:width], 0)
    required = np.array([fit.required for fit in usual], dtype=np.int64)
    # To the right: an empty cell comes in, and the one that falls out at the end is empty.
    moved = told(usual, cells, -1)
    wrong = before_and_after(unlike, moved[0], 1) + required
    # Between two ways as good, what is missing is rather what is due.
    right = wrong * _UNLIKE - _LIKE * before_and_after(like, moved[1], 1) - required
    right[~(blank[:, width - 1] & blank[:, width])] = _NEVER
    # To the left: an empty cell goes out.
    moved = told(usual, cells, 1)
    wrong = before_and_after(unlike, moved[0], 0)[:, :width]
    left = wrong * _UNLIKE - _LIKE * before_and_after(like, moved[1], 0)[:, :width]
    left[~blank[:, :width]] = _NEVER
    outside = (~blank[:, width]).astype(np.int64)
    wrong_now = unlike.sum(axis=1) + outside
    to_right, to_left = right.min(axis=1), left.min(axis=1)
    best = np.minimum(to_right, to_left)
    wrong_then = -(-best // _UNLIKE)
    gained = (wrong_then * _UNLIKE - best) // _LIKE - like.sum(axis=1)
    good = (
        (to_right != to_left)
        & (wrong_now - wrong_then >= _GAIN)
        & (wrong_then * FAR_BETTER <= wrong_now)
        & (gained >= _GAIN - outside)
        & ~((wrong_then > 0) & np.isin(rows, list(merged)))
    )
    places = np.where((to_right < to_left)[:, None], right, left) == best[:, None]
    first = places.argmax(axis=1)
    end = width - places[:, ::-1].argmax(axis=1) - 1
    # Several places are one when nothing but empty cells stands between them.
    filled = np.cumsum(np.pad(~blank[:, :width], ((0, 0), (1, 0))), axis=1)
    every = np.arange(len(rows))
    good &= filled[every, end] == filled[every, first]
    kept = np.flatnonzero(good)
    table = pl.DataFrame({str(place): one.fill_null("") for place, one in enumerate(raw)})
    for where, row in zip(kept.tolist(), table[kept.astype(np.uint32)].rows(), strict=True):
        at = int(first[where])
        by_one = ("",) if to_right[where] < to_left[where] else ()
        new = (*row[:at], *by_one, *row[at + (not by_one) :])[:width]
        found.add(int(rows[where]), new, int(wrong_now[where]), int(wrong_then[where]))
    return found


def _suspects(sight: Sight, over: dict[int, tuple[str, ...]]) -> npt.NDArray[np.uint32]:
    """Give the rows that may have moved: several cells are wrong that are right elsewhere."""
    draft = sight.draft
    height = draft.cells.height
    wrong = np.zeros(height, dtype=np.int64)
    for some in sight.faults("type-error", "constraint-error"):
        if len(some) <= max(1, _MOSTLY_WRONG * height):
            np.add.at(wrong, draft.rows_of(some.lines).to_numpy(), 1)
    for row, cells in over.items():
        wrong[row] = wrong[row] + 1 if len(cells) == 1 else 0
    return np.flatnonzero(wrong >= _WRONG).astype(np.uint32)


def _merged(sight: Sight, fits: Fits) -> Moved:
    """Find long rows where one merging of neighbours puts all other cells in their place."""
    delimiter = sight.draft.dialect.delimiter
    over = sight.draft.extra
    found = Moved()
    if not delimiter:
        return found
    for more in range(1, _MOST_BEYOND + 1):
        long = [row for row, cells in over.items() if len(cells) == more]
        if long:
            outside = [pl.Series([over[row][place] for row in long]) for place in range(more)]
            cells = [*sight.draft.cells[long].get_columns(), *outside]
            _merge(fits.usual, cells, long, delimiter, found)
    return found


def _merge(
    usual: tuple[Fit, ...],
    cells: list[pl.Series],
    rows: list[int],
    delimiter: str,
    found: Moved,
) -> None:
    """Merge rows of one length."""
    width, more = len(usual), len(cells) - len(usual)
    bare = [stripped(one) for one in cells]
    blank = [(one == "").to_numpy() for one in bare]
    unlike, like = told(usual, bare[:width], 0)
    far_unlike, far_like = told(usual, bare, more)
    wrong = before_and_after(unlike, far_unlike, 1)
    right = before_and_after(like, far_like, 1)
    texts: list[pl.Series] = []
    for place, fit in enumerate(usual):
        pieces = cells[place : place + more + 1]
        frame = pl.DataFrame({str(index): piece for index, piece in enumerate(pieces)})
        text = frame.select(pl.concat_str(pl.all().fill_null(""), separator=delimiter)).to_series()
        texts.append(text)
        merged_unlike, merged_like = fit.told(stripped(text))
        wrong[:, place] += merged_unlike
        right[:, place] += merged_like
        right[:, place] += _NATURAL * _natural(fit, pieces, merged_like)
        # An empty cell is no piece of a text.
        wrong[:, place] += np.any(blank[place : place + more + 1], axis=0) * len(usual)
    score = wrong * _UNLIKE - right
    best = score.min(axis=1)
    outside = np.sum(~np.array(blank[width:]), axis=0)
    wrong_now = unlike.sum(axis=1) + outside
    # An empty cell at the end proves nothing by itself: separators are often left there.
    due = np.where(outside > 0, 1, _WRONG)
    one = ((score == best[:, None]).sum(axis=1) == 1) & (best <= 0) & (wrong_now >= due)
    places = score.argmin(axis=1)
    kept = np.flatnonzero(one)
    table = pl.DataFrame({str(place): cell.fill_null("") for place, cell in enumerate(cells)})
    for where, row in zip(kept.tolist(), table[kept.astype(np.uint32)].rows(), strict=True):
        at = int(places[where])
        new = (*row[:at], texts[at][where], *row[at + more + 1 :])
        found.add(rows[where], new, int(wrong_now[where]), 0)


def _natural(fit: Fit, pieces: list[pl.Series], merged_like: Mask) -> Mask:
    """Tell where a person would have written the separator: before a space, or in a number."""
    first = pieces[0].fill_null("")
    spaced = ((first.str.strip_chars() != "") & ~first.str.starts_with(" ")).to_numpy()
    for piece in pieces[1:]:
        spaced = spaced & piece.fill_null("").str.starts_with(" ").to_numpy()
    natural: Mask = spaced
    if fit.tells and len(pieces) == 2:
        digits = pieces[0].fill_null("").str.contains(r"^\s*-?[0-9]+$")
        cents = pieces[1].fill_null("").str.contains(r"^[0-9]{1,2}\s*$")
        natural = spaced | (merged_like & (digits & cents).to_numpy())
    return natural
