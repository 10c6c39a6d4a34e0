"""A database of the test's own, of each kind in turn, and a learner in it."""

from __future__ import annotations

import pytest

from grader.progress.database import Database
from grader.progress.learners import Learners
from grader.settings import Settings, sqlalchemy_address


@pytest.fixture(scope="module")
def postgresql_base(postgresql):
    return postgresql.empty_base()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    """Where the data are: in SQLite, then in PostgreSQL."""
    url = ""
    if request.param == "postgresql":
        url = sqlalchemy_address(request.getfixturevalue("postgresql_base"))
    return Settings(data=tmp_path / "donnees", database_url=url)


@pytest.fixture
def database(settings):
    """Each of the two in turn, empty again at the end."""
    database = Database(settings)
    yield database
    if settings.database_url:
        with database.session() as session:
            for table in ("training_session", "portal_space", "learner"):
                session.connection().exec_driver_sql(f"DELETE FROM {table}")
    database.close()


@pytest.fixture
def either_database(database):
    """As ``database``: said where the kind is the matter."""
    return database


@pytest.fixture
def ana(database):
    return Learners(database).create().id
