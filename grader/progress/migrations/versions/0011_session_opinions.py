"""What learners think of a session: opinions on one side, who gave one on the other."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"


def _session(*, primary: bool = False) -> sa.Column[str]:
    return sa.Column(
        "session_id",
        sa.String(40),
        sa.ForeignKey("training_session.id", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
    )


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "session_opinion",
        sa.Column("id", sa.String(32), primary_key=True),
        _session(),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_session_opinion_session_id", "session_opinion", ["session_id"])
    op.create_table(
        "session_opinion_given",
        _session(primary=True),
        sa.Column(
            "learner_id",
            sa.String(40),
            sa.ForeignKey("learner.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("session_opinion_given")
    op.drop_table("session_opinion")
