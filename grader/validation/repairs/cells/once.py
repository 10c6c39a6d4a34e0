"""Each cell is recognised once, even by a recogniser that knows several causes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps

from grader.validation.repairs.sight import Recognised, Recogniser, WrongCells


def once(recognise: Callable[[WrongCells], Iterator[Recognised]]) -> Recogniser:
    """Make a recogniser whose first right candidate for a cell is the only one.

    Args:
        recognise: gives causes, the surest first; they may share cells.
    """

    @wraps(recognise)
    def recogniser(wrong: WrongCells) -> Iterator[Recognised]:
        taken: set[str] = set()
        for some in recognise(wrong):
            after = {
                cell: new
                for cell, new in some.after.items()
                if cell not in taken and new != cell and wrong.is_right(new)
            }
            cells = some.cells - taken
            taken |= after.keys() | cells
            if after or cells:
                yield replace(some, after=after, cells=cells)

    return recogniser
