"""Joining a session by its code, being in it under a pseudonym, and leaving it."""

from __future__ import annotations

from dataclasses import dataclass

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.learners import LEARNER, Learner
from grader.progress.sessions.members import PRESENT, SENT, Member
from grader.progress.sessions.sessions import TrainingSession
from grader.services.codes import ALPHABET, LENGTH, bare_code
from grader.services.dates import day, day_and_time
from grader.services.lessons import lesson_address
from grader.services.sessions.programme import modules_of
from grader.services.sessions.pseudonyms import read_pseudonym
from grader.services.sessions.rules import require_may_leave
from grader.services.workshop import Workshop
from grader.typography import french

__all__ = [
    "JOIN",
    "SEATS",
    "SeatLine",
    "TrainingSession",
    "first_address",
    "join",
    "leave",
    "opening_told",
    "rename",
    "require_learner",
    "seats",
    "session_of_code",
]

#: Address of the form, and of the page of one's sessions.
JOIN, SEATS = "rejoindre", "seance"


@dataclass(frozen=True)
class SeatLine:
    """A session that a learner is in, told to her.

    Attributes:
        id: of the session.
        title: of the session.
        pseudonym: hers there.
        present: she joined; else she only sent her results.
        sees: what its trainers see, in one sentence.
        until: when all of it is erased.
        sent: when she last sent her results, or "".
        url: where its first lesson is.
    """

    id: str
    title: str
    pseudonym: str
    present: bool
    sees: str
    until: str
    sent: str
    url: str


def session_of_code(workshop: Workshop, typed: str) -> TrainingSession | None:
    """Give the session that somebody may join with a code, or None whatever the reason.

    One that is closed, put away or past its erasure is as unknown; one that is not open yet is
    given: who has the right code may know when it opens.

    Args:
        workshop: stores.
        typed: the code.
    """
    code = bare_code(typed)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        # Looked up all the same: every refusal does the same work.
        code = "-"
    found, moment = workshop.sessions.by_code(code), now()
    if found is None or found.archived_at is not None or found.terms.erase_at <= moment:
        return None
    closes_at = found.terms.closes_at
    return None if closes_at is not None and closes_at <= moment else found


def opening_told(session: TrainingSession) -> str:
    """Tell when a session opens, or "" where it is open."""
    opens_at = session.terms.opens_at
    if opens_at is None or opens_at <= now():
        return ""
    return french(f"Cette session ouvre le {day_and_time(opens_at)}. Revenez à ce moment-là.")


def join(workshop: Workshop, learner: Learner, session: TrainingSession, typed: str) -> str:
    """Let a learner into a session.

    Args:
        workshop: stores.
        learner: who joins.
        session: one that ``session_of_code`` gave.
        typed: the pseudonym that she chose.

    Returns:
        The pseudonym as it is kept.

    Raises:
        RefusedError: the session is not open, she runs sessions herself, or the pseudonym is
            refused or taken.
    """
    told = opening_told(session)
    if told:
        raise RefusedError("session-not-open", told)
    require_learner(learner)
    name = read_pseudonym(typed)
    workshop.members.put(session.id, learner.id, name, PRESENT)
    return name


def require_learner(learner: Learner) -> None:
    """Refuse who runs sessions: her account is not erased with one of them.

    Args:
        learner: who would join, or send.

    Raises:
        RefusedError: she is a trainer.
    """
    if learner.role != LEARNER:
        raise RefusedError(
            "trainer-joins",
            "Ce navigateur est celui d'un formateur.",
            "Pour essayer la session comme une personne en formation, ouvrez une fenêtre privée.",
        )


def first_address(workshop: Workshop, session: TrainingSession) -> str:
    """Give the address of the first lesson of a session, or of the house where it has none."""
    for module in modules_of(workshop.course, session.terms):
        for lesson in module.lessons:
            return lesson_address(workshop, lesson)
    return workshop.address("")


def seats(workshop: Workshop, learner_id: str) -> tuple[SeatLine, ...]:
    """Give the sessions that a learner is in.

    Args:
        workshop: stores and course.
        learner_id: whose.
    """
    lines = []
    for member in workshop.members.of_learner(learner_id):
        session = workshop.sessions.find(member.session_id)
        if session is not None:
            lines.append(_line(workshop, session, member))
    return tuple(lines)


def _line(workshop: Workshop, session: TrainingSession, member: Member) -> SeatLine:
    present = member.kind == PRESENT
    sent = day_and_time(member.results_at) if member.results_at and member.results else ""
    sees = (
        "Ses formateurs voient où vous en êtes, l'état et les points de vos exercices, celui de "
        "votre attestation, et le compte de vos anomalies. Ils lisent vos réponses écrites quand "
        "vous rendez un travail."
        if present
        else "Ses formateurs voient seulement le tableau que vous avez envoyé."
    )
    return SeatLine(
        id=session.id,
        title=french(session.terms.title),
        pseudonym=member.pseudonym,
        present=present,
        sees=french(sees),
        until=day(session.terms.erase_at),
        sent=sent,
        url=first_address(workshop, session),
    )


def _member(workshop: Workshop, learner_id: str, session_id: str) -> Member:
    for one in workshop.members.of_learner(learner_id):
        if one.session_id == session_id:
            return one
    raise NotFoundError("not-in-session", "Vous n'êtes pas dans cette session.")


def rename(workshop: Workshop, learner_id: str, session_id: str, typed: str) -> str:
    """Change a learner's pseudonym in a session.

    Raises:
        NotFoundError: she is not in it.
        RefusedError: the pseudonym is refused or taken.
    """
    member = _member(workshop, learner_id, session_id)
    name = read_pseudonym(typed)
    workshop.members.put(session_id, learner_id, name, member.kind)
    return name


def leave(workshop: Workshop, learner_id: str, session_id: str) -> None:
    """Let a learner out of a session, with what she sent there; her work stays hers.

    Raises:
        NotFoundError: she is not in it.
        RefusedError: one of its exams is under way.
    """
    member = _member(workshop, learner_id, session_id)
    if member.kind != SENT:
        require_may_leave(workshop.sessions.get(session_id))
    workshop.members.leave(session_id, learner_id)
