"""How many rows there are of each kind: figures of an installation, and of nobody in it."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from grader.progress.database import Database, now
from grader.progress.hand_ins import GRADED
from grader.progress.learners import LEARNER
from grader.progress.portal.tables import SpaceRow
from grader.progress.sessions.tables import AccountRow, MemberRow, TrainingSessionRow
from grader.progress.tables import EventRow, FileRow, HandInRow, LearnerRow, VisitRow

_WEEK = timedelta(days=7)


def count_rows(database: Database) -> dict[str, int]:
    """Count rows by kind.

    Args:
        database: open.
    """
    learners = select(func.count()).select_from(LearnerRow).where(LearnerRow.role == LEARNER)
    queries = {
        "learners": learners,
        "learners_this_week": learners.where(LearnerRow.seen_at >= now() - _WEEK),
        "accounts": select(func.count()).select_from(AccountRow),
        "sessions": select(func.count()).select_from(TrainingSessionRow),
        "people_in_sessions": select(func.count()).select_from(MemberRow),
        "actions": select(func.count()).select_from(EventRow),
        "lessons_finished": select(func.count())
        .select_from(VisitRow)
        .where(VisitRow.finished_at.is_not(None)),
        "hand_ins": select(func.count()).select_from(HandInRow),
        "hand_ins_graded": select(func.count())
        .select_from(HandInRow)
        .where(HandInRow.state == GRADED),
        "files": select(func.count()).select_from(FileRow),
        "portal_spaces": select(func.count()).select_from(SpaceRow),
    }
    with database.session() as session:
        return {name: int(session.scalar(query) or 0) for name, query in queries.items()}
