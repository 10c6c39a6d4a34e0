"""Erasing a session at its date, with all that those who joined it did."""

from __future__ import annotations

from datetime import datetime

from grader.progress.database import now
from grader.progress.learners import LEARNER
from grader.progress.sessions.members import PRESENT
from grader.services.erasure import erase_everything
from grader.services.workshop import Workshop


def erase_session(workshop: Workshop, session_id: str) -> int:
    """Erase a session, and every learner who joined it, with her files and copies.

    Who is also in another living session stays until that one is erased; a trainer stays. Who
    only sent results loses what she sent. Learners go first: cut in the middle, the session is
    still there and the next run ends the work.

    Args:
        workshop: stores.
        session_id: which session; harmless where it is gone.

    Returns:
        How many learners were erased.
    """
    erased = 0
    for member in workshop.members.of_session(session_id):
        if member.kind == PRESENT and not _stays(workshop, member.learner_id, session_id):
            erase_everything(workshop, member.learner_id)
            erased += 1
    workshop.sessions.erase(session_id)
    return erased


def erase_due(workshop: Workshop, moment: datetime | None = None) -> int:
    """Erase the sessions whose date has come; gives how many.

    Args:
        workshop: stores.
        moment: what time it is, in UTC; now when not given.
    """
    due = workshop.sessions.due(moment or now())
    for session in due:
        erase_session(workshop, session.id)
    return len(due)


def _stays(workshop: Workshop, learner_id: str, session_id: str) -> bool:
    learner = workshop.learners.find(learner_id)
    if learner is None or learner.role != LEARNER:
        return learner is not None
    moment = now()
    return any(
        one.id != session_id and one.terms.erase_at > moment
        for one in workshop.sessions.joined_by(learner_id)
    )
