"""The characters of GIFT: what is structure, and what a backslash makes plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: What a line of a comment or of a question may hold after a backslash.
_ESCAPED = re.compile(r"\\([\\~=#{}:n])")
_SPECIAL = re.compile(r"[\\~=#{}:]")
#: Stands in the mask for a character that was escaped; no file holds it (see ``decode``).
_PLAIN = "\0"
#: What Moodle and ``gift-pegjs`` put for an escaped character while they read: a text that holds
#: one is changed by them, and nothing can escape it.
INNER_CODE = re.compile(r"&&(?:010|035|058|061|092|123|125|126)")


def escape(text: str) -> str:
    r"""Write a text so that nothing in it is structure; a new line becomes ``\n``.

    >>> escape("a = {b}")
    'a \\= \\{b\\}'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(r"\\\g<0>", lines).replace("\n", "\\n")


@dataclass(frozen=True)
class Piece:
    """A part of a file: its text once escapes are read, and where its structure is.

    Attributes:
        text: what it says.
        mask: as long as the text; the same character, or ``_PLAIN`` where it was escaped.
        line: number, from 1, of the line of the file where it starts.
    """

    text: str
    mask: str
    line: int

    @classmethod
    def read(cls, source: str, line: int) -> Piece:
        """Read the escapes of a source that starts at this line."""
        text: list[str] = []
        mask: list[str] = []
        end = 0
        for found in _ESCAPED.finditer(source):
            before = source[end : found.start()]
            text += (before, "\n" if found[1] == "n" else found[1])
            mask += (before, _PLAIN)
            end = found.end()
        return cls("".join((*text, source[end:])), "".join((*mask, source[end:])), line)

    def cut(self, start: int, end: int | None = None) -> Piece:
        """Give a part, with its own line."""
        return Piece(
            self.text[start:end], self.mask[start:end], self.line + self.mask.count("\n", 0, start)
        )

    def strip(self) -> Piece:
        """Leave out the blanks at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.cut(start, max(start, len(self.text.rstrip())))

    def find(self, structure: str) -> int:
        """Give the place of the first such structure, or -1."""
        return self.mask.find(structure)

    def partition(self, structure: str) -> tuple[Piece, Piece | None]:
        """Cut at the first such structure; the second part is None where there is none."""
        place = self.find(structure)
        if place < 0:
            return self, None
        return self.cut(0, place), self.cut(place + len(structure))

    def marked(self, marks: str) -> tuple[Piece, list[tuple[str, Piece]]]:
        """Cut before every one of these marks.

        Returns:
            what stands before the first, then each mark with what follows it.
        """
        places = [found.start() for found in re.finditer(f"[{re.escape(marks)}]", self.mask)]
        parts = []
        # Lines are counted from one mark to the next, so that a long file stays quick to read.
        line, counted = self.line, 0
        for start, end in zip(places, [*places[1:], len(self.mask)], strict=True):
            line += self.mask.count("\n", counted, start)
            counted = start
            part = Piece(self.text[start + 1 : end], self.mask[start + 1 : end], line)
            parts.append((self.mask[start], part))
        return (self.cut(0, places[0]) if places else self), parts
