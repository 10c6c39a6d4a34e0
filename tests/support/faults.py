"""What may happen to a server's machine: a full disk, a locked database, processes that die."""

from __future__ import annotations

import resource
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import psutil

from tests.support.running import RunningServer

T = TypeVar("T")


def until(seen: Callable[[], T], seconds: float = 60) -> T:
    """Wait for something to be so; fails when it never is.

    Args:
        seen: gives it, or what is false.
        seconds: how long it may take on a machine that is busy.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := seen():
            return found
        time.sleep(0.05)
    raise AssertionError("it never came to be so")


@contextmanager
def full_disk(server: RunningServer) -> Iterator[None]:
    """Have the server unable to write to any file, for the time of the block.

    The system refuses each write as it does on a full disk, for this process alone.
    """
    _soft, hard = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (_soft, hard))


@contextmanager
def locked_database(server: RunningServer) -> Iterator[None]:
    """Hold the database of a server as another program would that writes to it."""
    other = sqlite3.connect(server.data / "ouvroir.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def family_of(pid: int) -> list[psutil.Process]:
    """Give every process that a server has started, and those that these have."""
    return psutil.Process(pid).children(recursive=True)


def all_gone(processes: list[psutil.Process]) -> bool:
    """Tell whether none of these runs any more."""
    return all(_gone(one) for one in processes)


def _gone(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True  # it went between the two questions


def command_of(process: psutil.Process) -> str:
    """Give the command of a process; "" for one that ended, even if nobody has asked how yet.

    A worker that was killed is told of at the next start of a process (``multiprocessing``).
    """
    try:
        return " ".join(process.cmdline())
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return ""
