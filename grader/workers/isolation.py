"""What a worker gives up before it reads its first file: memory, network, other programs.

A worker holds one hostile file at a time. Limits come from the system where it has them
(``resource``, POSIX); the audit hook closes network and subprocess doors at the level of
Python, and cannot be taken off again (PEP 578).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")
#: Addresses that a process may reserve for each byte that it may hold.
_RESERVED = 2
#: How much a worker gives way (man 7 sched: each step is about a fifth less of a processor that
#: is wanted by others too). Whoever opens a page waits for less than a second, whoever drops a file
#: is told her place in the line; and a large file still gets a third of what a page would.
_NICENESS = 5
#: How much grading in the background does. Nobody waits before a page for it, a copy is bounded in
#: time by the clock, and at a third of what a worker gets it still ends within that.
NICENESS_OF_GRADING = 10

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
    """Bound the memory that this process may write to, where the system allows it.

    Polars reserves far more addresses than it uses, so these have a looser bound.

    Args:
        n_bytes: bound of what is held.
    """
    try:
        import resource
    except ImportError:
        return
    for kind, wanted in (
        (resource.RLIMIT_DATA, n_bytes),
        (resource.RLIMIT_AS, _RESERVED * n_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        bound = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (bound, bound))


def give_way(steps: int = _NICENESS) -> None:
    """Let pages have the processor before this process, where the system allows it.

    Args:
        steps: how much, as ``nice`` counts.
    """
    if hasattr(os, "nice"):
        os.nice(steps)


def run_bounded(job: Callable[..., T], *arguments: Any) -> T:
    """Run a job; a process that ran out of memory ends, since what it took stays taken.

    Args:
        job: a function of ``grader.workers.jobs``.
        arguments: its arguments.
    """
    try:
        return job(*arguments)
    except MemoryError:
        os._exit(1)


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def enter(worker_bytes: int, workers: int = 1) -> None:
    """Become a worker: import what jobs need, then close the doors.

    Args:
        worker_bytes: bound of its memory.
        workers: how many work side by side, and share the processors.
    """
    give_way()
    # The threads of two workers on two processors wait for each other, and burn a third of the time
    # that a file of a few hundred rows takes. Polars reads this when it is imported.
    os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, processors() // workers)))
    # Numeric libraries reserve address space for each thread that they might start.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    os.environ["OMP_NUM_THREADS"] = "1"
    # Imported now, so that the first file does not wait for it.
    import grader.validation.validate  # as said above
    import grader.workers.bench_work  # as above
    import grader.workers.jobs  # noqa: F401  # as above

    limit_memory(worker_bytes)
    sys.addaudithook(_refuse)
