"""What a trainer does with her sessions: make, change, copy, put away, share, erase."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.learners import Learner
from grader.progress.sessions.sessions import Terms, TrainingSession
from grader.services.codes import bare_code, draw_code
from grader.services.people import is_administrator
from grader.services.sessions.accounts import account_of
from grader.services.sessions.erasing import erase_session
from grader.services.sessions.reach import session_for
from grader.services.sessions.terms import LONGEST_TITLE, erasure_after
from grader.services.workshop import Workshop
from grader.typography import french

#: Sessions that a trainer runs at the same time, and trainers of a session: bounds of the pages.
MOST_SESSIONS, MOST_TRAINERS = 200, 20
_DRAWS = 5
_COPY = " (copie)"


@dataclass(frozen=True)
class TrainerLine:
    """A trainer of a session.

    Attributes:
        learner_id: names her in the form.
        name: her login, or what the key's holder is called.
        owner: she made it.
    """

    learner_id: str
    name: str
    owner: bool


def create_session(workshop: Workshop, trainer: Learner, terms: Terms) -> TrainingSession:
    """Make a session under a code that nobody has.

    Args:
        workshop: stores.
        trainer: who makes it, and owns it.
        terms: what she decided.

    Raises:
        RefusedError: she has too many.
    """
    if len(workshop.sessions.of_trainer(trainer.id)) >= MOST_SESSIONS:
        raise RefusedError(
            "too-many-sessions",
            french(f"Vous avez déjà {MOST_SESSIONS} sessions."),
            "Effacez celles qui ne servent plus, puis recommencez.",
        )
    return workshop.sessions.create(terms, _free_code(workshop), trainer.id)


def change_session(workshop: Workshop, trainer: Learner, session_id: str, terms: Terms) -> None:
    """Replace what was decided of a session.

    Raises:
        NotFoundError: it is not hers.
    """
    workshop.sessions.change(session_for(workshop, trainer, session_id).id, terms)


def duplicate_session(workshop: Workshop, trainer: Learner, session_id: str) -> TrainingSession:
    """Make a session like another: another code, nobody in it, no date of the one before.

    Raises:
        NotFoundError: it is not hers.
        RefusedError: she has too many.
    """
    terms = session_for(workshop, trainer, session_id).terms
    title = terms.title[: LONGEST_TITLE - len(_COPY)].removesuffix(_COPY) + _COPY
    return create_session(
        workshop,
        trainer,
        dataclasses.replace(
            terms,
            title=title,
            opens_at=None,
            closes_at=None,
            exams=(),
            erase_at=erasure_after(now()),
        ),
    )


def renew_code(workshop: Workshop, trainer: Learner, session_id: str) -> None:
    """Give a session another code; who is in stays in.

    Raises:
        NotFoundError: it is not hers.
    """
    session = session_for(workshop, trainer, session_id)
    workshop.sessions.set_code(session.id, _free_code(workshop))


def put_away(workshop: Workshop, trainer: Learner, session_id: str) -> bool:
    """Put a session away, or take it out again; says whether it is away now.

    Raises:
        NotFoundError: it is not hers.
    """
    session = session_for(workshop, trainer, session_id)
    archived = session.archived_at is None
    workshop.sessions.set_archived(session.id, archived=archived)
    return archived


def trainer_lines(workshop: Workshop, session_id: str) -> tuple[TrainerLine, ...]:
    """List the trainers of a session, its owner first."""
    logins = {one.learner_id: one.login for one in workshop.accounts.every()}
    return tuple(
        TrainerLine(
            one.learner_id,
            logins.get(one.learner_id, "personne entrée avec la clé du serveur"),
            one.owner,
        )
        for one in workshop.sessions.trainers(session_id)
    )


def may_decide(workshop: Workshop, trainer: Learner, session_id: str) -> bool:
    """Tell whether she may share or erase a session: its owner, or who holds the installation."""
    return is_administrator(trainer) or any(
        one.owner and one.learner_id == trainer.id for one in workshop.sessions.trainers(session_id)
    )


def add_trainer(workshop: Workshop, trainer: Learner, session_id: str, typed: str) -> str:
    """Let another trainer run a session; gives her login.

    Args:
        workshop: stores.
        trainer: who shares it.
        session_id: which one.
        typed: the login of the other.

    Raises:
        NotFoundError: the session is not hers; or no open account has that login.
        RefusedError: only its owner shares it; or it has too many trainers.
    """
    session = owned(workshop, trainer, session_id)
    try:
        account = account_of(workshop, typed)
    except NotFoundError:
        account = None
    if account is None or account.closed_at is not None:
        raise NotFoundError(
            "unknown-account",
            "Aucun compte formateur ouvert à ce nom.",
            "Vérifiez l'identifiant auprès de cette personne.",
        )
    if len(workshop.sessions.trainers(session.id)) >= MOST_TRAINERS:
        raise RefusedError(
            "too-many-trainers",
            french(f"Cette session a déjà {MOST_TRAINERS} formateurs."),
            "Retirez-en un d'abord.",
        )
    workshop.sessions.add_trainer(session.id, account.learner_id)
    return account.login


def remove_trainer(workshop: Workshop, trainer: Learner, session_id: str, learner_id: str) -> None:
    """Let a trainer out of a session; its owner stays.

    Raises:
        NotFoundError: the session is not hers.
        RefusedError: only its owner decides.
    """
    workshop.sessions.remove_trainer(owned(workshop, trainer, session_id).id, learner_id)


def erase_now(workshop: Workshop, trainer: Learner, session_id: str, typed_code: str) -> int:
    """Erase a session at once; gives how many learners went with it.

    Args:
        workshop: stores.
        trainer: who asks.
        session_id: which one.
        typed_code: the session's code, typed to confirm.

    Raises:
        NotFoundError: it is not hers.
        RefusedError: only its owner decides; or what was typed is not the code.
    """
    session = owned(workshop, trainer, session_id)
    if bare_code(typed_code) != session.code:
        raise RefusedError(
            "not-confirmed",
            "Ce n'est pas le code de cette session : rien n'a été effacé.",
            "Recopiez le code affiché au-dessus.",
        )
    return erase_session(workshop, session.id)


def owned(workshop: Workshop, trainer: Learner, session_id: str) -> TrainingSession:
    """Give a session to who may share or erase it.

    Raises:
        NotFoundError: she may not even see it.
        RefusedError: she runs it, and does not own it.
    """
    session = session_for(workshop, trainer, session_id)
    if not may_decide(workshop, trainer, session_id):
        raise RefusedError(
            "owner-only",
            "Seule la personne qui a créé cette session peut faire cela.",
            "Adressez-vous à elle.",
        )
    return session


def _free_code(workshop: Workshop) -> str:
    for _ in range(_DRAWS):
        code = draw_code()
        if workshop.sessions.by_code(code) is None:
            break
    return code
