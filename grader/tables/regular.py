"""Split a well-written text into columns at the speed of polars, or give up.

Polars reads fast but says little: it fills short rows without a word. So what it read is weighed
against the bytes: the length of all cells, quotes, separators and line ends must make up the
file to the byte. Rows too short or too long are found by counting separators, evened out, and
read again; whatever else is out of order (quotes out of place, bare carriage returns, letters
that are not UTF-8) is left to ``records``, slower and more patient.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PanicException, PolarsError

from grader.settings import MEBI
from grader.tables.body import Body
from grader.tables.model import column_types

_QUOTE, _LF, _CR = 34, 10, 13
#: What polars takes for the beginning of a compressed file, and texts may begin with.
_ZLIB = (b"x^", b"x\x01")
_BOM = b"\xef\xbb\xbf"
#: Bytes looked at in one go: they stay in the processor's cache.
_STEP = MEBI
#: Bytes evened out in one go.
_BLOCK = 32 * MEBI


@dataclass
class Split:
    """Data rows as columns.

    Attributes:
        cells: as ``Table.cells``.
        extra: as ``Table.extra``.
        breaks: how many line ends lie inside cells.
    """

    cells: pl.DataFrame
    extra: dict[int, tuple[str, ...]] = field(default_factory=dict)
    breaks: int = 0


class _IrregularError(Exception):
    """The text is not written well enough to be read this way."""


def split_regular(body: Body, start: int, skipped: int, delimiter: str, width: int) -> Split | None:
    """Read all data rows, or give None when the text wants a more patient reader.

    Args:
        body: the text.
        start: where the data rows begin in it.
        skipped: how many lines stand above, header included.
        delimiter: separator of columns.
        width: number of columns of the header.
    """
    data = np.frombuffer(body.data, dtype=np.uint8)[start:]
    if not len(data):
        return Split(pl.DataFrame(schema=column_types(width)))
    if data[: len(_BOM)].tobytes() == _BOM:
        return None  # polars would take it off the first cell
    try:
        some_quotes = body.data.find(b'"', start) != -1
        quotes = _Quotes.of(data, ord(delimiter)) if some_quotes else _Quotes(0, 0)
        if body.data.find(b"\r", start) != -1:
            _refuse_bare_returns(data)
        try:
            cells = _read(body, skipped, delimiter, width)
            if _weighs(cells, data, quotes):
                return Split(cells, breaks=_breaks(data, quotes, cells.height))
        except (PolarsError, PanicException):
            pass
        split = _evened(data, delimiter, width)
        return replace(split, breaks=_breaks(data, quotes, split.cells.height))
    except (_IrregularError, PolarsError, PanicException, OSError, UnicodeDecodeError, csv.Error):
        return None


def _read(body: Body, skipped: int, delimiter: str, width: int) -> pl.DataFrame:
    if bytes(body.data[:2]) in _ZLIB:
        raise _IrregularError
    source: str | bytes = str(body.path.resolve()) if body.path else bytes(body.data)
    return pl.read_csv(
        source,
        has_header=False,
        skip_lines=skipped,
        separator=delimiter,
        schema=column_types(width),
        infer_schema=False,
        empty_string_is_null=False,
        glob=False,
    )


@dataclass(frozen=True)
class _Quotes:
    """Quotes that all open or close a cell, or are doubled inside one.

    Attributes:
        total: how many.
        inside: how many characters of cells they stand for (a doubled quote is one).
    """

    total: int
    inside: int

    @classmethod
    def of(cls, data: NDArray[np.uint8], delimiter: int) -> _Quotes:
        """Look at every quote and its neighbours.

        Raises:
            _IrregularError: one is out of place.
        """
        total = inside = 0
        edges = np.array([delimiter, _LF, _CR], dtype=np.uint8)
        for begin in range(0, len(data), _STEP):
            found = np.flatnonzero(data[begin : begin + _STEP] == _QUOTE) + begin
            if not len(found):
                continue
            # An even quote opens, an odd one closes; a doubled one closes and opens again.
            first_odd = total % 2
            opening, closing = found[first_odd::2], found[1 - first_odd :: 2]
            before = data[np.maximum(opening - 1, 0)]
            again = (before == _QUOTE) & (opening > 0)
            if not np.all((opening == 0) | np.isin(before, edges) | again):
                raise _IrregularError
            after = data[np.minimum(closing + 1, len(data) - 1)]
            at_end = closing == len(data) - 1
            doubled = (after == _QUOTE) & ~at_end
            if not np.all(at_end | np.isin(after, edges) | doubled):
                raise _IrregularError
            total += len(found)
            inside += int(np.count_nonzero(doubled))
        if total % 2:
            raise _IrregularError
        return cls(total, inside)


def _count(data: NDArray[np.uint8], byte: int) -> int:
    return sum(
        int(np.count_nonzero(data[begin : begin + _STEP] == byte))
        for begin in range(0, len(data), _STEP)
    )


def _refuse_bare_returns(data: NDArray[np.uint8]) -> None:
    """Refuse a carriage return that does not stand before a line feed.

    Polars drops it at the end of any cell; for others it may end a line.

    Raises:
        _IrregularError: there is one.
    """
    if data[-1] == _CR:
        raise _IrregularError
    for begin in range(0, len(data), _STEP):
        part = data[begin : begin + _STEP + 1]
        if ((part[:-1] == _CR) & (part[1:] != _LF)).any():
            raise _IrregularError


def _weighs(cells: pl.DataFrame, data: NDArray[np.uint8], quotes: _Quotes) -> bool:
    """Tell whether the cells and what separates them make up the bytes exactly.

    Args:
        cells: what was read.
        data: the bytes; every carriage return stands before a line feed.
        quotes: the quotes in them.
    """
    height, width = cells.shape
    lengths = cells.select(pl.all().str.len_bytes().cast(pl.Int64).sum()).row(0)
    if width == 1 and bool((cells.to_series(0).str.len_bytes() == 0).any()):
        return False  # an empty line and an empty cell weigh the same
    if any(column.null_count() for column in cells):
        return False
    returns = _count(data, _CR)
    ends = height if data[-1] == _LF else height - 1
    if returns and _breaks(data, quotes, height):
        # Some line ends lie inside cells, and are already in their lengths.
        inside = pl.all().str.count_matches("\r", literal=True).sum()
        returns -= sum(cells.select(inside).row(0))
    weight = sum(lengths) + (quotes.total - quotes.inside) + returns + ends
    return bool(len(data) - weight == height * (width - 1))


def _breaks(data: NDArray[np.uint8], quotes: _Quotes, height: int) -> int:
    """Count the line ends that lie inside cells."""
    if not quotes.total:
        return 0
    return _count(data, _LF) - (height if data[-1] == _LF else height - 1)


def _evened(data: NDArray[np.uint8], delimiter: str, width: int) -> Split:
    """Make every row as wide as the header, remembering what was missing and what is beyond."""
    if width == 1:
        raise _IrregularError
    evening = _Evening(delimiter, width)
    for block in _blocks(data):
        evening.add(block)
    joined = b"".join(evening.pieces)
    evening.pieces.clear()
    if joined.startswith(_BOM):
        raise _IrregularError
    cells = _read(Body(joined), 0, delimiter, width)
    if cells.height != evening.height:
        raise _IrregularError
    return Split(_shortened(cells, evening.short), evening.extra)


def _shortened(cells: pl.DataFrame, short: dict[int, int]) -> pl.DataFrame:
    """Put nulls where rows had no cell."""
    if not short:
        return cells
    lengths = np.full(cells.height, cells.width, dtype=np.int64)
    lengths[np.fromiter(short.keys(), np.int64)] = np.fromiter(short.values(), np.int64)
    length = pl.Series("length", lengths)
    return cells.with_columns(
        pl.when(length > index).then(pl.col(str(index))).otherwise(None).alias(str(index))
        for index in range(min(short.values()), cells.width)
    )


def _blocks(data: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Cut the text at ends of rows."""
    begin = 0
    while begin < len(data):
        block = data[begin : begin + _BLOCK]
        if begin + len(block) < len(data):
            ends = _outside(block, _LF)
            if not len(ends):
                raise _IrregularError
            block = block[: ends[-1] + 1]
        yield block
        begin += len(block)


