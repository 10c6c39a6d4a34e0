"""Naming the newest migration of a folder, without starting the ``alembic`` command for it."""

from __future__ import annotations

from pathlib import Path


def newest_migration(folder: Path) -> str:
    """Name the newest migration of a folder of alembic's.

    Args:
        folder: the one that holds ``env.py`` and ``versions``; neither is run.

    Raises:
        alembic.util.CommandError: there is no such folder, or more than one migration is newest.

    Source: https://alembic.sqlalchemy.org/en/latest/api/script.html
    """
    # Here, so that who opens a database that is up to date does not import alembic.
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(folder)).get_current_head() or ""
