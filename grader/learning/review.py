"""« À revoir aujourd'hui »: which questions come back, and when.

A question comes in by being missed, or known with hesitation; it comes back when the probability
of still knowing it has fallen to nine in ten, as FSRS estimates it. Nothing is kept of a queue but
what the learner did: it is replayed from that, so that her resume code finds it on any machine.

Source: the FSRS-6 algorithm as its own library computes it (J. Ye, J. Su and Y. Cao, « A
stochastic shortest path algorithm for optimizing spaced repetition scheduling », KDD 2022, for
the model behind it). Steps of minutes are for who stays in front of a pile of cards: here a
question comes back on another day, so there are none.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from fsrs import Card, Rating, Scheduler

#: A session: five minutes at most, in seconds.
SESSION = 5 * 60
#: Nothing comes back later: a course is followed over months.
LONGEST = 180

_SCHEDULER = Scheduler(
    desired_retention=0.9,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST,
    enable_fuzzing=False,
)


class Known(enum.StrEnum):
    """How an answer went, the learner's own opinion included."""

    #: Answered wrong, in a lesson, a quiz or a review.
    MISSED = "missed"
    #: Right, with difficulty or by luck.
    HARD = "hard"
    #: Right.
    GOOD = "good"
    #: Right at once.
    EASY = "easy"


_RATINGS: Mapping[Known, Rating] = {
    Known.MISSED: Rating.Again,
    Known.HARD: Rating.Hard,
    Known.GOOD: Rating.Good,
    Known.EASY: Rating.Easy,
}
#: What brings a question in; a question known from the start never comes back.
_BRINGS_IN = (Known.MISSED, Known.HARD)


@dataclass(frozen=True)
class Recalled:
    """An answer to a question, as far as reviewing goes.

    Attributes:
        item: id of the question.
        at: when, with its zone.
        known: how it went.
    """

    item: str
    at: datetime
    known: Known


@dataclass(frozen=True)
class Waiting:
    """A question in the queue.

    Attributes:
        item: its id.
        due: when it comes back, with its zone.
        retained: probability of still knowing it now, 0 to 1.
        reviews: how often it was answered since it came in.
    """

    item: str
    due: datetime
    retained: float
    reviews: int


def queue(history: Iterable[Recalled], now: datetime) -> tuple[Waiting, ...]:
    """Give the questions that come back, the most forgotten first.

    Args:
        history: in order of time; several answers of one day to one question count once, by the
            worst of them: a second try made right is not a memory.
        now: the time, with its zone.
    """
    cards: dict[str, tuple[Card, int]] = {}
    for one in _one_a_day(history):
        held = cards.get(one.item)
        if held is None:
            if one.known not in _BRINGS_IN:
                continue
            held = (Card(card_id=0, due=one.at), 0)
        card, _ = _SCHEDULER.review_card(held[0], _RATINGS[one.known], one.at)
        cards[one.item] = (card, held[1] + 1)
    waiting = (
        Waiting(item, card.due, _SCHEDULER.get_card_retrievability(card, now), count)
        for item, (card, count) in cards.items()
    )
    return tuple(sorted(waiting, key=lambda card: (card.retained, card.due, card.item)))


def _one_a_day(history: Iterable[Recalled]) -> list[Recalled]:
    """Keep the worst answer of each day to each question."""
    worst: dict[tuple[str, int], Recalled] = {}
    for one in history:
        key = (one.item, one.at.date().toordinal())
        held = worst.get(key)
        if held is None or _RATINGS[one.known] < _RATINGS[held.known]:
            worst[key] = one
    return sorted(worst.values(), key=lambda one: one.at)


def today(
    cards: Sequence[Waiting], seconds: Mapping[str, float], now: datetime, budget: float = SESSION
) -> tuple[Waiting, ...]:
    """Choose what is reviewed today, in the time of a session.

    Args:
        cards: the queue.
        seconds: time that each question takes; those that left the course are not in it.
        now: the time, with its zone: what falls due later on the same day is due.
        budget: seconds.

    Returns:
        One question at least when any is due, however long it is.
    """
    chosen: list[Waiting] = []
    left = budget
    for card in cards:
        if card.item not in seconds or card.due.date() > now.astimezone(card.due.tzinfo).date():
            continue
        if chosen and seconds[card.item] > left:
            continue
        chosen.append(card)
        left -= seconds[card.item]
    return tuple(chosen)


def days_ahead(cards: Iterable[Waiting], now: datetime, most: int = 30) -> Mapping[int, int]:
    """Count what falls due on each day ahead, 0 being today and what is late.

    Args:
        cards: the queue.
        now: the time, with its zone.
        most: days looked at.
    """
    counts: dict[int, int] = {}
    for card in cards:
        day = max(
            0, (card.due.date() - now.astimezone(card.due.tzinfo).date()) // timedelta(days=1)
        )
        if day <= most:
            counts[day] = counts.get(day, 0) + 1
    return dict(sorted(counts.items()))
