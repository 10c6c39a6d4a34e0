"""A document as one HTML file, to read, print or send: nothing in it is fetched, nothing runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

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
    clean,
    is_address,
    runs_of,
)

_STYLE = Path(__file__).with_name("document.css")
#: Even if a title slipped through, a browser would run and fetch nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
#: Browsers that do not know these boxes leave the number out.
_NUMBERED = (
    '@page { @bottom-right { content: "page " counter(page) " sur " counter(pages); '
    "font: 8.5pt sans-serif; color: #465457; } }\n"
)
_TONES = {Tone.BODY: "", Tone.STRONG: ' class="constat"', Tone.SMALL: ' class="note"'}
_MARKS = {
    Mark.PLAIN: ("", ""),
    Mark.STRONG: ("<strong>", "</strong>"),
    Mark.EMPHASIS: ("<em>", "</em>"),
    Mark.BLANK: ('<mark class="a-completer">', "</mark>"),
}


def html(document: Document) -> bytes:
    """Write a document as one page.

    Args:
        document: see ``model.Document``.
    """
    return "\n".join([*_page(document), ""]).encode()


def _page(document: Document) -> Iterator[str]:
    title = _words(document.title)
    yield '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title} — Ouvroir</title>"
    style = _STYLE.read_text(encoding="utf-8") + (_NUMBERED if document.footer else "")
    yield f"<style>\n{style}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    for block in document.blocks:
        yield from _block(block)
    yield "</main>"
    if document.footer:
        yield f'<footer class="note">{_words(document.footer)}</footer>'
    yield "</body>\n</html>"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level, new_page):
            kind = ' class="feuille"' if new_page else ""
            yield f"<h{level}{kind}>{_words(text)}</h{level}>"
        case Paragraph(text, tone):
            yield f"<p{_TONES[tone]}>{_line(text)}</p>"
        case Callout(title, lines):
            yield f'<div class="encadre">\n<p><strong>{_words(title)}</strong></p>'
            yield from (f"<p>{_line(line)}</p>" for line in lines)
            yield "</div>"
        case Bullets(items):
            yield from _list("ul", items)
        case Numbered(items):
            yield from _list("ol", items)
        case BlankLines(labels):
            yield '<ul class="a-remplir">'
            yield from (f"<li>{_words(label)}\u00a0: <span></span></li>" for label in labels)
            yield "</ul>"
        case Table():
            yield from _table(block)
        case Bars(caption, bars):
            # What the bars say: a page shows it as a table, which is read by everybody.
            rows = tuple((bar.label, bar.told) for bar in bars)
            yield from _table(Table(caption, ("Barre", "Valeur"), rows))


def _list(name: str, items: Iterable[Text]) -> Iterator[str]:
    yield f"<{name}>"
    yield from (f"<li>{_line(item)}</li>" for item in items)
    yield f"</{name}>"


def _table(table: Table) -> Iterator[str]:
    kind = ' class="nombre"' if table.numbers else ""
    first, *others = table.head
    yield '<div class="defile" tabindex="0">'
    yield f"<table>\n<caption>{_words(table.caption)}</caption>"
    heads = "".join(f'<th scope="col"{kind}>{_words(one)}</th>' for one in others)
    yield f'<thead><tr><th scope="col">{_words(first)}</th>{heads}</tr></thead>\n<tbody>'
    for name, *cells in table.rows:
        told = "".join(f"<td{kind}>{_line(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{_line(name)}</th>{told}</tr>'
    yield "</tbody>\n</table>\n</div>"


def _line(text: Text) -> str:
    return "".join(map(_run, runs_of(text)))


def _run(run: Run) -> str:
    before, after = _MARKS[run.mark]
    told = f"{before}{_words(run.text)}{after}"
    return f'<a href="{escape(run.href)}">{told}</a>' if is_address(run.href) else told


def _words(text: str) -> str:
    return escape(clean(text))
