"""How a column is written: the evidence by which a doubtful cell is read."""

from __future__ import annotations

from collections.abc import Mapping

from grader.validation.repairs.sight import WrongCells


def counted(wrong: WrongCells) -> Mapping[str, int]:
    """Give every cell that differs in the column of some wrong cells, and how often it is there.

    Args:
        wrong: some wrong cells of it.
    """
    cells = wrong.sight.text_of(wrong.column).drop_nulls().rename("cell").to_frame()
    counts = cells.group_by("cell", maintain_order=True).len()
    return dict(zip(counts["cell"].to_list(), counts["len"].to_list(), strict=True))
