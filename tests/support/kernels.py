"""The page kernels of a running server, whatever way they were started."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from tests.support.faults import command_of, until

ZYGOTE, ORDINARY = "grader.kernels.zygote", "ipykernel_launcher"


def kernels_of(pid: int) -> list[psutil.Process]:
    """Give the kernels that live under a server: forked from its zygote, or ordinary ones.

    Args:
        pid: of the server.
    """
    found = []
    for child in psutil.Process(pid).children():
        command = command_of(child)
        if ZYGOTE in command:
            found += child.children()
        elif ORDINARY in command:
            found.append(child)
    return found


@contextmanager
def held_zygote(pid: int) -> Iterator[psutil.Process]:
    """Stop the zygote of a server for the time of the block: no kernel starts meanwhile.

    Args:
        pid: of the server.

    Yields:
        the zygote; whoever sends it ``SIGCONT`` lets it go on sooner.
    """

    def zygote() -> psutil.Process | None:
        children = psutil.Process(pid).children()
        return next((child for child in children if ZYGOTE in command_of(child)), None)

    still = until(zygote)
    still.send_signal(signal.SIGSTOP)
    try:
        yield still
    finally:
        still.send_signal(signal.SIGCONT)
