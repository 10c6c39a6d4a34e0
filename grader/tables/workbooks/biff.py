"""The records of an XLS workbook, Excel 5 to 2003 (MS-XLS): numbers, strings, the globals.

Read by hand rather than by a library: a count or a length that lies must end in a refusal
before it fills the memory.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from grader.tables.refusals import refuse
from grader.tables.workbooks.formats import Format, builtin_format
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.model import Tab
from grader.typography import number

BOF, EOF, CONTINUE = 0x0809, 0x000A, 0x003C
_FILEPASS, _CODEPAGE, _DATEMODE, _FORMAT, _XF = 0x002F, 0x0042, 0x0022, 0x041E, 0x00E0
_BOUNDSHEET, _SST = 0x0085, 0x00FC
_EXCEL_97 = 0x0600
_MOST_STYLES = 100_000

_HEAD = struct.Struct("<HH")
_WORD = struct.Struct("<H")
_LONG = struct.Struct("<I")
_DOUBLE = struct.Struct("<d")
_CODE_PAGES = {367: "ascii", 1200: "utf-16-le", 10000: "mac-roman", 32768: "mac-roman"}


class BiffError(Exception):
    """The records are damaged."""


class Record(NamedTuple):
    """One record: what it is, its bytes, and where the next one begins."""

    code: int
    data: bytes
    end: int


@dataclass(frozen=True)
class XlsTab(Tab):
    """A sheet and where its records begin."""

    start: int = 0


@dataclass
class Globals:
    """What holds for the whole workbook.

    Attributes:
        wide: strings are those of Excel 97 and later.
        code_page: Python's name of the encoding of older strings.
        since_1904: dates are counted from 1904.
        tabs: its sheets of cells.
        texts: the texts that cells share.
        formats: the number format of each style of cell.
    """

    wide: bool = True
    code_page: str = "cp1252"
    since_1904: bool = False
    tabs: list[XlsTab] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)


def records(stream: bytes, start: int) -> Iterator[Record]:
    """Give the records from a place on, until the end of the stream.

    Args:
        stream: of the workbook.
        start: place of a record.

    Raises:
        BiffError: a record is longer than what is left.
    """
    place, most = start, len(stream) - 4
    while place <= most:
        code, length = _HEAD.unpack_from(stream, place)
        end = place + 4 + length
        if end > len(stream):
            raise BiffError
        yield Record(code, stream[place + 4 : end], end)
        place = end


def decode_rk(packed: int) -> float:
    """Read a number packed in 30 bits.

    Args:
        packed: the 32 bits, two of which say how.
    """
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x8000_0000 else 0))
    else:
        value = _DOUBLE.unpack(struct.pack("<Q", (packed & 0xFFFF_FFFC) << 32))[0]
    return value / 100 if packed & 1 else value


class Strings:
    """Strings that may run over several records.

    Args:
        pieces: bytes of a record and of those that continue it.
        place: where the first string begins.
        longest: characters kept of a string; the next ones are skipped.
    """

    def __init__(self, pieces: list[bytes], place: int, longest: int) -> None:
        self._pieces = pieces
        self._index = 0
        self._data = pieces[0]
        self._place = place
        self._longest = longest

    def take(self, *, wide_count: bool = True) -> str:
        """Read the next string.

        Args:
            wide_count: its length is written on two bytes.

        Raises:
            BiffError: it runs past the last piece.
        """
        count = self._number(2 if wide_count else 1)
        flags = self._number(1)
        runs = self._number(2) if flags & 8 else 0
        phonetic = self._number(4) if flags & 4 else 0
        text = self._characters(count, flags)
        self._skip(4 * runs + phonetic)
        return text

    def _number(self, size: int) -> int:
        if self._place >= len(self._data):
            self._next_piece()
        raw = self._data[self._place : self._place + size]
        if len(raw) < size:
            raise BiffError
        self._place += size
        return int.from_bytes(raw, "little")

    def _next_piece(self) -> None:
        self._index += 1
        if self._index >= len(self._pieces):
            raise BiffError
        self._data, self._place = self._pieces[self._index], 0

    def _characters(self, count: int, flags: int) -> str:
        parts = []
        kept = 0
        while True:
            width = 2 if flags & 1 else 1
            here = min(count, (len(self._data) - self._place) // width)
            raw = self._data[self._place : self._place + here * width]
            self._place += here * width
            if kept <= self._longest:
                parts.append(raw.decode("utf-16-le" if flags & 1 else "latin-1", "replace"))
                kept += here
            count -= here
            if not count:
                return "".join(parts)
            self._next_piece()
            # Each piece says anew how wide its characters are.
            flags = self._number(1)

    def _skip(self, size: int) -> None:
        while size > len(self._data) - self._place:
            size -= len(self._data) - self._place
            if size and self._index + 1 == len(self._pieces):
                raise BiffError
            self._next_piece()
        self._place += size


def read_globals(stream: bytes, limits: Limits) -> Globals:
    """Read what holds for the whole workbook.

    Args:
        stream: of the workbook.
        limits: on sheets, cells and their length.

    Raises:
        UnusableFileError: ``workbook-encrypted``, ``workbook-too-many-parts``,
            ``spreadsheet-file`` (older than Excel 5) or ``too-many-cells``.
        BiffError: the records are damaged.
    """
    reading = _Reading(limits)
    walk = records(stream, 0)
    first = next(walk, None)
    if first is None or first.code & 0xFF != 9:
        raise BiffError
    if first.code != BOF:
        raise refuse("spreadsheet-file", kind="Excel antérieur à 1993")
    reading.found.wide = _WORD.unpack_from(first.data)[0] == _EXCEL_97
    for record in walk:
        if record.code == EOF:
            return reading.finish()
        reading.take(record)
    raise BiffError


class _Reading:
    """The globals being read, record by record."""

    def __init__(self, limits: Limits) -> None:
        self.found = Globals()
        self._limits = limits
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._sheets: list[bytes] = []
        self._shared: list[bytes] = []
        self._last = 0

    def take(self, record: Record) -> None:
        """Take a record; those that say nothing of cells are passed over."""
        code, data = record.code, record.data
        if code == CONTINUE:
            if self._last == _SST:
                self._shared.append(data)
            return
        self._last = code
        if code == _FILEPASS:
            raise refuse("workbook-encrypted")
        if code == _SST:
            self._shared = [data]
        elif code == _CODEPAGE:
            self.found.code_page = _code_page(_WORD.unpack_from(data)[0])
        elif code == _DATEMODE:
            self.found.since_1904 = bool(_WORD.unpack_from(data)[0])
        elif code in (_FORMAT, _XF, _BOUNDSHEET):
            self._take_listed(code, data)

    def _take_listed(self, code: int, data: bytes) -> None:
        if len(self._styles) + len(self._codes) > _MOST_STYLES:
            raise BiffError
        if code == _XF:
            self._styles.append(_WORD.unpack_from(data, 2)[0])
        elif code == _FORMAT:
            name = self._string(data, 2, wide_count=self.found.wide)
            self._codes[_WORD.unpack_from(data)[0]] = name
        else:
            if len(self._sheets) >= self._limits.sheets:
                raise refuse("workbook-too-many-parts", limit=number(self._limits.sheets))
            self._sheets.append(data)

    def _string(self, data: bytes, place: int, *, wide_count: bool = False) -> str:
        if self.found.wide:
            return Strings([data], place, 1_000).take(wide_count=wide_count)
        return narrow_string(data, place, self.found.code_page, wide_count=wide_count)

    def finish(self) -> Globals:
        """Make sense of what was put aside until everything was read."""
        found = self.found
        for data in self._sheets:
            start, state, kind = _LONG.unpack_from(data)[0], data[4] & 3, data[5]
            if kind == 0:  # charts and macros have tabs too
                found.tabs.append(XlsTab(self._string(data, 6), state != 0, start))
        found.formats = [builtin_format(one, self._codes.get(one)) for one in self._styles]
        if self._shared:
            found.texts = self._texts()
        return found

    def _texts(self) -> list[str]:
        size = sum(map(len, self._shared))
        count = _LONG.unpack_from(self._shared[0], 4)[0]
        # The shortest string takes three bytes: a larger count lies.
        if count > size // 3:
            raise BiffError
        if count > self._limits.cells:
            raise refuse("too-many-cells", limit=number(self._limits.cells))
        strings = Strings(self._shared, 8, self._limits.cell_characters)
        return [strings.take() for _ in range(count)]


def narrow_string(data: bytes, place: int, code_page: str, *, wide_count: bool) -> str:
    """Read a string of Excel 5 or 95.

    Args:
        data: bytes of the record.
        place: where the string begins.
        code_page: Python's name of its encoding.
        wide_count: its length is written on two bytes.
    """
    size = 2 if wide_count else 1
    count = int.from_bytes(data[place : place + size], "little")
    return data[place + size : place + size + count].decode(code_page, "replace")


def _code_page(page: int) -> str:
    name = _CODE_PAGES.get(page, f"cp{page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
