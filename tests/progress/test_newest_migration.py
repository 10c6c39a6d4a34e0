"""The newest migration of a folder is named as the ``alembic`` command names it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from nbgrader.dbutil import ALEMBIC_DIR

from grader.gradebook import store
from grader.progress.database import HEAD, MIGRATIONS
from grader.progress.newest_migration import newest_migration


def test_ours_is_the_one_that_the_database_expects():
    assert newest_migration(MIGRATIONS) == HEAD


def test_a_new_gradebook_is_stamped_with_nbgraders_without_its_command(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "carnet.db"
    store.create(f"sqlite:///{path}")
    with closing(sqlite3.connect(path)) as book:
        ((version,),) = book.execute("SELECT version_num FROM alembic_version")
    assert version == newest_migration(Path(ALEMBIC_DIR)) != ""
