"""Putting back what a learner did elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from grader.progress.database import Database, now
from grader.progress.tables import EventRow, VisitRow


@dataclass(frozen=True)
class PastEvent:
    """An event of another place: what was done, on what, when (UTC)."""

    exercise_id: str
    kind: str
    at: datetime
    data: Mapping[str, Any]


def restore(
    database: Database,
    learner_id: str,
    events: Sequence[PastEvent],
    visits: Iterable[tuple[str, bool]] = (),
) -> None:
    """Write events and visits of a learner in one transaction.

    Args:
        database: where.
        learner_id: whose; she has done nothing here yet (the caller looks, in the same turn).
        events: in order.
        visits: id of a lesson, and whether it was finished.

    Raises:
        RefusedError: she was erased meanwhile.
    """
    moment = now()

    def put(session: Session) -> None:
        for event in events:
            session.add(
                EventRow(
                    learner_id=learner_id,
                    exercise_id=event.exercise_id,
                    kind=event.kind,
                    at=event.at,
                    data=dict(event.data),
                )
            )
            # One by one: ids are what tells the order.
            session.flush()
        for lesson_id, finished in visits:
            session.merge(
                VisitRow(
                    learner_id=learner_id,
                    lesson_id=lesson_id,
                    opened_at=moment,
                    seen_at=moment,
                    finished_at=moment if finished else None,
                )
            )

    database.write(put)
