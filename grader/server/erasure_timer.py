"""The clock of erasures: at the start, then each hour; sooner where something failed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from grader.services.expiry import Swept, sweep
from grader.services.workshop import Workshop

_log = logging.getLogger("ouvroir.erasure")

_EACH_SECONDS, _RETRY_SECONDS = 3600.0, 300.0


class ErasureTimer:
    """Erases what has come to its date, in a thread, for as long as the server runs.

    Args:
        workshop: gives the stores as they are at that time.
        told: called in the loop after each round, with what it erased.
        each: seconds from one round to the next.
        retry: seconds to the next one where something failed.
        look: what a round does.
    """

    def __init__(
        self,
        workshop: Callable[[], Workshop],
        told: Callable[[Swept], None] | None = None,
        *,
        each: float = _EACH_SECONDS,
        retry: float = _RETRY_SECONDS,
        look: Callable[[Workshop], Swept] = sweep,
    ) -> None:
        self._workshop = workshop
        self._told = told
        self._each, self._retry = each, retry
        self._look = look
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin at once; a loop runs."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Begin no other round; the one under way ends in its thread."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _run(self) -> None:
        while True:
            went_well = await self._round()
            await asyncio.sleep(self._each if went_well else self._retry)

    async def _round(self) -> bool:
        """Look once; says whether all went well."""
        try:
            swept = await asyncio.to_thread(self._look, self._workshop())
            if swept.total:
                _log.info(
                    "erased: %d",
                    swept.total,
                    extra={"event": "erased", **{k: n for k, n in swept.counts.items() if n}},
                )
            if self._told is not None:
                self._told(swept)
        except Exception as error:  # noqa: BLE001 - a clock that stops would erase nothing more
            _log.error(
                "erasure failed (%s)",
                type(error).__name__,
                extra={"event": "erasure-failed", "error": type(error).__name__},
            )
            return False
        return not swept.failed
