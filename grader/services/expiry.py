"""Erasing what has come to its date: each kind by itself, so that one that fails stops no other."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from grader.gradebook.submissions import erase_sent_files
from grader.progress.database import now
from grader.progress.migrating import BACKUPS
from grader.services.erasing_again import erase_again
from grader.services.portal.files import sweep_files
from grader.services.sessions.erasing import erase_due
from grader.services.workshop import Workshop

_log = logging.getLogger("ouvroir.erasure")

#: A draft that nobody touched for that long is of no use to anybody.
DRAFT_DAYS = 180
#: The copies that we name ourselves tell when they were made.
_STAMP = re.compile(r"-(\d{8}-\d{6})(?:\.|$)")
_COPIES = (".tar.gz", ".tgz", ".tar", ".sqlite")

Step = Callable[[Workshop, datetime], int]


@dataclass(frozen=True)
class Swept:
    """What a round erased.

    Attributes:
        counts: kind to how many, as machines name the kinds.
        failed: kinds that could not be looked at; why is in the log.
    """

    counts: dict[str, int] = field(default_factory=dict)
    failed: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many things were erased."""
        return sum(self.counts.values())


def sweep(workshop: Workshop, moment: datetime | None = None) -> Swept:
    """Erase all that has come to its date.

    Args:
        workshop: stores.
        moment: what time it is, in UTC; now when not given.
    """
    at = moment or now()
    counts: dict[str, int] = {}
    failed: list[str] = []
    for kind, step in _STEPS.items():
        try:
            counts[kind] = step(workshop, at)
        except Exception as error:  # noqa: BLE001 - the others must have their turn
            failed.append(kind)
            # Its text may name a file of somebody's: only its kind is told.
            _log.error(
                "erasure failed: %s (%s)",
                kind,
                type(error).__name__,
                extra={"event": "erasure-failed", "kind": kind, "error": type(error).__name__},
            )
    return Swept(counts, tuple(failed))


def _space_files(workshop: Workshop, _at: datetime) -> int:
    return sum(sweep_files(workshop, space_id) for space_id in workshop.spaces.with_files())


def _sent_files(workshop: Workshop, at: datetime) -> int:
    return erase_sent_files(workshop.gradebook, at - timedelta(days=workshop.settings.file_days))


def _drafts(workshop: Workshop, at: datetime) -> int:
    return workshop.drafts.erase_before(at - timedelta(days=DRAFT_DAYS))


def _copies(workshop: Workshop, at: datetime) -> int:
    """Erase old copies of the database and folders that a restoration put aside."""
    days = workshop.settings.backup_days
    if not days:
        return 0
    before = at - timedelta(days=days)
    folder = workshop.settings.data / BACKUPS
    old = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if not path.is_symlink() and _made_at(path, at) < before
    ]
    for path in old:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return len(old)


def _made_at(path: Path, otherwise: datetime) -> datetime:
    """Say when a copy was made; what is no copy was made now."""
    stamp = _STAMP.search(path.name)
    if stamp is not None:
        return datetime.strptime(stamp[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
    if path.is_file() and path.name.endswith(_COPIES):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return otherwise


_STEPS: dict[str, Step] = {
    "back-again": lambda workshop, _at: erase_again(workshop),
    "sessions": erase_due,
    "files": lambda workshop, at: workshop.files.erase_expired(at),
    "spaces": lambda workshop, at: workshop.spaces.erase_expired(at),
    "space-files": _space_files,
    "sent-files": _sent_files,
    "drafts": _drafts,
    "backups": _copies,
}
