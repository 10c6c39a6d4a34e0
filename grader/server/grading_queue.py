"""Grading in the background: one run at a time, in a process of its own, after a hand-in.

The run executes copies: it has its own process and no part of the server's memory. What it
finds is in the gradebook and in the database; pages read it there.
"""

from __future__ import annotations

import asyncio
import logging

from grader.server.commands import start_command
from grader.settings import Settings

_log = logging.getLogger("ouvroir.server")


class GradingQueue:
    """Starts ``ouvroir grade`` when woken; hand-ins that come meanwhile make one more run.

    Args:
        settings: passed on through the environment.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._wanted = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    def start(self) -> None:
        """Begin to wait for hand-ins."""
        self._task = asyncio.ensure_future(self._loop())

    def wake(self) -> None:
        """Say that there may be something to grade."""
        self._wanted.set()

    async def stop(self) -> None:
        """Stop waiting, and end a run that is under way: the next one takes up its copies."""
        if self._task is not None:
            self._task.cancel()
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()

    async def _loop(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            try:
                await self._run()
            except OSError as error:
                _log.error("grading could not start: %s", error.strerror)

    async def _run(self) -> None:
        self._process = await start_command(self._settings, "grade")
        await self._process.communicate()
        code = self._process.returncode
        if code not in (0, 1):
            _log.error("a grading run ended with code %s; see « ouvroir grade »", code)
