"""Who is in a session, under which name, and what was sent from home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from grader.errors import RefusedError
from grader.progress.database import Database, as_utc, now
from grader.progress.sessions.tables import MemberRow

#: She joined: her trainers follow what she does. Or she worked alone, and sent her results.
PRESENT, SENT = "present", "sent"


@dataclass(frozen=True)
class Member:
    """A learner in a session.

    Attributes:
        session_id, learner_id: who is where.
        pseudonym: as she wrote it there; nobody else of the session has it.
        kind: ``present`` or ``sent``.
        joined_at: when she came in, or first sent.
        results: what she sent, as JSON types; None where she sent nothing.
        results_at: when.
    """

    session_id: str
    learner_id: str
    pseudonym: str
    kind: str
    joined_at: datetime
    results: Mapping[str, Any] | None
    results_at: datetime | None


class Members:
    """Reads and writes who is in sessions.

    Args:
        database: where it is kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, session_id: str, learner_id: str, pseudonym: str, kind: str) -> None:
        """Let a learner in, or change her name; who is present never becomes ``sent``.

        Args:
            session_id: where.
            learner_id: who.
            pseudonym: 1 to 40 characters; another that differs by case alone is the same.
            kind: ``present`` or ``sent``.

        Raises:
            RefusedError: ``pseudonym-taken``; or the session or she was erased.
        """
        same = pseudonym.casefold()[:40]

        def write(session: Session) -> None:
            taken = session.scalar(
                select(MemberRow.learner_id).where(
                    MemberRow.session_id == session_id,
                    MemberRow.same_as == same,
                    MemberRow.learner_id != learner_id,
                )
            )
            if taken is not None:
                raise RefusedError(
                    "pseudonym-taken",
                    "Ce pseudonyme est déjà pris dans cette session.",
                    "Choisissez-en un autre.",
                )
            row = session.get(MemberRow, (session_id, learner_id))
            if row is None:
                row = MemberRow(
                    session_id=session_id, learner_id=learner_id, kind=kind, joined_at=now()
                )
                session.add(row)
            row.pseudonym, row.same_as = pseudonym, same
            if kind == PRESENT:
                row.kind = kind

        self._database.write(write)

    def put_results(self, session_id: str, learner_id: str, results: Mapping[str, Any]) -> None:
        """Keep what a member sends; it replaces what she sent before.

        Args:
            session_id: where.
            learner_id: who; a member.
            results: JSON types.

        Raises:
            RefusedError: she is no member.
        """
        with self._database.session() as session:
            row = session.get(MemberRow, (session_id, learner_id))
            if row is None:
                raise RefusedError("not-in-session", "Vous n'êtes pas dans cette session.")
            row.results, row.results_at = dict(results), now()

    def of_session(self, session_id: str) -> list[Member]:
        """Give the members of a session, in the order in which they came."""
        query = (
            select(MemberRow)
            .where(MemberRow.session_id == session_id)
            .order_by(MemberRow.joined_at, MemberRow.learner_id)
        )
        with self._database.session() as session:
            return [_as_member(row) for row in session.scalars(query)]

    def of_learner(self, learner_id: str) -> list[Member]:
        """Give the sessions that a learner is in, the last joined first."""
        query = (
            select(MemberRow)
            .where(MemberRow.learner_id == learner_id)
            .order_by(MemberRow.joined_at.desc(), MemberRow.session_id)
        )
        with self._database.session() as session:
            return [_as_member(row) for row in session.scalars(query)]

    def leave(self, session_id: str, learner_id: str) -> None:
        """Let a learner out, with what she sent; her own work stays hers."""
        with self._database.session() as session:
            session.execute(
                delete(MemberRow).where(
                    MemberRow.session_id == session_id, MemberRow.learner_id == learner_id
                )
            )
        self._database.forget()


def _as_member(row: MemberRow) -> Member:
    return Member(
        session_id=row.session_id,
        learner_id=row.learner_id,
        pseudonym=row.pseudonym,
        kind=row.kind,
        joined_at=as_utc(row.joined_at),
        results=row.results,
        results_at=as_utc(row.results_at) if row.results_at else None,
    )
