"""Spaces of the sandbox portal: members, keys, documents."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "portal_space",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("join_code", sa.String(16), nullable=True, unique=True),
        sa.Column("ahead_seconds", sa.Integer, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True, index=True),
    )
    op.create_table(
        "portal_member",
        sa.Column(
            "space_id",
            sa.String(40),
            sa.ForeignKey("portal_space.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column(
            "learner_id",
            sa.String(40),
            sa.ForeignKey("learner.id", ondelete="CASCADE"),
            primary_key=True,
            index=True,
        ),
        sa.Column("user_id", sa.String(24), nullable=False),
        sa.Column("entered_at", MOMENT, nullable=False),
    )
    op.create_table(
        "portal_key",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("space_id", sa.String(40), nullable=False),
        sa.Column("learner_id", sa.String(40), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id", "learner_id"],
            ["portal_member.space_id", "portal_member.learner_id"],
            ondelete="CASCADE",
        ),
    )
    op.create_index("portal_key_of_member", "portal_key", ["space_id", "learner_id"])
    op.create_table(
        "portal_document",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "space_id",
            sa.String(40),
            sa.ForeignKey("portal_space.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("site", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("identifier", sa.String(40), nullable=False),
        sa.Column("document", sa.JSON, nullable=False),
    )
    op.create_index(
        "portal_document_by_id",
        "portal_document",
        ["space_id", "site", "kind", "identifier"],
        unique=True,
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("portal_document", "portal_key", "portal_member", "portal_space"):
        op.drop_table(table)
