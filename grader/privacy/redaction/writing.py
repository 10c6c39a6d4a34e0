"""Writing of a redacted text as a new file: nothing of the file that was read passes but blocks.

Formats: .docx (ECMA-376), .odt (ISO/IEC 26300) and plain text in UTF-8. A file is made anew rather
than cleaned: what is not written cannot be forgotten in it. It names no author and no software.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import TypeAlias
from xml.sax.saxutils import escape

from grader.privacy.redaction.model import Block, TextDocument

#: A table's rows, each a list of its cells' lines; or a block alone.
_Piece: TypeAlias = Block | list[list[list[str]]]
#: Times of an archive: the first that the format can tell, so that the same text gives the same
#: bytes and says nothing of the evening when it was redacted.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DEEPEST_HEADING = 6


def write_document(document: TextDocument, form: str) -> bytes:
    """Write a text.

    Args:
        document: what is to be written; what is hidden in it is already replaced.
        form: ``docx``, ``odt`` or ``txt``.

    Raises:
        KeyError: there is no such format; a PDF is never written.
    """
    return WRITERS[form](document)


def _plain(document: TextDocument) -> bytes:
    lines = []
    for piece in _pieces(document):
        if isinstance(piece, Block):
            lines.append(("- " if piece.style == "item" else "") + piece.text)
        else:
            lines += ["\t".join(" / ".join(cell) for cell in row) for row in piece]
    return ("\n".join(lines) + "\n").encode()


def _pieces(document: TextDocument) -> Iterator[_Piece]:
    """Give blocks, those of one table together."""
    for table, blocks in groupby(document.blocks, key=lambda block: block.place and block.place[0]):
        if table is None:
            yield from blocks
        else:
            yield _rows(blocks)


def _rows(blocks: Iterable[Block]) -> list[list[list[str]]]:
    """Put cells in rows of one length; an empty cell of the original is empty again."""
    cells: dict[int, dict[int, list[str]]] = {}
    width = 0
    for block in blocks:
        _, row, column = block.place or (0, 0, 0)
        cells.setdefault(row, {}).setdefault(column, []).append(block.text)
        width = max(width, column + 1)
    return [[row.get(column, []) for column in range(width)] for _, row in sorted(cells.items())]


def _zipped(parts: Mapping[str, str]) -> bytes:
    """Pack parts; the first one is stored as it is, which OpenDocument asks of its type."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for place, (name, text) in enumerate(parts.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
            archive.writestr(entry, text)
    return buffer.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def _docx(document: TextDocument) -> bytes:
    body = "".join(
        _docx_paragraph(piece.text, _docx_style(piece))
        if isinstance(piece, Block)
        else _docx_table(piece)
        for piece in _pieces(document)
    )
    return _zipped(
        {
            "[Content_Types].xml": _XML
            + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.document.main+xml"/>'
            '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-'
            'officedocument.wordprocessingml.styles+xml"/></Types>',
            "_rels/.rels": _relation("officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _relation("styles", "styles.xml"),
            "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}<w:sectPr/></w:body>"
            "</w:document>",
            "word/styles.xml": _docx_styles(),
        }
    )


def _relation(kind: str, target: str) -> str:
    return (
        f'{_XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}"/></Relationships>'
    )


def _docx_styles() -> str:
    headings = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{34 - 2 * level}"/></w:rPr></w:style>'
        for level in range(1, _DEEPEST_HEADING + 1)
    )
    return (
        f'{_XML}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr>'
        '</w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr></w:pPrDefault>'
        '</w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title">'
        '<w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'
        f"</w:style>{headings}</w:styles>"
    )


def _docx_style(block: Block) -> str:
    if block.style == "title":
        return "Title"
    if block.style == "heading":
        return f"Heading{min(block.level, _DEEPEST_HEADING)}"
    return ""


def _docx_paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    run = f'<w:r><w:t xml:space="preserve">{_escaped(text)}</w:t></w:r>'
    return f"<w:p>{properties}{run}</w:p>"


def _docx_table(rows: list[list[list[str]]]) -> str:
    width = len(rows[0])
    body = "".join(
        "<w:tr>"
        + "".join(
            "<w:tc><w:tcPr/>" + "".join(map(_docx_paragraph, cell or [""])) + "</w:tc>"
            for cell in row
        )
        + "</w:tr>"
        for row in rows
    )
    grid = "<w:gridCol/>" * width
    return (
        f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
    )
)
_FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
_ODT = "application/vnd.oasis.opendocument.text"


def _odt(document: TextDocument) -> bytes:
    body = "".join(
        _odt_block(piece) if isinstance(piece, Block) else _odt_table(piece)
        for piece in _pieces(document)
    )
    styles = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:language="fr" '
        'fo:country="FR"/></style:default-style>'
        '<style:style style:name="Title" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="20pt"/></style:style>'
        '<style:style style:name="Heading" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold" fo:font-size="14pt"/></style:style>'
    )
    return _zipped(
        {
            "mimetype": _ODT,
            "META-INF/manifest.xml": f"{_XML}<manifest:manifest xmlns:manifest="
            '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
            "content.xml": f'{_XML}<office:document-content {_NAMESPACES} office:version="1.2">'
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f'{_XML}<office:document-styles {_NAMESPACES} {_FO} office:version="1.2">'
            f"<office:styles>{styles}</office:styles></office:document-styles>",
        }
    )


def _odt_block(block: Block) -> str:
    text = _escaped(block.text)
    if block.style == "heading":
        level = min(block.level, _DEEPEST_HEADING)
        return f'<text:h text:style-name="Heading" text:outline-level="{level}">{text}</text:h>'
    if block.style == "item":
        return f"<text:list><text:list-item><text:p>{text}</text:p></text:list-item></text:list>"
    style = ' text:style-name="Title"' if block.style == "title" else ""
    return f"<text:p{style}>{text}</text:p>"


def _odt_table(rows: list[list[list[str]]]) -> str:
    body = "".join(
        "<table:table-row>"
        + "".join(
            "<table:table-cell>"
            + "".join(f"<text:p>{_escaped(line)}</text:p>" for line in cell or [""])
            + "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    columns = f'<table:table-column table:number-columns-repeated="{len(rows[0])}"/>'
    return f"<table:table>{columns}{body}</table:table>"


def _escaped(text: str) -> str:
    """Escape a text for XML, without the controls that XML cannot hold."""
    return escape("".join(c for c in text if c >= " " and c not in "\ufffe\uffff"))


WRITERS: Mapping[str, Callable[[TextDocument], bytes]] = MappingProxyType(
    {"docx": _docx, "odt": _odt, "txt": _plain}
)
