"""Which sessions a trainer may see, and which learners through them: nobody else's, ever."""

from __future__ import annotations

from grader.errors import NotFoundError
from grader.progress.learners import Learner
from grader.progress.sessions.sessions import TrainingSession
from grader.services.people import is_administrator, is_trainer
from grader.services.workshop import Workshop


def sessions_of(workshop: Workshop, trainer: Learner) -> list[TrainingSession]:
    """Give the sessions that she runs, or all of them to an administrator; the newest first."""
    if is_administrator(trainer):
        return workshop.sessions.every()
    return workshop.sessions.of_trainer(trainer.id) if is_trainer(trainer) else []


def session_for(workshop: Workshop, trainer: Learner, session_id: str) -> TrainingSession:
    """Give a session to who may see it.

    Args:
        workshop: stores.
        trainer: who asks.
        session_id: which one.

    Raises:
        NotFoundError: there is none, or it is somebody else's: she is not told which.
    """
    found = workshop.sessions.find(session_id)
    if found is not None and is_administrator(trainer):
        return found
    mine = {one.learner_id for one in workshop.sessions.trainers(session_id)} if found else set()
    if found is None or not is_trainer(trainer) or trainer.id not in mine:
        raise NotFoundError("unknown-session", "Cette session n'existe pas, ou a été effacée.")
    return found


def names_in(workshop: Workshop, session_id: str) -> dict[str, str]:
    """Give the pseudonym of each member of a session, by learner id, in the order they came."""
    return {one.learner_id: one.pseudonym for one in workshop.members.of_session(session_id)}
