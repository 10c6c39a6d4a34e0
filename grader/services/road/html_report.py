"""The report as one HTML file, to read, print or send: nothing in it is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from grader.services.road.model import Table
from grader.services.road.report import TITLE, Blanks, Block, Bullets, Heading, Paragraph

_STYLE = Path(__file__).with_name("report.css")
#: Even if a title slipped through, a browser would run and fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def html_report(blocks: Iterable[Block]) -> bytes:
    """Write the report.

    Args:
        blocks: see ``report.report_blocks``.
    """
    return "\n".join([*_page(blocks), ""]).encode(errors="replace")


def _page(blocks: Iterable[Block]) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(TITLE)} — Ouvroir</title>"
    yield f"<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{escape(TITLE)}</h1>"
    for block in blocks:
        yield from _block(block)
    yield "</main>\n</body>\n</html>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level, new_page):
            kind = ' class="feuille"' if new_page else ""
            yield f"<h{level}{kind}>{escape(text)}</h{level}>"
        case Paragraph(text, strong, small):
            kind = ' class="constat"' if strong else ' class="note"' if small else ""
            yield f"<p{kind}>{escape(text)}</p>"
        case Bullets(items):
            yield "<ul>"
            yield from (f"<li>{escape(item)}</li>" for item in items)
            yield "</ul>"
        case Blanks(labels):
            yield '<ul class="a-remplir">'
            yield from (f"<li>{escape(label)}\u00a0: <span></span></li>" for label in labels)
            yield "</ul>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    kind = ' class="nombre"' if table.numbers else ""
    first, *others = table.head
    yield f"<table>\n<caption>{escape(table.caption)}</caption>"
    heads = "".join(f'<th scope="col"{kind}>{escape(one)}</th>' for one in others)
    yield f'<thead><tr><th scope="col">{escape(first)}</th>{heads}</tr></thead>\n<tbody>'
    for name, *cells in table.rows:
        told = "".join(f"<td{kind}>{escape(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{escape(name)}</th>{told}</tr>'
    yield "</tbody>\n</table>"
