"""Telling a sentence that states law by its words; the patterns are in ``legal_patterns.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

#: Kinds of what a pattern recognises, and how a message calls them.
KINDS = {
    "article": "un article",
    "text": "un texte de droit",
    "threshold": "un seuil",
    "deadline": "un délai",
    "duty": "une obligation",
    "right": "un droit",
    "sanction": "une sanction",
}
_WORDS = (
    r"(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|seize|vingt|trente|"
    r"quarante|cinquante|soixante|cents?|mille|millions?)"
)
_NUMBER = rf"(?:\d[\d.,\s]*|{_WORDS}(?:[\s-]+{_WORDS})*)"
#: What authors may type in two ways; each is one sign, so that places stay the same.
_SAME = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " ", "\u202f": " "})


@dataclass(frozen=True)
class Pattern:
    """One way of stating law.

    Attributes:
        id: its name, for tests and messages.
        kind: a key of ``KINDS``.
        expression: what recognises it.
        hint: what the author is told of it, in French.
    """

    id: str
    kind: str
    expression: re.Pattern[str]
    hint: str


@dataclass(frozen=True)
class Found:
    """A pattern in a text: the words that it met, and where they start."""

    pattern: Pattern
    words: str
    offset: int


@cache
def patterns() -> tuple[Pattern, ...]:
    """Read the patterns, in the order of their file."""
    text = (resources.files("grader.content") / "legal_patterns.yml").read_text(encoding="utf-8")
    return tuple(
        Pattern(
            raw["id"],
            raw["kind"],
            re.compile(raw["pattern"].replace("{nombre}", _NUMBER), re.IGNORECASE),
            raw["hint"],
        )
        for raw in yaml.safe_load(text)
    )


def legal_words(text: str) -> Iterator[Found]:
    """Give what in a text states law, the first of each pattern.

    Args:
        text: as typed, on one or several lines.
    """
    plain = text.translate(_SAME)
    for pattern in patterns():
        found = pattern.expression.search(plain)
        if found is not None:
            yield Found(pattern, " ".join(found[0].split()), found.start())


def first_legal_words(text: str) -> Found | None:
    """Give the first place of a text that states law, or None."""
    return min(legal_words(text), key=lambda found: found.offset, default=None)
