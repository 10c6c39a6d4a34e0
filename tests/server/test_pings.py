"""A page's line stays open while its browser answers, however long nothing is said."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace

import pytest
from tornado.ioloop import IOLoop

from grader.server.kernels import KernelSocket


async def ping_after(seconds):
    """Have the line pinged, that long after the browser last answered; tell what it does."""
    line = KernelSocket.__new__(KernelSocket)
    line.application = SimpleNamespace(settings={"ws_ping_interval": 30_000})
    line.ws_connection = SimpleNamespace(client_terminated=False)
    now = IOLoop.current().time()
    line.last_pong, line.last_ping = now - seconds, now - 30
    done = []
    line.ping, line.close = lambda _data: done.append("ping"), lambda: done.append("close")
    line.send_ping()
    return done


@pytest.mark.parametrize(("seconds", "done"), [(30.1, ["ping"]), (61, ["ping"]), (91, ["close"])])
def test_a_line_is_closed_after_three_pings_without_an_answer(seconds, done):
    assert asyncio.run(ping_after(seconds)) == done


def test_tornado_is_told_no_more_than_one_interval():
    line = KernelSocket.__new__(KernelSocket)
    line.application = SimpleNamespace(settings={"ws_ping_interval": 30_000})
    line.ws_connection = None
    assert line.ping_timeout == line.ping_interval == 30_000
