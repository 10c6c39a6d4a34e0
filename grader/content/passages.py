"""Every text of the courses that a learner reads, piece by piece, with its line.

A passage is what one mark of the author covers: a paragraph, an entry of a list, a row of a table,
a title. Texts are as they are typed, code replaced by ``CODE``: what a machine reads is neither
French nor law.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from grader.content.lesson import ACTIVITIES, DIRECTIVE, options_of
from grader.content.marks import NO_MARKS, Marks, marks_in, without_marks
from grader.content.prose import checked_markdown
from grader.content.spreadsheet import SPREADSHEET

#: Stands for a piece of code, an address or a figure: one word, that begins a sentence at need.
CODE = "X"
#: Between the cells of a row: no sentence goes from one to the next.
CELL = " | "
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Link:
    """A link or a figure of a passage: ``kind`` is ``link``, ``term`` or ``image``.

    ``offset`` is where it stands in the text.
    """

    kind: str
    target: str
    offset: int
    alternative: str = ""


@dataclass(frozen=True)
class Passage:
    """A piece of text that learners read.

    Attributes:
        file: relative to the courses folder.
        line: 1-based line where it starts.
        text: without marks and code; its line breaks are those of the file.
        own: marks that stand in it.
        around: marks of what holds it: a box, the title of its table, its question.
        links: what it leads to.
        noted: whether it is a note of the author, that learners do not read.
    """

    file: str
    line: int
    text: str
    own: Marks = NO_MARKS
    around: Marks = NO_MARKS
    links: tuple[Link, ...] = ()
    noted: bool = False

    def where(self, offset: int = 0) -> str:
        """Give ``file:line`` of a character of the text."""
        return f"{self.file}:{self.line + self.text.count(chr(10), 0, offset)}"


def markdown_passages(
    source: str, file: str, first_line: int, around: Marks = NO_MARKS
) -> Iterator[Passage]:
    """Cut a Markdown text.

    Args:
        source: as it stands in the file, line for line.
        file: name for places.
        first_line: 1-based line of its first line.
        around: marks that hold for all of it.
    """
    row: list[Passage] = []
    in_row = False
    for token in checked_markdown().parse(source, {}):
        line = first_line + (token.map[0] if token.map else 0)
        if token.type in ("fence", "colon_fence"):
            yield from _directive(token, file, line, around)
        elif token.type == "tr_open":
            in_row, row = True, []
        elif token.type == "tr_close":
            in_row = False
            yield from _with_alternatives(_joined(row))
        elif token.type == "inline":
            found = _inline(token.children or (), Passage(file, line, "", around=around))
            if in_row:
                row.append(found)
            else:
                yield from _with_alternatives((found,))


def _with_alternatives(found: Iterable[Passage]) -> Iterator[Passage]:
    """Give passages, and what their figures say to who does not see them."""
    for passage in found:
        yield passage
        for link in passage.links:
            if link.alternative:
                line = int(passage.where(link.offset).rpartition(":")[2])
                yield replace(passage, line=line, text=link.alternative, links=())


def _joined(cells: Sequence[Passage]) -> Iterator[Passage]:
    """Make one passage of a row: a mark in any of its cells covers it."""
    if not cells:
        return
    own = Marks()
    for cell in cells:
        own |= cell.own
    # A row stands on one line: where its links are in it says nothing more.
    links = tuple(replace(link, offset=0) for cell in cells for link in cell.links)
    text = CELL.join(cell.text for cell in cells)
    yield replace(cells[0], text=text, own=own, links=links)


def _directive(token: Token, file: str, line: int, around: Marks) -> Iterator[Passage]:
    """Cut what a box or a table holds; a fence of code says nothing."""
    found = DIRECTIVE.fullmatch(token.info.strip())
    if found is None or found[1] in ACTIVITIES or found[1] == SPREADSHEET:
        return
    options, body, skipped = options_of(token.content)
    own = marks_in(found[2])
    held = around | replace(own, broken=())
    if options.get("source"):
        held |= Marks(sources=(options["source"],))
    title = without_marks(found[2])
    if title or own.broken:
        yield Passage(file, line, title, own, held)
    yield from markdown_passages(body, file, line + 1 + skipped, held)


def _inline(children: Sequence[Token], empty: Passage) -> Passage:
    """Give the text of a paragraph, and what it leads to."""
    words: list[str] = []
    links: list[Link] = []
    own = Marks()
    for child in children:
        here = sum(map(len, words))
        if child.type == "text":
            words.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            words.append("\n")
        elif child.type == "mark":
            own |= marks_in(child.meta["mark"])
        elif child.type == "code_inline":
            words.append(CODE)
        elif child.type == "image":
            links.append(Link("image", str(child.attrGet("src")), here, child.content.strip()))
        elif child.type == "link_open":
            links.append(Link("link", str(child.attrGet("href")), here))
        elif child.type == "term_open":
            links.append(Link("term", child.meta["term"], here))
    text = _ADDRESS.sub(CODE, "".join(words))
    own |= Marks(broken=marks_in(text).broken)
    return replace(empty, text=text, own=own, links=tuple(links))
