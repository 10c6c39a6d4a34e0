"""Fixtures: a workshop over the course made for tests, in place of the real one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.training_course import write_course


@pytest.fixture(scope="package")
def reopen(tmp_path_factory):
    """Opens a workshop over the course, on a data folder."""
    course = write_course(tmp_path_factory.mktemp("course") / "courses")
    build = tmp_path_factory.mktemp("build")

    def opened(data):
        return open_workshop(data, build, courses=course, sandbox=SMALL_SANDBOX)

    return opened


@pytest.fixture(scope="package")
def prepared(reopen, tmp_path_factory):
    data = tmp_path_factory.mktemp("model")
    reopen(data).close()
    return data


@pytest.fixture
def data(prepared, tmp_path):
    return Path(shutil.copytree(prepared, tmp_path / "data"))


@pytest.fixture
def workshop(reopen, data):
    workshop = reopen(data)
    yield workshop
    workshop.close()
