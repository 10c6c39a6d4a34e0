"""What a file still tells after its treatment: information lost by column, and what is left in all.

The loss of a column is the share of its entropy that is gone: 0 when every difference between
rows can still be seen, 1 when all rows read the same. Entropy as a measure of what recoding and
suppression lose: de Waal and Willenborg, « Information loss through global recoding and local
suppression », Netherlands Official Statistics 14, 1999.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from grader.privacy.model import DIRECT
from grader.privacy.plan import NOISE, PSEUDONYMISE, Step

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from grader.privacy.codes import Coded

#: A loss under that is an error of rounding.
_NOTHING = 1e-12


def entropy(counts: NDArray[np.int64]) -> float:
    """Give the entropy of a column, in bits.

    Args:
        counts: rows of each distinct value; zeros count for nothing.
    """
    there = counts[counts > 0].astype(np.float64)
    total = float(there.sum())
    if not total:
        return 0.0
    shares = there / total
    return max(0.0, float(-(shares * np.log2(shares)).sum()))


def loss_between(before: NDArray[np.int64], after: NDArray[np.int64]) -> float:
    """Give the share of a column's entropy that is gone, 0 to 1.

    Args:
        before: rows of each distinct value, as given.
        after: the same as published: each of its values stands for whole values of before.
    """
    least = entropy(before)
    if least <= _NOTHING:
        return 0.0
    loss = 1.0 - entropy(after) / least
    return 0.0 if loss < _NOTHING else min(1.0, loss)


def column_loss(before: Coded, after: Coded) -> float:
    """Give the loss of a column whose values are numbered.

    Args:
        before: as given.
        after: as published; rows may have been left out.
    """
    return loss_between(
        np.bincount(before.codes, minlength=before.size),
        np.bincount(after.codes, minlength=after.size),
    )


def losses(
    before: pl.DataFrame, after: pl.DataFrame, recipe: Sequence[Step] = ()
) -> dict[str, float]:
    """Give the loss of each column, rows left out apart.

    A column that is dropped, or not counted by, loses everything; so does one that became codes,
    for a code says nothing by itself. For noise, where entropy tells nothing, the loss is the
    share of the spread of what is published that the noise makes.

    Args:
        before: the file as given.
        after: what would be published: rows, or a table of counts.
        recipe: steps from one to the other.

    Returns:
        column of ``before`` to its loss, 0 to 1. Generalising further never lowers it.
    """
    from grader.privacy.attacks.knowledge import publication

    public = publication(after, recipe)
    given: dict[str, float] = {}
    for label in before.columns:
        done = {step["do"] for step in public.steps.get(label, ())}
        if label not in public.frame.columns or PSEUDONYMISE in done:
            given[label] = 1.0
        elif NOISE in done:
            given[label] = noise_loss(before[label], public.frame[label])
        elif not done and not public.counted and before.height == after.height:
            given[label] = 0.0
        else:
            given[label] = loss_between(
                _counts(before[label]), _counts(public.frame[label], public.weights)
            )
    return given


def _counts(values: pl.Series, weights: pl.Series | None = None) -> NDArray[np.int64]:
    """Count the rows of each distinct value; hidden counts stand for none."""
    if weights is None:
        return values.value_counts()["count"].to_numpy().astype(np.int64)
    import polars as pl

    frame = pl.DataFrame({"value": values, "weight": weights.fill_null(0)})
    counts = frame.group_by("value").agg(pl.col("weight").sum())["weight"]
    return counts.to_numpy().astype(np.int64)


def noise_loss(before: pl.Series, after: pl.Series) -> float:
    """Give the share of the spread (variance) of what is published that noise makes.

    Args:
        before: numbers as texts, as given; what is no number counts for nothing.
        after: the same with noise.
    """
    from grader.privacy.codes import numbers

    own, noisy = (numbers(values).drop_nulls().var() for values in (before, after))
    spread, whole = float(str(own or 0.0)), float(str(noisy or 0.0))
    if not math.isfinite(whole) or whole <= spread or not whole:
        return 0.0
    return 1.0 - spread / whole


def kept_share(before: pl.DataFrame, after: pl.DataFrame, recipe: Sequence[Step] = ()) -> float:
    """Give the share of the rows that are still published or counted, 0 to 1.

    Args:
        before: the file as given.
        after: what would be published.
        recipe: steps from one to the other.
    """
    from grader.privacy.attacks.knowledge import publication

    if before.is_empty():
        return 1.0
    return int(publication(after, recipe).weights.sum()) / before.height


def utility(lost: Mapping[str, float], roles: Mapping[str, str], kept: float = 1.0) -> float:
    """Give what is left in all: the share of rows kept times the mean of what columns still tell.

    Columns that name people are no part of it: they are not what a publication is for.

    Args:
        lost: column to its loss, as ``losses`` gives it.
        roles: column to role.
        kept: share of rows kept.

    Returns:
        0 to 1; 1 for a file without other columns.
    """
    told = [1.0 - loss for label, loss in lost.items() if roles.get(label) != DIRECT]
    mean = sum(told) / len(told) if told else 1.0
    return max(0.0, min(1.0, kept * mean))
