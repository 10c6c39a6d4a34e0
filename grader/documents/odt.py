"""A document as an OpenDocument text (.odt), which LibreOffice and Word open and let one edit.

OpenDocument 1.3, the part of it that a letter or a report needs: headings with their level, lists,
tables with a repeated head, lines and blanks to fill in. Same document, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.documents.model import (
    Bars,
    BlankLines,
    Block,
    Bullets,
    Callout,
    Document,
    Heading,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Table,
    Text,
    Tone,
    is_address,
    runs_of,
)
from grader.documents.odt_styles import NAMES, namespaces, styles, table_styles
from grader.documents.package import WIDTH, attribute, column_widths, packed, xml
from grader.documents.pictures import pictures_of, shape_of

KIND = "application/vnd.oasis.opendocument.text"
_TONES = {Tone.BODY: "Texte", Tone.STRONG: "Constat", Tone.SMALL: "Note"}
_MARKS = {Mark.STRONG: "Fort", Mark.EMPHASIS: "Accent", Mark.BLANK: "ACompleter"}


def odt(document: Document) -> bytes:
    """Write a document as .odt.

    Args:
        document: see ``model.Document``.

    Raises:
        ValueError: a row of a table is not as long as its head.
    """
    drawn = pictures_of(document)
    parts: tuple[tuple[str, str | bytes], ...] = (
        ("content.xml", _content(document, drawn)),
        ("styles.xml", styles(document)),
        ("meta.xml", _meta(document)),
        *((f"Pictures/{rank}.png", content) for rank, content in drawn.items()),
    )
    return packed((*parts, ("META-INF/manifest.xml", _manifest(name for name, _ in parts))), KIND)


def _content(document: Document, drawn: Mapping[int, bytes]) -> str:
    body = [_heading("Heading_20_1", 1, document.title)]
    columns = "".join(table_styles())
    for rank, block in enumerate(document.blocks, 1):
        if isinstance(block, Table):
            columns += "".join(_columns(block, rank))
        body += _bars(block, rank, drawn[rank]) if isinstance(block, Bars) else _block(block, rank)
    return (
        f'<office:document-content {namespaces()} office:version="1.3">'
        f"<office:automatic-styles>{columns}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )


def _block(block: Block, rank: int) -> Iterator[str]:
    match block:
        case Heading(text, level, new_page):
            yield _heading(f"Heading_20_{level}{'_20_page' if new_page else ''}", level, text)
        case Paragraph(text, tone):
            yield _paragraph(_TONES[tone], text)
        case Callout(title, lines):
            yield _paragraph("Encadre", (Run(title, Mark.STRONG),))
            yield from (_paragraph("Encadre", line) for line in lines)
            yield '<text:p text:style-name="Apres"/>'
        case Bullets(items):
            yield from _list("Puces", items)
        case Numbered(items):
            yield from _list("Numeros", items)
        case BlankLines(labels):
            for label in labels:
                told = f"{xml(label)}\u00a0: <text:tab/>"
                yield f'<text:p text:style-name="ARemplir">{told}</text:p>'
        case Table():
            yield from _table(block, rank)


def _heading(style: str, level: int, text: str) -> str:
    return f'<text:h text:style-name="{style}" text:outline-level="{level}">{xml(text)}</text:h>'


def _list(style: str, items: Iterable[Text]) -> Iterator[str]:
    # A list that says « not continued » counts from 1 again.
    yield f'<text:list text:style-name="{style}" text:continue-numbering="false">'
    for item in items:
        yield f"<text:list-item>{_paragraph('Puce', item)}</text:list-item>"
    yield "</text:list>"


def _table(table: Table, rank: int) -> Iterator[str]:
    yield _paragraph("Legende", table.caption)
    yield f'<table:table table:name="Tableau{rank}" table:style-name="Tableau">'
    for place in range(len(table.head)):
        yield f'<table:table-column table:style-name="Tableau{rank}.{place + 1}"/>'
    yield "<table:table-header-rows>"
    yield _row(table.head, "Tete", numbers=table.numbers)
    yield "</table:table-header-rows>"
    yield from (_row(cells, "Cellule", numbers=table.numbers) for cells in table.rows)
    yield "</table:table>"
    yield '<text:p text:style-name="Apres"/>'


def _bars(bars: Bars, rank: int, content: bytes) -> Iterator[str]:
    wide, high = shape_of(content)
    size = f'svg:width="{WIDTH:.2f}cm" svg:height="{WIDTH * high / wide:.2f}cm"'
    leads = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
    yield _paragraph("Legende", bars.caption)
    yield (
        f'<text:p text:style-name="Texte"><draw:frame draw:name="Diagramme{rank}" '
        f'text:anchor-type="as-char" {size}><draw:image xlink:href="Pictures/{rank}.png" {leads}/>'
        f"<svg:title>{xml(bars.caption)}</svg:title><svg:desc>{xml(bars.alt)}</svg:desc>"
        "</draw:frame></text:p>"
    )


def _row(cells: Iterable[Text], kind: str, *, numbers: bool) -> str:
    told = "".join(
        f'<table:table-cell table:style-name="Case{kind}" office:value-type="string">'
        f"{_paragraph(f'{kind}Nombre' if numbers and place else kind, cell)}</table:table-cell>"
        for place, cell in enumerate(cells)
    )
    return f'<table:table-row table:style-name="Rang">{told}</table:table-row>'


def _columns(table: Table, rank: int) -> Iterator[str]:
    for place, width in enumerate(column_widths(table), 1):
        yield (
            f'<style:style style:name="Tableau{rank}.{place}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        )


def _paragraph(style: str, text: Text) -> str:
    told = "".join(map(_run, runs_of(text)))
    return f'<text:p text:style-name="{style}">{told}</text:p>'


def _run(run: Run) -> str:
    told = xml(run.text)
    if run.mark in _MARKS:
        told = f'<text:span text:style-name="{_MARKS[run.mark]}">{told}</text:span>'
    if is_address(run.href):
        kind = 'xlink:type="simple" text:style-name="Internet_20_link"'
        told = f"<text:a {kind} xlink:href={attribute(run.href)}>{told}</text:a>"
    return told


def _meta(document: Document) -> str:
    # Neither author nor date: nobody is named who did not write her name in it.
    subject = f"<dc:subject>{xml(document.subject)}</dc:subject>" if document.subject else ""
    return (
        f'<office:document-meta {namespaces()} office:version="1.3"><office:meta>'
        f"<meta:generator>Ouvroir</meta:generator><dc:title>{xml(document.title)}</dc:title>"
        f"{subject}<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    )


def _manifest(names: Iterable[str]) -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", KIND), *((name, _media(name)) for name in names))
    )
    named = f'xmlns:manifest="{NAMES["manifest"]}"'
    return f'<manifest:manifest {named} manifest:version="1.3">{files}</manifest:manifest>'


def _media(name: str) -> str:
    return "image/png" if name.endswith(".png") else "text/xml"
