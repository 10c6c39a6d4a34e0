"""Gathering blocks and hidden things while a document is read, within bounds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from grader.privacy.redaction.model import Block, Hidden, HiddenKind, Style
from grader.privacy.redaction.refusals import refuse

#: Minutes of a council hold a few ten thousands of them.
MOST_CHARACTERS = 1_000_000
_MOST_BLOCKS = 50_000
_LONGEST_VALUE = 200


@dataclass
class Gathering:
    """What was read so far.

    Attributes:
        blocks: in reading order.
    """

    blocks: list[Block] = field(default_factory=list)
    _characters: int = 0
    _counts: Counter[HiddenKind] = field(default_factory=Counter)
    _values: list[Hidden] = field(default_factory=list)

    def add(
        self,
        text: str,
        style: Style = "paragraph",
        level: int = 0,
        place: tuple[int, int, int] | None = None,
    ) -> None:
        """Take a block in: one for each of its lines; an empty one is dropped.

        Args:
            text: may hold line breaks.
            style: what it is.
            level: of a heading, from 1; 0 elsewhere.
            place: of a cell, its table, row and column.

        Raises:
            UnusableFileError: the document is too long.
        """
        for line in text.splitlines():
            tidy = " ".join(line.replace("\x00", "").split())
            if not tidy:
                continue
            self._characters += len(tidy) + 1
            if self._characters > MOST_CHARACTERS or len(self.blocks) >= _MOST_BLOCKS:
                raise refuse("text-too-big")
            self.blocks.append(Block(tidy, style, level, place))

    def count(self, kind: HiddenKind, by: int = 1) -> None:
        """Notice something that a reader does not see."""
        self._counts[kind] += by

    def value(self, kind: HiddenKind, text: str) -> None:
        """Notice a property of the file; an empty one is none."""
        tidy = " ".join(text.split())[:_LONGEST_VALUE]
        if tidy:
            self._values.append(Hidden(kind, 1, tidy))

    @property
    def hidden(self) -> tuple[Hidden, ...]:
        """All that was noticed: properties, then counts."""
        counted = (Hidden(kind, count) for kind, count in self._counts.items() if count)
        return (*dict.fromkeys(self._values), *counted)
