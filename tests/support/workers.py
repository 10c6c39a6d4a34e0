"""The worker processes of a running server."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.support.faults import command_of


def workers_of(pid: int) -> list[psutil.Process]:
    """Give the workers of a server, as soon as there is one.

    Args:
        pid: of the server.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        children = psutil.Process(pid).children()
        found = [one for one in children if "spawn_main" in command_of(one)]
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("no worker came")


@contextmanager
def standing_still(pid: int) -> Iterator[list[psutil.Process]]:
    """Have the workers of a server do nothing, for the time of the block: all jobs wait.

    Args:
        pid: of the server.
    """
    stopped = workers_of(pid)
    for one in stopped:
        one.send_signal(signal.SIGSTOP)
    try:
        yield stopped
    finally:
        for one in stopped:
            if one.is_running():
                one.send_signal(signal.SIGCONT)
