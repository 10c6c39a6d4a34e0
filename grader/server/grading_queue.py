"""Grading in the background, in a process of its own that stays warm between two hand-ins.

That process executes copies: it has no part of the server's memory. What it finds is in the
gradebook and in the database; pages read it there. What waits is in the database too: a process
that dies is started again, and takes it up.
"""

from __future__ import annotations

import asyncio
import json
import logging
from contextlib import suppress

from grader.server.commands import GRADE_ALL, GRADE_QUEUED, WARM, start_command
from grader.settings import Settings

_log = logging.getLogger("ouvroir.server")

#: Without work for that long, the process gives its memory back.
_IDLE_SECONDS = 600
#: A process that dies is started again after these; then the next hand-in is waited for.
_PAUSES = (0.0, 1.0, 5.0)
#: How long a process that is told to stop may take to end what it started.
_STOP_SECONDS = 20.0


class GradingQueue:
    """Has hand-ins graded when woken; those that come meanwhile make one more run.

    Args:
        settings: passed on through the environment.
        idle_seconds: how long the process stays without work.
    """

    def __init__(self, settings: Settings, idle_seconds: float = _IDLE_SECONDS) -> None:
        self._settings = settings
        self._idle_seconds = idle_seconds
        self._wanted = asyncio.Event()
        self._words: set[str] = set()
        self._doing: set[str] = set()
        self._task: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """Number of the process, where there is one."""
        alive = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process is not None and alive else None

    @property
    def has_hand_ins(self) -> bool:
        """Whether hand-ins wait for the process, or are being graded by it."""
        return GRADE_QUEUED in self._words | self._doing

    def start(self) -> None:
        """Begin to wait for hand-ins."""
        self._task = asyncio.ensure_future(self._loop())

    def wake(self, *, everything: bool = False) -> None:
        """Say that there is something to grade.

        Args:
            everything: look at every copy, and not only at those that wait for their note.
        """
        self._want(GRADE_ALL if everything else GRADE_QUEUED)

    def expect(self) -> None:
        """Say that somebody may hand in soon: the process will be warm by then."""
        # Who works alone has better use for the memory.
        if not self._settings.alone:
            self._want(WARM)

    async def stop(self) -> None:
        """Stop waiting, and end the process: the next one takes up its copies."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        if self._process is None or self._process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()

    def _want(self, word: str) -> None:
        self._words.add(word)
        self._wanted.set()

    async def _loop(self) -> None:
        while True:
            await self._wanted.wait()
            self._wanted.clear()
            words, self._words = self._words, set()
            self._doing = words
            await self._have_done(words)
            self._doing = set()

    async def _have_done(self, words: set[str]) -> None:
        """Ask, and ask again a process that is started anew when one dies before the answer."""
        for pause in _PAUSES:
            await asyncio.sleep(pause)
            try:
                answer = await self._ask(" ".join(sorted(words)))
            except OSError as error:
                _log.error("grading could not start: %s", error.strerror)
                continue
            if answer is not None:
                if "error" in answer:
                    _log.error("nothing was graded (%s); see « ouvroir grade »", answer["error"])
                return
        _log.error("grading was given up until the next hand-in; see « ouvroir grade »")

    async def _ask(self, line: str) -> dict[str, object] | None:
        """Give the answer to a line; None where the process ended without one."""
        process = self._process
        if process is None or process.returncode is not None:
            process = self._process = await start_command(
                self._settings, "grade", f"--stay={self._idle_seconds}", listening=True
            )
        if process.stdin is None or process.stdout is None:
            return None
        answer = b""
        # It may have ended for want of work just before.
        with suppress(BrokenPipeError, ConnectionResetError):
            process.stdin.write(f"{line}\n".encode())
            await process.stdin.drain()
            answer = await process.stdout.readline()
        if not answer.endswith(b"\n"):
            if await process.wait() != 0:
                _log.warning("a grading process ended with code %s", process.returncode)
            return None
        told: dict[str, object] = json.loads(answer)
        return told
