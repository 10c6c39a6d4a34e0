"""Accounts of trainers, their sessions, and who is in them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def _learner(*, primary: bool = False, unique: bool = False) -> sa.Column[str]:
    return sa.Column(
        "learner_id",
        sa.String(40),
        sa.ForeignKey("learner.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
        unique=unique,
    )


def _session() -> sa.Column[str]:
    return sa.Column(
        "session_id",
        sa.String(40),
        sa.ForeignKey("training_session.id", ondelete="CASCADE"),
        primary_key=True,
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "account",
        sa.Column("login", sa.String(64), primary_key=True),
        _learner(unique=True),
        sa.Column("password_hash", sa.Text, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "training_session",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(16), nullable=False, unique=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("path", sa.String(80), nullable=False),
        sa.Column("modules", sa.JSON, nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True)),
        sa.Column("closes_at", sa.DateTime(timezone=True)),
        sa.Column("exams", sa.JSON, nullable=False),
        sa.Column("solutions", sa.Boolean, nullable=False),
        sa.Column("hand_ins", sa.Integer),
        sa.Column("blind", sa.Boolean, nullable=False),
        sa.Column("erase_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "session_trainer",
        _session(),
        _learner(primary=True),
        sa.Column("owner", sa.Boolean, nullable=False),
    )
    op.create_index("session_trainer_by_learner", "session_trainer", ["learner_id"])
    op.create_table(
        "session_member",
        _session(),
        _learner(primary=True),
        sa.Column("pseudonym", sa.String(40), nullable=False),
        sa.Column("same_as", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("results", sa.JSON),
        sa.Column("results_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("session_id", "same_as"),
    )
    op.create_index("session_member_by_learner", "session_member", ["learner_id"])


def downgrade() -> None:
    """Drop them."""
    for name in ("session_member", "session_trainer", "training_session", "account"):
        op.drop_table(name)
