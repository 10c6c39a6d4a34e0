"""``ouvroir serve --watch``: what was saved is read again, and open pages are told.

Files are looked at a few times a second: that works on every system and on shared folders, where
notifications do not. Reading is done in a thread, and what is served is replaced in one go.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Coroutine
from typing import Any

from grader.errors import OuvroirError
from grader.server.commands import start_command
from grader.services.preview import (
    Edition,
    Preview,
    Problems,
    Stamps,
    assignments_of,
    unread,
    with_edition,
    with_gradebook,
)
from grader.services.workshop import Workshop
from grader.settings import Settings

_log = logging.getLogger("ouvroir.server")

#: Seconds between two looks at the files.
PAUSE = 0.12
#: An editor may save in two goes: what was saved is read once files stay the same for that long.
QUIET = 0.12
#: What cannot be read may only be half saved: it is told once it has lasted that long.
PATIENCE = 0.7
#: The gradebook is brought in step once the author has left the files alone for that long.
LEISURE = 3.0
#: Kinds of pages that show nothing of the courses: they are never reloaded.
_WITHOUT_COURSES = frozenset({"help", "data", "bench", "privacy"})
#: Problems that a page shows; the others are counted.
_SHOWN = 3


class Watch:
    """Keeps what is served in step with the files of the courses.

    Args:
        settings: where courses are.
        tell: called after each new reading with what cannot be read; nothing when all is well.
        clock: seconds, monotonic.

    Attributes:
        problems: why the newest files cannot be read; none when what is served is the newest.
    """

    def __init__(
        self,
        settings: Settings,
        tell: Callable[[Problems], None] = lambda _problems: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.problems: Problems = ()
        self._settings = settings
        self._preview = Preview(settings)
        self._tell = tell
        self._clock = clock
        self._seen: Stamps = {}
        self._since = 0.0
        self._read: Stamps | None = None
        self._doubtful: Problems = ()
        self._wanted = self._released = ""
        self._tried = 0.0
        self._stopping = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._process: asyncio.subprocess.Process | None = None

    async def start(
        self, workshop: Callable[[], Workshop], publish: Callable[[Workshop], None]
    ) -> None:
        """Read the courses once, then go on by itself until ``stop``.

        Args:
            workshop: gives the one that serves now.
            publish: puts another one in its place.
        """
        self._workshop, self._publish = workshop, publish
        self._released = await asyncio.to_thread(assignments_of, workshop())
        await self.look()
        self._tasks = [
            asyncio.ensure_future(self._repeat(work)) for work in (self.look, self.keep_gradebook)
        ]

    async def stop(self) -> None:
        """Stop looking; nothing of what was built stays."""
        self._stopping.set()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
        await asyncio.gather(*self._tasks)
        await asyncio.to_thread(self._preview.close)

    async def look(self) -> None:
        """Look at the files once; read them if they changed and are left alone since."""
        seen = await asyncio.to_thread(self._preview.stamps)
        first = self._read is None
        if seen != self._seen and not first:
            self._since = self._clock()
        self._seen = seen
        quiet = self._clock() - self._since
        if seen != self._read:
            if first or quiet >= QUIET:
                await self._take(seen)
        elif self._doubtful and quiet >= PATIENCE:
            self.problems, self._doubtful = self._doubtful, ()
            self._tell(self.problems)

    async def keep_gradebook(self) -> None:
        """Release the assignments that changed, in a process of their own, and know them."""
        leisure = self._clock() - self._since
        if self._wanted == self._released or self._tried == self._since or leisure < LEISURE:
            return
        self._tried, wanted, served = self._since, self._wanted, self._workshop()
        self._process = await start_command(self._settings, "grade")
        await self._process.communicate()
        if self._process.returncode not in (0, 1) or self._workshop() is not served:
            return
        try:
            ready = await asyncio.to_thread(with_gradebook, served)
        except OuvroirError as error:
            _log.error("the gradebook keeps its former assignments: %s", error.code)
            return
        if self._workshop() is served:
            self._publish(ready)
            self._released = wanted

    def news(self) -> dict[str, Any]:
        """Tell a page which version is served, and what to mend: JSON types, in French."""
        shown = [found.to_dict() for found in self.problems[:_SHOWN]]
        return {
            "revision": self._workshop().revision,
            "problems": shown,
            "others": len(self.problems) - len(shown),
        }

    async def _take(self, seen: Stamps) -> None:
        """Read the files; serve them if they are sound, and keep what is wrong for later."""
        self._read = seen
        try:
            edition = await asyncio.to_thread(self._preview.read, seen)
        except Exception as fault:  # noqa: BLE001  # nothing that is typed may end the preview
            _log.error("%s while the courses were read again", type(fault).__name__)
            self._doubtful = unread()
            return
        self._doubtful = edition.problems
        if edition.course is not None:
            self._serve(edition)

    def _serve(self, edition: Edition) -> None:
        former, mended = self._workshop(), bool(self.problems)
        self.problems, self._wanted = (), edition.assignments
        newer = edition.revision != former.revision
        if newer:
            self._publish(with_edition(former, edition))
        if mended or (newer and former.revision):
            self._tell(())

    async def _repeat(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        while not self._stopping.is_set():
            try:
                await work()
            except OSError as error:
                _log.error("the preview could not go on: %s", error.strerror)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), PAUSE)


def page_context(handler: Any, kind: str) -> dict[str, str] | None:
    """Give what a page needs to follow the courses, None where it has no need to.

    Args:
        handler: the request for the page, one of ours.
        kind: which kind of page.
    """
    if handler.settings.get("watch") is None or kind in _WITHOUT_COURSES:
        return None
    return {
        "address": f"{handler.settings['base_url']}apercu",
        "revision": handler.workshop.revision,
    }
