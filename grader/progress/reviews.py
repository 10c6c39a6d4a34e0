"""Answers that a person marks, whoever gave them, and her marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, DateTime, Integer, String, func, insert, literal, select

from grader.progress.database import Database, as_utc, now
from grader.progress.events import StoredEvent
from grader.progress.tables import EventRow, LearnerRow


@dataclass(frozen=True)
class History:
    """What one learner did on one question, oldest first; ``pseudonym`` is all that names her."""

    learner_id: str
    pseudonym: str
    key: str
    events: tuple[StoredEvent, ...]


class Reviews:
    """Reads learners' answers for who marks them, and writes the marks.

    Args:
        database: where events are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def histories(self, keys: Sequence[str], learner_id: str | None = None) -> list[History]:
        """Give what every learner did on some questions, by learner then question.

        Args:
            keys: ids under which the events of these questions are kept.
            learner_id: only this learner.
        """
        if not keys:
            return []
        query = (
            select(EventRow, LearnerRow.pseudonym)
            .join(LearnerRow, LearnerRow.id == EventRow.learner_id)
            .where(EventRow.exercise_id.in_(keys))
            .order_by(EventRow.learner_id, EventRow.exercise_id, EventRow.id)
        )
        if learner_id is not None:
            query = query.where(EventRow.learner_id == learner_id)
        found: dict[tuple[str, str, str], list[StoredEvent]] = {}
        with self._database.session() as session:
            for row, pseudonym in session.execute(query):
                place = found.setdefault((row.learner_id, pseudonym, row.exercise_id), [])
                place.append(
                    StoredEvent(row.id, row.exercise_id, row.kind, as_utc(row.at), row.data)
                )
        return [History(*who, tuple(events)) for who, events in found.items()]

    def owner(self, event_id: int) -> tuple[str, str] | None:
        """Give whose an event is and on which question (its key), or None when it is gone."""
        with self._database.session() as session:
            row = session.get(EventRow, event_id)
            return None if row is None else (row.learner_id, row.exercise_id)

    def add(
        self, learner_id: str, key: str, kind: str, data: Mapping[str, Any], *, of: int, answer: str
    ) -> bool:
        """Write a review of an answer, unless she has answered anew; it is then on disk.

        It is one statement: no answer comes between the look and the writing.

        Args:
            learner_id: whose answer.
            key: id under which the events of the question are kept.
            kind: kind of the event.
            data: its content, as JSON types.
            of: id of the answer that was read.
            answer: kind of the events that answer.

        Returns:
            Whether it was written: False when that answer is not her last one any more.
        """
        newest = (
            select(func.max(EventRow.id))
            .where(
                EventRow.learner_id == learner_id,
                EventRow.exercise_id == key,
                EventRow.kind == answer,
            )
            .scalar_subquery()
        )
        values: dict[str, Any] = {
            "learner_id": literal(learner_id, String),
            "exercise_id": literal(key, String),
            "kind": literal(kind, String),
            "at": literal(now(), DateTime(timezone=True)),
            "data": literal(dict(data), JSON),
        }
        statement = insert(EventRow).from_select(
            list(values), select(*values.values()).where(newest == literal(of, Integer))
        )
        with self._database.session() as session:
            # Without this option, how many rows an INSERT wrote is not asked of the driver.
            done = session.connection().execute(
                statement, execution_options={"preserve_rowcount": True}
            )
            return bool(done.rowcount)

    def learners(self, kind: str) -> set[str]:
        """Give the learners who have at least one event of a kind."""
        query = select(EventRow.learner_id).where(EventRow.kind == kind).distinct()
        with self._database.session() as session:
            return set(session.scalars(query))

    def count(self, learner_id: str, kind: str) -> int:
        """Count a learner's events of one kind."""
        query = select(func.count()).where(EventRow.learner_id == learner_id, EventRow.kind == kind)
        with self._database.session() as session:
            return session.scalar(query) or 0
