"""Files that are no table at all, recognised by their first bytes whatever their name."""

from __future__ import annotations

import re

from grader.errors import UnusableFileError
from grader.tables.refusals import refuse

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

_BINARY: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "une image PNG"),
    (b"\xff\xd8\xff", "une image JPEG"),
    (b"GIF87a", "une image GIF"),
    (b"GIF89a", "une image GIF"),
    (b"%PDF-", "un document PDF"),
    (b"\x1f\x8b", "une archive compressée"),
    (b"7z\xbc\xaf\x27\x1c", "une archive compressée"),
    (b"Rar!\x1a\x07", "une archive compressée"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"\x7fELF", "un programme"),
    (b"SQLite format 3\x00", "une base de données"),
    (b"PAR1", "un fichier Parquet"),
)
_WEB_PAGE = re.compile(rb"\s*(<!doctype html|<html|<head|<body)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*(\{\s*\"|\[\s*\{\s*\")")

#: Bytes that no text holds, apart from NUL (told apart: damaged text and UTF-16 have some).
_CONTROL = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26, 27})
_SAMPLE = 65_536


def refusal_by_content(data: bytes) -> UnusableFileError | None:
    """Give the refusal of a file that is no delimited text, or None when it may be one.

    Args:
        data: the file's bytes.
    """
    for look in (_archive, _known_format, _markup, _control_bytes):
        refusal = look(data)
        if refusal is not None:
            return refusal
    return None


def _archive(data: bytes) -> UnusableFileError | None:
    """Tell a workbook from another archive by the names that lie in it, without opening it."""
    if not data.startswith(_ZIP):
        return None
    for mark, kind in (
        (b"xl/", "Excel, .xlsx"),
        (b"opendocument.spreadsheet", "LibreOffice, .ods"),
    ):
        if mark in data[:_SAMPLE] or mark in data[-_SAMPLE:]:
            return refuse("spreadsheet-file", kind=kind)
    return refuse("binary-file", kind="une archive ou un document compressé")


def _known_format(data: bytes) -> UnusableFileError | None:
    """Recognise images, documents, databases."""
    if data.startswith(_OLE2):
        return refuse("spreadsheet-file", kind="ancien format Excel, .xls")
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return refuse("binary-file", kind=kind)
    return None


def _markup(data: bytes) -> UnusableFileError | None:
    """Recognise texts that are written in another language than CSV."""
    start = data[:1024].removeprefix(b"\xef\xbb\xbf")
    if _WEB_PAGE.match(start):
        return refuse("web-page")
    if _XML.match(start):
        if b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]:
            return refuse("spreadsheet-file", kind="Excel 2003 XML")
        return refuse("structured-file", kind="XML")
    return refuse("structured-file", kind="JSON") if _JSON.match(start) else None


def _control_bytes(data: bytes) -> UnusableFileError | None:
    """Recognise other binary files by bytes that no text holds (UTF-16 holds some)."""
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or controls <= max(8, len(sample) // 20):
        return None
    return refuse("binary-file", kind="un fichier fait pour un logiciel")
