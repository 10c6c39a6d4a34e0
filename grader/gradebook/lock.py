"""One writer at a time in the course folder, whatever the number of processes."""

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
    """Hold an exclusive lock on ``path``; a process that dies lets go of it.

    Args:
        path: the lock file, made when missing; its folder exists.
    """
    if fcntl is None:
        with _HERE:
            yield
        return
    with path.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
