"""One look at all the bytes of a text: their shape, uneven rows, and what cells may hold.

Large texts are looked at in two halves, one a thread: numpy lets go of Python's lock meanwhile.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from grader.settings import MEBI
from grader.tables.marks import (
    CR,
    LF,
    IrregularError,
    Rows,
    count_doubled,
    edges_of_cells,
    whole_rows,
)
from grader.tables.scratch import Block, Scratch
from grader.tables.suspicion import STEP, suspected

#: A text that is worth two threads.
LARGE = 16 * MEBI
#: Fewer columns than that are counted with eight bits, four times as fast.
_NARROW = 200
#: Bytes after the middle among which the end of a row is sought.
_NEAR = MEBI


@dataclass
class Scan:
    """What the bytes of a text tell when its quotes and line ends are all in place.

    Every quote opens or closes a cell, or is doubled inside one; every carriage return stands
    before a line feed; there is no NUL.

    Attributes:
        quotes: how many quotes.
        doubled: how many times two of them stand for one.
        returns: how many carriage returns.
        feeds: how many line feeds, those inside cells included.
        height: how many rows.
        separators: how many separators stand outside quotes.
        short: rows that are too short, and how many cells they have.
        extra: for rows that are too long, their cells beyond the header.
        suspects: codes of what cells may hold.
        tangled: a row that is too short or too long takes several lines: a quote out of place
            may have made it of two.
    """

    quotes: int = 0
    doubled: int = 0
    returns: int = 0
    feeds: int = 0
    height: int = 0
    separators: int = 0
    short: dict[int, int] = field(default_factory=dict)
    extra: dict[int, tuple[str, ...]] = field(default_factory=dict)
    suspects: frozenset[str] = frozenset()
    tangled: bool = False

    @classmethod
    def of(cls, data: Block, delimiter: str, width: int, *, suspects: Collection[str] = ()) -> Scan:
        """Look at every byte.

        Args:
            data: the rows; there must be some.
            delimiter: separator of columns.
            width: number of columns of the header.
            suspects: codes already suspected.

        Raises:
            IrregularError: a quote, a line end or a byte is out of place.
            UnicodeDecodeError, csv.Error: a row too long cannot be read.
        """
        looker = _Looker(delimiter, width, frozenset(suspects))
        middle = _row_after(data, len(data) // 2) if len(data) >= LARGE else 0
        if not middle:
            return looker.look(data)
        with ThreadPoolExecutor(2) as pool:
            later = pool.submit(looker.look, data[middle:])
            try:
                first = looker.look(data[:middle])
            except IrregularError:
                # The middle may lie inside quotes: a half alone proves nothing.
                return looker.look(data)
            try:
                first._add(later.result())
            except (IrregularError, UnicodeDecodeError, csv.Error):
                return looker.look(data)
        return first

    def _add(self, other: Scan) -> None:
        """Add the rows that come after."""
        self.short.update((self.height + row, cells) for row, cells in other.short.items())
        self.extra.update((self.height + row, cells) for row, cells in other.extra.items())
        for name in ("quotes", "doubled", "returns", "feeds", "height", "separators"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.suspects |= other.suspects
        self.tangled |= other.tangled


class _Looker:
    """Looks at a text by blocks of whole rows."""

    def __init__(self, delimiter: str, width: int, suspects: frozenset[str]) -> None:
        self.delimiter = delimiter
        self.width = width
        self.suspects = suspects
        self.edges = edges_of_cells(delimiter)

    def look(self, data: Block) -> Scan:
        """Look at some rows.

        Raises:
            IrregularError: something is out of place.
        """
        scan = Scan(suspects=self.suspects)
        scratch = Scratch()
        rest = data
        while len(rest):
            rest = rest[self._take(scan, rest, scratch) :]
        return scan

    def _take(self, scan: Scan, rest: Block, scratch: Scratch) -> int:
        """Look at some whole rows; give how many bytes they are."""
        rows = whole_rows(rest, STEP, scratch)
        scan.quotes += len(rows.quotes)
        scan.doubled += count_doubled(rows.block, rows.quotes, self.edges)
        scan.returns += rows.returns
        scan.feeds += rows.feeds
        scan.suspects = suspected(rows.block, scan.suspects, scratch)
        self._count(scan, rows, scratch)
        return len(rows.block)

    def _count(self, scan: Scan, rows: Rows, scratch: Scratch) -> None:
        """Count the separators of every row."""
        block, ends, quotes, width = rows.block, rows.ends, rows.quotes, self.width
        starts = np.concatenate(([0], ends[:-1] + 1))
        found = scratch.equal(block, ord(self.delimiter)).view(np.uint8)
        narrow = np.uint8 if width < _NARROW else np.uint32
        counts = np.add.reduceat(found, starts, dtype=narrow).astype(np.int64)
        if len(quotes):
            # What stands between an opening quote and a closing one separates nothing.
            quoted = np.add.reduceat(found, quotes, dtype=narrow)[::2]
            some = np.flatnonzero(quoted)
            where = np.searchsorted(ends, quotes[::2][some])
            counts -= np.bincount(where, quoted[some], len(ends)).astype(np.int64)
        # Eight bits go round at 256. A row that has as many separators outside quotes is told
        # by the bytes that its cells leave, and the patient reader has the last word.
        counts %= np.iinfo(narrow).max + 1
        for row in np.flatnonzero(counts < width - 1).tolist():
            line = block[starts[row] : ends[row]]
            blank = not len(line) or (len(line) == 1 and line[0] == CR)
            scan.short[scan.height + row] = 0 if blank else int(counts[row]) + 1
            scan.tangled |= bool(len(quotes)) and bool((line == LF).any())
        for row in np.flatnonzero(counts > width - 1).tolist():
            text = block[starts[row] : ends[row]].tobytes().decode("utf-8").removesuffix("\r")
            scan.tangled |= "\n" in text
            lines = io.StringIO(text, newline="")
            record = next(csv.reader(lines, delimiter=self.delimiter, strict=True))
            scan.extra[scan.height + row] = tuple(record[width:])
        scan.height += len(ends)
        scan.separators += int(counts.sum())


def _row_after(data: Block, middle: int) -> int:
    """Give the place after the first line end past the middle; 0 when none is near."""
    feeds = np.flatnonzero(data[middle : middle + _NEAR] == LF)
    return middle + int(feeds[0]) + 1 if len(feeds) else 0
