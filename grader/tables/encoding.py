"""From bytes to text: which encoding, and what was lost on the way."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Names that people know for the encodings read here.
SPOKEN = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252 (aussi appelé « ANSI »)",
    "latin-1": "ISO 8859-1 (aussi appelé « Latin-1 »)",
}


@dataclass(frozen=True)
class Decoded:
    """A file's text.

    Attributes:
        text: without byte order mark and without NUL characters.
        encoding: Python's name of the encoding used.
        has_bom: the file began with a byte order mark.
        nul_count: NUL characters taken out.
        mixed: number of places that are not valid in an encoding that fits all the rest.
    """

    text: str
    encoding: str
    has_bom: bool
    nul_count: int
    mixed: int


def decode(data: bytes) -> Decoded:
    """Read bytes as text; never fails.

    A byte order mark decides; else valid UTF-8 is UTF-8, a NUL at every other place is UTF-16,
    mostly valid UTF-8 is UTF-8 with broken places, and all the rest is Windows-1252 (Latin-1
    where a byte has no meaning in Windows-1252).

    Args:
        data: the file's bytes.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _clean(data[len(bom) :] if encoding == "utf-8" else data, encoding, has_bom=True)
    wide = _wide_encoding(data)
    if wide:
        return _clean(data, wide, has_bom=False)
    try:
        return _made(data.decode("utf-8"), "utf-8", has_bom=False, mixed=0)
    except UnicodeDecodeError:
        pass
    if _is_mostly_utf8(data):
        return _clean(data, "utf-8", has_bom=False)
    try:
        return _made(data.decode("cp1252"), "cp1252", has_bom=False, mixed=0)
    except UnicodeDecodeError:
        return _made(data.decode("latin-1"), "latin-1", has_bom=False, mixed=0)


def _clean(data: bytes, encoding: str, *, has_bom: bool) -> Decoded:
    try:
        return _made(data.decode(encoding), encoding, has_bom=has_bom, mixed=0)
    except UnicodeDecodeError:
        text = data.decode(encoding, errors="replace")
        return _made(text, encoding, has_bom=has_bom, mixed=max(1, text.count("\ufffd")))


def _made(text: str, encoding: str, *, has_bom: bool, mixed: int) -> Decoded:
    nul_count = text.count("\0")
    if nul_count:
        text = text.replace("\0", "")
    return Decoded(text.removesuffix("\x1a"), encoding, has_bom, nul_count, mixed)


def _wide_encoding(data: bytes) -> str:
    """Recognise UTF-16 without its mark: western text then has a NUL at every other byte."""
    sample = data[:4096]
    if len(sample) < 4:
        return ""
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    half = len(sample) // 2
    if odd > half * 0.8 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.8 and odd < half * 0.1:
        return "utf-16-be"
    return ""


def _is_mostly_utf8(data: bytes) -> bool:
    """Tell UTF-8 with broken places: other encodings hardly ever make a valid sequence."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    wide = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    return wide > broken
