"""The bytes that give a text its shape: quotes and line ends, and whether they are in place."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from grader.tables.scratch import Block, Scratch

QUOTE, LF, CR = 34, 10, 13
#: Bytes of a row beyond which a quote never closed is the likelier reading.
_LONGEST_ROW = 16 * 1024 * 1024

Places = NDArray[np.intp]


class IrregularError(Exception):
    """The text is not written well enough to be read by columns."""


class Rows(NamedTuple):
    """Some whole rows of a text.

    Attributes:
        block: their bytes.
        quotes: where quotes are.
        ends: where each row ends.
        feeds: how many line feeds there are, those inside cells included.
        returns: how many carriage returns.
    """

    block: Block
    quotes: Places
    ends: Places
    feeds: int
    returns: int


def whole_rows(rest: Block, step: int, scratch: Scratch) -> Rows:
    """Take some whole rows from the beginning of a text.

    Args:
        rest: the text.
        step: how many bytes to look at, at first.
        scratch: room for masks.

    Raises:
        IrregularError: a row does not end within bounds, there is a NUL, or a carriage return
            that does not stand before a line feed: polars drops it at the end of a cell, and for
            others it may end a line.
    """
    size = step
    while True:
        block = rest[:size]
        # One search for all: quotes, and what is as low as line ends (NUL and tabs too).
        found = scratch.at_most(block, CR)
        found |= scratch.equal(block, QUOTE, mask=1)
        marks = np.flatnonzero(found)
        which = block[marks]
        feeds = marks[which == LF]
        is_quote = which == QUOTE
        quotes = marks[is_quote]
        ends = feeds
        if len(quotes):
            ends = feeds[~np.logical_xor.accumulate(is_quote)[which == LF]]
        is_last = len(block) == len(rest)
        if is_last or len(ends):
            if not is_last:
                block = block[: int(ends[-1]) + 1]
                quotes = quotes[: np.searchsorted(quotes, len(block))]
                feeds = feeds[: np.searchsorted(feeds, len(block))]
            elif block[-1] != LF:
                ends = np.append(ends, len(block))
            if not which.all():
                raise IrregularError
            returns = _returns(block, marks[which == CR])
            return Rows(block, quotes, ends, len(feeds), returns)
        if size > _LONGEST_ROW:
            raise IrregularError
        size *= 2


def _returns(block: Block, places: Places) -> int:
    """Count carriage returns.

    Raises:
        IrregularError: one does not stand before a line feed.
    """
    places = places[: np.searchsorted(places, len(block))]
    if len(places) and (places[-1] == len(block) - 1 or (block[places + 1] != LF).any()):
        raise IrregularError
    return len(places)


def edges_of_cells(delimiter: str) -> NDArray[np.bool_]:
    """Tell, for every byte, whether it may stand beside a quote that opens or closes a cell.

    Args:
        delimiter: separator of columns.
    """
    edges = np.zeros(256, dtype=np.bool_)
    edges[[ord(delimiter), LF, CR, QUOTE]] = True
    return edges


def count_doubled(block: Block, quotes: Places, edges: NDArray[np.bool_]) -> int:
    """Count the quotes that are doubled inside a cell; an even quote opens, an odd one closes.

    Args:
        block: whole rows.
        quotes: where their quotes are.
        edges: see ``edges_of_cells``.

    Raises:
        IrregularError: a quote is out of place.
    """
    if not len(quotes):
        return 0
    if len(quotes) % 2:
        raise IrregularError
    opening, closing = quotes[::2], quotes[1::2]
    if not opening[0]:
        opening = opening[1:]
    last = len(block) - 1
    if closing[-1] == last:
        closing = closing[:-1]
    after = block[closing + 1]
    if not (edges[block[opening - 1]].all() and edges[after].all()):
        raise IrregularError
    return int(np.count_nonzero(after == QUOTE))
