"""The bytes that give a text its shape: quotes and line ends, looked at before it is split.

Large texts are looked at in two halves, one a thread: numpy lets go of Python's lock meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from grader.settings import MEBI

Span = TypeVar("Span")
Found = TypeVar("Found")

QUOTE, LF, CR = 34, 10, 13
#: Bytes looked at in one go: they stay in the processor's cache.
STEP = MEBI
#: A text that is worth two threads.
LARGE = 16 * MEBI


class IrregularError(Exception):
    """The text is not written well enough to be read by columns."""


@dataclass(frozen=True)
class Marks:
    """Quotes and line ends of a text in which they are all in place.

    Every quote opens or closes a cell, or is doubled inside one; every carriage return stands
    before a line feed (polars drops it at the end of any cell; for others it may end a line).

    Attributes:
        quotes: how many quotes.
        inside: how many characters of cells they stand for (a doubled quote is one).
        returns: how many carriage returns.
        feeds: how many line feeds, those inside cells included.
    """

    quotes: int = 0
    inside: int = 0
    returns: int = 0
    feeds: int = 0

    @classmethod
    def of(cls, data: NDArray[np.uint8], delimiter: str) -> Marks:
        """Look at every quote and line end, and at their neighbours.

        Args:
            data: the bytes; there must be some.
            delimiter: separator of columns.

        Raises:
            IrregularError: one is out of place.
        """
        if data[-1] == CR:
            raise IrregularError
        edges = np.array([ord(delimiter), LF, CR], dtype=np.uint8)
        middle = len(data) // 2 if len(data) >= LARGE else 0
        spans = [(0, middle, 0)] if middle else []
        spans.append((middle, len(data), count(data[:middle], QUOTE) % 2))
        found = in_threads(lambda span: _look(data, edges, *span), spans)
        marks = cls(*(sum(column) for column in zip(*found, strict=True)))
        if marks.quotes % 2:
            raise IrregularError
        return marks


def in_threads(work: Callable[[Span], Found], spans: Sequence[Span]) -> list[Found]:
    """Do a work on some parts at once.

    Args:
        work: what to do.
        spans: the parts.
    """
    if len(spans) == 1:
        return [work(spans[0])]
    with ThreadPoolExecutor(len(spans)) as pool:
        return list(pool.map(work, spans))


def count(data: NDArray[np.uint8], byte: int) -> int:
    """Count a byte.

    Args:
        data: where.
        byte: which.
    """
    return sum(
        int(np.count_nonzero(data[begin : begin + STEP] == byte))
        for begin in range(0, len(data), STEP)
    )


def _look(
    data: NDArray[np.uint8], edges: NDArray[np.uint8], begin: int, end: int, odd: int
) -> tuple[int, int, int, int]:
    """Look at a part of the bytes; ``odd`` when it begins inside quotes."""
    quotes = inside = returns = feeds = 0
    for at in range(begin, end, STEP):
        part = data[at : min(at + STEP, end)]
        is_feed = part == LF
        feeds += int(np.count_nonzero(is_feed))
        is_return = part == CR
        some = int(np.count_nonzero(is_return))
        if some:
            returns += some
            followed = int(np.count_nonzero(is_return[:-1] & is_feed[1:]))
            followed += int(is_return[-1] and data[at + len(part)] == LF)
            if followed != some:
                raise IrregularError
        found = np.flatnonzero(part == QUOTE) + at
        if len(found):
            inside += _inside(data, edges, found, (quotes + odd) % 2)
            quotes += len(found)
    return quotes, inside, returns, feeds


def _inside(
    data: NDArray[np.uint8], edges: NDArray[np.uint8], found: NDArray[np.intp], odd: int
) -> int:
    """Count the doubled quotes; an even quote opens, an odd one closes.

    Raises:
        IrregularError: a quote is out of place.
    """
    opening, closing = found[odd::2], found[1 - odd :: 2]
    before = data[np.maximum(opening - 1, 0)]
    again = (before == QUOTE) & (opening > 0)
    if not np.all((opening == 0) | np.isin(before, edges) | again):
        raise IrregularError
    last = len(data) - 1
    after = data[np.minimum(closing + 1, last)]
    at_end = closing == last
    doubled = (after == QUOTE) & ~at_end
    if not np.all(at_end | np.isin(after, edges) | doubled):
        raise IrregularError
    return int(np.count_nonzero(doubled))
