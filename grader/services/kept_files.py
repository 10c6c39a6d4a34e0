"""Until when a learner's file is kept, as every page that shows one says."""

from __future__ import annotations

import math

from grader.progress.database import now
from grader.services.dates import day
from grader.services.workshop import Workshop
from grader.typography import french, plural

_DAY_SECONDS = 24 * 3600


def kept_until(workshop: Workshop, learner_id: str, sha256: str) -> str:
    """Say until when a file is kept.

    Args:
        workshop: stores.
        learner_id: whose file.
        sha256: which file.
    """
    held = {stored.sha256: stored for stored in workshop.files.of(learner_id)}
    stored = held.get(sha256)
    if stored is None:
        return "Ce fichier a été effacé ; seuls les résultats sont conservés."
    seconds = max((stored.expires_at - now()).total_seconds(), 0.0)
    left = plural(math.ceil(seconds / _DAY_SECONDS), "jour")
    return french(
        f"Vous seule ou vous seul pouvez lire ce fichier. Il sera effacé le "
        f"{day(stored.expires_at)} (dans {left}), ou plus tôt depuis « Mes données »."
    )
