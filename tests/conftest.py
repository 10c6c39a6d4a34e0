"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os

import pytest

from tests.support.running import RunningServer


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One real server for the whole session; tests take learners of their own."""
    running = RunningServer(tmp_path_factory.mktemp("data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def times() -> int:
    """How much more work a campaign does under ``make test-long``."""
    return 10 if os.environ.get("OUVROIR_LONG") else 1
