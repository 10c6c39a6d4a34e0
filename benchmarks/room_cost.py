"""What one arrival takes of the processor, by part: the server, the zygote, the page's kernel.

Learners open a lesson one after the other, as those of ``room`` do: HTML, scripts and styles,
websocket. Times of processor are what the system counted (man 5 proc, ``schedstat``), so other
work on the machine changes them little, where it changes every time that somebody waits.
"""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from benchmarks.room import family_of
from benchmarks.room_learner import LESSON, NEXT, Seen, SimulatedLearner
from tests.support.running import RunningServer

#: Arrivals that are not counted: the server still loads what it keeps.
_FIRST = 3
_SEED = 20261123


def measure(rounds: int = 30) -> Iterator[tuple[str, str]]:
    """Open a lesson that many times, and tell what each part took of the processor."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data", verbose=False).start()
        try:
            for path, title in ((LESSON, "a lesson"), (NEXT, "another lesson")):
                yield from asyncio.run(_opened(server, path, title, rounds))
        finally:
            server.stop()


async def _opened(
    server: RunningServer, path: str, title: str, rounds: int
) -> Iterator[tuple[str, str]]:
    seen, people = Seen(), []
    try:
        for number in range(_FIRST + rounds):
            if number == _FIRST:
                seen.seconds.clear()
                before, mine = spent(server.pid), time.process_time()
            people.append(SimulatedLearner(server.address, seen, _SEED + number))
            await people[-1].open(path, title)
        # What a page leaves to be done once it is there is of its cost too.
        await asyncio.sleep(1)
        after, taken = spent(server.pid), time.process_time() - mine
        parts = {kind: (after[kind] - before.get(kind, 0.0)) / rounds for kind in after}
        told = [(f"{title}: {kind}", f"{1000 * one:.0f} ms") for kind, one in parts.items()]
        told.append((f"{title}: in all", f"{1000 * sum(parts.values()):.0f} ms"))
        told.append((f"{title}: the simulated learner", f"{1000 * taken / rounds:.0f} ms"))
        for name, some in seen.seconds.items():
            told.append((f"{name}, alone", f"median {sorted(some)[len(some) // 2]:.2f} s"))
        return iter(told)
    finally:
        for one in people:
            with suppress(Exception):
                await one.leave()
            await one.close()


def spent(pid: int) -> dict[str, float]:
    """Give the seconds of processor that each kind of process of a server has had.

    Args:
        pid: of the server.
    """
    found: dict[str, float] = {}
    for kind, process in family_of(pid):
        for task in Path(f"/proc/{process.pid}/task").iterdir():
            with suppress(OSError):
                had = int((task / "schedstat").read_text().split()[0]) / 1e9
                found[kind] = found.get(kind, 0.0) + had
    return found
