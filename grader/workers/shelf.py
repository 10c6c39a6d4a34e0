"""What a worker keeps between jobs, and for a few minutes only.

Whoever does not ask again within minutes leaves nothing in memory; another worker, which has
nothing, makes it again and finds the same. In a room where a hundred people mend small files, each
comes back to a worker that others have used since: small things are kept together, up to a bound.
A large one stays alone.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from grader.errors import NotFoundError

T = TypeVar("T")

#: What nobody asked about for that long is forgotten.
KEPT_SECONDS = 180.0


@dataclass
class _Kept(Generic[T]):
    thing: T
    state: tuple[Any, ...]
    weight: int
    asked: float


class Shelf(Generic[T]):
    """Keeps a few things, the last asked about longest.

    Args:
        room: weight of what is kept together; a thing that weighs more is kept alone.
        weigh: gives the weight of a thing, when it is made.

    Attributes:
        timer: forgets what nobody asks about, or None.
    """

    def __init__(self, room: int = 0, weigh: Callable[[T], int] = lambda _thing: 1) -> None:
        self._room = room
        self._weigh = weigh
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, _Kept[T]] = OrderedDict()
        self.timer: threading.Timer | None = None

    @property
    def kept(self) -> T | None:
        """The thing asked about last, or None."""
        with self._lock:
            return next(reversed(self._kept.values())).thing if self._kept else None

    def __len__(self) -> int:
        """Count the things that are kept."""
        with self._lock:
            return len(self._kept)

    def open(self, name: Hashable, state: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Give the thing that is kept under a name, or make it in its place.

        Args:
            name: which thing.
            state: what would change if it were another: it is then made anew.
            make: makes it.
        """
        with self._lock:
            found = self._kept.pop(name, None)
            if found is None or found.state != state:
                found = None
                # What is large goes first: two at once might be more than a worker may hold.
                if self._weight() > self._room:
                    self._kept.clear()
        if found is None:
            thing = make()
            found = _Kept(thing, state, self._weigh(thing), 0.0)
        found.asked = time.monotonic()
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > 1 and self._weight() > self._room:
                self._kept.popitem(last=False)
            if self.timer is None:
                self._wait(KEPT_SECONDS)
        return found.thing

    def forget(self) -> None:
        """Let go of all of it."""
        with self._lock:
            self._kept.clear()

    def _weight(self) -> int:
        return sum(one.weight for one in self._kept.values())

    def _wait(self, seconds: float) -> None:
        self.timer = threading.Timer(seconds, self._clear)
        self.timer.daemon = True
        self.timer.start()

    def _clear(self) -> None:
        """Forget what nobody asked about for long, and come back for the rest."""
        with self._lock:
            self.timer = None
            now = time.monotonic()
            for name, one in list(self._kept.items()):
                if now - one.asked >= KEPT_SECONDS:
                    del self._kept[name]
            if self._kept:
                oldest = min(one.asked for one in self._kept.values())
                self._wait(max(KEPT_SECONDS - (now - oldest), 0.0))


def state_of_file(path: Path, shelf: Shelf[Any]) -> tuple[int, int]:
    """Give what changes when a file does.

    Args:
        path: the file.
        shelf: forgets what it keeps when the file is gone.

    Raises:
        NotFoundError: it was erased.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        shelf.forget()
        raise NotFoundError(
            "file-erased", "Ce fichier a été effacé.", "Déposez-le encore pour continuer."
        ) from None
    return status.st_mtime_ns, status.st_size
