"""Rows that are not as wide as the header, found by counting separators in the bytes."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from grader.tables.marks import CR, LARGE, LF, QUOTE, STEP, count, in_threads

#: Fewer columns than that are counted with eight bits, four times as fast.
_NARROW = 200


@dataclass
class Uneven:
    """What is known of the rows of a text whose quotes are all in place.

    Attributes:
        height: how many rows there are.
        separators: how many separators stand outside quotes.
        short: rows that are too short, and how many cells they have.
        extra: for rows that are too long, their cells beyond the header.
    """

    height: int = 0
    separators: int = 0
    short: dict[int, int] = field(default_factory=dict)
    extra: dict[int, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, data: NDArray[np.uint8], delimiter: str, width: int) -> Uneven:
        """Count the separators of every row.

        Args:
            data: the rows.
            delimiter: separator of columns.
            width: number of columns of the header.

        Raises:
            UnicodeDecodeError, csv.Error: a row too long cannot be read.
        """
        middle = _end_of_row(data, len(data) // 2) if len(data) >= LARGE else 0
        halves = [data[:middle], data[middle:]] if middle else [data]
        first, *others = in_threads(lambda half: cls._counted(half, delimiter, width), halves)
        for other in others:
            first._add(other)
        return first

    @classmethod
    def _counted(cls, data: NDArray[np.uint8], delimiter: str, width: int) -> Uneven:
        found = cls()
        rest = data
        while len(rest):
            rest = rest[found._take(rest, delimiter, width) :]
        return found

    def _add(self, other: Uneven) -> None:
        """Add the rows that come after."""
        self.short.update((self.height + row, cells) for row, cells in other.short.items())
        self.extra.update((self.height + row, cells) for row, cells in other.extra.items())
        self.height += other.height
        self.separators += other.separators

    def _take(self, rest: NDArray[np.uint8], delimiter: str, width: int) -> int:
        """Take some whole rows; give how many bytes they are."""
        block, quotes, ends = _whole_rows(rest)
        starts = np.concatenate(([0], ends[:-1] + 1))
        found = (block == ord(delimiter)).view(np.uint8)
        narrow = np.uint8 if width < _NARROW else np.uint32
        counts = np.add.reduceat(found, starts, dtype=narrow).astype(np.int64)
        if len(quotes):
            # What stands between an opening quote and a closing one separates nothing.
            quoted = np.add.reduceat(found, quotes, dtype=narrow)[::2]
            some = np.flatnonzero(quoted)
            rows = np.searchsorted(ends, quotes[::2][some])
            counts -= np.bincount(rows, quoted[some], len(ends)).astype(np.int64)
        # Eight bits go round at 256. A row that has as many separators outside quotes is told
        # by the bytes that its cells leave, and the patient reader has the last word.
        counts %= np.iinfo(narrow).max + 1
        for row in np.flatnonzero(counts < width - 1).tolist():
            line = block[starts[row] : ends[row]]
            blank = not len(line) or (len(line) == 1 and line[0] == CR)
            self.short[self.height + row] = 0 if blank else int(counts[row]) + 1
        for row in np.flatnonzero(counts > width - 1).tolist():
            text = block[starts[row] : ends[row]].tobytes().decode("utf-8").removesuffix("\r")
            lines = io.StringIO(text, newline="")
            record = next(csv.reader(lines, delimiter=delimiter, strict=True))
            self.extra[self.height + row] = tuple(record[width:])
        self.height += len(ends)
        self.separators += int(counts.sum())
        return len(block)


def _end_of_row(data: NDArray[np.uint8], middle: int) -> int:
    """Give the place after the first row that ends past the middle; the end when none does."""
    odd = count(data[:middle], QUOTE) % 2
    for begin in range(middle, len(data), STEP):
        part = data[begin : begin + STEP]
        quotes = np.flatnonzero(part == QUOTE)
        ends = np.flatnonzero(part == LF)
        ends = ends[(np.searchsorted(quotes, ends) + odd) % 2 == 0]
        if len(ends):
            return begin + int(ends[0]) + 1
        odd = (odd + len(quotes)) % 2
    return len(data)


def _whole_rows(
    rest: NDArray[np.uint8],
) -> tuple[NDArray[np.uint8], NDArray[np.intp], NDArray[np.intp]]:
    """Give some whole rows, where their quotes are and where each of them ends."""
    size = STEP
    while True:
        block = rest[:size]
        quotes = np.flatnonzero(block == QUOTE)
        ends = np.flatnonzero(block == LF)
        if len(quotes):
            ends = ends[np.searchsorted(quotes, ends) % 2 == 0]
        if len(block) == len(rest):
            if block[-1] != LF:
                ends = np.append(ends, len(block))
            return block, quotes, ends
        if len(ends):
            last = int(ends[-1])
            return block[: last + 1], quotes[: np.searchsorted(quotes, last)], ends
        size *= 2
