"""What a quiz item is; keys stay on this side, only a covered ``Face`` goes to a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

RIGHT = "right"
WRONG = "wrong"
#: For a criterion that a person marked between nothing and all its points.
PARTIAL = "partial"
#: For what was expected and not answered, once the question is finished.
EXPECTED = "expected"


@dataclass(frozen=True)
class Item:
    """The smallest assessable unit.

    Attributes:
        id: unique for ever, never used again (``prep-q01``).
        type: a name of ``registry.TYPES``.
        question: the stem, in French, light Markdown.
        objective: id of the objective of the module that it serves.
        level: 1 (recall) to 3 (judge a case).
        source: key in ``courses/sources.yml`` where it states law or fact, else "".
        body: what only this type of item declares, key included; a frozen dataclass of the
            type's file.
        explanation: shown once the item is finished, right or wrong; may be empty.
        hints: French sentences, opened one at a time; they cost nothing.
        misconception: the mistake that the item looks for, in a few French words, or "".
    """

    id: str
    type: str
    question: str
    objective: str
    level: int
    source: str
    body: Any
    explanation: str = ""
    hints: tuple[str, ...] = ()
    misconception: str = ""


@dataclass(frozen=True)
class Entry:
    """Something that a learner chooses, orders, matches or files.

    Attributes:
        id: letter in the source (``a``, ``b``…), or number (``1``, ``2``…) for a target.
        text: what it says, light Markdown.
        cells: for a row of a table, its cells; then ``text`` is "".
    """

    id: str
    text: str
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Face:
    """What a learner is shown of an item, before ``draw.cover`` shuffles and renames it.

    Attributes:
        entries: shown in an order drawn for each learner.
        targets: columns, right-hand sides: where entries go.
        targets_stay: targets are shown in the author's order, which then tells nothing.
        starts_wrong: the entries are never first shown in the author's order, which is the key.
        head: names of the columns when entries are rows of a table.
        words: of the text in which spans are marked.
        units: that may be chosen beside a number, the first one proposed.
        longest: most characters of a typed answer; 0 when nothing is typed.
    """

    entries: tuple[Entry, ...] = ()
    targets: tuple[Entry, ...] = ()
    targets_stay: bool = False
    starts_wrong: bool = False
    head: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    longest: int = 0


@dataclass(frozen=True)
class Remark:
    """What is told of one part of an answer.

    Attributes:
        target: id of an entry, ``first-last`` numbers of words, or "" for the whole answer.
        verdict: ``RIGHT``, ``WRONG``, ``PARTIAL`` or ``EXPECTED``.
        text: why, light Markdown.
    """

    target: str
    verdict: str
    text: str


@dataclass(frozen=True)
class ItemResult:
    """Score of one answer to one item.

    Attributes:
        share: part of the item's points earned by this answer, 0 to 1; 0 while a person has
            not marked it.
        remarks: on what the learner answered, and on nothing else.
        waits: a person has to mark it.
    """

    share: float
    remarks: tuple[Remark, ...] = ()
    waits: bool = False

    @property
    def correct(self) -> bool:
        """Whether the answer is wholly right."""
        return self.share >= 1
