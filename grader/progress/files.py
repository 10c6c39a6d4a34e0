"""Learners' files: bytes under their hash in a folder of their owner, rows in the database.

A file is readable by its owner alone, and is erased when she says so or at its date. What was
read out of it (the report that quotes cells) lies beside it and goes with it.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import Database, as_utc, now
from grader.progress.events import StoredEvent
from grader.progress.forgotten import FILE, file_identifier
from grader.progress.tables import EventRow, FileRow
from grader.settings import Settings
from grader.typography import french

#: Bytes without a row are left alone for that long: an upload may be between the two.
_ORPHAN_SECONDS = 600


@dataclass(frozen=True)
class StoredFile:
    """A file of a learner's on one exercise."""

    id: int
    exercise_id: str
    sha256: str
    name: str
    size: int
    dropped_at: datetime
    expires_at: datetime


class Incoming:
    """A file on its way in: bytes are written and hashed as they come.

    Args:
        folder: where unfinished files lie; a crash leaves nothing that is served.
        limit: greatest number of bytes.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.path = folder / secrets.token_hex(16)
        self.size = 0
        self._limit = limit
        self._hash = hashlib.sha256()
        self._stream: BinaryIO = self.path.open("xb")

    def write(self, chunk: bytes) -> None:
        """Take the next bytes.

        Raises:
            RefusedError: the file is past the limit (code ``file-too-big``).
        """
        self.size += len(chunk)
        _check_size(self.size, self._limit)
        self._hash.update(chunk)
        self._stream.write(chunk)

    def finish(self) -> str:
        """Put the bytes on disk for good and give their SHA-256."""
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
        return self._hash.hexdigest()

    def discard(self) -> None:
        """Forget it; harmless if it was kept or forgotten already."""
        # On a full disk the bytes that are left cannot be written, and need not be.
        with suppress(OSError):
            self._stream.close()
        self.path.unlink(missing_ok=True)


class Files:
    """Keeps, finds and erases files.

    Args:
        database: where the rows are kept.
        settings: folder, bounds and days.
    """

    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._root = settings.data / "files"
        self._days = settings.file_days
        self._bounds = settings.bounds
        shutil.rmtree(self._root / ".incoming", ignore_errors=True)

    def incoming(self, announced: int = 0) -> Incoming:
        """Start receiving a file.

        Args:
            announced: its size in bytes, as far as its sender knows.

        Raises:
            RefusedError: that is past the bound already.
        """
        _check_size(announced, self._bounds.upload_bytes)
        return Incoming(self._root / ".incoming", self._bounds.upload_bytes)

    def keep(
        self,
        learner_id: str,
        exercise_id: str,
        name: str,
        schema: str,
        incoming: Incoming,
        *,
        origin: str = "",
        taken_up: str = "",
    ) -> StoredEvent:
        """Move a received file to its owner's folder and record the drop, both on disk.

        Args:
            learner_id: whose file.
            exercise_id: for which exercise.
            name: as she named it.
            schema: ``id@version`` that she chose, or "".
            incoming: the bytes.
            origin: hash of the file that this one was made of, when we made it.
            taken_up: hash of the file that she goes on with here, dropped elsewhere.

        Raises:
            RefusedError: her files together would be past the bound (``too-many-files``).
        """
        sha256 = incoming.finish()
        moment = now()

        def put(session: Session) -> EventRow:
            held = session.scalar(
                select(func.sum(FileRow.size)).where(
                    FileRow.learner_id == learner_id, FileRow.sha256 != sha256
                )
            )
            if (held or 0) + incoming.size > self._bounds.stored_bytes_per_learner:
                raise RefusedError(
                    "too-many-files",
                    "Vos fichiers déposés occupent toute la place prévue.",
                    "Ouvrez « Mes données » et effacez ceux dont vous n'avez plus besoin.",
                )
            row = session.scalar(
                select(FileRow).where(
                    FileRow.learner_id == learner_id,
                    FileRow.exercise_id == exercise_id,
                    FileRow.sha256 == sha256,
                )
            )
            if row is None:
                row = FileRow(learner_id=learner_id, exercise_id=exercise_id, sha256=sha256)
                session.add(row)
            row.name, row.size, row.dropped_at = name[:200], incoming.size, moment
            row.expires_at = moment + timedelta(days=self._days)
            event = EventRow(
                learner_id=learner_id,
                exercise_id=exercise_id,
                kind="file",
                at=moment,
                data={
                    "sha256": sha256,
                    "name": name[:200],
                    "schema": schema,
                    **({"from": origin} if origin else {}),
                    **({"of": taken_up} if taken_up else {}),
                },
            )
            session.add(event)
            # The database accepts first: bytes of a learner who was just erased stay out.
            session.flush()
            target = self.path(learner_id, sha256)
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            incoming.path.replace(target)
            _sync_folder(target.parent)
            return event

        event = self._database.write(put)
        return StoredEvent(event.id, exercise_id, "file", moment, event.data)

    def path(self, learner_id: str, sha256: str) -> Path:
        """Give where a file of that learner lies, whether it is there or not."""
        return self._root / learner_id / sha256

    def of(self, learner_id: str) -> list[StoredFile]:
        """Give a learner's files, newest first."""
        query = select(FileRow).where(FileRow.learner_id == learner_id).order_by(FileRow.id.desc())
        with self._database.session() as session:
            return [
                StoredFile(
                    r.id,
                    r.exercise_id,
                    r.sha256,
                    r.name,
                    r.size,
                    as_utc(r.dropped_at),
                    as_utc(r.expires_at),
                )
                for r in session.scalars(query)
            ]

    def put_report(self, learner_id: str, sha256: str, key: str, report: Mapping[str, Any]) -> None:
        """Keep what was read out of a file, beside it; ``key`` tells exercises apart."""
        folder = self.path(learner_id, sha256)
        if folder.exists():
            target = folder.with_name(f"{sha256}.{_slug(key)}.json")
            # Written aside, then renamed: a kill in between leaves what was there before.
            part = target.with_name(f"{target.name}.part")
            part.write_text(json.dumps(report, ensure_ascii=False), encoding="utf-8")
            part.replace(target)

    def report(self, learner_id: str, sha256: str, key: str) -> dict[str, Any] | None:
        """Give what ``put_report`` kept, or None."""
        target = self.path(learner_id, sha256).with_name(f"{sha256}.{_slug(key)}.json")
        try:
            return dict(json.loads(target.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def erase(self, learner_id: str, file_id: int) -> str:
        """Erase one file, and its bytes when no other exercise of hers uses them; gives its hash.

        Raises:
            NotFoundError: it is not hers, or is gone.
        """
        with self._database.session() as session:
            row = session.get(FileRow, file_id)
            if row is None or row.learner_id != learner_id:
                raise NotFoundError("unknown-file", "Ce fichier n'existe pas ou n'existe plus.")
            named = file_identifier(learner_id, row.sha256, row.dropped_at)
            self._database.forgotten.note(FILE, named)
            session.delete(row)
            session.flush()
            left = session.scalar(
                select(func.count()).where(
                    FileRow.learner_id == learner_id, FileRow.sha256 == row.sha256
                )
            )
            sha256 = row.sha256
        if not left:
            self._unlink(learner_id, sha256)
        self._database.forget()
        return sha256

    def erase_all(self, learner_id: str) -> None:
        """Erase every file of a learner."""
        with self._database.session() as session:
            session.execute(delete(FileRow).where(FileRow.learner_id == learner_id))
        shutil.rmtree(self._root / learner_id, ignore_errors=True)

    def erase_expired(self, moment: datetime | None = None) -> int:
        """Erase files whose date has come; gives how many.

        Args:
            moment: what time it is, in UTC; now when not given.
        """
        with self._database.session() as session:
            rows = session.execute(
                select(FileRow.learner_id, FileRow.id).where(
                    FileRow.expires_at <= (moment or now())
                )
            ).all()
        for learner_id, file_id in rows:
            with suppress(NotFoundError):  # she was quicker
                self.erase(learner_id, file_id)
        return len(rows) + self._sweep()

    def _sweep(self) -> int:
        """Remove bytes that no row knows: a kill came between the one and the other."""
        with self._database.session() as session:
            known = {
                (row.learner_id, row.sha256)
                for row in session.execute(select(FileRow.learner_id, FileRow.sha256))
            }
        swept = 0
        for path in self._root.glob("a*/*"):
            old = time.time() - path.stat().st_mtime > _ORPHAN_SECONDS
            if old and (path.parent.name, path.name.partition(".")[0]) not in known:
                path.unlink(missing_ok=True)
                swept += 1
        return swept

    def _unlink(self, learner_id: str, sha256: str) -> None:
        for path in self.path(learner_id, sha256).parent.glob(f"{sha256}*"):
            path.unlink(missing_ok=True)


def _check_size(n_bytes: int, limit: int) -> None:
    if n_bytes > limit:
        raise RefusedError(
            "file-too-big",
            french(f"Le fichier dépasse {limit // 1024 // 1024} Mo."),
            french("Déposez un extrait : quelques centaines de lignes suffisent pour l'exercice."),
        )


def _slug(key: str) -> str:
    return "".join(c if c.isalnum() or c in "-_" else "-" for c in key)


def _sync_folder(folder: Path) -> None:
    """Make a rename last a power cut, where the system can."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
