"""What an act of Val-Ouvert holds: what its reader sees, and what its file keeps besides."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Deleted:
    """Words that somebody deleted and that the tracking of changes keeps."""

    text: str


@dataclass(frozen=True)
class Inserted:
    """Words that somebody added, and that the tracking of changes still shows as added."""

    text: str


@dataclass(frozen=True)
class Masked:
    """Words set as hidden text."""

    text: str


@dataclass(frozen=True)
class Noted:
    """Words that a comment in the margin is about."""

    text: str
    comment: str


@dataclass(frozen=True)
class Signed:
    """A picture of a signature."""

    label: str


Piece = str | Deleted | Inserted | Masked | Noted | Signed


@dataclass(frozen=True)
class Title:
    """The title of an act."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Heading:
    """A heading of the first level."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Item:
    """An item of a list."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Table:
    """A table of plain cells, row after row."""

    rows: tuple[tuple[str, ...], ...]


Part = Title | Heading | Paragraph | Item | Table


@dataclass(frozen=True)
class Act:
    """An act as a word processor keeps it.

    Attributes:
        parts: in reading order.
        author: who began it, in the properties of the file.
        editor: who saved it last; also the author of comments and changes.
        subject: title in the properties of the file.
        keywords: in the properties of the file, or "".
    """

    parts: tuple[Part, ...]
    author: str = ""
    editor: str = ""
    subject: str = ""
    keywords: str = ""


def title(*pieces: Piece) -> Title:
    """Give the title of an act."""
    return Title(pieces)


def heading(*pieces: Piece) -> Heading:
    """Give a heading."""
    return Heading(pieces)


def paragraph(*pieces: Piece) -> Paragraph:
    """Give a paragraph."""
    return Paragraph(pieces)


def item(*pieces: Piece) -> Item:
    """Give an item of a list."""
    return Item(pieces)


def table(*rows: tuple[str, ...]) -> Table:
    """Give a table."""
    return Table(rows)
