"""One verdict for each sheet of a workbook; those that are there were on files without any."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEPT = "learner_id, exercise_id, sha256, schema_ref, verdict, basis"


def _table(*more: str) -> None:
    """Make the table anew: SQLite cannot change what is unique in one that is there."""
    op.create_table(
        "verdict_anew",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column(
            "learner_id",
            sa.String(40),
            sa.ForeignKey("learner.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("exercise_id", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("schema_ref", sa.String(120), nullable=False),
        *(sa.Column(name, sa.String(120), nullable=False, server_default="") for name in more),
        sa.Column("verdict", sa.JSON, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.UniqueConstraint("learner_id", "exercise_id", "sha256", "schema_ref", *more),
    )


def upgrade() -> None:
    """Tell the verdicts on the sheets of one workbook apart."""
    _table("sheet")
    op.execute(f"INSERT INTO verdict_anew ({_KEPT}) SELECT {_KEPT} FROM verdict ORDER BY id")  # noqa: S608 - our own names
    op.drop_table("verdict")
    op.rename_table("verdict_anew", "verdict")


def downgrade() -> None:
    """Forget the verdicts on a chosen sheet: they are found anew from the file."""
    _table()
    op.execute(
        f"INSERT INTO verdict_anew ({_KEPT}) SELECT {_KEPT} FROM verdict "  # noqa: S608 - as above
        "WHERE sheet = '' ORDER BY id"
    )
    op.drop_table("verdict")
    op.rename_table("verdict_anew", "verdict")
