"""How a column is written: the evidence by which a doubtful cell is read."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from grader.validation.repairs.sight import WrongCells


def counted(wrong: WrongCells) -> Mapping[str, int]:
    """Give every cell that differs in the column of some wrong cells, and how often it is there.

    Cells are counted as they were read: those that were mended since still tell how the column
    was written. Those that are there only now are given as well.

    Args:
        wrong: some wrong cells of it.
    """
    now = _counts(wrong.sight.text_of(wrong.column))
    read = wrong.sight.draft.as_read(wrong.sight.columns[wrong.column])
    return now if read is None else {**now, **_counts(read)}


def _counts(cells: pl.Series) -> dict[str, int]:
    frame = cells.drop_nulls().rename("cell").to_frame()
    counts = frame.group_by("cell", maintain_order=True).len()
    return dict(zip(counts["cell"].to_list(), counts["len"].to_list(), strict=True))
