"""A workshop of the test's own, over the real course, and a learner in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.course_paths import PRIVACY, PUBLISH
from tests.services.doing import open_workshop


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    return tmp_path_factory.mktemp("build")


@pytest.fixture(scope="session")
def prepared(built, tmp_path_factory):
    """A data folder whose gradebook is made once: nbgrader takes some seconds for it."""
    data = tmp_path_factory.mktemp("model")
    open_workshop(data, built).close()
    return data


@pytest.fixture
def data(prepared, tmp_path):
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def workshop(data, built):
    workshop = open_workshop(data, built)
    yield workshop
    workshop.close()


@pytest.fixture(scope="module")
def shared_workshop(prepared, built, tmp_path_factory):
    """One workshop for tests that need nothing of it but a learner of their own."""
    data = Path(shutil.copytree(prepared, tmp_path_factory.mktemp("shared") / "data"))
    workshop = open_workshop(data, built)
    yield workshop
    workshop.close()


@pytest.fixture(scope="module")
def privacy_workshop(tmp_path_factory):
    """One workshop over the course of anonymisation, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("privacy")
    workshop = open_workshop(folder / "data", folder / "build", courses=PRIVACY)
    yield workshop
    workshop.close()


@pytest.fixture(scope="session")
def publish_workshop(tmp_path_factory):
    """One workshop over the course that is done on the portal, for learners of each test's own."""
    folder = tmp_path_factory.mktemp("publish")
    workshop = open_workshop(folder / "data", folder / "build", courses=PUBLISH)
    yield workshop
    workshop.close()


@pytest.fixture
def ana(workshop):
    return workshop.learners.create().id
