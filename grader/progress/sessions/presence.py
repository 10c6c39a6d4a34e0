"""When the learners of a session did something: moments alone, and nothing of what it was."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from grader.progress.database import Database, as_utc
from grader.progress.tables import EventRow, HandInRow, VisitRow


def moments_of(database: Database, people: Collection[str]) -> dict[str, list[datetime]]:
    """Give the moments at which each learner did something, without order.

    A lesson keeps when it was first opened, last looked at and finished; what lies between these
    is known by answers, files and hand-ins alone.

    Args:
        database: where they are kept.
        people: ids of learners.

    Returns:
        Moments by learner id; nobody who did nothing.
    """
    found: dict[str, list[datetime]] = {}
    columns = (
        (EventRow.learner_id, EventRow.at),
        (VisitRow.learner_id, VisitRow.opened_at),
        (VisitRow.learner_id, VisitRow.seen_at),
        (VisitRow.learner_id, VisitRow.finished_at),
        (HandInRow.learner_id, HandInRow.handed_in_at),
    )
    with database.session() as session:
        for who, when in columns:
            query = select(who, when).where(who.in_(people), when.is_not(None))
            for learner, at in session.execute(query):
                if at is not None:
                    found.setdefault(learner, []).append(as_utc(at))
    return found
