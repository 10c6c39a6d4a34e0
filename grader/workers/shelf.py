"""The one thing that a worker keeps between jobs, and for a few minutes only.

Whoever does not ask again within minutes leaves nothing in memory; another worker, which has
nothing, makes it again and finds the same.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from grader.errors import NotFoundError

T = TypeVar("T")

#: What nobody asked about for that long is forgotten.
KEPT_SECONDS = 180.0


class Shelf(Generic[T]):
    """Keeps one thing.

    Attributes:
        kept: the thing, or None.
        timer: forgets it, or None.
    """

    def __init__(self) -> None:
        self._state: tuple[Any, ...] = ()
        self.kept: T | None = None
        self.timer: threading.Timer | None = None

    def open(self, state: tuple[Any, ...], make: Callable[[], T]) -> T:
        """Give the thing that is kept, or make it in its place.

        Args:
            state: what it is, told by what would change if it were another.
            make: makes it.
        """
        kept = self.kept if self._state == state else None
        if kept is None:
            # What is kept goes first: two at once might be more than a worker may hold.
            self.forget()
            kept = make()
            self._state, self.kept = state, kept
        self._wait()
        return kept

    def forget(self) -> None:
        """Let go of it."""
        self._state, self.kept = (), None

    def _wait(self) -> None:
        """Forget it in a few minutes, unless it is asked about again."""
        if self.timer is not None:
            self.timer.cancel()
        self.timer = threading.Timer(KEPT_SECONDS, self.forget)
        self.timer.daemon = True
        self.timer.start()


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
