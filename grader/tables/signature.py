"""Files recognised by their content, whatever their name: workbooks, and what is no table."""

from __future__ import annotations

import re

from grader.errors import UnusableFileError
from grader.tables.refusals import refuse

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Records of Excel 5 to 2003 without the container that should hold them.
_BARE_BIFF = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

#: What lies in an archive tells what it is, by the names of its parts; the first one decides.
_READABLE: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"vnd\.oasis\.opendocument\.spreadsheet"), "ods"),
    (
        re.compile(rb"xl[/\\](?:workbook\d*\.xml|worksheets[/\\][^/\\]+\.xml)", re.IGNORECASE),
        "xlsx",
    ),
)
_OPEN_DOCUMENT = re.compile(rb"vnd\.oasis\.opendocument\.")
_PACKED_ODS = (re.compile(rb"mimetype"), re.compile(rb"content\.xml"))
_UNREADABLE: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (
        re.compile(rb"xl[/\\]workbook\.bin", re.IGNORECASE),
        "spreadsheet-file",
        "Excel binaire, .xlsb",
    ),
    (re.compile(rb"vnd\.sun\.xml\.calc"), "spreadsheet-file", "OpenOffice 1, .sxc"),
    (re.compile(rb"Index/Document\.iwa|Index\.zip"), "spreadsheet-file", "Apple, .numbers"),
    (re.compile(rb"word[/\\]document\.xml"), "binary-file", "un document Word"),
    (re.compile(rb"ppt[/\\]presentation\.xml"), "binary-file", "une présentation"),
    (_OPEN_DOCUMENT, "binary-file", "un document bureautique"),
)

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
_WEB_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body|meta|style|table|div|!--)",
    re.IGNORECASE,
)
_WEB_TABLE = re.compile(rb"<table\b|<x:ExcelWorkbook", re.IGNORECASE)
#: A web page and its pictures in one file, as Excel itself can save.
_WEB_ARCHIVE = re.compile(rb"\s*MIME-Version:", re.IGNORECASE)
_GOOGLE = re.compile(rb"https://docs\.google\.com/|\"doc_id\"")
_XML = re.compile(rb"\s*<\?xml\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*(\{\s*\"|\[\s*\{\s*\")")

#: Bytes that no text holds, apart from NUL (told apart: damaged text and UTF-16 have some).
_CONTROL = bytes(set(range(1, 32)) - {9, 10, 11, 12, 13, 26, 27})
_SAMPLE = 65_536


def workbook_kind(data: bytes) -> str | None:
    """Tell a workbook that can be read: ``xlsx``, ``xls``, ``ods``, or None.

    Args:
        data: the file's bytes, or its beginning and its end one after the other.
    """
    if data.startswith((_OLE2, *_BARE_BIFF)):
        return "xls"
    if not data.startswith(_ZIP):
        return None
    for mark, kind in _READABLE:
        if _lies_in(mark, data):
            return kind
    if _lies_in(_OPEN_DOCUMENT, data):
        return None
    # The part that names the document was packed like the others, as it should not be.
    return "ods" if all(_lies_in(mark, data) for mark in _PACKED_ODS) else None


def refusal_by_content(data: bytes) -> UnusableFileError | None:
    """Give the refusal of a file that is neither delimited text nor a workbook, or None.

    Args:
        data: the file's bytes, or its beginning and its end one after the other.
    """
    if workbook_kind(data) is not None:
        return None
    for look in (_archive, _known_format, _markup, _raw_controls):
        refusal = look(data)
        if refusal is not None:
            return refusal
    return None


def _lies_in(mark: re.Pattern[bytes], data: bytes) -> bool:
    return bool(mark.search(data[:_SAMPLE]) or mark.search(data[-_SAMPLE:]))


def _archive(data: bytes) -> UnusableFileError | None:
    """Name an archive by the names that lie in it, without opening it."""
    if not data.startswith(_ZIP):
        return None
    for mark, code, kind in _UNREADABLE:
        if _lies_in(mark, data):
            return refuse(code, kind=kind)
    return refuse("binary-file", kind="une archive ou un document compressé")


def _known_format(data: bytes) -> UnusableFileError | None:
    """Recognise images, documents, databases."""
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return refuse("binary-file", kind=kind)
    return None


def _markup(data: bytes) -> UnusableFileError | None:
    """Recognise texts that are written in another language than CSV."""
    text = _readable(data[:_SAMPLE])
    start = text[:1024]
    if _WEB_ARCHIVE.match(start):
        return refuse("web-table")
    if _WEB_PAGE.match(start):
        return refuse("web-table" if _WEB_TABLE.search(text) else "web-page")
    if _XML.match(start):
        return _xml(text[:4096])
    if _JSON.match(start):
        if _GOOGLE.search(start):
            return refuse("google-shortcut")
        return refuse("structured-file", kind="JSON")
    return None


def _xml(start: bytes) -> UnusableFileError:
    """Tell a workbook written as plain XML from another document."""
    for mark, kind in (
        (b"urn:schemas-microsoft-com:office:spreadsheet", "Excel 2003 XML"),
        (b"vnd.oasis.opendocument.spreadsheet", "LibreOffice, .fods"),
    ):
        if mark in start:
            return refuse("spreadsheet-file", kind=kind)
    return refuse("structured-file", kind="XML")


def _readable(data: bytes) -> bytes:
    """Give the beginning of a text without its mark, one byte a letter."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "ignore").encode("utf-8", "ignore")
    return data.removeprefix(b"\xef\xbb\xbf")


def refusal_by_controls(data: bytes) -> UnusableFileError | None:
    """Give the refusal of a file full of signs that no text holds, or None.

    Args:
        data: the beginning of a text, in UTF-8.
    """
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROL))
    if controls <= max(8, len(sample) // 20):
        return None
    return refuse("binary-file", kind="un fichier fait pour un logiciel")


def _raw_controls(data: bytes) -> UnusableFileError | None:
    """Recognise other binary files by their bytes; UTF-16 holds such bytes, and is read first."""
    return None if data.startswith((b"\xff\xfe", b"\xfe\xff")) else refusal_by_controls(data)
