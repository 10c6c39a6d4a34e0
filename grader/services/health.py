"""How the server is, for a supervision: a few yes or no, and nothing of anybody."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from grader.progress.probe import takes_writes
from grader.services.workshop import Workshop

#: Before this the clock of the machine was never set: no Ouvroir is that old.
_NO_EARLIER = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
#: A clock that moves by more than that against the machine's own was set anew.
_STEP_SECONDS = 120.0
#: For how long that is told: dates of erasure and cookies hang on the clock.
_STEP_TOLD_SECONDS = 600.0
#: Workers are replaced at their end, and the first is started with the server.
_NO_WORKER_SECONDS = 10.0


@dataclass(frozen=True)
class Health:
    """What was found.

    Attributes:
        database: takes a write and gives it back.
        disk: has room left in the data folder.
        workers: one lives, or was there a moment ago.
        pages: kernels can be had quickly; None where no page has one.
        clock: shows a time that may be, and was not set anew just now.
    """

    database: bool
    disk: bool
    workers: bool
    pages: bool | None
    clock: bool

    @property
    def good(self) -> bool:
        """Whether all is well."""
        return all(self.told().values())

    def told(self) -> dict[str, bool]:
        """Give the findings by their French names; what this server does not have is left out."""
        found = {
            "base": self.database,
            "disque": self.disk,
            "travailleurs": self.workers,
            "pages": self.pages,
            "horloge": self.clock,
        }
        return {name: good for name, good in found.items() if good is not None}


@dataclass
class Watcher:
    """Looks at a server, from one thread at a time.

    Args:
        pages: tells whether the process that page kernels are forked from is there; None for a
            server without kernels.
        wall: seconds since 1970.
        own: seconds of the machine's own clock, which nobody sets.
    """

    pages: Callable[[], bool] | None
    wall: Callable[[], float] = time.time
    own: Callable[[], float] = field(default_factory=lambda: _boot_clock)
    _offset: float | None = None
    _stepped: float | None = None
    _no_worker: float | None = None

    def look(self, workshop: Workshop) -> Health:
        """Look at everything; takes some milliseconds, and longer where the database is locked.

        Args:
            workshop: stores and workers.
        """
        return Health(
            database=takes_writes(workshop.database),
            disk=free_bytes(workshop) >= workshop.settings.free_bytes,
            workers=self._workers(workshop.pool.alive()),
            pages=self.pages() if self.pages is not None else None,
            clock=self._clock(),
        )

    def _workers(self, alive: int) -> bool:
        moment = self.own()
        if alive:
            self._no_worker = None
            return True
        self._no_worker = moment if self._no_worker is None else self._no_worker
        return moment - self._no_worker < _NO_WORKER_SECONDS

    def _clock(self) -> bool:
        wall, own = self.wall(), self.own()
        before, self._offset = self._offset, wall - own
        if before is not None and abs(self._offset - before) > _STEP_SECONDS:
            self._stepped = own
        if self._stepped is not None and own - self._stepped >= _STEP_TOLD_SECONDS:
            self._stepped = None
        return wall >= _NO_EARLIER and self._stepped is None


def free_bytes(workshop: Workshop) -> int:
    """Give the bytes that may still be written in the data folder; 0 where it is not there.

    Args:
        workshop: says where it is.
    """
    try:
        return shutil.disk_usage(workshop.settings.data).free
    except OSError:
        return 0


def _boot_clock() -> float:
    """Give seconds since the machine started, its sleep included where the system tells."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)
