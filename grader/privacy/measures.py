"""What a file gives away: k-anonymity, l-diversity, t-closeness, rows alone and rows at risk.

Same definitions as pycanon (its functions with ``gen=True``): with several sensitive columns, the
smallest l, the greatest t and the greatest alpha of them. Where pycanon stops on an error, we say:

- no row: k, l and entropy l are 0, t and alpha are 0;
- no quasi-identifier: all rows are alike, k is their number and t is 0;
- a sensitive column of numbers that are all the same: t is 0.

One deliberate difference: three values as frequent as each other make an entropy l of 3, where
pycanon's rounding of floating-point numbers gives 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from grader.privacy.codes import (
    Coded,
    Groups,
    Pairs,
    Sensitive,
    code_sensitive,
    group,
    group_records,
    pairs,
)
from grader.privacy.model import USUAL_K, Measures

if TYPE_CHECKING:
    import polars as pl

#: Rounding noise of a sum of logarithms, far under the gap between two real diversities.
_NOISE = 1e-9
#: Products that stay under this are exact in 64-bit integers.
_MOST_WHOLE = 2**62


def measure(
    records: pl.DataFrame,
    quasi: Sequence[str],
    sensitive: Sequence[str] = (),
    threshold: int = USUAL_K,
) -> Measures:
    """Measure what records give away.

    Args:
        records: columns of texts without nulls, see ``records.records_of``.
        quasi: columns that narrow a search when put together.
        sensitive: columns of which nothing should be learnt.
        threshold: a row is at risk in a group smaller than that.
    """
    return measure_groups(
        group_records(records, quasi),
        [code_sensitive(records[label]) for label in sensitive],
        threshold=threshold,
    )


def measure_codes(
    quasi: Sequence[Coded],
    sensitive: Sequence[Sensitive] = (),
    *,
    rows: int,
    threshold: int = USUAL_K,
) -> Measures:
    """Measure columns that are coded already: what moves live.

    Args:
        quasi: ``codes.code`` of each quasi-identifier.
        sensitive: ``codes.code_sensitive`` of each sensitive column.
        rows: number of rows, the same for all columns.
        threshold: a row is at risk in a group smaller than that.
    """
    return measure_groups(group(quasi, rows), sensitive, threshold=threshold)


def measure_groups(
    groups: Groups, sensitive: Sequence[Sensitive] = (), *, threshold: int = USUAL_K
) -> Measures:
    """Measure rows that are put together already.

    Args:
        groups: ``codes.group`` of the quasi-identifiers.
        sensitive: ``codes.code_sensitive`` of each sensitive column.
        threshold: a row is at risk in a group smaller than that.
    """
    sizes = groups.sizes
    if len(sizes):
        known = [_learnt(groups, one) for one in sensitive]
    else:
        known = [_Learnt(0, 0, 0.0, 0.0) for _ in sensitive]
    some, counts = np.unique(sizes, return_counts=True)
    return Measures(
        rows=len(groups.of),
        k=int(sizes.min(initial=len(groups.of))),
        l=min((one.distinct for one in known), default=None),
        entropy_l=min((one.spread for one in known), default=None),
        t=max((one.distance for one in known), default=None),
        unique=int(np.count_nonzero(sizes == 1)),
        at_risk=int(sizes[sizes < threshold].sum()),
        groups=len(sizes),
        threshold=threshold,
        sizes=tuple(zip(some.tolist(), counts.tolist(), strict=True)),
        alpha=max((one.alpha for one in known), default=None),
    )


def risky_rows(records: pl.DataFrame, quasi: Sequence[str], threshold: int = USUAL_K) -> pl.Series:
    """Tell, for each row, whether its group is smaller than the threshold.

    Args:
        records: columns of texts without nulls.
        quasi: columns that narrow a search when put together.
        threshold: as for ``measure``.

    Returns:
        booleans, as many as rows.
    """
    import polars as pl

    groups = group_records(records, quasi)
    return pl.Series("risky", groups.row_sizes() < threshold, dtype=pl.Boolean)


class _Learnt(NamedTuple):
    """Distinct l, entropy l, t and alpha of one sensitive column."""

    distinct: int
    spread: int
    distance: float
    alpha: float


def _learnt(groups: Groups, sensitive: Sensitive) -> _Learnt:
    """Measure one sensitive column; there is at least one row."""
    found = pairs(groups, sensitive.coded)
    inner = np.add.reduceat(found.counts * np.log(found.counts), found.starts)
    entropy = np.log(groups.sizes) - inner / groups.sizes
    spread = int(np.floor(np.exp(entropy.min()) + _NOISE))
    distance = _ordered_distance if sensitive.ordered else _equal_distance
    return _Learnt(
        int(found.lengths().min()),
        spread,
        distance(groups, sensitive.coded, found),
        float((found.counts / groups.sizes[found.of]).max()),
    )


def _equal_distance(groups: Groups, coded: Coded, found: Pairs) -> float:
    """Give t where any two values differ as much: half of the sum of gaps between shares.

    A value that a group has not still counts, by its share in the file: those shares are 1 less
    the shares of the values that it has. All is counted in whole numbers, so that a group which
    is as the file is gives exactly 0.
    """
    rows = len(groups.of)
    totals = np.bincount(coded.codes, minlength=coded.size)[found.values]
    sizes = groups.sizes[found.of]
    gaps = np.abs(found.counts * rows - totals * sizes) - totals * sizes
    sums = np.add.reduceat(gaps, found.starts) + groups.sizes * rows
    return float((sums / (2 * groups.sizes * rows)).max())


def _ordered_distance(groups: Groups, coded: Coded, found: Pairs) -> float:
    """Give t where values have an order: mean gap between running shares, over ranks.

    Between two values that a group has, its running share stays where it is while the file's
    goes up: the gaps of a whole stretch come from the file's running totals, and from the rank
    at which they pass the group's. So only the values that are there are gone through.
    """
    if coded.size == 1:
        return 0.0
    rows = len(groups.of)
    whole = rows * rows * coded.size < _MOST_WHOLE
    kind: Any = np.int64 if whole else np.float64
    running = np.cumsum(np.bincount(coded.codes, minlength=coded.size)).astype(kind)
    upto = np.concatenate((np.zeros(1, kind), np.cumsum(running)))
    sizes = groups.sizes[found.of].astype(kind)
    # How many rows of the group have this value or a smaller one.
    seen = np.cumsum(found.counts).astype(kind)
    seen -= np.repeat(np.cumsum(groups.sizes) - groups.sizes, found.lengths())
    ends = np.append(found.values[1:], coded.size)
    ends[found.starts[1:] - 1] = coded.size
    # Of the ranks of the stretch, those where the file's share is still at most the group's.
    passed = np.searchsorted(running, seen * rows // sizes, side="right")
    turn = np.clip(passed, found.values, ends)
    under = seen * rows * (turn - found.values) - sizes * (upto[turn] - upto[found.values])
    over = sizes * (upto[ends] - upto[turn]) - seen * rows * (ends - turn)
    # Below the group's first value its share is 0, and the gap is the file's.
    below = groups.sizes * upto[found.values[found.starts]]
    sums = np.add.reduceat(under + over, found.starts) + below
    return float((sums / (groups.sizes * float(rows) * (coded.size - 1))).max())