def _outside(block: NDArray[np.uint8], byte: int) -> NDArray[np.intp]:
    """Give the places of a byte outside quotes."""
    found = np.flatnonzero(block == byte)
    quotes = np.flatnonzero(block == _QUOTE)
    if len(quotes):
        found = found[np.searchsorted(quotes, found) % 2 == 0]
    return found


class _Evening:
    """Rows made even, block by block.

    Attributes:
        pieces: the text made even.
        height: rows met so far.
        short: rows that were too short, and how many cells they have.
        extra: cells beyond the header.
    """

    def __init__(self, delimiter: str, width: int) -> None:
        self.delimiter = delimiter
        self.width = width
        self.pieces: list[bytes | memoryview] = []
        self.height = 0
        self.short: dict[int, int] = {}
        self.extra: dict[int, tuple[str, ...]] = {}

    def add(self, block: NDArray[np.uint8]) -> None:
        """Take a block that ends with a row."""
        ends = _outside(block, _LF)
        if block[-1] != _LF:
            ends = np.append(ends, len(block))
        separators = _outside(block, ord(self.delimiter))
        counts = np.diff(np.searchsorted(separators, ends), prepend=0)
        text = memoryview(block.data)
        done = 0
        for row in np.flatnonzero(counts != self.width - 1):
            begin = int(ends[row - 1]) + 1 if row else 0
            end = int(ends[row])
            self.pieces.append(text[done:begin])
            self.pieces.append(self._even(bytes(text[begin:end]), self.height + int(row)))
            done = min(end + 1, len(block))
        self.pieces.append(text[done:])
        self.height += len(ends)

    def _even(self, line: bytes, row: int) -> bytes:
        text = line.decode("utf-8").removesuffix("\r")
        if "\n" in text:
            # Perhaps a quote that was never closed.
            raise _IrregularError
        record = next(csv.reader([text], delimiter=self.delimiter, strict=True), [])
        if len(record) < self.width:
            self.short[row] = len(record)
        elif len(record) > self.width:
            self.extra[row] = tuple(record[self.width :])
        stream = io.StringIO()
        even = [*record, *[""] * (self.width - len(record))][: self.width]
        csv.writer(stream, delimiter=self.delimiter, lineterminator="\n").writerow(even)
        return stream.getvalue().encode("utf-8")
