"""First tables: learners, events, files, verdicts, outcomes, visits, hand-ins."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.DateTime(timezone=True)


def _learner(**options: bool) -> sa.Column[str]:
    return sa.Column(
        "learner_id",
        sa.String(40),
        sa.ForeignKey("learner.id", ondelete="CASCADE"),
        nullable=False,
        **options,
    )


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "learner",
        sa.Column("id", sa.String(40), primary_key=True),
        sa.Column("pseudonym", sa.String(80), nullable=False, unique=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("door", sa.String(16), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _learner(),
        sa.Column("exercise_id", sa.String(120), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
    )
    op.create_index("event_by_exercise", "event", ["learner_id", "exercise_id", "id"])
    op.create_table(
        "file",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _learner(),
        sa.Column("exercise_id", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("dropped_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.UniqueConstraint("learner_id", "exercise_id", "sha256"),
    )
    op.create_table(
        "verdict",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _learner(),
        sa.Column("exercise_id", sa.String(120), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("schema_ref", sa.String(120), nullable=False),
        sa.Column("verdict", sa.JSON, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.UniqueConstraint("learner_id", "exercise_id", "sha256", "schema_ref"),
    )
    op.create_table(
        "outcome",
        _learner(primary_key=True),
        sa.Column("exercise_id", sa.String(120), primary_key=True),
        sa.Column("event_id", sa.Integer, nullable=False),
        sa.Column("outcome", sa.JSON, nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
    )
    op.create_table(
        "visit",
        _learner(primary_key=True),
        sa.Column("lesson_id", sa.String(120), primary_key=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
    )
    op.create_table(
        "hand_in",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _learner(),
        sa.Column("module", sa.String(80), nullable=False),
        sa.Column("handed_in_at", MOMENT, nullable=False),
        sa.Column("with_files", sa.Boolean, nullable=False),
        sa.Column("last_event_id", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("points", sa.Float, nullable=True),
        sa.Column("max_points", sa.Float, nullable=True),
        sa.Column("outcomes", sa.JSON, nullable=False),
        sa.Column("graded_at", MOMENT, nullable=True),
    )
    op.create_index("hand_in_by_module", "hand_in", ["learner_id", "module", "id"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("hand_in", "visit", "outcome", "verdict", "file", "event", "learner"):
        op.drop_table(table)
