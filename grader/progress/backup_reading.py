"""Opening a back-up: each entry is checked by name, size and SHA-256 before a change is made."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from grader.errors import OuvroirError
from grader.progress.backup_archive import BOOK, FIRST, FOLDER, FORMAT, MANIFEST, ROWS, cannot_read
from grader.progress.backup_rows import odd_backup
from grader.progress.switching import CONTENT, STAYING

_BLOCK = 1024 * 1024
#: What is read into memory at once: what the back-up is, and the list of what it holds.
_FIRST_BYTES, _MANIFEST_BYTES = 64 * 1024, 512 * 1024 * 1024
#: Bytes that are left free on the disk.
_MARGIN = 64 * 1024 * 1024
_LONGEST_NAME = 1024
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,60}\.jsonl")


@dataclass(frozen=True)
class Opened:
    """A back-up whose entries lie in a staging folder, all of them as they were written.

    Attributes:
        revision: of the tables.
        version: of the Ouvroir that wrote it.
        made_at: when, as text.
        whole: it holds the data folder too.
        book: it holds the gradebook's rows.
        files: how many files of the data folder.
    """

    revision: str
    version: str
    made_at: str
    whole: bool
    book: bool
    files: int


def unpack(file: Path, staging: Path) -> Opened:
    """Write what a back-up holds into a staging folder.

    Rows go to ``base`` and ``carnet``, files below ``contenu``.

    Args:
        file: the back-up.
        staging: an empty folder of ours.

    Raises:
        OuvroirError: it is not a back-up, or it was changed, cut short, or is too big.
    """
    try:
        with tarfile.open(file, "r|*") as tar:
            return _unpack(tar, staging)
    except OuvroirError:
        raise
    except (tarfile.TarError, EOFError, zlib.error, ValueError, TypeError, KeyError) as error:
        raise odd_backup() from error
    except OSError as error:
        if error.errno is None:  # gzip's own: what it reads is not gzip any more
            raise odd_backup() from error
        raise cannot_read(file, error) from error


def _unpack(tar: tarfile.TarFile, staging: Path) -> Opened:
    first: dict[str, Any] | None = None
    manifest: dict[str, Any] | None = None
    found: dict[str, list[Any]] = {}
    for entry in tar:
        stream = tar.extractfile(entry) if entry.isreg() else None
        # Nothing but plain files, each once, and nothing after the manifest.
        if stream is None or entry.name in found or manifest is not None:
            raise odd_backup()
        if entry.name == MANIFEST:
            manifest = json.loads(_all(stream, entry.size, _MANIFEST_BYTES))
        elif entry.name == FIRST:
            data = _all(stream, entry.size, _FIRST_BYTES)
            found[FIRST] = [len(data), hashlib.sha256(data).hexdigest()]
            first = json.loads(data)
            _check_format(first)
        elif first is None:
            raise odd_backup()
        else:
            target = _target(entry.name, staging)
            found[entry.name] = _write(stream, entry, target)
    if first is None or manifest is None or manifest["entries"] != found:
        raise odd_backup()
    return Opened(
        revision=str(first["revision"]),
        version=str(first["version"]),
        made_at=str(first["made_at"]),
        whole=first["whole"] is True,
        book=first["book"] is True,
        files=sum(1 for name in found if name.startswith(f"{FOLDER}/")),
    )


def _check_format(first: Any) -> None:
    if not isinstance(first, dict) or not isinstance(first.get("format"), int):
        raise odd_backup()
    if first["format"] > FORMAT:
        raise OuvroirError(
            "backup-newer",
            "Cette sauvegarde vient d'une version plus récente d'Ouvroir.",
            "Installez cette version, puis recommencez.",
        )


def _target(name: str, staging: Path) -> Path:
    """Say where an entry goes.

    Raises:
        OuvroirError: its name would lead elsewhere.
    """
    parts = name.split("/")
    plain = len(name) <= _LONGEST_NAME and "\0" not in name and "\\" not in name
    if not plain or len(parts) < 2 or any(part in ("", ".", "..") for part in parts):
        raise odd_backup()
    kind, rest = parts[0], parts[1:]
    if kind in (ROWS, BOOK) and len(rest) == 1 and _TABLE.fullmatch(rest[0]):
        return staging / kind / rest[0]
    if kind != FOLDER or rest[0] in STAYING or PurePosixPath(*rest).is_absolute():
        raise odd_backup()
    return staging.joinpath(CONTENT, *rest)


def _write(stream: Any, entry: tarfile.TarInfo, target: Path) -> list[Any]:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if entry.size + _MARGIN > shutil.disk_usage(target.parent).free:
        raise OuvroirError(
            "restore-no-room",
            "Il n'y a pas assez de place pour restaurer cette sauvegarde.",
            "Rien n'a été changé. Faites de la place sur ce disque, puis recommencez.",
        )
    digest = hashlib.sha256()
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as written:
        while block := stream.read(_BLOCK):
            digest.update(block)
            written.write(block)
        written.flush()
        os.fsync(written.fileno())
        size = written.tell()
    os.utime(target, (entry.mtime, entry.mtime))
    return [size, digest.hexdigest()]


def _all(stream: Any, size: int, limit: int) -> bytes:
    if size > limit:
        raise odd_backup()
    return bytes(stream.read(size))
