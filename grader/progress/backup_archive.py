"""The file of a back-up: a tar of entries, and a manifest of their sizes and SHA-256 at its end.

It is written aside, open to its owner alone, and takes its name once it is whole and on the disk:
a kill leaves the file that was there before, or none.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import io
import json
import os
import secrets
import stat
import tarfile
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from grader.errors import OuvroirError, RefusedError

#: What it is, first in the file; and what it holds, last.
FIRST, MANIFEST = "ouvroir.json", "manifeste.json"
#: Folders of the entries: rows of the database, rows of the gradebook, files of the data folder.
ROWS, BOOK, FOLDER = "base", "carnet", "dossier"
FORMAT = 1
ENDINGS = (".tar.gz", ".tgz", ".tar")
_BLOCK = 1024 * 1024
#: Quick, and most of what can be gained.
_LEVEL = 3
#: A back-up writes all the time: what was not touched for that long is of nobody.
_LEFT_SECONDS = 3600
_REASONS = {
    errno.ENOENT: "ce dossier ou ce fichier n'existe pas",
    errno.EACCES: "votre compte n'y a pas droit",
    errno.EPERM: "votre compte n'y a pas droit",
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place de votre compte est épuisée",
    errno.EROFS: "ce disque est en lecture seule",
    errno.EEXIST: "un fichier est venu à ce nom entre-temps",
    errno.EIO: "le disque ne répond pas bien",
}


class ArchiveWriter:
    """Writes a back-up; leaving the block without an error gives the file its name.

    Args:
        target: the file, ending with one of ``ENDINGS``.
        replace: whether one of that name gives way.

    Raises:
        RefusedError: the name does not end as it should, or there is such a file.
        OuvroirError: it cannot be written there.
    """

    def __init__(self, target: Path, *, replace: bool = False) -> None:
        self.target = target
        self._replace = replace
        self._entries: dict[str, list[Any]] = {}
        if not target.name.endswith(ENDINGS):
            raise RefusedError(
                "backup-name",
                "Le nom d'une sauvegarde finit par .tar.gz (ou .tar, sans compression).",
                f"Écrivez par exemple : {target.with_suffix('').name}.tar.gz",
            )
        if target.exists() and not replace:
            raise RefusedError(
                "backup-exists",
                f"Il y a déjà un fichier à ce nom : {target}.",
                "Choisissez un autre nom, ou ajoutez --replace.",
            )
        _sweep(target)
        self._part = target.with_name(f".{target.name}.{secrets.token_hex(6)}.part")
        try:
            descriptor = os.open(self._part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise cannot_write(target, error) from error
        self._file = os.fdopen(descriptor, "w+b")
        packed = not target.name.endswith(".tar")
        options: dict[str, Any] = {"compresslevel": _LEVEL} if packed else {}
        self._tar = tarfile.open(  # noqa: SIM115 - closed by __exit__
            fileobj=self._file, mode="w:gz" if packed else "w:", **options
        )

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as failed:
            raise cannot_write(self.target, failed) from failed
        finally:
            with suppress(OSError):
                self._tar.close()
            with suppress(OSError):
                self._file.close()
            self._part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise cannot_write(self.target, error) from error

    @property
    def n_entries(self) -> int:
        """How many entries were written."""
        return len(self._entries)

    def add_json(self, name: str, content: Any) -> None:
        """Write a JSON value as an entry.

        Args:
            name: of the entry.
            content: JSON types.
        """
        data = json.dumps(content, ensure_ascii=False, indent=1).encode()
        self.add(name, io.BytesIO(data), len(data))

    def add_lines(self, name: str, lines: Iterable[bytes]) -> None:
        """Write lines as an entry; they lie on the disk first, since a tar tells sizes ahead.

        Args:
            name: of the entry.
            lines: each with its end.
        """
        with tempfile.TemporaryFile(dir=self.target.parent) as aside:
            aside.writelines(lines)
            size = aside.tell()
            aside.seek(0)
            self.add(name, aside, size)

    def add_file(self, name: str, path: Path) -> bool:
        """Write a file as an entry; says whether it was still there, and a plain file.

        Args:
            name: of the entry.
            path: of the file; a link is not followed.
        """
        try:
            descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError as error:
            if path.exists() and not path.is_symlink():
                raise cannot_read(path, error) from error
            return False
        with os.fdopen(descriptor, "rb") as stream:
            told = os.fstat(stream.fileno())
            if not stat.S_ISREG(told.st_mode):
                return False
            self.add(name, stream, told.st_size, told.st_mtime)
        return True

    def add(self, name: str, stream: IO[bytes], size: int, moment: float | None = None) -> None:
        """Write an entry from a stream.

        Args:
            name: of the entry.
            stream: where its bytes are read.
            size: how many there are, in bytes.
            moment: when it was last changed, in seconds since 1970; now when not given.

        Raises:
            OuvroirError: the stream ended before.
        """
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = size, 0o600
        entry.mtime = time.time() if moment is None else moment
        counted = _Counted(stream, size)
        try:
            self._tar.addfile(entry, counted)
        except OSError as error:
            if counted.left:
                raise OuvroirError(
                    "backup-moving",
                    f"« {name} » a changé pendant la sauvegarde.",
                    "Recommencez : rien n'a été écrit à la place de la sauvegarde d'avant.",
                ) from error
            raise
        self._entries[name] = [size, counted.sha256.hexdigest()]

    def _finish(self) -> None:
        self.add_json(MANIFEST, {"format": FORMAT, "entries": dict(self._entries)})
        self._tar.close()
        self._file.flush()
        os.fsync(self._file.fileno())
        if self._replace:
            self._part.replace(self.target)
        else:
            # A file that came to that name meanwhile is not written over.
            os.link(self._part, self.target)
        sync_folder(self.target.parent)


def _sweep(target: Path) -> None:
    """Remove what back-ups of that name left when they were killed, not those under way."""
    for part in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _LEFT_SECONDS:
                part.unlink()


class _Counted:
    """A stream that is hashed as it is read, and read no further than told."""

    def __init__(self, stream: IO[bytes], size: int) -> None:
        self._stream = stream
        self.left = size
        self.sha256 = hashlib.sha256()

    def read(self, size: int = _BLOCK) -> bytes:
        block = self._stream.read(min(size, self.left))
        self.left -= len(block)
        self.sha256.update(block)
        return block


def sync_folder(folder: Path) -> None:
    """Make a change of names last a power cut.

    Args:
        folder: where names changed.
    """
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cannot_write(target: Path, error: OSError) -> OuvroirError:
    """Make the refusal of a place where nothing can be written.

    Args:
        target: the file.
        error: what the system says.
    """
    return OuvroirError(
        "backup-unwritable",
        f"La sauvegarde ne peut pas être écrite ({target}) : {reason_of(error)}.",
        "Vérifiez que le dossier existe, que vous pouvez y écrire, et la place qui reste.",
    )


def reason_of(error: OSError) -> str:
    """Say in French what the system says.

    Args:
        error: its own.
    """
    return _REASONS.get(error.errno or 0, "le système refuse")


def cannot_read(path: Path, error: OSError) -> OuvroirError:
    """Make the refusal of a file that we may not read.

    Args:
        path: the file.
        error: what the system says.
    """
    return OuvroirError(
        "backup-unreadable",
        f"« {path} » ne peut pas être lu : {reason_of(error)}.",
        "Lancez cette commande avec le compte du serveur.",
    )
