"""What cells may hold, told by bytes alone: what is not suspected is surely not there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

import numpy as np

from grader.settings import MEBI
from grader.tables.scratch import Block, Scratch

#: Bytes looked at in one go: they stay in the processor's cache.
STEP = 2 * MEBI
#: In UTF-8, how « Â », « Ã », « Å » and « â » begin and end.
_FIRST, _SECOND = 0xC3, (0x82, 0x83, 0x85, 0xA2)
#: The longest that mojibake can be without being told: « Ã » and a sign after it.
_LETTERS = 5
#: How the character put in place of one that could not be read begins.
_REPLACEMENT = 0xEF


def _may_be_mojibake(block: Block, scratch: Scratch) -> bool:
    """Tell whether a letter that mojibake begins with stands before what may follow it."""
    # What follows begins with C2, or with C5 and beyond: never with C3, as « é » does. Turning
    # the last bit puts C2 on the right side of C3.
    tails = np.flatnonzero(scratch.turned(block) >= _FIRST)
    tails = tails[tails > 1]
    if not len(tails):
        return False
    second = block[tails - 1][block[tails - 2] == _FIRST]
    return any(bool((second == byte).any()) for byte in _SECOND)


#: By code of the notice.
_WITHIN: Mapping[str, Callable[[Block, Scratch], bool]] = {
    "lost-characters": lambda block, _scratch: int(block.max(initial=0)) >= _REPLACEMENT,
    "mojibake": _may_be_mojibake,
    "formula-cells": lambda block, scratch: scratch.has(block, ord("=")),
    "spreadsheet-errors": lambda block, scratch: scratch.has(block, ord("#")),
}


def suspected(
    data: Block, known: Collection[str] = (), scratch: Scratch | None = None
) -> frozenset[str]:
    """Give the codes of what cells may hold.

    Args:
        data: bytes of a text, as UTF-8.
        known: codes already suspected, not looked for again.
        scratch: room for masks.
    """
    found = set(known)
    room = scratch or Scratch()
    for begin in range(0, len(data), STEP):
        # A letter of mojibake and what follows it may be cut by the end of a step.
        block = data[begin : begin + STEP + _LETTERS]
        found.update(
            code for code, within in _WITHIN.items() if code not in found and within(block, room)
        )
    return frozenset(found)
