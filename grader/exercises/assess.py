"""The one pure function behind every door: page, command line and nbgrader."""

from __future__ import annotations

import logging
import traceback

from grader.exercises.kind import outcome
from grader.exercises.model import UNCHECKABLE, Exercise, Feedback, Outcome, Response
from grader.exercises.registry import KINDS
from grader.typography import french

_log = logging.getLogger(__name__)


def assess(exercise: Exercise, response: Response) -> Outcome:
    """Assess a response, without Jupyter, network or clock; the same answer at every door.

    Never raises: what cannot be assessed is ``uncheckable``, with a reason. The fault is
    logged by its kind and place alone, since its message may quote a learner's cell.

    Args:
        exercise: the exercise, keys included.
        response: all that the learner did on it, as the server recorded it.
    """
    try:
        if response.exercise_id != exercise.id:
            return _told(_other_exercise(exercise))
        return _told(KINDS[exercise.kind].assess(exercise, response))
    except MemoryError:
        return _told(_too_heavy(exercise))
    except Exception as error:  # noqa: BLE001 - an outcome is never a traceback (DESIGN, idea 1)
        last = traceback.extract_tb(error.__traceback__)[-1]
        _log.error(
            "assess %s: %s in %s, line %s",
            exercise.id, type(error).__name__, last.name, last.lineno,
        )  # fmt: skip
        return _told(_unexpected(exercise))


def _other_exercise(exercise: Exercise) -> Outcome:
    reason = "Cette réponse a été faite pour un autre exercice : elle n'a pas pu être vérifiée."
    return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))


def _too_heavy(exercise: Exercise) -> Outcome:
    reason = (
        "Ce fichier demande trop de mémoire pour être vérifié ici. Déposez un extrait : quelques "
        "centaines de lignes suffisent."
    )
    return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))


def _unexpected(exercise: Exercise) -> Outcome:
    reason = (
        "Votre réponse n'a pas pu être vérifiée, pour une raison qui ne vient pas de vous. "
        "Elle est conservée : signalez-le à votre formateur, puis réessayez."
    )
    return outcome(exercise, UNCHECKABLE, 0, Feedback("reason", reason))


def _told(found: Outcome) -> Outcome:
    feedback = tuple(Feedback(f.kind, french(f.message)) for f in found.feedback)
    return Outcome(found.status, found.points, found.max_points, feedback)
