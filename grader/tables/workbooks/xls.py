"""XLS workbooks, Excel 5 to 2003; macros, charts and drawings are passed over."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from grader.tables.refusals import refuse
from grader.tables.workbooks.biff import (
    BOF,
    CONTINUE,
    EOF,
    BiffError,
    Globals,
    Record,
    Strings,
    XlsTab,
    decode_rk,
    narrow_string,
    read_globals,
    records,
)
from grader.tables.workbooks.grid import Grid
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.model import Seen
from grader.tables.workbooks.numbers import Known, Renderer
from grader.tables.workbooks.ole2 import Compound
from grader.tables.workbooks.words import ERROR_NUMBERS, FALSE, TRUE

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_NUMBER, _RK, _MULRK, _LABEL, _LABELSST = 0x0203, 0x027E, 0x00BD, 0x0204, 0x00FD
_RSTRING, _BOOLERR, _FORMULA, _STRING = 0x00D6, 0x0205, 0x0006, 0x0207
_ROW, _COLINFO, _MERGED = 0x0208, 0x007D, 0x00E5
_CELL = struct.Struct("<HHH")
_PACKED = struct.Struct("<Hi")
_DOUBLE = struct.Struct("<d")
_WORD = struct.Struct("<H")
_LONG = struct.Struct("<I")
_SPECIAL = b"\xff\xff"
_MOST_COLUMNS = 256
#: All sheets together are walked over that many times at most.
_READINGS = 3
#: Other documents that lie in a compound file, by the stream that tells them.
_OTHERS = {
    "worddocument": "un document Word",
    "powerpoint document": "une présentation",
    "__properties_version1.0": "un message électronique",
}


class XlsSource:
    """One XLS workbook.

    Args:
        data: the file's bytes.
        limits: on what is read of it.

    Raises:
        UnusableFileError: encrypted, past a limit, or another document.
        Exception: of any kind, when the workbook is damaged.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._stream = _workbook_stream(data)
        self._globals = read_globals(self._stream, limits)
        self._renderer = Renderer(since_1904=self._globals.since_1904)
        self._left = _READINGS * len(self._stream) + 1

    @property
    def tabs(self) -> Sequence[XlsTab]:
        """Every sheet of cells, in the order of the tabs."""
        return self._globals.tabs

    def holds_cells(self, index: int) -> bool:
        """Tell whether that sheet holds at least one filled cell."""
        reading = self._reading()
        for record in self._records(index):
            reading.take(record)
            if reading.grid.rows:
                return True
        reading.finish()
        return bool(reading.grid.rows)

    def read(self, index: int, most_rows: int | None = None) -> tuple[list[list[str]], Seen]:
        """Read a sheet, or its first rows only."""
        if most_rows is None:
            self._left = _READINGS * len(self._stream) + 1
        reading = self._reading()
        for record in self._records(index):
            reading.take(record)
            if most_rows is not None and reading.row >= most_rows:
                break
        reading.finish()
        return reading.grid.rows, reading.seen

    def _reading(self) -> _Reading:
        return _Reading(self._limits, self._globals, self._renderer)

    def _records(self, index: int) -> Iterator[Record]:
        """Give the records of a sheet, without those of the charts that lie in it."""
        start = before = self.tabs[index].start
        walk = records(self._stream, start)
        first = next(walk, None)
        if first is None or first.code != BOF:
            raise BiffError
        inside = 0
        for record in walk:
            self._left -= record.end - before
            before = record.end
            if self._left < 0:
                raise BiffError
            if record.code == BOF:
                inside += 1
            elif record.code == EOF:
                if not inside:
                    return
                inside -= 1
            elif not inside:
                yield record
        raise BiffError


def _workbook_stream(data: bytes) -> bytes:
    """Give the records of the workbook, which very old software writes without a container."""
    if not data.startswith(SIGNATURE):
        return data
    compound = Compound(data)
    for name in ("workbook", "book"):
        if name in compound.names:
            return compound.stream(name)
    if "encryptedpackage" in compound.names:
        raise refuse("workbook-encrypted")
    for name, kind in _OTHERS.items():
        if name in compound.names:
            raise refuse("binary-file", kind=kind)
    raise BiffError


