"""Learners: made at first visit, known by a signed cookie, named by a pseudonym."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.progress.database import Database, as_utc, now
from grader.progress.forgotten import LEARNER as LEARNER_PRINT
from grader.progress.tables import LearnerRow

#: Two short lists that make a pseudonym easy to remember and impossible to mistake for a name.
THINGS = (
    "Amande", "Bouleau", "Cerise", "Châtaigne", "Coquelicot", "Érable", "Figue", "Fougère",
    "Genêt", "Girofle", "Hêtre", "Jasmin", "Lavande", "Lierre", "Mélèze", "Menthe", "Mimosa",
    "Myrtille", "Noisette", "Olive", "Peuplier", "Pivoine", "Prune", "Réglisse", "Romarin",
    "Sauge", "Thym", "Tilleul", "Tulipe", "Verveine", "Violette", "Yucca",
)  # fmt: skip

LEARNER = "learner"
TRAINER = "trainer"
#: Whoever holds the installation: all that a trainer may, on every session, and the accounts.
ADMINISTRATOR = "administrator"


@dataclass(frozen=True)
class Learner:
    """Who someone is to us: a random id, a pseudonym, a role, the door she came by."""

    id: str
    pseudonym: str
    role: str
    door: str
    created_at: datetime


def _free_pseudonym(session: Session) -> str:
    """Draw until nobody has it; numbers grow when the short ones run out."""
    spread = 9000
    while True:
        name = f"{secrets.choice(THINGS)}-{secrets.randbelow(spread) + 1000}"
        if session.scalar(select(LearnerRow.id).where(LearnerRow.pseudonym == name)) is None:
            return name
        spread *= 2


def _as_learner(row: LearnerRow) -> Learner:
    return Learner(row.id, row.pseudonym, row.role, row.door, as_utc(row.created_at))


class Learners:
    """Reads and writes learners.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self) -> Learner:
        """Make a learner with a random id and pseudonym."""
        moment = now()
        with self._database.session() as session:
            row = LearnerRow(
                id="a" + secrets.token_hex(12),
                pseudonym=_free_pseudonym(session),
                role=LEARNER,
                door="",
                created_at=moment,
                seen_at=moment,
            )
            session.add(row)
        return _as_learner(row)

    def find(self, learner_id: str) -> Learner | None:
        """Give the learner of that id, or None; her last visit is dated to the hour."""
        with self._database.session() as session:
            row = session.get(LearnerRow, learner_id)
            if row is None:
                return None
            if now() - as_utc(row.seen_at) > timedelta(hours=1):
                row.seen_at = now()
            return _as_learner(row)

    def pseudonyms(self) -> dict[str, str]:
        """Give every learner's pseudonym by id, for a trainer's table."""
        with self._database.session() as session:
            rows = session.execute(select(LearnerRow.id, LearnerRow.pseudonym)).all()
        return {row.id: row.pseudonym for row in rows}

    def set_door(self, learner_id: str, door: str) -> None:
        """Remember which door she chose on the home page."""
        self._update(learner_id, door=door)

    def set_role(self, learner_id: str, role: str) -> None:
        """Make someone a trainer, or a learner again."""
        self._update(learner_id, role=role)

    def erase(self, learner_id: str) -> None:
        """Erase a learner and, by the foreign keys, every row about her."""
        self._database.forgotten.note(LEARNER_PRINT, learner_id)
        with self._database.session() as session:
            session.execute(delete(LearnerRow).where(LearnerRow.id == learner_id))
        self._database.forget()

    def _update(self, learner_id: str, **values: str) -> None:
        with self._database.session() as session:
            row = session.get(LearnerRow, learner_id)
            if row is not None:
                for name, value in values.items():
                    setattr(row, name, value)
