"""Hosted files of a space: bytes in its own folder, under the parts of their address."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grader.errors import RefusedError
from grader.typography import french

#: A part of a hosted file's address; no dot at its start, so never « .. ».
_PLAIN = re.compile(r"[a-z0-9_-][a-z0-9._-]{0,254}")


class SpaceFiles:
    """What ``grader.publication`` calls a file store, for one portal of one space.

    Args:
        folder: the portal's own.
        space_folder: that of its space, whose bytes are counted together.
        limit: bytes that the space may hold.
    """

    def __init__(self, folder: Path, space_folder: Path, limit: int) -> None:
        self._folder = folder
        self._space_folder = space_folder
        self._limit = limit

    def keep(self, received: Path, slug: str, stamp: str, name: str) -> None:
        """Take a received file in; it is on disk when this returns.

        Args:
            received: a file that moves from there.
            slug: first part of its address.
            stamp: second part.
            name: last part.

        Raises:
            FileExistsError: one of that address is kept already.
            RefusedError: the space would hold too many bytes (``too-many-files``).
            ValueError: a part is not a plain name.
        """
        target = self._path(slug, stamp, name)
        if target is None:
            raise ValueError("not a plain name")
        if received.stat().st_size + folder_bytes(self._space_folder) > self._limit:
            raise RefusedError(
                "too-many-files",
                french(
                    f"Vos fichiers du bac à sable dépasseraient {self._limit // 1024 // 1024} Mo."
                ),
                "Supprimez une ressource dont vous n'avez plus besoin, puis recommencez.",
            )
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # A hard link fails where a rename would silently take the place of another's file.
        os.link(received, target)
        received.unlink()

    def find(self, slug: str, stamp: str, name: str) -> Path | None:
        """Give where a kept file lies, or None."""
        path = self._path(slug, stamp, name)
        return path if path is not None and path.is_file() else None

    def remove(self, slug: str, stamp: str, name: str) -> None:
        """Forget a file; one that is not there is no fault."""
        path = self._path(slug, stamp, name)
        if path is None:
            return
        path.unlink(missing_ok=True)
        for folder in (path.parent, path.parent.parent):
            try:
                folder.rmdir()
            except OSError:
                return

    def every(self) -> Iterator[tuple[tuple[str, str, str], Path]]:
        """Give every kept file, with the parts of its address."""
        for path in _files_below(self._folder):
            slug, stamp, name = path.relative_to(self._folder).parts
            yield (slug, stamp, name), path

    def _path(self, *parts: str) -> Path | None:
        if not all(_PLAIN.fullmatch(part) for part in parts):
            return None
        return self._folder.joinpath(*parts)


def folder_bytes(folder: Path) -> int:
    """Count the bytes of the files below a folder; one that goes meanwhile counts for nothing."""
    total = 0
    for path in _files_below(folder):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def _files_below(folder: Path) -> Iterator[Path]:
    # Unlike ``rglob``, it does not mind a folder that another thread removes.
    for parent, _, names in os.walk(folder):
        yield from (Path(parent, name) for name in names)


def erase_folder(folder: Path) -> None:
    """Erase a folder and all that it holds; one that is not there is no fault."""
    shutil.rmtree(folder, ignore_errors=True)
