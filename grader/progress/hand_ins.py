"""Hand-ins: what a learner decided to send, and the grade that came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from grader.progress.database import Database, as_utc, now
from grader.progress.tables import HandInRow, LearnerRow

QUEUED = "queued"
GRADED = "graded"
FAILED = "failed"
#: In an outcome, why it earned nothing.
ZERO = "zero"


@dataclass(frozen=True)
class HandIn:
    """A hand-in and, once graded, its outcomes by exercise.

    Attributes:
        begun_at: since when it is being graded; None where nobody grades it.
        points, max_points, outcomes: of its last grading; none before the first one.
    """

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
    begun_at: datetime | None = None
    graded_at: datetime | None = None


#: Every hand-in with the pseudonym of its learner, newest first.
_ROWS: Select[HandInRow, str] = (
    select(HandInRow, LearnerRow.pseudonym)
    .join(LearnerRow, LearnerRow.id == HandInRow.learner_id)
    .order_by(HandInRow.id.desc())
)
#: The newest of every learner and module.
_NEWEST = _ROWS.where(
    HandInRow.id.in_(
        select(func.max(HandInRow.id)).group_by(HandInRow.learner_id, HandInRow.module)
    )
)


def _of(query: Select[HandInRow, str], learner_id: str, module: str) -> Select[HandInRow, str]:
    return query.where(HandInRow.learner_id == learner_id, HandInRow.module == module)


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
        return next(iter(self._read(_of(_NEWEST, learner_id, module))), None)

    def of(self, learner_id: str, module: str) -> list[HandIn]:
        """Give every hand-in of a module by a learner, newest first."""
        return self._read(_of(_ROWS, learner_id, module))

    def every(self) -> list[HandIn]:
        """Give every hand-in of everybody, newest first."""
        return self._read(_ROWS)

    def queued(self) -> list[HandIn]:
        """Give the hand-ins that wait for their note, the oldest first."""
        return self._read(_NEWEST.where(HandInRow.state == QUEUED))[::-1]

    def waiting(self) -> int:
        """Count the hand-ins that wait for their note."""
        newest = select(func.max(HandInRow.id)).group_by(HandInRow.learner_id, HandInRow.module)
        query = select(func.count()).where(HandInRow.id.in_(newest), HandInRow.state == QUEUED)
        with self._database.session() as session:
            return session.scalar(query) or 0

    def begin(self, learner_id: str, module: str) -> bool:
        """Write that the newest hand-in of that copy is being graded.

        Returns:
            Whether there is one.
        """
        return self._write(learner_id, module, None, begun_at=now())

    def let_go(self) -> None:
        """Forget which copies are being graded: whoever did so was stopped."""
        held = update(HandInRow).where(HandInRow.begun_at.is_not(None))
        with self._database.session() as session:
            session.execute(held.values(begun_at=None))

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
            begun_at=None,
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
            learner_id,
            module,
            handed_in_at,
            state=FAILED,
            reason=reason,
            graded_at=now(),
            begun_at=None,
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

    def _read(self, query: Select[HandInRow, str]) -> list[HandIn]:
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
                    begun_at=as_utc(row.begun_at) if row.begun_at else None,
                    graded_at=as_utc(row.graded_at) if row.graded_at else None,
                )
                for row, pseudonym in session.execute(query)
            ]
