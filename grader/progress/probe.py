"""Whether the database takes a write and gives it back: what a supervision asks for."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from grader.errors import OuvroirError
from grader.progress.database import Database

#: The one row that every database of ours has: written as it is, so that nothing changes.
_WRITE = text("UPDATE alembic_version SET version_num = version_num")
_READ = text("SELECT version_num FROM alembic_version")


def takes_writes(database: Database) -> bool:
    """Write a row, commit it and read it again.

    It may take as long as the database waits for a lock (10 s): ask it in a thread.

    Args:
        database: open.

    Returns:
        Whether all of it went well; why it did not is in the log of whoever writes for good.
    """
    try:
        with database.engine.begin() as connection:
            connection.execute(_WRITE)
        with database.engine.connect() as connection:
            return connection.execute(_READ).scalar() is not None
    except (OuvroirError, SQLAlchemyError, OSError):
        return False
