"""XLS workbooks made for tests: the records of Excel 97 in a compound file.

Only what the tests need of MS-XLS and MS-CFB; xlrd reads what is written here, and a test
says so.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.workbooks import Cell

BOF, EOF, FILEPASS = 0x0809, 0x000A, 0x002F
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LONGEST = 8224


@dataclass
class OldSheet:
    """A sheet of an old workbook: rows of values, and what is said of it."""

    rows: Sequence[Sequence[Any]]
    state: int = 0
    kind: int = 0
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    more: bytes = b""


@dataclass(frozen=True)
class Formula:
    """A formula, by its last result."""

    result: Any


def record(code: int, data: bytes = b"") -> bytes:
    """Write a record, and those that continue it."""
    pieces = [data[at : at + _LONGEST] for at in range(0, len(data), _LONGEST)] or [b""]
    codes = [code] + [0x003C] * (len(pieces) - 1)
    return b"".join(
        struct.pack("<HH", one, len(piece)) + piece
        for one, piece in zip(codes, pieces, strict=True)
    )


def text(value: str, count: str = "H") -> bytes:
    """Write a string of Excel 97, one byte a character where that is enough."""
    wide = not all(ord(character) < 256 for character in value)
    raw = value.encode("utf-16-le" if wide else "latin-1")
    return struct.pack(f"<{count}B", len(value), wide) + raw


@dataclass
class _Book:
    """The workbook being written: formats and shared texts as cells ask for them."""

    formats: list[str] = field(default_factory=lambda: ["General"])
    texts: list[str] = field(default_factory=list)

    def cell(self, row: int, column: int, value: Any) -> bytes:
        """Write a cell with the record that suits its value."""
        form = value.form if isinstance(value, Cell) else "General"
        value = value.value if isinstance(value, Cell) else value
        if form not in self.formats:
            self.formats.append(form)
        place = struct.pack("<HHH", row, column, self.formats.index(form))
        if isinstance(value, Formula):
            return self._formula(place, value.result)
        if isinstance(value, bool):
            return record(0x0205, place + bytes([value, 0]))
        if isinstance(value, int) and abs(value) < 2**29:
            return record(0x027E, place + struct.pack("<i", value << 2 | 2))
        if isinstance(value, int | float):
            return record(0x0203, place + struct.pack("<d", value))
        if value == "#REF!":
            return record(0x0205, place + b"\x17\x01")
        if value not in self.texts:
            self.texts.append(value)
        return record(0x00FD, place + struct.pack("<I", self.texts.index(value)))

    def _formula(self, place: bytes, result: Any) -> bytes:
        end = struct.pack("<HIH", 0, 0, 0)
        if isinstance(result, str):
            special = b"\x00\0\0\0\0\0\xff\xff" if result else b"\x03\0\0\0\0\0\xff\xff"
            string = record(0x0207, text(result)) if result else b""
            return record(0x0006, place + special + end) + string
        return record(0x0006, place + struct.pack("<d", result) + end)


def biff(
    sheets: Mapping[str, OldSheet], *, since_1904: bool = False, before_sheets: bytes = b""
) -> bytes:
    """Write the records of a workbook."""
    book = _Book()
    bodies = [_sheet(book, sheet) for sheet in sheets.values()]
    top = record(BOF, struct.pack("<HHHHII", 0x0600, 5, 0, 1997, 0, 6))
    top += record(0x0042, struct.pack("<H", 1200)) + record(0x0022, struct.pack("<H", since_1904))
    top += before_sheets
    for number, code in enumerate(book.formats[1:], start=164):
        top += record(0x041E, struct.pack("<H", number) + text(code))
    for number in range(len(book.formats)):
        top += record(0x00E0, struct.pack("<HH16x", 0, 163 + number if number else 0))
    strings = struct.pack("<II", len(book.texts), len(book.texts))
    shared = _shared(strings, book.texts) if book.texts else b""
    names = [text(name, "B") for name in sheets]
    size = len(top) + len(shared) + sum(10 + len(name) for name in names) + 4
    for name, sheet, body in zip(names, sheets.values(), bodies, strict=True):
        top += record(0x0085, struct.pack("<IBB", size, sheet.state, sheet.kind) + name)
        size += len(body)
    return top + shared + record(EOF) + b"".join(bodies)


def _shared(head: bytes, texts: Sequence[str]) -> bytes:
    """Write shared texts; one that would cross two records is begun in the next one."""
    pieces = [head]
    for one in texts:
        raw = text(one)
        if len(pieces[-1]) + len(raw) <= _LONGEST:
            pieces[-1] += raw
            continue
        # What does not fit goes on in the next record, after a new flag.
        room = max(3, _LONGEST - len(pieces[-1]))
        room -= (room - 3) % 2
        pieces[-1] += raw[:room]
        rest = raw[room:]
        while rest:
            pieces.append(raw[2:3] + rest[: _LONGEST - 2])
            rest = rest[_LONGEST - 2 :]
    codes = [0x00FC] + [0x003C] * (len(pieces) - 1)
    return b"".join(
        struct.pack("<HH", code, len(piece)) + piece
        for code, piece in zip(codes, pieces, strict=True)
    )


def _sheet(book: _Book, sheet: OldSheet) -> bytes:
    body = record(BOF, struct.pack("<HHHHII", 0x0600, 0x10, 0, 1997, 0, 6))
    for column in sheet.hidden_columns:
        body += record(0x007D, struct.pack("<HHHHHH", column, column, 2560, 0, 1, 0))
    for row in sheet.hidden_rows:
        body += record(0x0208, struct.pack("<HHHHHHI", row, 0, 1, 255, 0, 0, 0x20))
    pieces = [body]
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells):
            if value is not None:
                pieces.append(book.cell(row, column, value))
    pieces.append(sheet.more)
    if sheet.merged:
        ranges = b"".join(struct.pack("<HHHH", *one) for one in sheet.merged)
        pieces.append(record(0x00E5, struct.pack("<H", len(sheet.merged)) + ranges))
    return b"".join(pieces) + record(EOF)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Write a compound file; short streams lie together in the mini stream, as they must."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def store(content: bytes) -> int:
        start = len(sectors)
        for at in range(0, len(content), 512):
            sectors.append(content[at : at + 512].ljust(512, b"\0"))
            chain.append(len(sectors))
        chain[-1] = _END
        return start

    mini, mini_chain, entries = b"", [], []
    for name, content in streams.items():
        if len(content) >= 4096:
            entries.append((name, store(content), len(content)))
            continue
        start = len(mini) // 64
        mini += content.ljust(-(-len(content) // 64) * 64, b"\0")
        mini_chain += [*range(start + 1, len(mini) // 64), _END]
        entries.append((name, start, len(content)))
    mini_start = store(mini) if mini else _END
    table = struct.pack(f"<{len(mini_chain)}I", *mini_chain)
    mini_table = store(table.ljust(-(-len(table) // 512) * 512, b"\xff")) if mini else _END
    directory = store(_directory(entries, mini_start, len(mini)))
    n_fat = 1
    while n_fat * 128 < len(sectors) + n_fat:
        n_fat += 1
    places = range(len(sectors), len(sectors) + n_fat)
    chain += [_FAT] * n_fat
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512 * n_fat, b"\xff")
    assert n_fat <= 109, "too big for a header without extension"
    n_mini = -(-len(table) // 512) if mini else 0
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, n_fat, directory, 0, 4096, mini_table, n_mini, _END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *places, *[_FREE] * (109 - n_fat))
    return header + b"".join(sectors) + fat


def _directory(entries: Sequence[tuple[str, int, int]], start: int, size: int) -> bytes:
    made = [_entry("Root Entry", 5, start, size, child=1 if entries else _FREE)]
    for number, (name, first, length) in enumerate(entries, start=1):
        right = number + 1 if number < len(entries) else _FREE
        made.append(_entry(name, 2, first, length, right=right))
    return b"".join(made).ljust(-(-len(made) // 4) * 512, b"\0")


def _entry(
    name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE
) -> bytes:
    raw = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", raw, len(raw) + 2, kind, 1, _FREE, right, child, start, size, 0
    )


def xls(
    sheets: Mapping[str, OldSheet | Sequence[Sequence[Any]]] | Sequence[Sequence[Any]],
    **options: Any,
) -> bytes:
    """Write an XLS workbook."""
    named = sheets if isinstance(sheets, Mapping) else {"Feuil1": sheets}
    whole = {
        name: sheet if isinstance(sheet, OldSheet) else OldSheet(sheet)
        for name, sheet in named.items()
    }
    return compound({"Workbook": biff(whole, **options)})
