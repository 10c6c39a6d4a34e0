"""A database of the test's own, and a learner in it."""

from __future__ import annotations

import pytest

from grader.progress.database import Database
from grader.progress.learners import Learners
from grader.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "donnees")


@pytest.fixture
def database(settings):
    database = Database(settings)
    yield database
    database.close()


@pytest.fixture
def ana(database):
    return Learners(database).create().id
