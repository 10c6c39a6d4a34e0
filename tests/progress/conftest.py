"""A database of the test's own, and a learner in it."""

from __future__ import annotations

import pytest

from grader.progress.database import Database
from grader.progress.learners import Learners
from grader.settings import Settings, sqlalchemy_address


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "donnees")


@pytest.fixture
def database(settings):
    database = Database(settings)
    yield database
    database.close()


@pytest.fixture(scope="module")
def postgresql_base(postgresql):
    return postgresql.empty_base()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_database(request, tmp_path):
    """Each of the two in turn, empty again at the end."""
    url = ""
    if request.param == "postgresql":
        url = sqlalchemy_address(request.getfixturevalue("postgresql_base"))
    database = Database(Settings(data=tmp_path / "donnees", database_url=url))
    yield database
    with database.session() as session:
        session.connection().exec_driver_sql("DELETE FROM training_session")
        session.connection().exec_driver_sql("DELETE FROM learner")
    database.close()


@pytest.fixture
def ana(database):
    return Learners(database).create().id
