"""Which question is bad, told from the answers of many, without a pseudonym.

Classical test theory. Difficulty is the share of wholly right first answers; discrimination is
the correlation of that with the score on the other questions; a wrong answer that the strong choose
more than the weak, or that nobody chooses, is a bad one.

Sources: R. L. Ebel and D. A. Frisbie, « Essentials of educational measurement », 5th edition
(1991), chapter 13, for the bounds; J. C. Nunnally and I. H. Bernstein, « Psychometric theory »,
3rd edition (1994), chapter 8, for the correction of the correlation by leaving the item out.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean, median, pstdev

#: Under that many first answers, nothing is shown: it would say little, and too much of few people.
LEAST = 20
#: Bounds of difficulty and discrimination (Ebel and Frisbie).
TOO_HARD, TOO_EASY = 0.25, 0.95
POOR, NEGATIVE = 0.15, 0.0
#: A wrong answer that nobody chooses does nothing.
UNUSED = 0.02
#: Time and hints that ask for a look: seconds against those announced, share of learners.
SLOW, HINTED, REPORTED = 2.0, 0.5, 0.05


class Fault(enum.StrEnum):
    """Why a question should be looked at."""

    TOO_HARD = "too-hard"
    TOO_EASY = "too-easy"
    WEAK = "weak"
    UPSIDE_DOWN = "upside-down"
    TEMPTING = "tempting"
    IDLE_ANSWER = "idle-answer"
    SLOW = "slow"
    HINTED = "hinted"
    REPORTED = "reported"


@dataclass(frozen=True)
class FirstAnswer:
    """The first answer of somebody to a question; nothing says who.

    Attributes:
        item: id of the question.
        chosen: letters of the source, or what was typed where that is not free text.
        share: of its points, 0 to 1.
        rest: mean share of her first answers to the other questions of the same module, or
            None when she gave none.
        seconds: that it took, or None when nobody measured it.
        hints: opened before.
    """

    item: str
    chosen: tuple[str, ...]
    share: float
    rest: float | None
    seconds: float | None
    hints: int

    @property
    def right(self) -> bool:
        """Whether it is wholly right."""
        return self.share >= 1


@dataclass(frozen=True)
class Expected:
    """What the question itself says.

    Attributes:
        item: its id.
        right: letters of the right answers; empty for a type that has no letters.
        letters: all letters that may be chosen; empty for such a type.
        seconds: time that it should take.
    """

    item: str
    right: frozenset[str]
    letters: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class ItemFigures:
    """What many answers say of a question.

    Attributes:
        item: its id.
        answers: first answers counted, ``LEAST`` at least.
        difficulty: share of wholly right ones.
        discrimination: point-biserial correlation with the rest, or None when it has no meaning
            (all right, all wrong, or nobody answered anything else).
        chosen: share of people who chose each letter.
        seconds: median, or None.
        hinted: share of people who opened a hint.
        reports: problems told of it.
        faults: why it should be looked at, in that order; empty for a good question.
    """

    item: str
    answers: int
    difficulty: float
    discrimination: float | None
    chosen: Mapping[str, float]
    seconds: float | None
    hinted: float
    reports: int
    faults: tuple[Fault, ...]


def figures(
    expected: Expected, answers: Iterable[FirstAnswer], reports: int = 0
) -> ItemFigures | None:
    """Work out what is known of one question.

    Args:
        expected: the question.
        answers: first answers to it; those to others are not counted.
        reports: open ones on it.

    Returns:
        None under ``LEAST`` answers.
    """
    own = [one for one in answers if one.item == expected.item]
    if len(own) < LEAST:
        return None
    timed = [one.seconds for one in own if one.seconds is not None]
    found = ItemFigures(
        item=expected.item,
        answers=len(own),
        difficulty=fmean(one.right for one in own),
        discrimination=_discrimination(own),
        chosen={letter: fmean(letter in one.chosen for one in own) for letter in expected.letters},
        seconds=median(timed) if len(timed) >= LEAST else None,
        hinted=fmean(one.hints > 0 for one in own),
        reports=reports,
        faults=(),
    )
    return ItemFigures(**{**vars(found), "faults": tuple(_faults(expected, own, found))})


def _discrimination(own: list[FirstAnswer]) -> float | None:
    pairs = [(float(one.right), one.rest) for one in own if one.rest is not None]
    return _correlation(pairs) if len(pairs) >= LEAST else None


def _correlation(pairs: list[tuple[float, float]]) -> float | None:
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    spread = pstdev(first) * pstdev(second)
    if spread < 1e-12:
        return None
    middle = fmean(first), fmean(second)
    return fmean((a - middle[0]) * (b - middle[1]) for a, b in pairs) / spread


def _faults(expected: Expected, own: list[FirstAnswer], found: ItemFigures) -> Iterable[Fault]:
    if found.difficulty < TOO_HARD:
        yield Fault.TOO_HARD
    if found.difficulty > TOO_EASY:
        yield Fault.TOO_EASY
    if found.discrimination is not None and found.discrimination < POOR:
        yield Fault.UPSIDE_DOWN if found.discrimination < NEGATIVE else Fault.WEAK
    wrong = [letter for letter in expected.letters if letter not in expected.right]
    if any(_tempts_the_strong(letter, own) for letter in wrong):
        yield Fault.TEMPTING
    if any(found.chosen[letter] < UNUSED for letter in wrong):
        yield Fault.IDLE_ANSWER
    if found.seconds is not None and found.seconds > SLOW * expected.seconds:
        yield Fault.SLOW
    if found.hinted > HINTED:
        yield Fault.HINTED
    if found.reports >= max(2, REPORTED * found.answers):
        yield Fault.REPORTED


def _tempts_the_strong(letter: str, own: list[FirstAnswer]) -> bool:
    """Whether those who choose a wrong answer do better elsewhere than those who do not."""
    pairs = [(float(letter in one.chosen), one.rest) for one in own if one.rest is not None]
    if len(pairs) < LEAST or sum(one for one, _ in pairs) < LEAST / 4:
        return False
    found = _correlation(pairs)
    return found is not None and found > POOR
