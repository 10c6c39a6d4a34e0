"""Who and what was erased, as prints: a back-up that comes back does not bring them back.

A print is the SHA-256 of a random id, so the list names nobody. It lies beside the database, as
lines of JSON that are only ever added to.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select

from grader.progress.sessions.tables import TrainingSessionRow
from grader.progress.tables import FileRow, LearnerRow

if TYPE_CHECKING:
    from grader.progress.database import Database

NAME = "effacements"
LEARNER, SESSION, FILE = "learner", "session", "file"


@dataclass(frozen=True)
class ComeBack:
    """What was erased once, and is there again.

    Attributes:
        learners: their ids.
        sessions: their ids.
        files: learner's id and number of a file.
    """

    learners: tuple[str, ...]
    sessions: tuple[str, ...]
    files: tuple[tuple[str, int], ...]

    def __bool__(self) -> bool:
        return bool(self.learners or self.sessions or self.files)


class Forgotten:
    """The list of a data folder.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME

    def note(self, kind: str, identifier: str) -> None:
        """Write that something is erased; on disk when this returns, before it is done.

        Args:
            kind: ``LEARNER``, ``SESSION`` or ``FILE``.
            identifier: its random id, or what ``file_identifier`` gives.
        """
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "what": kind,
            "print": _print_of(kind, identifier),
        }
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            # One write, so that two processes do not mix their lines.
            os.write(descriptor, (json.dumps(line) + "\n").encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def come_back(self, database: Database) -> ComeBack:
        """Find what the list has and the database has again.

        Args:
            database: open.
        """
        prints = prints_in(self._path)
        if not prints:
            return ComeBack((), (), ())
        with database.session() as session:
            learners = session.scalars(select(LearnerRow.id)).all()
            sessions = session.scalars(select(TrainingSessionRow.id)).all()
            files = session.execute(
                select(FileRow.learner_id, FileRow.id, FileRow.sha256, FileRow.dropped_at)
            ).all()
        return ComeBack(
            tuple(one for one in learners if _print_of(LEARNER, one) in prints),
            tuple(one for one in sessions if _print_of(SESSION, one) in prints),
            tuple(
                (row.learner_id, row.id)
                for row in files
                if _print_of(FILE, file_identifier(row.learner_id, row.sha256, row.dropped_at))
                in prints
            ),
        )


def file_identifier(learner_id: str, sha256: str, dropped_at: datetime) -> str:
    """Name one drop of one file: the same bytes dropped again later are another.

    Args:
        learner_id: whose.
        sha256: of the bytes.
        dropped_at: when, as it is kept.
    """
    # As the database gives it: without a zone in SQLite, and always in UTC.
    zoned = dropped_at.replace(tzinfo=UTC) if dropped_at.tzinfo is None else dropped_at
    return f"{learner_id}/{sha256}/{zoned.astimezone(UTC).isoformat(timespec='microseconds')}"


def prints_in(path: Path) -> set[str]:
    """Read the prints of a list; a line that a power cut left half written says nothing.

    Args:
        path: of the list; it may not be there.
    """
    return {str(line.get("print", "")) for line in _lines(path)}


def merge(paths: Iterable[Path], into: Path) -> None:
    """Write one list out of several, each print once.

    Args:
        paths: of lists; those that are not there are left out.
        into: of the list to write; it may be one of them.
    """
    kept = {str(line["print"]): line for path in paths for line in _lines(path) if "print" in line}
    if not kept:
        return
    part = into.with_name(f".{into.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.writelines(json.dumps(line) + "\n" for line in kept.values())
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(into)


def _print_of(kind: str, identifier: str) -> str:
    return hashlib.sha256(f"{kind}:{identifier}".encode()).hexdigest()


def _lines(path: Path) -> Iterable[dict[str, object]]:
    try:
        with path.open(encoding="ascii", errors="replace") as stream:
            for text in stream:
                try:
                    line = json.loads(text)
                except ValueError:
                    continue
                if isinstance(line, dict):
                    yield line
    except FileNotFoundError:
        return
