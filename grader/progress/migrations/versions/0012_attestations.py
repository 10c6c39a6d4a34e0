"""Attestations issued: serial, key and date; the name that they bear is kept nowhere."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "attestation",
        sa.Column("serial", sa.String(32), primary_key=True),
        sa.Column(
            "learner_id",
            sa.String(40),
            sa.ForeignKey("learner.id", ondelete="SET NULL"),
            nullable=True,
        ),
        sa.Column("path", sa.String(120), nullable=False),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(300), nullable=False),
    )
    op.create_index("ix_attestation_learner_id", "attestation", ["learner_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_attestation_learner_id", "attestation")
    op.drop_table("attestation")
