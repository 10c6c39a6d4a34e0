"""What a document is made of, whatever the format that it is written in."""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass

#: What XML cannot hold, and control characters that no reader shows.
_UNWRITABLE = re.compile("[^\t\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Characters of one run: enough for any sentence of ours, too few to fill a disk.
LONGEST_RUN = 20_000


class Mark(enum.StrEnum):
    """How a run of words stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    #: A blank to fill in, shown as such: « [à compléter : nom du concessionnaire] ».
    BLANK = "blank"


@dataclass(frozen=True)
class Run:
    """Words that look alike.

    Attributes:
        text: the words.
        mark: how they stand out.
        href: https address that they lead to; any other address is left out.
    """

    text: str
    mark: Mark = Mark.PLAIN
    href: str = ""


#: One line of words: plain, or run by run.
Text = str | tuple[Run, ...]


class Tone(enum.StrEnum):
    """What a paragraph is for."""

    BODY = "body"
    #: Says where something stands.
    STRONG = "strong"
    #: Said in passing.
    SMALL = "small"


@dataclass(frozen=True)
class Heading:
    """A heading below the title of the document, which is the only one of level 1.

    Attributes:
        text: what it says.
        level: 2 or 3.
        new_page: whether it begins a sheet of its own.
    """

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph."""

    text: Text
    tone: Tone = Tone.BODY


@dataclass(frozen=True)
class Callout:
    """A note that must be seen: framed, with a title of its own."""

    title: str
    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Bullets:
    """A list without order."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class Numbered:
    """A list whose items are counted from 1."""

    items: tuple[Text, ...]


@dataclass(frozen=True)
class BlankLines:
    """Lines to be filled in by hand, each behind its label."""

    labels: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of texts.

    Attributes:
        caption: what it tells.
        head: names of the columns; cells of the first one name the rows.
        rows: as many texts each.
        numbers: whether columns but the first hold figures, set to the right.

    Raises:
        ValueError: a row is not as long as the head.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    numbers: bool = False

    def __post_init__(self) -> None:
        """Refuse a row that no format could align."""
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"a row of « {self.caption} » is not as long as its head")


@dataclass(frozen=True)
class Bar:
    """A bar of a plot.

    Attributes:
        label: what it counts.
        value: its length, in the unit of the plot; not negative.
        told: the value in words: « 12 personnes ».
    """

    label: str
    value: float
    told: str


@dataclass(frozen=True)
class Bars:
    """A plot of bars that lie; each says its value, so that no colour or length tells alone.

    Attributes:
        caption: what it tells.
        bars: one at least.
        most: value of a bar as long as the plot is wide, unless one is longer.

    Raises:
        ValueError: there is no bar, or one has no length.
    """

    caption: str
    bars: tuple[Bar, ...]
    most: float = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be drawn."""
        if not self.bars or not all(0 <= bar.value < float("inf") for bar in self.bars):
            raise ValueError(f"« {self.caption} » has no bar, or one that cannot be drawn")

    @property
    def alt(self) -> str:
        """Tell the plot in words, for who does not see it."""
        told = ", ".join(f"{bar.label}\u00a0: {bar.told}" for bar in self.bars)
        return f"Diagramme en barres. {self.caption}. {told}."


Block = Heading | Paragraph | Callout | Bullets | Numbered | BlankLines | Table | Bars


@dataclass(frozen=True)
class Document:
    """A document, in French.

    Attributes:
        title: its only heading of level 1, and its title in the properties of the file.
        blocks: what stands below the title.
        subject: one sentence for the properties of the file; may be empty.
        stem: name of the file without its ending: lower case, hyphens.
        footer: words at the foot of each page, before its number; empty leaves out both.
    """

    title: str
    blocks: tuple[Block, ...]
    subject: str = ""
    stem: str = "document"
    footer: str = ""


def runs_of(text: Text) -> tuple[Run, ...]:
    """Give a text run by run, without empty ones."""
    runs = (Run(text),) if isinstance(text, str) else text
    return tuple(run for run in runs if run.text)


def plain(text: Text) -> str:
    """Give the words of a text alone."""
    return "".join(run.text for run in runs_of(text))


def clean(text: str) -> str:
    """Drop what no format can hold, and what is past the bound of a run.

    Args:
        text: words that may come from anybody.
    """
    return _UNWRITABLE.sub("", text[:LONGEST_RUN])


def is_address(href: str) -> bool:
    """Tell whether an address may be led to: a web page, and nothing that runs."""
    return href.startswith(("https://", "http://")) and not re.search(r"[\s\"'<>\\]", href)
