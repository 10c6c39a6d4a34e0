"""« Envoyer mes résultats au formateur » : a table made once, sent by who decides to, withdrawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from grader.errors import RefusedError
from grader.exercises.model import NOT_ATTEMPTED
from grader.progress.database import now
from grader.progress.learners import Learner
from grader.progress.sessions.members import SENT
from grader.progress.sessions.sessions import TrainingSession
from grader.services.modules import finished
from grader.services.responses import LABELS, gather, outcome_of
from grader.services.sessions.joining import opening_told, require_learner
from grader.services.sessions.programme import modules_of
from grader.services.sessions.pseudonyms import read_pseudonym
from grader.services.sessions.rules import standing
from grader.services.workshop import Workshop
from grader.typography import french

SEND = "envoyer-mes-resultats"


def results_of(workshop: Workshop, learner_id: str, session: TrainingSession) -> dict[str, Any]:
    """Give exactly what would be sent: by module, lessons done, exercises' state and points.

    Args:
        workshop: stores, course and workers.
        learner_id: whose.
        session: whose modules count.

    Returns:
        JSON types, in French as they are shown: ``modules``, each with ``title``,
        ``lessons_done``, ``lessons`` and ``exercises`` (``title``, ``state``, ``points``, ``of``).
    """
    visits = workshop.visits.of(learner_id)
    sealed = standing(workshop, learner_id).sealed()
    modules = []
    for module in modules_of(workshop.course, session.terms):
        if module.slug in sealed:
            continue
        outcomes = {
            one.id: outcome_of(workshop, learner_id, one, gather(workshop, learner_id, one))
            for one in module.exercises.values()
        }
        exercises = []
        for one in module.graded.values():
            outcome = one.outcome(outcomes)
            begun = one.is_choice and outcome.status != NOT_ATTEMPTED
            title = f"{one.title} ({one.best(outcomes).title})" if begun else one.title
            exercises.append(
                {
                    "id": one.id,
                    "title": title,
                    "state": LABELS[outcome.status],
                    "points": outcome.points,
                    "of": outcome.max_points,
                }
            )
        modules.append(
            {
                "id": module.slug,
                "title": module.title,
                "lessons_done": sum(finished(visits, one.id) for one in module.lessons),
                "lessons": len(module.lessons),
                "exercises": exercises,
            }
        )
    return {"modules": modules}


def send(
    workshop: Workshop,
    learner: Learner,
    session: TrainingSession,
    typed: str,
    results: Mapping[str, Any],
) -> str:
    """Send results to the trainers of a session; they replace those sent before.

    Args:
        workshop: stores.
        learner: who decides so.
        session: one that ``session_of_code`` gave.
        typed: the pseudonym under which they are sent.
        results: what ``results_of`` gave, and she was shown.

    Returns:
        The pseudonym as it is kept.

    Raises:
        RefusedError: the session is not open, or the pseudonym is refused or taken.
    """
    told = opening_told(session)
    if told:
        raise RefusedError("session-not-open", told)
    require_learner(learner)
    name = read_pseudonym(typed)
    workshop.members.put(session.id, learner.id, name, SENT)
    stamped = {**results, "sent_at": now().isoformat(timespec="seconds")}
    workshop.members.put_results(session.id, learner.id, stamped)
    return name


def require_same(shown: str, results: Mapping[str, Any]) -> None:
    """Refuse to send anything else than what was shown.

    Args:
        shown: print of the table that she confirmed.
        results: what would be sent now.

    Raises:
        RefusedError: she worked on meanwhile.
    """
    if shown != print_of(results):
        raise RefusedError(
            "results-changed",
            french("Vos résultats ont changé depuis l'affichage du tableau."),
            "Relisez-le ci-dessous, puis confirmez l'envoi.",
        )


def print_of(results: Mapping[str, Any]) -> str:
    """Give a print of a table of results: another table has another one."""
    return hashlib.sha256(json.dumps(results, sort_keys=True).encode()).hexdigest()
