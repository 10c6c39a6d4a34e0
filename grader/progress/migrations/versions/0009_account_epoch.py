"""What ends the cookies of an account: another epoch than the one that they name."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column."""
    op.add_column("account", sa.Column("epoch", sa.String(32), nullable=False, server_default=""))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("account", "epoch")
