"""Locks between processes that write into the course folder or the gradebook.

Whoever changes the folder as a whole holds it alone; those who grade share it, each with a lock
on the copy in hand. A gate before the lock keeps those who share from letting the other wait for
ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

try:
    import fcntl
except ImportError:  # not on this system: one process at a time is then the user's care
    fcntl = None  # type: ignore[assignment]  # as said above

_HERE = RLock()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold ``path`` alone; a process that dies lets go of it.

    Args:
        path: the lock file, made when missing; its folder exists.
    """
    with _held(path, alone=True):
        yield


@contextmanager
def shared(path: Path) -> Iterator[None]:
    """Hold ``path`` with others who share it; whoever wants it alone waits for all of them.

    Args:
        path: as for ``locked``.
    """
    with _held(path, alone=False):
        yield


@contextmanager
def _held(path: Path, *, alone: bool) -> Iterator[None]:
    if fcntl is None:
        with _HERE:
            yield
        return
    with path.open("ab") as file:
        with path.with_name(f"{path.name}.gate").open("ab") as gate:
            # Who waits for the lock alone stands in the gate: nobody new goes past.
            fcntl.flock(gate, fcntl.LOCK_EX)
            fcntl.flock(file, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
