"""Rows that hold nothing."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grader.validation.repairs.changes import RowsRemoved
from grader.validation.repairs.model import Repair
from grader.validation.repairs.sight import Sight


def blank_rows(sight: Sight) -> Iterator[Repair]:
    """Find rows without any cell filled."""
    for faults in sight.faults("blank-row"):
        rows = sight.draft.rows_of(faults.lines).cast(pl.UInt32)
        yield Repair("blank-rows", "", sure=True, change=RowsRemoved(rows))
