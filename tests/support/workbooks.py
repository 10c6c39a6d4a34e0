"""Real workbooks made for tests: XLSX with openpyxl, ODS written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from grader.settings import Bounds
from grader.tables.signature import workbook_kind
from grader.tables.workbooks.model import Sheet
from grader.tables.workbooks.open import open_workbook
from grader.tables.workbooks.pick import pick_sheet


def read_workbook(
    data: bytes,
    *,
    expected: Collection[str] = (),
    wanted: str | None = None,
    bounds: Bounds | None = None,
) -> Sheet:
    """Read the sheet that fits, with the notices of the choice first."""
    kind = workbook_kind(data)
    assert kind is not None, "the workbook is not recognised"
    workbook = open_workbook(data, kind, bounds or Bounds())
    name, told = pick_sheet(workbook, expected, wanted)
    sheet = workbook.read_sheet(name)
    return Sheet(sheet.name, sheet.rows, told + sheet.notices)


def counts(sheet: Sheet) -> dict[str, tuple[int, int | None]]:
    """Count and first line of each notice, but for the one that every workbook gets."""
    return {one.code: (one.count, one.line) for one in sheet.notices if one.code != "workbook-file"}


@dataclass(frozen=True)
class Cell:
    """A value and the format that shows it (XLSX and XLS); ``text`` is how ODS displays it."""

    value: Any
    form: str = "General"
    text: str = ""
    kind: str = "float"


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[Any]]] | Sequence[Sequence[Any]],
    then: Callable[[Worksheet], None] | None = None,
) -> bytes:
    """Write an XLSX workbook; ``then`` changes its first sheet before it is saved."""
    named = sheets if isinstance(sheets, Mapping) else {"Feuil1": sheets}
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if isinstance(value, Cell):
                    sheet.cell(line, column, value.value).number_format = value.form
                elif value is not None:
                    sheet.cell(line, column, value)
    if then is not None:
        then(book.worksheets[0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def changed(data: bytes, **parts: bytes | Callable[[bytes], bytes] | None) -> bytes:
    """Rewrite a zip with parts changed, added, or taken out (None).

    Names are written with ``__`` for ``/`` and ``_dot_`` for ``.``.
    """
    wanted = {name.replace("__", "/").replace("_dot_", "."): new for name, new in parts.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = wanted.pop(name, old.read(name))
            content = change(old.read(name)) if callable(change) else change
            if content is not None:
                new.writestr(name, content)
        for name, content in wanted.items():
            assert isinstance(content, bytes)
            new.writestr(name, content)
    return stream.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHARED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def sheet_of(cells: str, before: str = "", after: str = "") -> bytes:
    """Write an XLSX workbook whose only sheet holds that XML."""
    xml = f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'
    return changed(xlsx([["a"]]), xl__worksheets__sheet1_dot_xml=xml.encode())


def sharing(*texts: str) -> bytes:
    """Write an XLSX workbook whose cells share texts, each given as XML, as Excel does."""
    cells = "".join(
        f'<row r="{line}"><c r="A{line}" t="s"><v>{line - 1}</v></c></row>'
        for line in range(1, len(texts) + 1)
    )
    strings = "".join(f"<si>{text}</si>" for text in texts)
    link = f'<Relationship Id="textes" Type="{_SHARED}" Target="sharedStrings.xml"/></Relation'
    return changed(
        sheet_of(cells),
        xl__sharedStrings_dot_xml=f'<sst xmlns="{_MAIN}">{strings}</sst>'.encode(),
        xl___rels__workbook_dot_xml_dot_rels=lambda old: old.replace(b"</Relation", link.encode()),
    )


_ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'office:version="1.3"><office:automatic-styles><style:style style:name="masque" '
    'style:family="table"><style:table-properties table:display="false"/></style:style>'
    "</office:automatic-styles><office:body><office:spreadsheet>"
)
_ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def ods_content(content: str, **parts: bytes) -> bytes:
    """Write an ODS workbook from the XML of its tables."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        mime = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", mime, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODS_HEAD + content + _ODS_TAIL)
        for name, more in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), more)
    return stream.getvalue()


def ods_table(rows: Sequence[Sequence[Any]], name: str = "Feuille1", style: str = "") -> str:
    """Write the XML of one table; a row or a cell given as text is taken as it is."""
    lines = []
    for row in rows:
        if isinstance(row, str):
            lines.append(row)
        else:
            lines.append(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>")
    named = f"table:name={quoteattr(name)}" + (f' table:style-name="{style}"' if style else "")
    return f"<table:table {named}>{''.join(lines)}</table:table>"


def ods(rows: Sequence[Sequence[Any]]) -> bytes:
    """Write an ODS workbook of one sheet."""
    return ods_content(ods_table(rows))


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("<table:"):
        return value
    if isinstance(value, Cell):
        attribute = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(
            value.kind, "value"
        )
        return (
            f'<table:table-cell office:value-type="{value.kind}" '
            f'office:{attribute}="{value.value}"><text:p>{escape(value.text)}</text:p>'
            "</table:table-cell>"
        )
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )
