"""One real portal for these tests, and the environment where the official client lives."""

from __future__ import annotations

import pytest

from tests.conformance.install import TOOLS, is_installed, programs
from tests.support.portal_server import RunningPortal


@pytest.fixture(scope="session")
def tools():
    """Give the folder of each tool's programs."""
    if not all(map(is_installed, TOOLS)):
        pytest.fail(
            "Le client officiel et schemathesis ne sont pas installés. Lancez : make conformance",
            pytrace=False,
        )
    return {tool: programs(tool) for tool in TOOLS}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0
