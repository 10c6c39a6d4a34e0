"""First answers of everybody to questions, and nothing that says whose they are.

One pass over the events, as the database reads them: neither a learner's id nor her pseudonym
leaves this module, only a number that holds for one reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, Row, Select, func, select, true

from grader.progress.database import Database, as_utc
from grader.progress.learners import LEARNER
from grader.progress.tables import EventRow, LearnerRow

#: What took longer than that was left for something else, in seconds.
LONGEST = 600.0
_ANSWER, _HINT, _REVEAL = "answer", "hint", "reveal"
#: Rows that the database hands over at once.
_AT_ONCE = 1_000


@dataclass(frozen=True)
class GivenAnswer:
    """The first answer of somebody to a question.

    Attributes:
        person: a number; the same person has the same one, in this reading alone.
        key: ``module/item``.
        chosen: strings, in the letters of the source.
        hints: opened before.
        seconds: since what she did before on anything else, or None: she did nothing before, or
            stopped for more than ``LONGEST``.
        after: key of what she did before, or "".
    """

    person: int
    key: str
    chosen: tuple[str, ...]
    hints: int
    seconds: float | None
    after: str


@dataclass
class _Begun:
    """What somebody did on a question that she has not answered yet."""

    hints: int = 0
    seconds: float | None = None
    after: str = ""
    over: bool = False


class AnswersGiven:
    """Reads what many answered.

    Trainers are left out: they try questions out, and know the answers.

    Args:
        database: where events are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def first(
        self, keys: Collection[str], people: Collection[str] | None = None
    ) -> Iterator[GivenAnswer]:
        """Give the first answers to some questions, those of one person after the other.

        An answer that comes after its solution was asked for is none.

        Args:
            keys: ``module/item`` of each; those of a course, which bounds what is asked of the
                database.
            people: ids of the learners whose answers; None for everybody's.
        """
        with self._database.session() as session:
            rows = session.execute(_query(keys, people), execution_options={"yield_per": _AT_ONCE})
            person, whose = 0, ""
            begun: dict[str, _Begun] = {}
            for row in rows:
                if row.learner_id != whose:
                    person, whose, begun = person + 1, row.learner_id, {}
                one = begun.setdefault(row.exercise_id, _Begun())
                if one.over:
                    continue
                _time(one, row)
                one.hints += row.kind == _HINT
                one.over = row.kind in (_ANSWER, _REVEAL)
                if row.kind == _ANSWER:
                    yield _given(person, row, one)

    def placed_in(self, exercise_id: str) -> list[str]:
        """Give the ids of the learners who did something under an id, for the stores alone.

        Args:
            exercise_id: of an exercise, or of a store's own.
        """
        query = (
            select(EventRow.learner_id)
            .join(LearnerRow, LearnerRow.id == EventRow.learner_id)
            .where(EventRow.exercise_id == exercise_id, LearnerRow.role == LEARNER)
            .distinct()
        )
        with self._database.session() as session:
            return sorted(session.scalars(query))


def _query(keys: Collection[str], people: Collection[str] | None) -> Select[Any]:
    """Each event on these questions, beside the one before it on anything at all."""
    at = func.lag(EventRow.at, type_=DateTime(timezone=True))
    name = func.lag(EventRow.exercise_id)
    whose, order = EventRow.learner_id, EventRow.id
    every = (
        select(
            EventRow.learner_id,
            EventRow.id,
            EventRow.exercise_id,
            EventRow.kind,
            EventRow.at,
            EventRow.data,
            at.over(partition_by=whose, order_by=order).label("at_before"),
            name.over(partition_by=whose, order_by=order).label("before"),
        )
        .join(LearnerRow, LearnerRow.id == EventRow.learner_id)
        .where(
            LearnerRow.role == LEARNER,
            true() if people is None else EventRow.learner_id.in_(sorted(people)),
        )
        .subquery()
    )
    return (
        select(every)
        .where(every.c.exercise_id.in_(sorted(keys)))
        .order_by(every.c.learner_id, every.c.id)
    )


def _time(one: _Begun, row: Row[Any]) -> None:
    """Count the time of a question on: opening a hint of it does not begin it anew."""
    seconds = _between(row.at_before, row.at)
    if row.before != row.exercise_id:
        one.seconds, one.after = seconds, row.before or ""
    elif one.seconds is not None:
        one.seconds = None if seconds is None else one.seconds + seconds


def _between(before: datetime | None, at: datetime) -> float | None:
    if before is None:
        return None
    seconds = max(0.0, (as_utc(at) - as_utc(before)).total_seconds())
    return seconds if seconds <= LONGEST else None


def _given(person: int, row: Row[Any], one: _Begun) -> GivenAnswer:
    chosen = row.data.get("chosen")
    return GivenAnswer(
        person=person,
        key=row.exercise_id,
        chosen=tuple(map(str, chosen)) if isinstance(chosen, list | tuple) else (),
        hints=one.hints,
        seconds=one.seconds if one.seconds is None or one.seconds <= LONGEST else None,
        after=one.after,
    )
