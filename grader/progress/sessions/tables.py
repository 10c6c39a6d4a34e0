"""Tables of trainers' accounts and of their sessions; the migrations build the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from grader.progress.tables import Base


class AccountRow(Base):
    """A trainer's or an administrator's account: who she is to us is a learner's row."""

    __tablename__ = "account"
    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), unique=True
    )
    password_hash: Mapped[str] = mapped_column(Text)
    epoch: Mapped[str] = mapped_column(String(32), default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    closed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class TrainingSessionRow(Base):
    """A session: what is taught, when, by which rules, and when it is erased."""

    __tablename__ = "training_session"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(120))
    path: Mapped[str] = mapped_column(String(80), default="")
    modules: Mapped[list[str]] = mapped_column(JSON)
    opens_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    closes_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    exams: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    solutions: Mapped[bool]
    hand_ins: Mapped[int | None]
    blind: Mapped[bool]
    erase_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    archived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class SessionTrainerRow(Base):
    """A trainer of a session; its owner made it."""

    __tablename__ = "session_trainer"
    session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    owner: Mapped[bool]
    __table_args__ = (Index("session_trainer_by_learner", "learner_id"),)


class MemberRow(Base):
    """A learner in a session, under the name that she chose there.

    ``kind`` is ``present`` for who joined, ``sent`` for who only sent results from home: of
    those, ``results`` is all that the trainer sees.
    """

    __tablename__ = "session_member"
    session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
    pseudonym: Mapped[str] = mapped_column(String(40))
    same_as: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(8))
    joined_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    results_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        UniqueConstraint("session_id", "same_as"),
        Index("session_member_by_learner", "learner_id"),
    )


class OpinionRow(Base):
    """What somebody thought of a session: no learner, no time, no order.

    Its key is drawn, and where SQLite would number rows as they come, these are kept by their key.
    """

    __tablename__ = "session_opinion"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), index=True
    )
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)


class OpinionGivenRow(Base):
    """A learner has said what she thought of a session: not what, nor when."""

    __tablename__ = "session_opinion_given"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012
    session_id: Mapped[str] = mapped_column(
        ForeignKey("training_session.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True
    )
