"""Which repairs can follow each other, and in which order.

Once rows or columns have moved, places found before are not where they were: what moves comes
last, one of a kind, and only kinds that still find their places then.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.validation.repairs.model import Repair
from grader.validation.repairs.structure.moves import (
    ColumnsDropped,
    ColumnsInserted,
    ColumnsOrdered,
    LinesRemoved,
)

#: Kinds that move rows or columns, in an order in which each still finds its places.
_LASTING = (ColumnsDropped, LinesRemoved, ColumnsInserted, ColumnsOrdered)


def together(repairs: Sequence[Repair]) -> list[Repair]:
    """Choose repairs found in one draft that can be applied one after the other.

    Args:
        repairs: found in one draft.
    """
    still = [repair for repair in repairs if not repair.change.moves_rows]
    moving: dict[type, Repair] = {}
    for repair in repairs:
        if repair.change.moves_rows:
            moving.setdefault(type(repair.change), repair)
    return [*still, *(moving[kind] for kind in _LASTING if kind in moving)]
