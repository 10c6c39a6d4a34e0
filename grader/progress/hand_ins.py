"""Hand-ins: what a learner decided to send, and the grade that came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from grader.progress.database import Database, as_utc, now
from grader.progress.tables import HandInRow, LearnerRow

QUEUED = "queued"
GRADED = "graded"
FAILED = "failed"


@dataclass(frozen=True)
class HandIn:
    """A hand-in and, once graded, its outcomes by exercise."""

    id: int
    learner_id: str
    pseudonym: str
    module: str
    handed_in_at: datetime
    with_files: bool
    last_event_id: int
    state: str
    reason: str
    points: float | None
    max_points: float | None
    outcomes: Mapping[str, Any]


class HandIns:
    """Reads and writes hand-ins.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        learner_id: str,
        module: str,
        handed_in_at: datetime,
        last_event_id: int,
        *,
        with_files: bool,
    ) -> int:
        """Record a hand-in, queued for grading; gives its id."""
        row = HandInRow(
            learner_id=learner_id,
            module=module,
            handed_in_at=handed_in_at,
            with_files=with_files,
            last_event_id=last_event_id,
            state=QUEUED,
            reason="",
            outcomes={},
        )
        with self._database.session() as session:
            session.add(row)
        return row.id

    def newest(self, learner_id: str, module: str) -> HandIn | None:
        """Give a learner's newest hand-in of a module, or None."""
        return next(iter(self._select(learner_id, module)), None)

    def all_newest(self) -> list[HandIn]:
        """Give the newest hand-in of every learner and module, newest first."""
        return self._select(None, None)

    def put_grade(
        self,
        learner_id: str,
        module: str,
        *,
        points: float,
        max_points: float,
        outcomes: Mapping[str, Any],
        handed_in_at: datetime | None = None,
    ) -> bool:
        """Write the grade on the newest hand-in of that copy.

        Args:
            learner_id: whose copy.
            module: which module.
            points: total of the gradebook.
            max_points: total possible.
            outcomes: outcome by exercise, as JSON types.
            handed_in_at: time in the copy; a grade of an older copy is not written.

        Returns:
            Whether it was written.
        """
        return self._write(
            learner_id,
            module,
            handed_in_at,
            state=GRADED,
            reason="",
            points=points,
            max_points=max_points,
            outcomes=dict(outcomes),
            graded_at=now(),
        )

    def queue_again(self, learner_id: str, module: str) -> bool:
        """Have the newest hand-in graded anew, because a person has marked something of it.

        Returns:
            Whether there is one.
        """
        return self._write(learner_id, module, None, state=QUEUED)

    def put_failure(
        self, learner_id: str, module: str, reason: str, handed_in_at: datetime | None = None
    ) -> bool:
        """Write why a copy could not be graded, in French; not on a newer hand-in."""
        return self._write(
            learner_id, module, handed_in_at, state=FAILED, reason=reason, graded_at=now()
        )

    def _write(
        self, learner_id: str, module: str, handed_in_at: datetime | None, **values: Any
    ) -> bool:
        query = (
            select(HandInRow)
            .where(HandInRow.learner_id == learner_id, HandInRow.module == module)
            .order_by(HandInRow.id.desc())
            .limit(1)
        )
        with self._database.session() as session:
            row = session.scalar(query)
            if row is None:
                return False
            if handed_in_at is not None and as_utc(row.handed_in_at) > handed_in_at:
                return False
            for name, value in values.items():
                setattr(row, name, value)
            return True

    def _select(self, learner_id: str | None, module: str | None) -> list[HandIn]:
        newest = select(func.max(HandInRow.id)).group_by(HandInRow.learner_id, HandInRow.module)
        query = (
            select(HandInRow, LearnerRow.pseudonym)
            .join(LearnerRow, LearnerRow.id == HandInRow.learner_id)
            .where(HandInRow.id.in_(newest))
            .order_by(HandInRow.id.desc())
        )
        if learner_id is not None:
            query = query.where(HandInRow.learner_id == learner_id, HandInRow.module == module)
        with self._database.session() as session:
            return [
                HandIn(
                    id=row.id,
                    learner_id=row.learner_id,
                    pseudonym=pseudonym,
                    module=row.module,
                    handed_in_at=as_utc(row.handed_in_at),
                    with_files=row.with_files,
                    last_event_id=row.last_event_id,
                    state=row.state,
                    reason=row.reason,
                    points=row.points,
                    max_points=row.max_points,
                    outcomes=row.outcomes,
                )
                for row, pseudonym in session.execute(query)
            ]
