"""Whose job runs next: one of each learner who waits in turn, however many one of them asks for.

Round robin over those who wait, as packet switches do (Nagle, RFC 970, 1985).
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from grader.errors import JobFailedError
from grader.typography import plural

_owner: ContextVar[str] = ContextVar("owner", default="")


@contextmanager
def on_behalf_of(owner: str) -> Iterator[None]:
    """Say whose jobs are run within the block, in this thread.

    Args:
        owner: a learner's id; "" for the server itself.
    """
    token = _owner.set(owner)
    try:
        yield
    finally:
        _owner.reset(token)


class FairTurns:
    """Places for jobs, given in turn to those who wait.

    Args:
        places: jobs that run at once.
        patience: seconds that a job waits for its turn.
    """

    def __init__(self, places: int, patience: float) -> None:
        self._free = places
        self._patience = patience
        self._lock = threading.Lock()
        self._waiting: OrderedDict[str, deque[threading.Event]] = OrderedDict()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a place, and hold it for the time of the block.

        Raises:
            JobFailedError: no place came in time; the message says how many wait.
        """
        self._enter(_owner.get())
        try:
            yield
        finally:
            with self._lock:
                self._leave()

    @property
    def waiting(self) -> int:
        """Jobs that wait for a place now."""
        with self._lock:
            return sum(map(len, self._waiting.values()))

    def _enter(self, owner: str) -> None:
        called = threading.Event()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            self._waiting.setdefault(owner, deque()).append(called)
        if called.wait(self._patience):
            return
        with self._lock:
            if called.is_set():
                # The place came while we were giving up.
                return
            self._forget(owner, called)
            others = sum(map(len, self._waiting.values()))
        raise JobFailedError(
            "workers-busy",
            "Beaucoup de fichiers sont déposés en ce moment : le vôtre n'a pas encore pu être lu.",
            f"Il en reste {plural(others, 'autre', 'autres')} à lire. Recommencez dans un "
            "instant : rien de ce que vous avez fait n'est perdu.",
        )

    def _leave(self) -> None:
        """Give the place to the first of who waited longest for hers, or keep it free."""
        if not self._waiting:
            self._free += 1
            return
        owner, theirs = self._waiting.popitem(last=False)
        theirs.popleft().set()
        if theirs:
            # Hers come again once everybody else has had one.
            self._waiting[owner] = theirs

    def _forget(self, owner: str, called: threading.Event) -> None:
        theirs = self._waiting[owner]
        theirs.remove(called)
        if not theirs:
            del self._waiting[owner]
