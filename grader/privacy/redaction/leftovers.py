"""What was hidden at one place and stands at another: a second « Mme Durand », « Durand » alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.privacy.detection.words import ORDINARY, fold_word
from grader.privacy.redaction.model import Span

#: Shorter than that, a word says nobody's name for sure.
_LEAST = 3
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_MOST = 500


@dataclass(frozen=True)
class Leftover:
    """A passage that stands though the same words are hidden elsewhere.

    Attributes:
        span: where it stands.
        text: what it says.
        whole: whether it is the whole of a hidden passage, and not a word of it alone.
    """

    span: Span
    text: str
    whole: bool


def leftovers(text: str, spans: Sequence[Span]) -> tuple[Leftover, ...]:
    """Find what is hidden at one place and left at another.

    Args:
        text: of the document.
        spans: what is hidden, as ``tidy`` gives them.

    Returns:
        in reading order; whole passages first where two begin at one place.
    """
    found: dict[int, Leftover] = {}
    for whole, wanted in ((True, _passages(text, spans)), (False, _words(text, spans))):
        for start, end in _occurrences(text, wanted):
            taken = any(one.span.start < end and one.span.end > start for one in found.values())
            if not taken and not _is_hidden(spans, start, end) and len(found) < _MOST:
                found[start] = Leftover(Span(start, end), text[start:end], whole)
    return tuple(found[start] for start in sorted(found))


def _passages(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """Give hidden passages of several words or one long one, by their folded words."""
    passages = {}
    for span in spans:
        words = [match[0] for match in _WORD.finditer(text, span.start, span.end)]
        joined = " ".join(fold_word(word) for word in words)
        if len(joined) >= _LEAST:
            passages[joined] = joined
    return passages


def _words(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """Give words of hidden passages that may name somebody: capitals, and no ordinary word."""
    words = {}
    for span in spans:
        for match in _WORD.finditer(text, span.start, span.end):
            folded = fold_word(match[0])
            if len(folded) >= _LEAST and match[0][0].isupper() and folded not in ORDINARY:
                words[folded] = folded
    return words


def _occurrences(text: str, wanted: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Find sequences of words, whatever their case, their accents and what lies between."""
    tokens = [(fold_word(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]
    by_first: dict[str, list[list[str]]] = {}
    for one in wanted:
        words = one.split(" ")
        by_first.setdefault(words[0], []).append(words)
    for place, (folded, start, _) in enumerate(tokens):
        for words in by_first.get(folded, ()):
            following = tokens[place : place + len(words)]
            if [token[0] for token in following] == words:
                yield start, following[-1][2]


def _is_hidden(spans: Sequence[Span], start: int, end: int) -> bool:
    return any(span.start < end and span.end > start for span in spans)
