"""Accounts of trainers and administrators: a login, the hash of a password, a role."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import Database, as_utc, now
from grader.progress.learners import Learners
from grader.progress.sessions.tables import AccountRow
from grader.progress.tables import LearnerRow


@dataclass(frozen=True)
class Account:
    """An account; ``learner_id`` names its owner in every other table.

    Attributes:
        login: in lower case.
        learner_id: who she is to the rest of the house.
        role: ``trainer`` or ``administrator``.
        password_hash: as argon2 writes it.
        epoch: stands in the cookies of who logged in; another one ends them all.
        created_at: when it was made.
        closed_at: since when it opens nothing any more, or None.
    """

    login: str
    learner_id: str
    role: str
    password_hash: str
    epoch: str
    created_at: datetime
    closed_at: datetime | None


class Accounts:
    """Reads and writes accounts.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._learners = Learners(database)

    def add(self, login: str, password_hash: str, role: str) -> Account:
        """Make an account, and the row that its owner is known by.

        Args:
            login: in lower case.
            password_hash: of her password.
            role: ``trainer`` or ``administrator``.

        Raises:
            RefusedError: ``login-taken``.
        """
        if self.find(login) is not None:
            raise _taken(login)
        learner = self._learners.create()
        self._learners.set_role(learner.id, role)

        def write(session: Session) -> None:
            session.add(
                AccountRow(
                    login=login,
                    learner_id=learner.id,
                    password_hash=password_hash,
                    epoch=_epoch(),
                    created_at=now(),
                )
            )

        try:
            self._database.write(write)
        except RefusedError:
            # Somebody else took the login meanwhile.
            self._learners.erase(learner.id)
            raise _taken(login) from None
        found = self.find(login)
        if found is None:
            raise _taken(login)
        return found

    def find(self, login: str) -> Account | None:
        """Give the account of that login, or None."""
        return next(iter(self._read(login)), None)

    def every(self) -> list[Account]:
        """Give all accounts, by login."""
        return self._read()

    def of_learner(self, learner_id: str) -> Account | None:
        """Give the account that a learner's row belongs to, or None."""
        return next(iter(self._read(learner_id=learner_id)), None)

    def set_password(self, login: str, password_hash: str) -> None:
        """Replace a password, and end all cookies given under the one before.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._database.session() as session:
            row = _row(session, login)
            row.password_hash, row.epoch = password_hash, _epoch()

    def set_hash(self, login: str, password_hash: str) -> None:
        """Keep the same password under another hash: who is logged in stays so.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._database.session() as session:
            _row(session, login).password_hash = password_hash

    def end_cookies(self, login: str) -> None:
        """End all cookies of an account: she logs in again.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._database.session() as session:
            _row(session, login).epoch = _epoch()

    def set_closed(self, login: str, *, closed: bool) -> None:
        """Close an account, or open it again; what she did stays.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._database.session() as session:
            row = _row(session, login)
            row.closed_at = now() if closed else None
            row.epoch = _epoch()

    def remove(self, login: str) -> None:
        """Erase an account and its owner's row: her sessions stay, with who else runs them.

        Raises:
            NotFoundError: there is no such account.
        """
        with self._database.session() as session:
            learner_id = _row(session, login).learner_id
        self._learners.erase(learner_id)

    def _read(self, login: str = "", learner_id: str = "") -> list[Account]:
        query = (
            select(AccountRow, LearnerRow.role)
            .join(LearnerRow, LearnerRow.id == AccountRow.learner_id)
            .order_by(AccountRow.login)
        )
        if login:
            query = query.where(AccountRow.login == login)
        if learner_id:
            query = query.where(AccountRow.learner_id == learner_id)
        with self._database.session() as session:
            rows = session.execute(query).all()
        return [
            Account(
                login=row.login,
                learner_id=row.learner_id,
                role=role,
                password_hash=row.password_hash,
                epoch=row.epoch,
                created_at=as_utc(row.created_at),
                closed_at=as_utc(row.closed_at) if row.closed_at else None,
            )
            for row, role in rows
        ]


def _epoch() -> str:
    return secrets.token_urlsafe(12)


def _row(session: Session, login: str) -> AccountRow:
    row = session.get(AccountRow, login)
    if row is None:
        raise NotFoundError("unknown-account", f"Il n'y a pas de compte « {login} ».")
    return row


def _taken(login: str) -> RefusedError:
    return RefusedError(
        "login-taken", f"L'identifiant « {login} » est déjà pris.", "Choisissez-en un autre."
    )
