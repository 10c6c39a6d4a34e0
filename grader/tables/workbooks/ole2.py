"""The compound file that an XLS workbook lies in (MS-CFB): a small file system in a file.

Read by hand rather than by a library: a chain of sectors that turns in a circle must end in a
refusal, and so must a stream longer than its file.
"""

from __future__ import annotations

import struct
from array import array

_FREE = 0xFFFF_FFFA  # this number and those above mark the end of a chain, or no sector
_HEADER = struct.Struct("<24xHHHHH10xII4xIIIII")
_ENTRY = struct.Struct("<64sHB49xII4x")
_IN_HEADER = 109
_MOST_ENTRIES = 100_000


class CompoundError(Exception):
    """The compound file is damaged."""


class Compound:
    """A compound file.

    Args:
        data: the file's bytes, signature included.

    Attributes:
        names: of its streams, storages' own names included, in lower case.

    Raises:
        CompoundError: its tables are damaged.
        struct.error: it is cut short.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        header = _HEADER.unpack_from(data)
        shift, mini_shift = header[3:5]
        directory, self._cutoff, mini_table, _, more, n_more = header[6:]
        if shift not in (9, 12) or mini_shift != 6:
            raise CompoundError
        self._size = 1 << shift
        self._mini_size = 1 << mini_shift
        self._table = self._read_table(more, n_more)
        self._mini_table = self._words(b"".join(self._sectors(mini_table)))
        self._entries: dict[str, tuple[int, int]] = {}
        self._mini_stream = b""
        self._read_directory(directory)
        self.names = set(self._entries)

    def stream(self, name: str) -> bytes:
        """Read a stream.

        Args:
            name: in lower case, one of ``names``.

        Raises:
            CompoundError: its chain of sectors is damaged, or shorter than it should be.
        """
        start, size = self._entries[name]
        if size < self._cutoff:
            pieces = []
            for sector in self._chain(start, self._mini_table):
                place = sector * self._mini_size
                pieces.append(self._mini_stream[place : place + self._mini_size])
        else:
            pieces = self._sectors(start)
        content = b"".join(pieces)
        if len(content) < size:
            raise CompoundError
        return content[:size]

    def _sector(self, number: int) -> bytes:
        place = (number + 1) * self._size
        if place >= len(self._data):
            raise CompoundError
        # The last sector of a file is sometimes shorter than the others.
        return self._data[place : place + self._size]

    def _sectors(self, start: int) -> list[bytes]:
        return [self._sector(number) for number in self._chain(start, self._table)]

    @staticmethod
    def _chain(start: int, table: array[int]) -> list[int]:
        """Follow a chain of sectors; one longer than the table turns in a circle."""
        numbers: list[int] = []
        number = start
        while number < _FREE:
            if number >= len(table) or len(numbers) >= len(table):
                raise CompoundError
            numbers.append(number)
            number = table[number]
        return numbers

    def _read_table(self, more: int, n_more: int) -> array[int]:
        """Read the table that says which sector follows which."""
        places = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        most = len(self._data) // self._size + 1
        for _ in range(min(n_more, most)):
            if more >= _FREE:
                break
            words = self._words(self._sector(more))
            more = words.pop()
            places.extend(words)
        table = array("I")
        seen = set()
        for place in places:
            if place < _FREE:
                if place in seen:
                    raise CompoundError
                seen.add(place)
                table.extend(self._words(self._sector(place)))
        return table

    @staticmethod
    def _words(content: bytes) -> array[int]:
        whole = len(content) // 4
        return array("I", struct.unpack(f"<{whole}I", content[: 4 * whole]))

    def _read_directory(self, start: int) -> None:
        content = b"".join(self._sectors(start))
        whole = len(content) // 128
        if not whole or whole > _MOST_ENTRIES:
            raise CompoundError
        for index in range(whole):
            raw, length, kind, first, size = _ENTRY.unpack_from(content, 128 * index)
            name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").lower()
            if index == 0:
                self._mini_stream = b"".join(self._sectors(first)) if size else b""
            elif kind == 2:
                self._entries.setdefault(name, (first, size))
