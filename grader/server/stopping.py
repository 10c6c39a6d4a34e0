"""Stopping without losing anything: what runs ends, what comes is told, then everything closes."""

from __future__ import annotations

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from weakref import WeakSet

from grader.errors import OuvroirError
from grader.server.open_pages import OpenPages

_log = logging.getLogger("ouvroir.server")

_LOOK_SECONDS = 0.05
#: For how long pages may still hear the replies of what ended: from the kernel to the browser.
_REPLIES_SECONDS = 0.5
#: When to come back, in seconds; told with each refusal.
RETRY_SECONDS = 5
#: Code of the refusal.
RESTARTING = "server-restarting"


def restarting() -> OuvroirError:
    """Say that the server goes down for a moment, and that this was not done."""
    return OuvroirError(
        RESTARTING,
        "Le serveur redémarre : votre demande n'a pas été enregistrée.",
        "Vos réponses validées sont conservées. Recommencez dans une minute.",
    )


class Stopping:
    """Whether the server is stopping, and what it still does.

    Handlers count themselves in and out from the server's loop alone.

    Attributes:
        begun: a stop was asked for: nothing new begins, pages still say what they were at.
        closing: what ran has ended, or its time is over: nothing is taken any more.
    """

    def __init__(self) -> None:
        self.begun = self.closing = False
        self._asked = asyncio.Event()
        self._at_once = asyncio.Event()
        self._running: WeakSet[object] = WeakSet()
        self._last_end = 0.0

    def listen(self) -> None:
        """Take ``SIGINT`` and ``SIGTERM`` for a wish to stop; a second one, to stop at once."""
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, self.ask)

    def ask(self) -> None:
        """Ask for the stop; asked again, do not wait for anything more."""
        (self._at_once if self._asked.is_set() else self._asked).set()

    async def wait(self) -> None:
        """Wait until a stop is asked for."""
        await self._asked.wait()

    def refuses(self, handler: object) -> bool:
        """Tell whether a request that comes now is refused.

        Args:
            handler: of the request; ``served_at_stop`` says that it belongs to what runs.
        """
        return self.closing or (self.begun and not getattr(handler, "served_at_stop", False))

    def enter(self, request: object) -> None:
        """Count a request in."""
        self._running.add(request)

    def leave(self, request: object) -> None:
        """Count a request out, once; harmless for one that never came in."""
        if request in self._running:
            self._running.discard(request)
            self._last_end = time.monotonic()

    @property
    def running(self) -> int:
        """Requests that are being answered."""
        return len(self._running)

    async def finish(self, pages: OpenPages, busy: Callable[[], bool], seconds: float) -> bool:
        """Tell the pages, then wait until nothing runs any more.

        Args:
            pages: open now.
            busy: whether something else than a request is to be waited for.
            seconds: how long to wait at most.

        Returns:
            Whether everything had ended.
        """
        began = time.monotonic()
        self.begun = True
        pages.tell_all({"ouvroir": "restarting"})
        _log.info("stopping", extra={"event": "stopping", "count": self.running})
        while self._runs(pages, busy) and not self._at_once.is_set():
            if time.monotonic() - began >= seconds:
                break
            await asyncio.sleep(_LOOK_SECONDS)
        # From here to the end of the server nobody is told that something was done.
        self.closing = True
        left = self.running
        if left or busy():
            _log.warning(
                "stopped before %d requests had ended",
                left,
                extra={"event": "stopped-short", "count": left},
            )
            return False
        return True

    def _runs(self, pages: OpenPages, busy: Callable[[], bool]) -> bool:
        lately = time.monotonic() - self._last_end < _REPLIES_SECONDS
        return bool(self._running) or busy() or (lately and pages.heard())
