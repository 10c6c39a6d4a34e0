"""Scoring of what somebody hid against what an expert would: precision, recall, and why.

Recall is the share of what must be hidden that is wholly hidden: half a name still names.
Precision is the share of what was hidden, in letters and digits, that had to be. Both count
together by their harmonic mean (van Rijsbergen, *Information Retrieval*, 1979).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.privacy.redaction.model import Span

#: « Mme », « le » or a comma taken with a name harms nobody: so many letters beside a passage.
_BESIDE = 12
#: Precision above which what was taken with passages is of no account.
CLOSE = 0.9


@dataclass(frozen=True)
class Expected:
    """A passage of which an expert says whether it is hidden.

    Attributes:
        span: where it stands.
        hide: whether it must be hidden, or must stay.
        text: what it says.
        because: the reason, a French sentence with its article.
    """

    span: Span
    hide: bool
    text: str
    because: str


@dataclass(frozen=True)
class Judged:
    """What became of one expected passage.

    Attributes:
        expected: which.
        state: of what must be hidden ``hidden``, ``cut`` (a part shows) or ``shown``; of what must
            stay ``kept`` or ``lost``.
    """

    expected: Expected
    state: str

    @property
    def right(self) -> bool:
        """Whether it is as the expert says."""
        return self.state in ("hidden", "kept")


@dataclass(frozen=True)
class Score:
    """How what was hidden compares with an expert's key.

    Attributes:
        judged: each expected passage, in reading order.
        recall: share of what must be hidden that is, 0 to 1.
        precision: share of what is hidden that must be, 0 to 1; 1 when nothing is hidden.
        needless: passages hidden of which the key says nothing, in reading order.
    """

    judged: tuple[Judged, ...]
    recall: float
    precision: float
    needless: tuple[Span, ...]

    @property
    def mean(self) -> float:
        """Harmonic mean of both; 0 when nothing is hidden."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total and self.recall else 0.0

    @property
    def whole(self) -> bool:
        """Whether all is as the expert says, and hardly anything else is hidden."""
        return (
            all(one.right for one in self.judged) and not self.needless and self.precision >= CLOSE
        )


def score(text: str, key: Sequence[Expected], spans: Sequence[Span]) -> Score:
    """Compare what somebody hid with an expert's key.

    Args:
        text: of the document.
        key: expected passages, which do not overlap.
        spans: what was hidden, as ``tidy`` gives them.
    """
    covered = _covered(text, spans)
    to_hide = [one for one in key if one.hide]
    judged = tuple(Judged(one, _state(one, text, covered)) for one in key)
    hidden = sum(one.state == "hidden" for one in judged)
    wanted: set[int] = set()
    for one in to_hide:
        wanted.update(_beside(one.span, text))
    for one in key:
        if not one.hide:
            wanted.difference_update(range(one.span.start, one.span.end))
    inside = sum(place in wanted for place in covered)
    return Score(
        judged=judged,
        recall=hidden / len(to_hide) if to_hide else 1.0,
        precision=inside / len(covered) if covered else 1.0,
        needless=tuple(span for span in spans if not _touches(span, key)),
    )


def _covered(text: str, spans: Sequence[Span]) -> set[int]:
    """Give the places of the letters and digits that are hidden."""
    return {
        place for span in spans for place in range(span.start, span.end) if text[place].isalnum()
    }


def _state(expected: Expected, text: str, covered: set[int]) -> str:
    letters = {
        place for place in range(expected.span.start, expected.span.end) if text[place].isalnum()
    }
    if not letters & covered:
        return "shown" if expected.hide else "kept"
    if expected.hide:
        return "hidden" if letters <= covered else "cut"
    return "lost"


def _beside(span: Span, text: str) -> range:
    """Give a passage with the few letters of the same line that may be taken with it."""
    line_start = text.rfind("\n", 0, span.start) + 1
    line_end = text.find("\n", span.end)
    line_end = len(text) if line_end < 0 else line_end
    return range(max(line_start, span.start - _BESIDE), min(line_end, span.end + _BESIDE))


def _touches(span: Span, key: Sequence[Expected]) -> bool:
    return any(one.span.start < span.end and one.span.end > span.start for one in key)
