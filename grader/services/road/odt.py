"""The report as an OpenDocument text (.odt), which LibreOffice and Word open and let one edit.

OpenDocument 1.3, the part of it that a report needs: named styles, headings, lists, tables with a
repeated head, and lines to fill in. Same blocks, same bytes.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from grader.services.road.model import Table
from grader.services.road.report import TITLE, Blanks, Block, Bullets, Heading, Paragraph

KIND = "application/vnd.oasis.opendocument.text"
_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
#: What XML cannot hold, and a title might.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The oldest date that a ZIP holds: the same blocks give the same bytes.
_DATE = (1980, 1, 1, 0, 0, 0)
#: Width of the text on A4, in centimetres.
_WIDTH = 17.0
#: Characters that a column is as wide as: one of a short text is no narrower, nor another wider.
_LEAST, _MOST = 11, 45


def odt_report(blocks: Iterable[Block]) -> bytes:
    """Write the report.

    Args:
        blocks: see ``report.report_blocks``.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        # First and not compressed: a program tells the format by these bytes.
        _put(archive, "mimetype", KIND, zipfile.ZIP_STORED)
        for name, text in (
            ("content.xml", _content(blocks)),
            ("styles.xml", _styles()),
            ("meta.xml", _meta()),
            ("META-INF/manifest.xml", _manifest()),
        ):
            _put(archive, name, _HEAD + text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _put(archive: zipfile.ZipFile, name: str, text: str, kind: int) -> None:
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = kind
    archive.writestr(entry, text)


def _content(blocks: Iterable[Block]) -> str:
    body = [f'<text:h text:style-name="Titre" text:outline-level="1">{_text(TITLE)}</text:h>']
    styles = ""
    for rank, block in enumerate(blocks, 1):
        if isinstance(block, Table):
            styles += "".join(_columns(block, rank))
        body += _block(block, rank)
    return (
        f'<office:document-content {_spaces()} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body>"
        "</office:document-content>"
    )


def _block(block: Block, rank: int) -> Iterator[str]:
    match block:
        case Heading(text, level, new_page):
            name = "Feuille" if new_page else {2: "Rubrique", 3: "Etape"}[level]
            style = f'text:style-name="{name}" text:outline-level="{level}"'
            yield f"<text:h {style}>{_text(text)}</text:h>"
        case Paragraph(text, strong, small):
            yield _paragraph("Constat" if strong else "Note" if small else "Texte", text)
        case Bullets(items):
            yield '<text:list text:style-name="Puces">'
            for item in items:
                yield f"<text:list-item>{_paragraph('Puce', item)}</text:list-item>"
            yield "</text:list>"
        case Blanks(labels):
            for label in labels:
                yield (
                    f'<text:p text:style-name="ARemplir">{_text(label)}\u00a0: <text:tab/></text:p>'
                )
        case Table():
            yield from _table(block, rank)


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


def _row(cells: Iterable[str], kind: str, *, numbers: bool) -> str:
    told = "".join(
        f'<table:table-cell table:style-name="Case{kind}" office:value-type="string">'
        f"{_paragraph(f'{kind}Nombre' if numbers and place else kind, cell)}</table:table-cell>"
        for place, cell in enumerate(cells)
    )
    return f'<table:table-row table:style-name="Rang">{told}</table:table-row>'


def _paragraph(style: str, text: str) -> str:
    return f'<text:p text:style-name="{style}">{_text(text)}</text:p>'


def _text(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))


def _columns(table: Table, rank: int) -> Iterator[str]:
    """Give each column of a table a width after its longest text."""
    columns = zip(table.head, *table.rows, strict=True)
    wanted = [min(_MOST, max(_LEAST, *map(len, texts))) for texts in columns]
    for place, each in enumerate(wanted, 1):
        width = _WIDTH * each / sum(wanted)
        yield (
            f'<style:style style:name="Tableau{rank}.{place}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width:.2f}cm"/></style:style>'
        )


def _styles() -> str:
    faces = (
        '<style:font-face style:name="Texte" svg:font-family="\'Liberation Sans\', Arial, '
        'sans-serif" style:font-family-generic="swiss"/>'
        '<style:font-face style:name="Titres" svg:font-family="\'Liberation Serif\', Cambria, '
        'serif" style:font-family-generic="roman"/>'
    )
    return (
        f'<office:document-styles {_spaces()} office:version="1.3">'
        f"<office:font-face-decls>{faces}</office:font-face-decls>"
        f"<office:styles>{''.join(_named_styles())}</office:styles>"
        '<office:automatic-styles><style:page-layout style:name="A4">'
        '<style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
        'fo:margin="2cm" style:print-orientation="portrait"/></style:page-layout>'
        "</office:automatic-styles><office:master-styles>"
        '<style:master-page style:name="Standard" style:page-layout-name="A4"/>'
        "</office:master-styles></office:document-styles>"
    )


