"""Cutting French prose into sentences, and counting the words of each.

A point ends a sentence when a space and then a capital, a figure or an opening sign follow it,
unless it closes an abbreviation. Words are what spaces part: « l'administration » is one, a piece
of code is one, a sign alone is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Words after which a point ends nothing.
_ABBREVIATIONS = frozenset(
    {"m", "mm", "me", "mme", "mmes", "mlle", "dr", "pr", "st", "ste", "ex", "cf", "tél", "av", "bd",
     "c.-à-d", "j.-c"}
)  # fmt: skip
#: Words after which a point ends nothing when a figure follows: « art. L. 300-4 », « p. 12 ».
_BEFORE_FIGURES = frozenset(
    {"art", "al", "p", "pp", "n", "no", "vol", "fig", "chap", "env", "l", "r", "d", "a", "janv",
     "févr", "avr", "juil", "sept", "oct", "nov", "déc"}
)  # fmt: skip
_END = re.compile(r"[.?!…]+(?:\s?[\"»”)\]])*(?=\s+[\"«“(\[]*\s*[A-ZÀ-ÖØ-Þ0-9]|\s*$)|\s\|\s")
_LAST_WORD = re.compile(r"[\w.-]+$")
_WORD = re.compile(r"\w")


@dataclass(frozen=True)
class Sentence:
    """A sentence: its number of words, and where its first one starts in the text."""

    words: int
    offset: int


def sentences(text: str) -> Iterator[Sentence]:
    """Give the sentences of a passage.

    Args:
        text: as ``passages`` gives it, code and addresses being one word each.
    """
    start = 0
    for end in _END.finditer(text):
        if end[0] == "." and _is_abbreviation(text[start : end.start()], text[end.end() :]):
            continue
        yield from _sentence(text, start, end.end())
        start = end.end()
    yield from _sentence(text, start, len(text))


def _is_abbreviation(before: str, after: str) -> bool:
    last = _LAST_WORD.search(before)
    if last is None:
        return False
    word = last[0].casefold()
    return word in _ABBREVIATIONS or (
        word in _BEFORE_FIGURES and re.match(r"\s*(?:[LRDA]\.?\s*)?\d", after) is not None
    )


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    piece = text[start:end]
    words = sum(bool(_WORD.search(word)) for word in piece.split())
    if words:
        yield Sentence(words, start + len(piece) - len(piece.lstrip()))
