"""Texts changed one by one, each distinct one once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl


def mapped(values: pl.Series, change: Callable[[str], str]) -> pl.Series:
    """Change texts.

    Args:
        values: texts, without nulls.
        change: what one becomes.
    """
    import polars as pl

    distinct = values.unique()
    if 2 * len(distinct) > len(values):
        # Finding values again would cost more than changing them again.
        after = [change(value) for value in values.to_list()]
        return pl.Series(values.name, after, dtype=pl.String)
    changed = pl.Series([change(value) for value in distinct.to_list()], dtype=pl.String)
    return values.replace_strict(distinct, changed, return_dtype=pl.String)
