"""Writing to a portal: documents and bytes together, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from grader.progress.portal.spaces import Space
from grader.publication.portal import FileStore, Portal
from grader.services.workshop import Workshop

T = TypeVar("T")


class FilesInTurn:
    """Hosted files as one turn sees them: what it drops goes once the turn is on disk.

    The database takes back what a failed turn wrote; a disk does not. So what was taken in is
    listed, to be taken out again, and what is dropped is only listed until then.

    Args:
        files: where bytes are kept.
    """

    def __init__(self, files: FileStore) -> None:
        self._files = files
        self._taken: list[tuple[str, str, str]] = []
        self._dropped: list[tuple[str, str, str]] = []

    def keep(self, received: Path, slug: str, stamp: str, name: str) -> None:
        """Take a received file in, as ``FileStore.keep`` does."""
        self._files.keep(received, slug, stamp, name)
        self._taken.append((slug, stamp, name))

    def find(self, slug: str, stamp: str, name: str) -> Path | None:
        """Give where a kept file lies, or None."""
        return None if (slug, stamp, name) in self._dropped else self._files.find(slug, stamp, name)

    def remove(self, slug: str, stamp: str, name: str) -> None:
        """Forget a file, once the turn is on disk."""
        self._dropped.append((slug, stamp, name))

    def settle(self, *, done: bool) -> None:
        """Make the disk agree with the database.

        Args:
            done: whether the turn is on disk; it left nothing otherwise.
        """
        for path in self._dropped if done else self._taken:
            self._files.remove(*path)


def write_in(workshop: Workshop, space: Space, portal: Portal, work: Callable[[Portal], T]) -> T:
    """Do something to a portal of a space, as one turn of it.

    Args:
        workshop: stores.
        space: whose turn.
        portal: one of its portals, as who writes sees it.
        work: what to do, on the portal that it is given; short, since others wait.

    Raises:
        RefusedError: the space was erased meanwhile.
        BaseException: what ``work`` raised; nothing of it is kept then, rows nor bytes.
    """
    files = FilesInTurn(portal.files)
    inside = replace(portal, files=files)
    done = False
    try:
        result = workshop.database.turn_of_space(space.id, lambda: work(inside))
        done = True
        return result
    finally:
        files.settle(done=done)
