"""Lessons opened and finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.progress.database import Database, as_utc, now
from grader.progress.tables import VisitRow


@dataclass(frozen=True)
class Visit:
    """A lesson that was opened; ``finished`` once she said so at its end."""

    lesson_id: str
    seen_at: datetime
    finished: bool


class Visits:
    """Reads and writes visits.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, learner_id: str, lesson_id: str) -> None:
        """Record that a lesson is being read."""
        self._touch(learner_id, lesson_id, finished=False)

    def finish(self, learner_id: str, lesson_id: str) -> None:
        """Record that a lesson was finished; it stays so."""
        self._touch(learner_id, lesson_id, finished=True)

    def of(self, learner_id: str) -> dict[str, Visit]:
        """Give a learner's visits by lesson."""
        query = select(VisitRow).where(VisitRow.learner_id == learner_id)
        with self._database.session() as session:
            return {
                r.lesson_id: Visit(r.lesson_id, as_utc(r.seen_at), r.finished_at is not None)
                for r in session.scalars(query)
            }

    def _touch(self, learner_id: str, lesson_id: str, *, finished: bool) -> None:
        moment = now()

        def touch(session: Session) -> None:
            row = session.get(VisitRow, (learner_id, lesson_id))
            if row is None:
                row = VisitRow(learner_id=learner_id, lesson_id=lesson_id, opened_at=moment)
                session.add(row)
            row.seen_at = moment
            if finished and row.finished_at is None:
                row.finished_at = moment

        self._database.write(touch)
