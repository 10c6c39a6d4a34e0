"""Erasing again what a back-up brought back, though it had been erased since."""

from __future__ import annotations

from contextlib import suppress

from grader.errors import NotFoundError
from grader.gradebook.submissions import erase_sent_file
from grader.services.erasure import erase_everything
from grader.services.sessions.erasing import erase_session
from grader.services.workshop import Workshop


def erase_again(workshop: Workshop) -> int:
    """Erase learners, sessions and files that the list of what was erased has.

    Args:
        workshop: stores.

    Returns:
        How many there were; none on a day without a restoration.
    """
    back = workshop.database.forgotten.come_back(workshop.database)
    for learner_id, file_id in back.files:
        with suppress(NotFoundError):  # it goes with its learner, or she was quicker
            sha256 = workshop.files.erase(learner_id, file_id)
            erase_sent_file(workshop.gradebook, learner_id, sha256)
    for learner_id in back.learners:
        erase_everything(workshop, learner_id)
    for session_id in back.sessions:
        erase_session(workshop, session_id)
    return len(back.files) + len(back.learners) + len(back.sessions)
