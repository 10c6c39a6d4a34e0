"""What is said of a queue of questions, and of the days ahead."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from grader.services.dates import weekday_and_day
from grader.typography import french, plural
from grader.wire.learning import ReviewDay


def sentence(due: int, done: int, waiting: int) -> str:
    """Say where a learner stands today.

    Args:
        due: questions of today's session that are left.
        done: answered today in a review.
        waiting: all that come back one day.
    """
    if due:
        told = plural(due, "question à revoir", "questions à revoir")
        return f"{told} aujourd'hui, en cinq minutes au plus."
    if done:
        return (
            f"C'est tout pour aujourd'hui : {plural(done, 'question revue', 'questions revues')}."
        )
    if waiting:
        return "Rien à revoir aujourd'hui."
    return (
        "Rien à revoir pour l'instant. Une question que vous manquez, ou sur laquelle vous "
        "hésitez, reviendra ici un autre jour."
    )


def days_told(counts: Mapping[int, int], now: datetime) -> tuple[ReviewDay, ...]:
    """Name the days on which something comes back.

    Args:
        counts: questions by number of days ahead.
        now: the time, in the server's time zone.
    """
    return tuple(ReviewDay(_day(ahead, now), count) for ahead, count in counts.items())


def _day(ahead: int, now: datetime) -> str:
    if ahead == 0:
        return "Aujourd'hui"
    if ahead == 1:
        return "Demain"
    return french(weekday_and_day(now + timedelta(days=ahead)))
