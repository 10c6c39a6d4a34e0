"""Tables of the database, as SQLAlchemy declares them; the migrations build the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """Base of all tables."""


class LearnerRow(Base):
    """A pseudonym, with no name or address.

    ``role`` is ``learner``, ``trainer`` or ``administrator``.
    """

    __tablename__ = "learner"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(80), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    door: Mapped[str] = mapped_column(String(16), default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class EventRow(Base):
    """One thing that a learner did on one exercise; never changed once written."""

    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
    __table_args__ = (Index("event_by_exercise", "learner_id", "exercise_id", "id"),)


class FileRow(Base):
    """A file that a learner dropped; its bytes lie under its hash in her own folder."""

    __tablename__ = "file"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(200))
    size: Mapped[int]
    dropped_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    __table_args__ = (UniqueConstraint("learner_id", "exercise_id", "sha256"),)


class VerdictRow(Base):
    """Counts by cause for one file on one exercise: no cell value, so it outlives the file.

    ``sheet`` is the one that the learner chose in a workbook, or "".
    """

    __tablename__ = "verdict"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    exercise_id: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    schema_ref: Mapped[str] = mapped_column(String(120))
    sheet: Mapped[str] = mapped_column(String(120), default="")
    verdict: Mapped[dict[str, Any]] = mapped_column(JSON)
    basis: Mapped[str] = mapped_column(String(64))
    __table_args__ = (
        UniqueConstraint("learner_id", "exercise_id", "sha256", "schema_ref", "sheet"),
    )


class OutcomeRow(Base):
    """The outcome of work on a file as of an event, so that a list reads no file again."""

    __tablename__ = "outcome"
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    exercise_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    event_id: Mapped[int]
    outcome: Mapped[dict[str, Any]] = mapped_column(JSON)
    basis: Mapped[str] = mapped_column(String(64))


class VisitRow(Base):
    """A lesson opened, and finished or not."""

    __tablename__ = "visit"
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    lesson_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    opened_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class HandInRow(Base):
    """A hand-in; which one of a module counts is the module's rule.

    ``begun_at`` says since when it is being graded; nothing where nobody grades it.
    """

    __tablename__ = "hand_in"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    module: Mapped[str] = mapped_column(String(80))
    handed_in_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    with_files: Mapped[bool]
    last_event_id: Mapped[int]
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text, default="")
    points: Mapped[float | None]
    max_points: Mapped[float | None]
    outcomes: Mapped[dict[str, Any]] = mapped_column(JSON)
    graded_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    begun_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (Index("hand_in_by_module", "learner_id", "module", "id"),)


class QuestionReportRow(Base):
    """A problem that a learner saw in a question; ``number`` bounds hers on one question.

    The learner's id is there so that it is erased with her; nobody is shown it.
    """

    __tablename__ = "question_report"
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    learner_id: Mapped[str] = mapped_column(ForeignKey("learner.id", ondelete="CASCADE"))
    item_id: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    category: Mapped[str] = mapped_column(String(16))
    comment: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    settled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (UniqueConstraint("learner_id", "item_id", "number"),)


class ResumeCodeRow(Base):
    """The keyed print of a learner's resume code; the code itself is kept nowhere."""

    __tablename__ = "resume_code"
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    code_print: Mapped[str] = mapped_column("print", String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class LearnerProfileRow(Base):
    """What a learner said of her authority and of her role; never a name, every field may be empty.

    ``staff`` is in full-time equivalents, as a decimal text.
    """

    __tablename__ = "learner_profile"
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(20))
    population: Mapped[int | None]
    staff: Mapped[str] = mapped_column(String(16))
    role: Mapped[str] = mapped_column(String(20))
    services: Mapped[list[str]] = mapped_column(JSON)
    changed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class AttestationRow(Base):
    """An attestation that was issued, so that it can be revoked; the name on it is kept nowhere.

    Erasing the learner leaves serial, key and date: ``learner_id`` is then None, and ``path`` "".
    """

    __tablename__ = "attestation"
    serial: Mapped[str] = mapped_column(String(32), primary_key=True)
    learner_id: Mapped[str | None] = mapped_column(
        ForeignKey("learner.id", ondelete="SET NULL"), index=True
    )
    path: Mapped[str] = mapped_column(String(120), default="")
    key_id: Mapped[str] = mapped_column(String(32))
    issued_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    revoked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    reason: Mapped[str] = mapped_column(String(300), default="")
