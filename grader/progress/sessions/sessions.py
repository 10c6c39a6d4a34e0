"""Training sessions as they are kept: what is taught, when, by which rules, by whom."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from grader.errors import NotFoundError
from grader.progress.database import Database, as_utc, now
from grader.progress.forgotten import SESSION
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.tables import MemberRow, SessionTrainerRow, TrainingSessionRow


@dataclass(frozen=True)
class Exam:
    """A window in which a module's graded work is done; its keys stay hidden until it ends.

    Attributes:
        module: slug.
        opens_at: before it, the graded work of the module cannot be begun.
        closes_at: after it, nothing more of it is taken.
    """

    module: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class Terms:
    """What a trainer decides of a session.

    Attributes:
        title: as learners read it.
        path: id of a path of the catalogue, or "".
        modules: slugs, in order; empty for all of the path, or of the catalogue.
        opens_at: nobody joins before; None for at once.
        closes_at: nobody joins after; None for as long as it lives.
        exams: windows, at most one a module.
        solutions: whether learners may ask for solutions.
        hand_ins: how many times a module may be handed in; None for no limit.
        blind: whether free answers are read without pseudonyms.
        erase_at: when the session and all its learners' work are erased.
    """

    title: str
    erase_at: datetime
    path: str = ""
    modules: tuple[str, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    exams: tuple[Exam, ...] = ()
    solutions: bool = True
    hand_ins: int | None = None
    blind: bool = True


@dataclass(frozen=True)
class TrainingSession:
    """A session.

    Attributes:
        id: stands in the addresses of trainers.
        code: what learners type to join it, without separators.
        terms: what its trainers decided.
        created_at: when it was made.
        archived_at: since when it is put away, or None.
    """

    id: str
    code: str
    terms: Terms
    created_at: datetime
    archived_at: datetime | None


@dataclass(frozen=True)
class SessionTrainer:
    """A trainer of a session."""

    session_id: str
    learner_id: str
    owner: bool


class TrainingSessions:
    """Reads and writes sessions and their trainers.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, terms: Terms, code: str, owner_id: str) -> TrainingSession:
        """Make a session.

        Args:
            terms: what was decided.
            code: that nobody has.
            owner_id: learner id of the trainer who makes it.

        Raises:
            RefusedError: the code is taken, or she was erased.
        """
        session_id = "s" + secrets.token_hex(12)

        def write(session: Session) -> None:
            row = TrainingSessionRow(id=session_id, code=code, created_at=now())
            _set_terms(row, terms)
            session.add(row)
            session.flush()
            session.add(SessionTrainerRow(session_id=session_id, learner_id=owner_id, owner=True))

        self._database.write(write)
        return self.get(session_id)

    def find(self, session_id: str) -> TrainingSession | None:
        """Give the session of that id, or None."""
        query = select(TrainingSessionRow).where(TrainingSessionRow.id == session_id)
        return next(iter(self._read(query)), None)

    def get(self, session_id: str) -> TrainingSession:
        """Give the session of that id.

        Raises:
            NotFoundError: there is none.
        """
        found = self.find(session_id)
        if found is None:
            raise _unknown()
        return found

    def by_code(self, code: str) -> TrainingSession | None:
        """Give the session of a code, or None.

        Args:
            code: in capitals, without separators.
        """
        query = select(TrainingSessionRow).where(TrainingSessionRow.code == code)
        return next(iter(self._read(query)), None)

    def every(self) -> list[TrainingSession]:
        """Give all sessions, the newest first."""
        return self._read(_NEWEST_FIRST)

    def of_trainer(self, learner_id: str) -> list[TrainingSession]:
        """Give the sessions of a trainer, the newest first."""
        mine = select(SessionTrainerRow.session_id).where(
            SessionTrainerRow.learner_id == learner_id
        )
        return self._read(_NEWEST_FIRST.where(TrainingSessionRow.id.in_(mine)))

    def joined_by(self, learner_id: str) -> list[TrainingSession]:
        """Give the sessions that a learner joined, the newest first; not those she only sent to."""
        query = select(MemberRow.session_id).where(
            MemberRow.learner_id == learner_id, MemberRow.kind == PRESENT
        )
        with self._database.session() as session:
            mine = session.scalars(query).all()
        # Asked at each answer, and most learners are in none: they pay one short query.
        return self._read(_NEWEST_FIRST.where(TrainingSessionRow.id.in_(mine))) if mine else []

    def due(self, moment: datetime) -> list[TrainingSession]:
        """Give the sessions whose erasure date has come."""
        return self._read(_NEWEST_FIRST.where(TrainingSessionRow.erase_at <= moment))

    def change(self, session_id: str, terms: Terms) -> None:
        """Replace what was decided of a session.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.session() as session:
            _set_terms(_row(session, session_id), terms)

    def set_code(self, session_id: str, code: str) -> None:
        """Give a session another code; the one before opens nothing any more.

        Args:
            session_id: which one.
            code: that nobody has.

        Raises:
            NotFoundError: there is no such session.
            RefusedError: the code is taken.
        """

        def write(session: Session) -> None:
            _row(session, session_id).code = code

        self._database.write(write)

    def set_archived(self, session_id: str, *, archived: bool) -> None:
        """Put a session away, or take it out again.

        Raises:
            NotFoundError: there is none.
        """
        with self._database.session() as session:
            _row(session, session_id).archived_at = now() if archived else None

    def erase(self, session_id: str) -> None:
        """Erase a session and who was in it; the learners' own rows are not touched."""
        self._database.forgotten.note(SESSION, session_id)
        with self._database.session() as session:
            session.execute(delete(TrainingSessionRow).where(TrainingSessionRow.id == session_id))
        self._database.forget()

    def trainers(self, session_id: str) -> list[SessionTrainer]:
        """Give the trainers of a session, its owner first."""
        query = (
            select(SessionTrainerRow)
            .where(SessionTrainerRow.session_id == session_id)
            .order_by(SessionTrainerRow.owner.desc(), SessionTrainerRow.learner_id)
        )
        with self._database.session() as session:
            rows = session.scalars(query).all()
        return [SessionTrainer(row.session_id, row.learner_id, row.owner) for row in rows]

    def add_trainer(self, session_id: str, learner_id: str) -> None:
        """Let another trainer in; harmless for one who is in.

        Raises:
            RefusedError: the session or she was erased.
        """

        def write(session: Session) -> None:
            if session.get(SessionTrainerRow, (session_id, learner_id)) is None:
                session.add(
                    SessionTrainerRow(session_id=session_id, learner_id=learner_id, owner=False)
                )

        self._database.write(write)

    def remove_trainer(self, session_id: str, learner_id: str) -> None:
        """Let a trainer out, unless she owns the session."""
        with self._database.session() as session:
            session.execute(
                delete(SessionTrainerRow).where(
                    SessionTrainerRow.session_id == session_id,
                    SessionTrainerRow.learner_id == learner_id,
                    SessionTrainerRow.owner.is_(False),
                )
            )

    def _read(self, query: Select[TrainingSessionRow]) -> list[TrainingSession]:
        with self._database.session() as session:
            return [_as_session(row) for row in session.scalars(query)]