def _named_styles() -> Iterator[str]:
    yield (
        '<style:default-style style:family="paragraph"><style:text-properties '
        'style:font-name="Texte" fo:font-size="10.5pt" fo:language="fr" fo:country="FR" '
        'fo:color="#1c2a2c"/></style:default-style>'
    )
    yield '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
    below = 'fo:margin-bottom="0.2cm"'
    heading = 'style:font-name="Titres" fo:font-weight="bold" fo:color="#0b5257"'
    keep = 'fo:keep-with-next="always"'
    rule = 'fo:border-bottom="0.5pt solid #6f7c7d"'
    yield _style("Texte", f'{below} fo:line-height="125%"')
    yield _style("Titre", f'fo:margin-bottom="0.4cm" {keep}', f'{heading} fo:font-size="20pt"', 1)
    yield _style(
        "Rubrique", f'fo:margin-top="0.5cm" {below} {keep}', f'{heading} fo:font-size="13pt"', 2
    )
    yield _style(
        "Feuille",
        f'fo:break-before="page" {below} {keep}',
        f'{heading} fo:font-size="13pt"',
        2,
    )
    yield _style(
        "Etape", f'fo:margin-top="0.5cm" {below} {keep}', f'{heading} fo:font-size="11.5pt"', 3
    )
    yield _style("Note", 'fo:margin-top="0.4cm"', 'fo:font-size="9pt" fo:color="#465457"')
    yield _style(
        "Constat",
        f'{below} fo:padding-left="0.25cm" fo:border-left="2pt solid #0b5257" '
        'fo:border-right="none" fo:border-top="none" fo:border-bottom="none"',
        'fo:font-weight="bold"',
    )
    yield _style("Puce", 'fo:margin-bottom="0.1cm"')
    yield _style("Legende", f'fo:margin-bottom="0.1cm" {keep}', 'fo:font-size="9.5pt"')
    yield _style("Apres", "", 'fo:font-size="5pt"')
    for name, bold in (("Tete", 'fo:font-weight="bold"'), ("Cellule", "")):
        yield _style(name, "", f'fo:font-size="9.5pt" {bold}')
        yield _style(f"{name}Nombre", 'fo:text-align="end"', f'fo:font-size="9.5pt" {bold}')
    yield (
        '<style:style style:name="ARemplir" style:family="paragraph" '
        'style:parent-style-name="Standard"><style:paragraph-properties '
        'fo:margin-bottom="0.25cm"><style:tab-stops><style:tab-stop '
        f'style:position="{_WIDTH:.2f}cm" style:type="right" style:leader-style="dotted" '
        'style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>'
    )
    yield (
        '<style:style style:name="Tableau" style:family="table"><style:table-properties '
        f'style:width="{_WIDTH:.2f}cm" table:align="left"/></style:style>'
        '<style:style style:name="Rang" style:family="table-row">'
        '<style:table-row-properties fo:keep-together="always"/></style:style>'
    )
    lighter = rule.replace("#6f7c7d", "#c9c5b6")
    for name, border in (("CaseTete", rule), ("CaseCellule", lighter)):
        yield (
            f'<style:style style:name="{name}" style:family="table-cell">'
            f'<style:table-cell-properties fo:padding="0.08cm" {border}/></style:style>'
        )
    yield (
        '<text:list-style style:name="Puces"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"><style:list-level-properties text:space-before="0.2cm" '
        'text:min-label-width="0.4cm"/></text:list-level-style-bullet></text:list-style>'
    )


def _style(name: str, paragraph: str, text: str = "", level: int = 0) -> str:
    outline = f' style:default-outline-level="{level}"' if level else ""
    return (
        f'<style:style style:name="{name}" style:family="paragraph" '
        f'style:parent-style-name="Standard"{outline}>'
        f"<style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>"
    )


def _meta() -> str:
    return (
        f'<office:document-meta {_spaces()} office:version="1.3"><office:meta>'
        f"<meta:generator>Ouvroir</meta:generator><dc:title>{_text(TITLE)}</dc:title>"
        "<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    )


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", KIND),
            ("content.xml", "text/xml"),
            ("styles.xml", "text/xml"),
            ("meta.xml", "text/xml"),
        )
    )
    named = f"xmlns:manifest={quoteattr(_NAMES['manifest'])}"
    return f'<manifest:manifest {named} manifest:version="1.3">{files}</manifest:manifest>'


def _spaces() -> str:
    return " ".join(
        f"xmlns:{prefix}={quoteattr(name)}"
        for prefix, name in _NAMES.items()
        if prefix != "manifest"
    )
