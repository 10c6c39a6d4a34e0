"""Servers that several files of tests start alike, each its own."""

from __future__ import annotations

import pytest

from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import write_course


@pytest.fixture(scope="module")
def proxied_server(tmp_path_factory):
    """A server that believes the addresses that its proxy, which is us, forwards."""
    settings = {
        "OUVROIR_COURSES": str(write_course(tmp_path_factory.mktemp("course") / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
        "OUVROIR_TRUSTED_PROXIES": "127.0.0.1",
    }
    running = RunningServer(tmp_path_factory.mktemp("proxied"), settings).start()
    yield running
    running.stop()