_NEWEST_FIRST: Select[TrainingSessionRow] = select(TrainingSessionRow).order_by(
    TrainingSessionRow.created_at.desc(), TrainingSessionRow.id
)


def _unknown() -> NotFoundError:
    return NotFoundError("unknown-session", "Cette session n'existe pas, ou a été effacée.")


def _row(session: Session, session_id: str) -> TrainingSessionRow:
    row = session.get(TrainingSessionRow, session_id)
    if row is None:
        raise _unknown()
    return row


def _set_terms(row: TrainingSessionRow, terms: Terms) -> None:
    row.title = terms.title
    row.path = terms.path
    row.modules = list(terms.modules)
    row.opens_at = terms.opens_at
    row.closes_at = terms.closes_at
    row.exams = [
        {
            "module": exam.module,
            "opens_at": exam.opens_at.isoformat(),
            "closes_at": exam.closes_at.isoformat(),
        }
        for exam in terms.exams
    ]
    row.solutions = terms.solutions
    row.hand_ins = terms.hand_ins
    row.blind = terms.blind
    row.erase_at = terms.erase_at


def _as_session(row: TrainingSessionRow) -> TrainingSession:
    terms = Terms(
        title=row.title,
        path=row.path,
        modules=tuple(row.modules),
        opens_at=_moment(row.opens_at),
        closes_at=_moment(row.closes_at),
        exams=_exams(row.exams),
        solutions=row.solutions,
        hand_ins=row.hand_ins,
        blind=row.blind,
        erase_at=as_utc(row.erase_at),
    )
    return TrainingSession(
        id=row.id,
        code=row.code,
        terms=terms,
        created_at=as_utc(row.created_at),
        archived_at=_moment(row.archived_at),
    )


def _exams(kept: Sequence[dict[str, Any]]) -> tuple[Exam, ...]:
    return tuple(
        Exam(
            one["module"],
            as_utc(datetime.fromisoformat(one["opens_at"])),
            as_utc(datetime.fromisoformat(one["closes_at"])),
        )
        for one in kept
    )


def _moment(kept: datetime | None) -> datetime | None:
    return as_utc(kept) if kept is not None else None
