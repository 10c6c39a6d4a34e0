"""Archives and pictures written byte for byte alike on every machine: nothing is compressed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

#: Times of an archive: the first that the format can tell.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
#: When everything in an act was written, commented and changed.
WRITTEN_ON = "2026-05-04T09:30:00"
OFFICE = "Mairie de Val-Ouvert"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """Pack the parts of a document, in their order.

    Stored as they are, since two versions of a library may compress in two ways.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, _NO_TIME), content)
    return buffer.getvalue()


def signature() -> bytes:
    """Draw a scrawl, black on white: a PNG of 96 × 32 points, one bit each."""
    width, height = 96, 32
    rows = [[1] * width for _ in range(height)]
    # A pen that goes up and down, less and less, then underlines.
    for x in range(4, width - 4):
        reach = 2 * max(4, 20 - x // 5)
        y = 5 + min(x * 3 % reach, reach - x * 3 % reach)
        for point in (y, y + 1, y + 2):
            rows[point][x] = 0
        rows[27][x] = 0
    data = b"".join(
        b"\x00" + bytes(int("".join(map(str, row[i : i + 8])), 2) for i in range(0, width, 8))
        for row in rows
    )
    # One stored block of deflate (RFC 1951), within zlib's header and sum (RFC 1950).
    stored = b"\x01" + struct.pack("<HH", len(data), 0xFFFF - len(data)) + data
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
        + _chunk(b"IDAT", b"\x78\x01" + stored + struct.pack(">I", zlib.adler32(data)))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
