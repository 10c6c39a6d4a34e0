"""Fixtures that several rooms' tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.support.postgresql import started as postgresql_started
from tests.support.running import RunningServer

# A slow machine is not a defect: no example fails by its time. The campaigns are the same at
# each run, and longer ones are asked for by « make test-long ».
settings.register_profile(
    "ouvroir",
    deadline=None,
    derandomize=not os.environ.get("OUVROIR_LONG"),
    max_examples=1000 if os.environ.get("OUVROIR_LONG") else 100,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ouvroir")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One real server for the whole session; tests take learners of their own."""
    running = RunningServer(tmp_path_factory.mktemp("data")).start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def postgresql():
    """A real PostgreSQL; whoever asks for it makes a base of her own there."""
    with postgresql_started() as server:
        yield server


@pytest.fixture(scope="session")
def times() -> int:
    """How much more work a campaign does under ``make test-long``."""
    return 10 if os.environ.get("OUVROIR_LONG") else 1
