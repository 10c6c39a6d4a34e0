"""Attestations that were issued: enough to revoke one, and nothing that names a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from grader.errors import NotFoundError
from grader.progress.attestations.checking import Revoked
from grader.progress.database import Database, as_utc, now
from grader.progress.tables import AttestationRow, LearnerRow


@dataclass(frozen=True)
class Issued:
    """One of them; ``pseudonym`` is "" once its learner was erased."""

    serial: str
    pseudonym: str
    path: str
    key_id: str
    issued_at: datetime
    revoked_at: datetime | None
    reason: str


#: Every attestation with the pseudonym of its learner, oldest first.
_ROWS: Select[AttestationRow, str] = (
    select(AttestationRow, LearnerRow.pseudonym)
    .outerjoin(LearnerRow, LearnerRow.id == AttestationRow.learner_id)
    .order_by(AttestationRow.issued_at, AttestationRow.serial)
)


class Attestations:
    """Reads and writes them.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, serial: str, learner_id: str, path: str, key_id: str) -> None:
        """Record one that is about to be given."""

        def write(session: Session) -> None:
            session.add(
                AttestationRow(
                    serial=serial,
                    learner_id=learner_id,
                    path=path,
                    key_id=key_id,
                    issued_at=now(),
                    reason="",
                )
            )

        self._database.write(write)

    def all(self) -> list[Issued]:
        """List them, oldest first."""
        return self._read(_ROWS)

    def of(self, learner_id: str) -> list[Issued]:
        """List a learner's, oldest first."""
        return self._read(_ROWS.where(AttestationRow.learner_id == learner_id))

    def knows(self, serial: str) -> bool:
        """Tell whether one of that serial was issued here."""
        with self._database.session() as session:
            return session.get(AttestationRow, serial) is not None

    def revoked(self) -> list[Revoked]:
        """List those that are no longer good."""
        query = select(AttestationRow).where(AttestationRow.revoked_at.is_not(None))
        with self._database.session() as session:
            return [
                Revoked(row.serial, as_utc(row.revoked_at).isoformat(), row.reason)
                for row in session.scalars(query.order_by(AttestationRow.serial))
                if row.revoked_at is not None
            ]

    def revoke(self, serial: str, reason: str) -> None:
        """Take one back; the first reason stays.

        Raises:
            NotFoundError: none bears this serial.
        """

        def write(session: Session) -> None:
            row = session.get(AttestationRow, serial)
            if row is None:
                raise NotFoundError(
                    "unknown-serial", f"Aucune attestation ne porte le numéro « {serial[:40]} »."
                )
            if row.revoked_at is None:
                row.revoked_at, row.reason = now(), reason

        self._database.write(write)

    def forget(self, learner_id: str) -> None:
        """Keep of a learner's attestations what revoking them needs: serial, key and date."""

        def write(session: Session) -> None:
            mine = AttestationRow.learner_id == learner_id
            session.execute(update(AttestationRow).where(mine).values(learner_id=None, path=""))

        self._database.write(write)

    def _read(self, query: Select[AttestationRow, str]) -> list[Issued]:
        with self._database.session() as session:
            return [
                Issued(
                    row.serial,
                    pseudonym or "",
                    row.path,
                    row.key_id,
                    as_utc(row.issued_at),
                    as_utc(row.revoked_at) if row.revoked_at else None,
                    row.reason,
                )
                for row, pseudonym in session.execute(query)
            ]
