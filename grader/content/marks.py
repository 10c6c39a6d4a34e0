"""Marks that an author leaves in a text, and that no reader sees.

``{source crpa-l300-4}`` names where a paragraph was checked; ``{non-juridique}`` says that it
states no law although it has a word of one. They stand at the end of the paragraph, in Markdown
and in the texts of declarations alike.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEY = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_KEYS = rf"{_KEY}(?:[ \t]*,[ \t]*{_KEY})*"
#: A mark that is written well; the group holds the keys that it names.
MARK = re.compile(rf"\{{(?:non-juridique|source[ \t]*:?[ \t]+({_KEYS}))\}}")
#: What was meant for a mark: a reader would see it.
_ALMOST = re.compile(r"\{[ \t]*(?:non[ \t_-]*juridiques?|sources?)\b[^{}\n]*\}?", re.IGNORECASE)


@dataclass(frozen=True)
class Marks:
    """The marks of one text.

    Attributes:
        sources: keys of ``sources.yml`` that it names.
        not_legal: whether it says that it states no law.
        broken: marks that are written badly, as they stand.
    """

    sources: tuple[str, ...] = ()
    not_legal: bool = False
    broken: tuple[str, ...] = ()

    def __or__(self, other: Marks) -> Marks:
        """Join the marks of two texts that hold for the same passage."""
        return Marks(
            tuple(dict.fromkeys((*self.sources, *other.sources))),
            self.not_legal or other.not_legal,
            (*self.broken, *other.broken),
        )

    def __bool__(self) -> bool:
        return bool(self.sources or self.not_legal)


NO_MARKS = Marks()


def marks_in(text: str) -> Marks:
    """Read the marks of a text."""
    found = list(MARK.finditer(text))
    keys = [key.strip() for mark in found if mark[1] for key in mark[1].split(",")]
    rest = MARK.sub("", text)
    return Marks(
        tuple(dict.fromkeys(keys)),
        any(not mark[1] for mark in found),
        tuple(almost[0] for almost in _ALMOST.finditer(rest)),
    )


def without_marks(text: str) -> str:
    """Take the marks out of a text, with the space that stands before each."""
    if "{" not in text:
        return text
    return re.sub(rf"\s*{MARK.pattern}", "", text)