class _Reading:
    """A sheet being read, record by record.

    Attributes:
        grid: the texts.
        seen: what is worth telling.
        row: 0-based row of the last cell met.
    """

    def __init__(self, limits: Limits, book: Globals, renderer: Renderer) -> None:
        self.grid = Grid(limits)
        self.seen = Seen()
        self.row = -1
        self._limits = limits
        self._book = book
        self._renderer = renderer
        self._known: dict[int, Known] = {}
        self._open = -1
        self._cells: list[str] = []
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._awaited: tuple[int, int] | None = None
        self._pieces: list[bytes] = []

    def take(self, record: Record) -> None:
        """Take a record; those that say nothing of cells are passed over."""
        code, data = record.code, record.data
        if code == CONTINUE:
            if self._pieces:
                self._pieces.append(data)
            return
        if self._pieces:
            self._end_string()
        method = _METHODS.get(code)
        if method is not None:
            method(self, data)

    def finish(self) -> None:
        """Close what is open, and count what is hidden."""
        if self._pieces:
            self._end_string()
        if self._open >= 0:
            self.grid.close_row(self._open)
        hidden = sorted(
            row for row in self._hidden_rows if row < len(self.grid.rows) and self.grid.rows[row]
        )
        if hidden:
            self.seen.add("hidden-rows", hidden[0] + 1, len(hidden))
        columns = sum(1 for column in self._hidden_columns if column < self.grid.width)
        if columns:
            self.seen.add("hidden-columns", None, columns)

    def take_number(self, data: bytes) -> None:
        """A number in full."""
        row, column, style = _CELL.unpack_from(data)
        self._put_number(row, column, style, _DOUBLE.unpack_from(data, 6)[0])

    def take_rk(self, data: bytes) -> None:
        """A packed number."""
        row, column, style = _CELL.unpack_from(data)
        self._put_number(row, column, style, decode_rk(_LONG.unpack_from(data, 6)[0]))

    def take_mulrk(self, data: bytes) -> None:
        """Packed numbers side by side."""
        row, column, _ = _CELL.unpack_from(data)
        for place in range(4, len(data) - 7, 6):
            style, packed = _PACKED.unpack_from(data, place)
            self._put_number(row, column, style, decode_rk(packed & 0xFFFF_FFFF))
            column += 1

    def take_shared(self, data: bytes) -> None:
        """A text shared with other cells."""
        row, column, _ = _CELL.unpack_from(data)
        self._put(row, column, self._book.texts[_LONG.unpack_from(data, 6)[0]])

    def take_label(self, data: bytes) -> None:
        """A text of its own."""
        row, column, _ = _CELL.unpack_from(data)
        if self._book.wide:
            self._awaited, self._pieces = (row, column), [data[6:]]
        else:
            text = narrow_string(data, 6, self._book.code_page, wide_count=True)
            self._put(row, column, text)

    def take_boolerr(self, data: bytes) -> None:
        """A truth value or a failed calculation."""
        row, column, _ = _CELL.unpack_from(data)
        self._put(row, column, _truth_or_error(data[6], failed=bool(data[7])))

    def take_formula(self, data: bytes) -> None:
        """A formula, with its last result."""
        row, column, style = _CELL.unpack_from(data)
        self.row = row
        self.seen.add("formulas-in-cells", row + 1)
        result = data[6:14]
        if result[6:8] != _SPECIAL:
            self._put_number(row, column, style, _DOUBLE.unpack(result)[0])
        elif result[0] in (1, 2):
            self._put(row, column, _truth_or_error(result[2], failed=result[0] == 2))
        elif result[0] == 0:
            # The text follows in a record of its own.
            self._awaited = (row, column)

    def take_string(self, data: bytes) -> None:
        """The text that a formula gave."""
        if self._awaited is None:
            return
        if self._book.wide:
            self._pieces = [data]
        else:
            text = narrow_string(data, 0, self._book.code_page, wide_count=True)
            self._put(*self._awaited, text)

    def take_row(self, data: bytes) -> None:
        """A row's height, and whether it is hidden."""
        if data[12] & 0x20:
            self._hidden_rows.add(_WORD.unpack_from(data)[0])

    def take_columns(self, data: bytes) -> None:
        """Columns' width, and whether they are hidden."""
        first, last = _WORD.unpack_from(data)[0], _WORD.unpack_from(data, 2)[0]
        if data[8] & 1:
            self._hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))

    def take_merged(self, data: bytes) -> None:
        """Cells merged into one."""
        count = min(_WORD.unpack_from(data)[0], (len(data) - 2) // 8)
        if count:
            self.seen.add("merged-cells", _WORD.unpack_from(data, 2)[0] + 1, count)

    def _end_string(self) -> None:
        """Read the text whose last piece has come."""
        pieces, self._pieces = self._pieces, []
        if self._awaited is not None:
            text = Strings(pieces, 0, self._limits.cell_characters).take()
            self._put(*self._awaited, text)
        self._awaited = None

    def _put_number(self, row: int, column: int, style: int, value: float) -> None:
        whole = value.is_integer() and abs(value) < 1e15
        raw = str(int(value)) if whole else repr(value)
        known = self._known.get(style)
        if known is None:
            known = self._known[style] = self._renderer.known(self._book.formats[style])
        text, codes = known[raw]
        for code in codes:
            self.seen.add(code, row + 1)
        self._put(row, column, text)

    def _put(self, row: int, column: int, text: str) -> None:
        self.row = row
        if "\r" in text or "\0" in text:
            text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
        if not text:
            return
        if row != self._open:
            if self._open >= 0:
                self.grid.close_row(self._open)
            self._cells = self.grid.open_row(row)
            self._open = row
        limits = self._limits
        if (
            column == len(self._cells)
            and column < limits.columns
            and len(text) <= limits.cell_characters
        ):
            self._cells.append(text)
        else:
            self.grid.put(row, column, text)


_METHODS = {
    _NUMBER: _Reading.take_number,
    _RK: _Reading.take_rk,
    _MULRK: _Reading.take_mulrk,
    _LABELSST: _Reading.take_shared,
    _LABEL: _Reading.take_label,
    _RSTRING: _Reading.take_label,
    _BOOLERR: _Reading.take_boolerr,
    _FORMULA: _Reading.take_formula,
    _STRING: _Reading.take_string,
    _ROW: _Reading.take_row,
    _COLINFO: _Reading.take_columns,
    _MERGED: _Reading.take_merged,
}


def _truth_or_error(value: int, *, failed: bool) -> str:
    if failed:
        return ERROR_NUMBERS.get(value, "#N/A")
    return TRUE if value else FALSE
