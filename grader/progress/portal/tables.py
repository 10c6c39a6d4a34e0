"""Tables of the sandbox portal's spaces; the migrations build the same."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from grader.progress.tables import Base


class SpaceRow(Base):
    """One sandbox: ``kind`` is ``learner``, ``group`` or ``demonstration``.

    ``id`` stands in addresses that anyone may open: nobody can guess it. ``join_code`` is what
    the members of a group write to enter. ``ahead_seconds`` is how far its clock is ahead.
    """

    __tablename__ = "portal_space"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(120), default="")
    join_code: Mapped[str | None] = mapped_column(String(16), unique=True)
    ahead_seconds: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True), index=True)


class MemberRow(Base):
    """A learner in a space, and the user that she is there; the latest entered is hers now."""

    __tablename__ = "portal_member"
    space_id: Mapped[str] = mapped_column(
        ForeignKey("portal_space.id", ondelete="CASCADE"), primary_key=True
    )
    learner_id: Mapped[str] = mapped_column(
        ForeignKey("learner.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    user_id: Mapped[str] = mapped_column(String(24))
    entered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class KeyRow(Base):
    """An API key, as its SHA-256 alone; it goes with its member."""

    __tablename__ = "portal_key"
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    space_id: Mapped[str] = mapped_column(String(40))
    learner_id: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    __table_args__ = (
        ForeignKeyConstraint(
            ["space_id", "learner_id"],
            ["portal_member.space_id", "portal_member.learner_id"],
            ondelete="CASCADE",
        ),
        Index("portal_key_of_member", "space_id", "learner_id"),
    )


class DocumentRow(Base):
    """One document of one of a space's two portals; ``number`` keeps the order of creation."""

    __tablename__ = "portal_document"
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    space_id: Mapped[str] = mapped_column(ForeignKey("portal_space.id", ondelete="CASCADE"))
    site: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(24))
    identifier: Mapped[str] = mapped_column(String(40))
    document: Mapped[dict[str, Any]] = mapped_column(JSON)
    __table_args__ = (
        Index("portal_document_by_id", "space_id", "site", "kind", "identifier", unique=True),
    )
