"""Reading of a text to redact, whatever its format, within bounds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers.expat import ExpatError

from grader.errors import UnusableFileError
from grader.privacy.redaction.docx import is_docx, read_docx
from grader.privacy.redaction.gathering import Gathering
from grader.privacy.redaction.model import TextDocument
from grader.privacy.redaction.odt import is_odt, read_odt
from grader.privacy.redaction.pdf import read_pdf
from grader.privacy.redaction.refusals import refuse
from grader.settings import Bounds
from grader.tables.workbooks.archive import Archive
from grader.tables.workbooks.limits import Limits
from grader.tables.workbooks.markup import MarkupError

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_RICH = b"{\\rtf"
#: What a workbook is told, as a text is.
_TOLD = {
    "workbook-too-big": "text-too-big",
    "workbook-too-many-parts": "text-too-big",
    "workbook-encrypted": "text-encrypted",
}


def read_document(path: Path, bounds: Bounds) -> TextDocument:
    """Read a text: .docx, .odt, .txt (UTF-8 or Windows-1252), or the text layer of a .pdf.

    Args:
        path: the file; what it is shows in its bytes, whatever its name.
        bounds: upper limits on what is read.

    Raises:
        UnusableFileError: it is none of these, damaged, encrypted, empty or too long.
    """
    if path.stat().st_size > bounds.upload_bytes:
        raise refuse("text-too-big")
    data = path.read_bytes()
    gathered = Gathering()
    form = _read(data, bounds, gathered)
    if not gathered.blocks:
        raise refuse("text-empty")
    return TextDocument(tuple(gathered.blocks), gathered.hidden, form)


def _read(data: bytes, bounds: Bounds, gathered: Gathering) -> str:
    if data.startswith(b"PK"):
        return _read_archive(data, bounds, gathered)
    if data.lstrip()[:5] == b"%PDF-":
        read_pdf(data, gathered)
        return "pdf"
    if data.startswith(_OLD_WORD):
        raise refuse("text-old-word")
    if data.startswith(_RICH) or b"\x00" in data[:4096].replace(b"\xff\xfe", b""):
        raise refuse("text-unreadable")
    gathered.add(_decoded(data))
    return "txt"


def _read_archive(data: bytes, bounds: Bounds, gathered: Gathering) -> str:
    try:
        archive = Archive(data, Limits.of(bounds))
        if is_docx(archive):
            read_docx(archive, gathered)
            return "docx"
        if is_odt(archive):
            read_odt(archive, gathered)
            return "odt"
    except UnusableFileError as error:
        raise refuse(_TOLD.get(error.code, error.code)) from error
    except (zipfile.BadZipFile, KeyError, EOFError, ExpatError, MarkupError, OSError) as error:
        raise refuse("text-unreadable") from error
    raise refuse("text-unreadable")


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
