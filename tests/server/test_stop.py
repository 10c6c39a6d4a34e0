"""Stopping is quiet: a page is open, the person presses Ctrl+C, and nothing alarming is printed."""

from __future__ import annotations

import signal

import pytest

from tests.support.running import RunningServer


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_well_and_says_so(tmp_path, by):
    server = RunningServer(tmp_path / "travaux").start()
    with server.client() as visitor:
        assert visitor.get("/").status_code == 200

    code = server.end(by)

    assert code == 0, server.output[-20:]
    assert not [line for line in server.output if "Traceback" in line or "Error" in line]
    assert server.output[-1] == "Ouvroir est arrêté."
