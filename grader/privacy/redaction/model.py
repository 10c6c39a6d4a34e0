"""A text to redact as we hold it: plain blocks in reading order, and what its file carried besides.

Everything is placed by characters of ``TextDocument.text``: the same numbers on the page, in a
response and in an expert's key, whatever the format the text came in.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["title", "heading", "paragraph", "item", "cell"]

#: What a document file may carry that its reader does not see; the wording is in ``wording``.
HiddenKind: TypeAlias = Literal[
    "author",
    "editor",
    "organisation",
    "title",
    "keywords",
    "note",
    "custom",
    "comment",
    "deleted",
    "inserted",
    "invisible",
    "picture",
    "embedded",
    "link",
    "thumbnail",
    "macro",
    "attachment",
    "producer",
]


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading, an item of a list or a cell of a table.

    Attributes:
        text: without line breaks.
        style: what it is.
        level: of a heading, from 1; 0 elsewhere.
        place: of a cell, its table, row and column, each from 0.
    """

    text: str
    style: Style = "paragraph"
    level: int = 0
    place: tuple[int, int, int] | None = None


@dataclass(frozen=True)
class Hidden:
    """Something that a file carries and that its reader does not see.

    Attributes:
        kind: what it is.
        count: how many there are.
        value: of a property such as the author, bounded; "" where only the count is told.
    """

    kind: HiddenKind
    count: int = 1
    value: str = ""


@dataclass(frozen=True)
class TextDocument:
    """A text, and what its file carried besides.

    Attributes:
        blocks: in reading order; a header or footer of the pages stands once.
        hidden: what a reader does not see; never written again.
        form: extension of the file that it was read from, in lower case without a dot.
    """

    blocks: tuple[Block, ...]
    hidden: tuple[Hidden, ...] = ()
    form: str = "txt"

    @cached_property
    def text(self) -> str:
        """All blocks, one a line."""
        return "\n".join(block.text for block in self.blocks)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each block begins in ``text``."""
        places, place = [], 0
        for block in self.blocks:
            places.append(place)
            place += len(block.text) + 1
        return tuple(places)


@dataclass(frozen=True, order=True)
class Span:
    """A passage to hide.

    Attributes:
        start: first character, in ``TextDocument.text``.
        end: the one after the last.
        reason: a key of ``reasons.REASONS``, or "" where none is given.
    """

    start: int
    end: int
    reason: str = ""
