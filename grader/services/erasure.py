"""Erasing a learner: rows, files, drafts, copies handed in, spaces of the portal."""

from __future__ import annotations

from grader.gradebook.submissions import erase_copies
from grader.progress.attestations.issued import Attestations
from grader.services.workshop import Workshop


def erase_everything(workshop: Workshop, learner_id: str) -> None:
    """Erase a learner: rows, files, copies handed in.

    Args:
        workshop: stores.
        learner_id: whose.
    """
    workshop.spaces.leave_all(learner_id)
    Attestations(workshop.database).forget(learner_id)
    # The learner goes before her files: from then on nothing new can be recorded for her.
    workshop.learners.erase(learner_id)
    workshop.files.erase_all(learner_id)
    workshop.drafts.erase_all(learner_id)
    erase_copies(workshop.gradebook, learner_id)
