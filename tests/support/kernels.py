"""The page kernels of a running server, whatever way they were started."""

from __future__ import annotations

import psutil

from tests.support.faults import command_of

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
