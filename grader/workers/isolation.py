"""What a worker gives up before it reads its first file: memory, network, other programs.

A worker holds one hostile file at a time. Limits come from the system where it has them
(``resource``, POSIX); the audit hook closes network and subprocess doors at the level of
Python, and cannot be taken off again (PEP 578).
"""

from __future__ import annotations

import os
import sys
from typing import Any

_FORBIDDEN = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.fork",
    }
)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"worker: {event} is closed")


def limit_memory(n_bytes: int) -> None:
    """Bound the address space of this process where the system allows it."""
    try:
        import resource
    except ImportError:
        return
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = n_bytes if hard == resource.RLIM_INFINITY else min(n_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, bound))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def enter(worker_bytes: int) -> None:
    """Become a worker: import what jobs need, then close the doors.

    Args:
        worker_bytes: bound of the address space.
    """
    # Numeric libraries reserve address space for each thread that they might start.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    # Imported now, so that the first file does not wait for it.
    import grader.validation.validate  # as said above
    import grader.workers.jobs  # noqa: F401  # as above

    limit_memory(worker_bytes)
    sys.addaudithook(_refuse)
