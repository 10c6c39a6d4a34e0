"""The bytes of a text file as UTF-8, without reading them all when they already are."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

from grader.settings import MEBI
from grader.tables.encoding import decode
from grader.tables.refusals import refuse
from grader.typography import NO_BREAK, number

_BOM = b"\xef\xbb\xbf"
#: The end of a text for old systems; decoding takes it off.
_END = b"\x1a"
#: The beginning of a file: enough for its separator, its header, and its encoding at a guess.
HEAD_BYTES = 2 * MEBI

Buffer = bytes | mmap.mmap


@dataclass(frozen=True)
class Body:
    """UTF-8 bytes to be split into cells.

    Attributes:
        data: the bytes.
        start: where the text begins (after a byte order mark).
        path: the file that holds these very bytes; None when they were made of it, or when its
            name cannot be told to polars.
        encoding: Python's name of the encoding that the file is written in.
        has_bom: the file began with a byte order mark.
        nul_count: NUL characters taken out.
        mixed: number of places that are not valid in an encoding that fits all the rest.
        line_end: as ``Dialect.line_end``.
    """

    data: Buffer
    start: int = 0
    path: Path | None = None
    encoding: str = "utf-8"
    has_bom: bool = False
    nul_count: int = 0
    mixed: int = 0
    line_end: str = ""

    @property
    def size(self) -> int:
        """Number of bytes of the text."""
        return len(self.data) - self.start

    def let_go(self) -> None:
        """Give the pages of a mapped file back to the system, which has them still."""
        if isinstance(self.data, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.data.madvise(mmap.MADV_DONTNEED)

    def head(self) -> str:
        """Give the beginning of the text; its last character may be missing."""
        cut = bytes(self.data[self.start : self.start + HEAD_BYTES])
        return cut.decode("utf-8", errors="ignore")


def open_bounded(path: Path, limit: int) -> Buffer:
    """Map a file in memory, refusing one that is too big.

    Args:
        path: the file.
        limit: most bytes.

    Raises:
        UnusableFileError: ``not-a-file``, ``file-not-found``, ``file-unreadable``,
            ``file-too-big``.
    """
    try:
        if path.is_dir():
            raise refuse("not-a-file")
        with path.open("rb") as stream:
            size = path.stat().st_size
            if size > limit:
                raise refuse("file-too-big", size=_spoken_size(size), limit=_spoken_size(limit))
            if size < MEBI:
                # Small files, and what is no regular file and has no size (a pipe).
                data = stream.read(limit + 1)
                if len(data) > limit:
                    big = _spoken_size(len(data))
                    raise refuse("file-too-big", size=big, limit=_spoken_size(limit))
                return data
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except FileNotFoundError:
        raise refuse("file-not-found") from None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        raise refuse("file-unreadable") from None


def _spoken_size(size: int) -> str:
    """Say a size: « 52,4 Mo », « 812 octets »."""
    if size >= MEBI:
        return f"{number(size / MEBI, 1)}{NO_BREAK}Mo"
    return f"{number(size)}{NO_BREAK}octet{'s' if size > 1 else ''}"


def plain_body(data: Buffer, path: Path) -> Body | None:
    """Take the bytes as they are when they look like UTF-8; None when they do not.

    Only the beginning is looked at: whoever reads on finds out about the rest.

    Args:
        data: the file's bytes.
        path: the file.
    """
    beginning = bytes(data[:HEAD_BYTES])
    if b"\0" in beginning or data[-1:] == _END:
        return None
    try:
        beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        # The last character of the beginning may be cut in two.
        if len(data) <= HEAD_BYTES or error.start < len(beginning) - 3:
            return None
    has_bom = beginning.startswith(_BOM)
    start = len(_BOM) if has_bom else 0
    return Body(data, start, path if _can_be_said(path) else None, has_bom=has_bom)


def _can_be_said(path: Path) -> bool:
    """Tell whether a path is text: a system may hold names that are only bytes."""
    try:
        str(path.resolve()).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def decoded_body(data: Buffer) -> Body:
    """Decode the bytes whatever their encoding, and write them as UTF-8; never fails.

    Args:
        data: the file's bytes.
    """
    decoded = decode(bytes(data))
    # Lone surrogates cannot come of decoding, so this cannot fail.
    return Body(
        decoded.text.encode("utf-8"),
        encoding=decoded.encoding,
        has_bom=decoded.has_bom,
        nul_count=decoded.nul_count,
        mixed=decoded.mixed,
    )
