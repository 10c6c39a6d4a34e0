"""A document as an Office Open XML text (.docx), with the headings that Word navigates by.

WordprocessingML (ISO/IEC 29500, transitional), the part of it that a letter or a report needs.
Elements stand in the order that its schema asks for: Word refuses a file where they do not.
Same document, same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from grader.documents.docx_images import image
from grader.documents.docx_parts import (
    NUMBERS,
    Links,
    application,
    content_types,
    document_relations,
    footer,
    namespaces,
    numbering,
    package_relations,
    properties,
    settings,
)
from grader.documents.docx_styles import styles
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
from grader.documents.package import attribute, column_widths, packed, xml
from grader.documents.pictures import pictures_of

KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TONES = {Tone.BODY: "Texte", Tone.STRONG: "Constat", Tone.SMALL: "Note"}
_MARKS = {Mark.STRONG: "Strong", Mark.EMPHASIS: "Emphasis", Mark.BLANK: "ACompleter"}
#: Twentieths of a point in a centimetre: Word's unit.
_TWIPS = 567
#: A4 with margins of 2 cm.
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" '
    'w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
)
_DOTTED = "<w:r><w:tab/></w:r>"


def docx(document: Document) -> bytes:
    """Write a document as .docx.

    Args:
        document: see ``model.Document``.

    Raises:
        ValueError: a row of a table is not as long as its head.
    """
    links, drawn = Links(), pictures_of(document)
    body, lists = _body(document, links, drawn)
    foot = (("word/footer1.xml", footer(document)),) if document.footer else ()
    parts = (
        ("word/document.xml", body),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering(lists)),
        ("word/settings.xml", settings()),
        *foot,
        ("docProps/core.xml", properties(document)),
        ("docProps/app.xml", application()),
    )
    around = (
        ("[Content_Types].xml", content_types(name for name, _ in parts)),
        ("_rels/.rels", package_relations()),
        (
            "word/_rels/document.xml.rels",
            document_relations(links, footer=bool(foot), images=tuple(drawn)),
        ),
    )
    images = ((f"word/media/{rank}.png", content) for rank, content in drawn.items())
    return packed((*around, *parts, *images))


def _body(document: Document, links: Links, drawn: Mapping[int, bytes]) -> tuple[str, int]:
    """Give the part that holds the text, and how many counted lists it has."""
    told = [_paragraph("Heading1", document.title, links)]
    lists = 0
    for rank, block in enumerate(document.blocks, 1):
        lists += isinstance(block, Numbered)
        if isinstance(block, Bars):
            told += _bars(block, rank, drawn[rank], links)
        else:
            told += _block(block, links, lists)
    foot = '<w:footerReference w:type="default" r:id="rIdFooter"/>' if document.footer else ""
    body = f"{''.join(told)}<w:sectPr>{foot}{_PAGE}</w:sectPr>"
    return f"<w:document {namespaces()}><w:body>{body}</w:body></w:document>", lists


def _block(block: Block, links: Links, lists: int) -> Iterator[str]:
    match block:
        case Heading(text, level, new_page):
            sheet = "<w:pageBreakBefore/>" if new_page else ""
            yield _paragraph(f"Heading{level}", text, links, sheet)
        case Paragraph(text, tone):
            yield _paragraph(_TONES[tone], text, links)
        case Callout(title, lines):
            yield _paragraph("Encadre", (Run(title, Mark.STRONG),), links, "<w:keepNext/>")
            yield from (_paragraph("Encadre", line, links) for line in lines)
            yield _paragraph("Apres", "", links)
        case Bullets(items):
            yield from (_paragraph("ListBullet", item, links) for item in items)
        case Numbered(items):
            # Each list is counted by a « num » of its own, and so from 1.
            counted = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{NUMBERS + lists}"/></w:numPr>'
            yield from (_paragraph("ListNumber", item, links, counted) for item in items)
        case BlankLines(labels):
            for label in labels:
                yield _paragraph("ARemplir", f"{label}\u00a0: ", links, after=_DOTTED)
        case Table():
            yield from _table(block, links)


def _table(table: Table, links: Links) -> Iterator[str]:
    yield _paragraph("Caption", table.caption, links)
    widths = [round(width * _TWIPS) for width in column_widths(table)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = 'w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noVBand="1"'
    yield (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Tableau"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0680" {look} w:noHBand="1"/>'
        f"<w:tblCaption w:val={attribute(table.caption)}/></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>"
    )
    yield _row(table.head, widths, links, table, head=True)
    yield from (_row(cells, widths, links, table) for cells in table.rows)
    yield "</w:tbl>"
    yield _paragraph("Apres", "", links)


def _bars(bars: Bars, rank: int, content: bytes, links: Links) -> Iterator[str]:
    yield _paragraph("Caption", bars.caption, links, "<w:keepNext/>")
    yield f'<w:p><w:pPr><w:pStyle w:val="Texte"/></w:pPr>{image(rank, bars.alt, content)}</w:p>'


def _row(
    cells: Iterable[Text], widths: list[int], links: Links, table: Table, *, head: bool = False
) -> str:
    kind = "Tete" if head else "Cellule"
    right = '<w:jc w:val="right"/>'
    told = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(kind, cell, links, right if table.numbers and place else '')}</w:tc>"
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{told}</w:tr>"


def _paragraph(style: str, text: Text, links: Links, more: str = "", after: str = "") -> str:
    """Write a paragraph.

    Args:
        style: identifier of its style.
        text: its words.
        links: where they lead, gathered for the relations of the part.
        more: other properties, which the schema wants behind the style.
        after: runs behind its words.
    """
    told = "".join(_run(run, links) for run in runs_of(text))
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{told}{after}</w:p>'


def _run(run: Run, links: Links) -> str:
    leads = is_address(run.href)
    style = _MARKS.get(run.mark) or ("Hyperlink" if leads else "")
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    told = f'<w:r>{look}<w:t xml:space="preserve">{xml(run.text)}</w:t></w:r>'
    return f'<w:hyperlink r:id="{links.add(run.href)}">{told}</w:hyperlink>' if leads else told
