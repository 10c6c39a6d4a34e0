"""Events of practice give way to newer ones; those of graded work never do."""

from __future__ import annotations

from sqlalchemy import delete

from grader.progress.database import Database
from grader.progress.tables import EventRow


def forget_before(database: Database, learner_id: str, exercise_id: str, event_id: int) -> None:
    """Erase the events of one learner, kept under one id, that are older than a given one.

    Args:
        database: where they are kept.
        learner_id: whose events.
        exercise_id: under which id.
        event_id: the oldest event to keep.
    """
    with database.session() as session:
        session.execute(
            delete(EventRow).where(
                EventRow.learner_id == learner_id,
                EventRow.exercise_id == exercise_id,
                EventRow.id < event_id,
            )
        )
