"""Grading in the background leaves the processor to whoever waits before a page."""

from __future__ import annotations

import os

import psutil
import pytest

from tests.support.faults import until


@pytest.mark.skipif(not hasattr(os, "nice"), reason="this system has no « nice »")
def test_the_grading_that_stays_gives_way_to_the_workers_of_pages(server):
    def grading():
        children = psutil.Process(server.pid).children()
        return next((c for c in children if "--stay" in " ".join(c.cmdline())), None)

    def niceness(process):
        return process.nice() > os.nice(0) + 5

    assert until(lambda: (one := grading()) is not None and niceness(one))
