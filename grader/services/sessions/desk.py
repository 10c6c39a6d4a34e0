"""Whom a trainer's desk shows: the learners of one of her sessions; everybody to an administrator.

Answers are read blind where the session says so: « Copie 4170 » stands for a pseudonym. The number
is drawn from the session and the learner's own id, which no trainer sees; it tells nothing of the
order in which people came, and stays the same when others join.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.progress.learners import Learner
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import TrainingSession
from grader.services.people import is_administrator
from grader.services.sessions.reach import session_for, sessions_of
from grader.services.workshop import Workshop
from grader.typography import french

#: Numbers of copies have four digits, and six in a crowd that no room holds; none is a rank.
_ENOUGH = 8_000


@dataclass(frozen=True)
class Desk:
    """What a trainer looks at.

    Attributes:
        session: the one she looks at; None for the whole house, or where she runs none.
        names: pseudonym in that session by learner id; None for the whole house.
        copies: what stands for a pseudonym beside an answer to read, by learner id.
        followed: learners of sessions: their answers are read once they are handed in.
        sessions: all that she may look at, the newest first.
        whole: whether she may look at the whole house.
    """

    session: TrainingSession | None = None
    names: Mapping[str, str] | None = None
    copies: Mapping[str, str] = field(default_factory=dict)
    followed: frozenset[str] = frozenset()
    sessions: tuple[TrainingSession, ...] = ()
    whole: bool = False

    @property
    def people(self) -> frozenset[str] | None:
        """Learners that it shows; None for everybody."""
        return None if self.names is None else frozenset(self.names)

    def shows(self, learner_id: str) -> bool:
        """Tell whether something of that learner's may be shown here."""
        return self.names is None or learner_id in self.names

    def name(self, learner_id: str, pseudonym: str) -> str:
        """Give the name that she has here.

        Args:
            learner_id: whose; one that ``shows`` lets through.
            pseudonym: the house's, for who is in no session.
        """
        return pseudonym if self.names is None else self.names[learner_id]

    def reader_name(self, learner_id: str, pseudonym: str) -> str:
        """Give the name beside an answer to read: a copy's number where reading is blind."""
        return self.copies.get(learner_id) or self.name(learner_id, pseudonym)


def desk_for(workshop: Workshop, trainer: Learner, session_id: str = "") -> Desk:
    """Give the desk of a trainer.

    Args:
        workshop: stores.
        trainer: who asks.
        session_id: the session to look at; "" for the whole house to an administrator, and for
            the newest of her sessions that is not put away to a trainer.

    Raises:
        NotFoundError: there is no such session, or it is somebody else's.
    """
    sessions = tuple(sessions_of(workshop, trainer))
    whole = is_administrator(trainer)
    if session_id:
        chosen = session_for(workshop, trainer, session_id)
        return _of_session(workshop, chosen, sessions, whole)
    if whole:
        return whole_house(workshop, sessions)
    newest = next((one for one in sessions if one.archived_at is None), None)
    newest = newest or next(iter(sessions), None)
    if newest is None:
        return Desk(names={})
    return _of_session(workshop, newest, sessions, whole)


def whole_house(workshop: Workshop, sessions: tuple[TrainingSession, ...] = ()) -> Desk:
    """Give the desk of an administrator: everybody, under the pseudonyms of the house.

    Args:
        workshop: stores.
        sessions: all of the house's; they are read where they are not given.
    """
    sessions = sessions or tuple(workshop.sessions.every())
    copies: dict[str, str] = {}
    followed: set[str] = set()
    for one in sessions:
        present = present_in(workshop, one.id)
        followed.update(present)
        if one.terms.blind:
            copies.update(copies_of(one.id, list(present)))
    return Desk(copies=copies, followed=frozenset(followed), sessions=sessions, whole=True)


def present_in(workshop: Workshop, session_id: str) -> dict[str, str]:
    """Give the pseudonyms of who joined a session, by learner id, in the order they came.

    Who only sent results from home is left out: nothing but what she sent may be seen.
    """
    members = workshop.members.of_session(session_id)
    return {one.learner_id: one.pseudonym for one in members if one.kind == PRESENT}


def copies_of(session_id: str, learner_ids: list[str]) -> dict[str, str]:
    """Number the copies of a session, by learner id.

    Args:
        session_id: which session.
        learner_ids: who is in it, in the order they came: where two draw the same number, who
            came first keeps it.
    """
    numbers: dict[int, str] = {}
    room = 9_000 if len(learner_ids) <= _ENOUGH else 900_000
    for one in learner_ids:
        print_of = hashlib.sha256(f"{session_id}/{one}".encode()).digest()
        number = int.from_bytes(print_of[:6], "big") % room
        while number in numbers:
            number = (number + 1) % room
        numbers[number] = one
    first = room // 9
    return {one: french(f"Copie {first + number}") for number, one in numbers.items()}


def _of_session(
    workshop: Workshop,
    chosen: TrainingSession,
    sessions: tuple[TrainingSession, ...],
    whole: bool,
) -> Desk:
    names = present_in(workshop, chosen.id)
    copies = copies_of(chosen.id, list(names)) if chosen.terms.blind else {}
    return Desk(chosen, names, copies, frozenset(names), sessions, whole)
