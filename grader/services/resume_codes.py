"""« Mon code de reprise » : nine characters that bring a learner back on any machine.

A code is drawn by the server: twenty characters at nine places are 20⁹ codes, 38.9 bits. Only
its print is kept, HMAC-SHA256 under a secret of this installation. A keyed print is found by an
index, without trying every learner's salt as a slow hash would ask for; a stolen database is of
no use without the secret, which lies in another file. Who guesses must ask the server, which
counts wrong tries (``resume_tries``).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from grader.errors import RefusedError
from grader.progress.learners import LEARNER, Learner
from grader.services.codes import bare_code, draw_code, grouped
from grader.services.dates import day
from grader.services.portal.spaces import space_lines
from grader.services.trainers import read_or_make_secret
from grader.services.workshop import Workshop
from grader.typography import french

SECRET = "cle-reprise"  # noqa: S105  # the name of the file
_SECRET_BYTES = 32


@dataclass(frozen=True)
class Leaving:
    """What becomes of another learner's work that this browser holds.

    Attributes:
        pseudonym: hers.
        sentence: how it may be found again, or that it may not.
        lost: nothing would lead back to it.
    """

    pseudonym: str
    sentence: str
    lost: bool


def make_code(workshop: Workshop, learner: Learner) -> str:
    """Make a learner's code, which ends the one before; it can never be told again.

    Args:
        workshop: stores and settings.
        learner: whose.

    Returns:
        The code, in groups: « ACD-EFH-347 ».

    Raises:
        RefusedError: a trainer has none, nor has a server that forgets; or she was erased.
    """
    if workshop.settings.alone:
        raise RefusedError(
            "no-resume-code",
            "Ce serveur d'essai oublie tout : il ne donne pas de code de reprise.",
            "Dans « Mes données », téléchargez plutôt votre progression.",
        )
    if learner.role != LEARNER:
        raise RefusedError(
            "no-resume-code",
            "L'espace formateur ne se retrouve pas avec un code.",
            "Connectez-vous avec votre compte, ou avec l'adresse donnée au démarrage du serveur.",
        )
    code = draw_code()
    workshop.resume_codes.put(learner.id, _print(workshop, code))
    return grouped(code)


def learner_of_code(workshop: Workshop, typed: str) -> Learner | None:
    """Give the learner whose code somebody typed, or None, whatever the reason.

    Args:
        workshop: stores and settings.
        typed: spaces, hyphens and case do not count.
    """
    # What cannot be a code is looked up as well: every refusal does the same work.
    found = workshop.resume_codes.find(_print(workshop, bare_code(typed)))
    learner = workshop.learners.find(found or "-")
    return learner if learner is not None and learner.role == LEARNER else None


def code_sentence(workshop: Workshop, learner_id: str) -> str:
    """Tell a learner whether she has a code."""
    made = workshop.resume_codes.made_at(learner_id)
    if made is None:
        return "Vous n'avez pas encore de code."
    return french(
        f"Vous avez un code, créé le {day(made)}. Il n'est pas conservé : Ouvroir ne peut pas "
        "vous le redonner. En créer un autre met fin à celui-là."
    )


def leaving(workshop: Workshop, learner: Learner | None) -> Leaving | None:
    """Tell what a browser would leave behind, or None where nothing was done with it."""
    if learner is None:
        return None
    if learner.role != LEARNER:
        return Leaving(
            learner.pseudonym,
            "Pour rouvrir l'espace formateur, il faudra votre compte, ou l'adresse du démarrage.",
            lost=False,
        )
    done = (
        workshop.events.count(learner.id)
        or workshop.files.of(learner.id)
        or any(visit.finished for visit in workshop.visits.of(learner.id).values())
        or space_lines(workshop, learner.id)
    )
    if not done:
        return None
    if workshop.resume_codes.made_at(learner.id):
        told = f"Le travail de {learner.pseudonym} ne se retrouvera qu'avec son propre code."
        return Leaving(learner.pseudonym, told, lost=False)
    told = (
        f"Le travail de {learner.pseudonym} n'a pas de code de reprise : plus rien ne permettra "
        "de le retrouver."
    )
    return Leaving(learner.pseudonym, french(told), lost=True)


def _print(workshop: Workshop, code: str) -> str:
    key = read_or_make_secret(workshop.settings.data / SECRET, _SECRET_BYTES)
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()
