"""« Test de positionnement »: which question comes next, when to stop, and what is concluded.

An objective is left as soon as it is sure: the probability that it is mastered passes ``SURE``, or
falls under ``UNLIKELY``. The two differ: a lesson wrongly skipped costs more than one too many. The
next question is the one that tells most about an objective that is not sure yet. The test ends
when nothing is left to ask, or when the next answer would not fit in the time.

Source: C.-L. Hsu, W.-C. Wang and S.-Y. Chen, « Variable-length computerized adaptive testing
based on cognitive diagnosis models », Applied Psychological Measurement 37 (2013), for stopping
at a fixed precision; the choice by information is that of ``mastery.information``. Nothing is
drawn at random but between questions that tell as much.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from grader.learning.mastery import Question, Standing, information, standings, targets_of

#: How sure is sure. Learners are not made by the model: of what it calls mastered at 0.95, one in
#: ten is not, on simulated learners of another kind (``benchmarks/positioning.py``).
SURE = 0.95
UNLIKELY = 0.10
#: Time for the answers, in seconds.
TIME = 12 * 60
#: An objective is not judged on fewer answers of its own.
LEAST_ANSWERS = 1
#: Questions on one objective: past it, more would bore without telling.
MOST_ON_ONE = 4
#: When the test may be taken again.
AGAIN_AFTER = timedelta(days=7)
#: Questions that tell as much as the best one, to this part of a bit, are drawn among.
_AS_MUCH = 0.005


class Verdict(enum.StrEnum):
    """What is concluded of an objective."""

    MASTERED = "mastered"
    TO_LEARN = "to_learn"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Answered:
    """An answer of the test.

    Attributes:
        item: id of the item.
        right: whether it was wholly right; a question left out is not.
        seconds: that it took, as the page measured it; at least 0.
    """

    item: str
    right: bool
    seconds: float


@dataclass(frozen=True)
class Position:
    """Where the test stands.

    Attributes:
        standings: what is believed, by objective.
        verdicts: what would be concluded now, by objective.
        next: the question to ask, or None when the test is over.
        seconds_left: for answers, at least 0.
    """

    standings: Mapping[str, Standing]
    verdicts: Mapping[str, Verdict]
    next: Question | None
    seconds_left: float


def position(
    bank: Sequence[Question], answers: Sequence[Answered], *, seed: int, time: float = TIME
) -> Position:
    """Work out where the test stands from what was answered: nothing else is kept of it.

    Args:
        bank: questions, each once.
        answers: in order; those on items that left the bank are passed over, and their time
            counts.
        seed: of the draw between questions that tell as much: the learner's own.
        time: for answers, in seconds.
    """
    known = {question.id: question for question in bank}
    given = [(known[one.item], one.right) for one in answers if one.item in known]
    believed = standings(targets_of(bank), given)
    left = max(0.0, time - sum(max(0.0, one.seconds) for one in answers))
    asked = {one.item for one in answers}
    return Position(
        standings=believed,
        verdicts={name: verdict_of(standing) for name, standing in believed.items()},
        next=_next(bank, asked, believed, left, seed),
        seconds_left=left,
    )


def verdict_of(standing: Standing) -> Verdict:
    """Conclude, or not."""
    if standing.answers < LEAST_ANSWERS:
        return Verdict.UNSURE
    if standing.mastered >= SURE:
        return Verdict.MASTERED
    if standing.mastered <= UNLIKELY:
        return Verdict.TO_LEARN
    return Verdict.UNSURE


def _next(
    bank: Sequence[Question],
    asked: set[str],
    believed: Mapping[str, Standing],
    left: float,
    seed: int,
) -> Question | None:
    """Choose what tells most in the time that is left."""
    open_ones = [
        (information(believed[question.objective], question), question)
        for question in bank
        if question.id not in asked
        and question.seconds <= left
        and believed[question.objective].answers < MOST_ON_ONE
        and verdict_of(believed[question.objective]) is Verdict.UNSURE
    ]
    if not open_ones:
        return None
    best = max(told for told, _ in open_ones)
    as_good = [question for told, question in open_ones if told >= best - _AS_MUCH]
    return min(as_good, key=lambda question: _draw(seed, question.id))


def _draw(seed: int, item: str) -> bytes:
    return hashlib.sha256(f"{seed}:{item}".encode()).digest()


def may_begin(last_ended: datetime | None, now: datetime) -> datetime | None:
    """Say from when the test may be taken: None for now.

    Args:
        last_ended: when she last came to its end, or None.
        now: the time, with its zone.
    """
    if last_ended is None or now >= last_ended + AGAIN_AFTER:
        return None
    return last_ended + AGAIN_AFTER
