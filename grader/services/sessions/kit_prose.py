"""Light Markdown of the courses as blocks of a document to print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from grader.content.prose import block_html, inline_html
from grader.documents.model import (
    Block,
    Bullets,
    Callout,
    Heading,
    Mark,
    Numbered,
    Paragraph,
    Run,
    Table,
    Text,
    plain,
)

_MARKS = {"strong": Mark.STRONG, "b": Mark.STRONG, "em": Mark.EMPHASIS, "i": Mark.EMPHASIS}
#: Code keeps its quotes on paper, where no face tells it from prose.
_CODE = ("code", "kbd")


def line_of(markdown: str) -> Text:
    """Give one line or sentence, run by run.

    Args:
        markdown: our own text.
    """
    return _runs(_soup(inline_html(markdown)))


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Give paragraphs, lists and tables.

    Args:
        markdown: our own text; a heading in it becomes one of level 3.
    """
    return tuple(block for one in _soup(block_html(markdown)).children for block in _blocks(one))


def _soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def _blocks(element: PageElement) -> Iterator[Block]:
    if not isinstance(element, Tag):
        if str(element).strip():
            yield Paragraph(str(element).strip())
    elif element.name in ("h1", "h2", "h3", "h4", "h5", "h6"):
        yield Heading(plain(_runs(element)), 3)
    elif element.name == "ul":
        yield Bullets(_items(element))
    elif element.name == "ol":
        yield Numbered(_items(element))
    elif element.name == "pre":
        lines = element.get_text().splitlines()
        yield Callout("Extrait", tuple(line for line in lines if line.strip()))
    elif element.find("table") or element.name == "table":
        table = element if element.name == "table" else element.find("table")
        if isinstance(table, Tag):
            yield _table(table)
    elif element.name in ("div", "blockquote", "section", "figure", "details"):
        for child in element.children:
            yield from _blocks(child)
    elif found := _runs(element):
        yield Paragraph(found)


def _items(element: Tag) -> tuple[Text, ...]:
    """Give the items of a list, those of a list inside it after the one that holds them."""
    found: list[Text] = []
    for item in element.find_all("li", recursive=False):
        inner = [one.extract() for one in item.find_all(["ul", "ol"], recursive=False)]
        found.append(_without_end(_runs(item)))
        for one in inner:
            found += _items(one)
    return tuple(found)


def _without_end(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Take off the blanks that an inner list leaves at the end of the item that held it."""
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    return (*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip())) if runs else ()


def _table(element: Tag) -> Table:
    rows: list[tuple[Text, ...]] = [
        tuple(_runs(cell) for cell in row.find_all(["th", "td"])) for row in element.find_all("tr")
    ]
    head = tuple(plain(cell) for cell in rows[0]) if rows else ("",)
    width = len(head)
    body = tuple(tuple([*row, *[""] * width][:width]) for row in rows[1:])
    return Table("Tableau", head, body)


def _runs(element: Tag, mark: Mark = Mark.PLAIN) -> tuple[Run, ...]:
    found: list[Run] = []
    for child in element.children:
        if isinstance(child, NavigableString):
            found.append(Run(str(child).replace("\n", " "), mark))
        elif isinstance(child, Tag) and child.name in _CODE:
            found.append(Run(child.get_text(), Mark.STRONG))
        elif isinstance(child, Tag) and child.name == "br":
            found.append(Run(" ", mark))
        elif isinstance(child, Tag):
            found += _runs(child, _MARKS.get(child.name, mark))
    kept = [run for run in found if run.text]
    return tuple(kept) if "".join(run.text for run in kept).strip() else ()
