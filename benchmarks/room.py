"""A training room: learners who arrive within a minute, work on a lesson, and stay; then many more.

A real server, real HTTP and websockets, the scripts and styles that a browser fetches once, files
of 300 rows checked, mended and checked again. The simulated learners are in the process that
measures and share the machine's processors with the server: what they take is told beside it.

``python -m benchmarks room --learners 10 --held 20`` tries it in small; ``--profile`` tells where
the server's time goes.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from benchmarks.room_learner import Seen, SimulatedLearner
from tests.support.kernels import ZYGOTE
from tests.support.running import ROOT, RunningServer

EXPORT = ROOT / "sandbox_data" / "communes" / "val-ouvert" / "deliberations-export.csv"
ROWS = 300
#: Lines of the export that come before its rows, at most.
_HEAD = 5
#: Pages opened in a second, once everybody has worked, until as many are held as was asked.
PER_SECOND = 4
_LOOK = 2.0
_SEED = 20261122


@dataclass
class Family:
    """Processor time and memory of the server and of what it started, by kind of process."""

    cpu: dict[int, tuple[str, float]] = field(default_factory=dict)

    def look(self, pid: int) -> None:
        """Note how much processor time each process has had; some will be gone at the end."""
        for kind, process in family_of(pid):
            with suppress(psutil.Error):
                times = process.cpu_times()
                self.cpu[process.pid] = (kind, times.user + times.system)

    def total(self, kind: str) -> float:
        return sum(seconds for found, seconds in self.cpu.values() if found == kind)


def family_of(pid: int) -> Iterator[tuple[str, psutil.Process]]:
    """Give the server's processes with their kind."""
    server = psutil.Process(pid)
    yield "server", server
    with suppress(psutil.Error):
        for child in server.children():
            with suppress(psutil.Error):
                command = " ".join(child.cmdline())
                kind = "zygote" if ZYGOTE in command else "workers"
                yield kind, child
                if kind == "zygote":
                    yield from (("kernels", one) for one in child.children())


def memory_of(pid: int) -> dict[str, tuple[int, float, float]]:
    """Give, by kind, how many processes, their proportional and their private memory in MiB."""
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, process in family_of(pid):
        with suppress(psutil.Error):
            info = process.memory_full_info()
            found.setdefault(kind, []).append((info.pss / 2**20, info.uss / 2**20))
    return {
        kind: (len(some), sum(p for p, _ in some), sum(u for _, u in some))
        for kind, some in found.items()
    }


def given_file(number: int) -> bytes:
    """Make an export of 300 rows, each learner's own: what is read once is not kept for all."""
    lines = EXPORT.read_bytes().splitlines(keepends=True)
    # Its title lines and its header stay where they are.
    rows = lines[_HEAD:]
    more = [rows[(number + n) % len(rows)] for n in range(ROWS - len(rows))]
    return b"".join((*lines, *more))


def measure(
    learners: int = 130, seconds: float = 60.0, held: int = 500, profile: bool = False
) -> Iterator[tuple[str, str]]:
    """Play the room and tell what its learners saw.

    Args:
        learners: who arrive.
        seconds: within which they arrive.
        held: pages open at once at the end.
        profile: tell where the server's time went.
    """
    with tempfile.TemporaryDirectory() as folder:
        told_to = Path(folder) / "profile.json"
        server = RunningServer(
            Path(folder) / "data",
            {"OUVROIR_PAGES": str(max(held, learners) + 50), "OUVROIR_PROFILE_TO": str(told_to)},
            module="benchmarks.profiled" if profile else "grader",
            # As in a training room: a line for each request would be a cost of the measure.
            verbose=False,
        ).start()
        try:
            yield from _played(server, learners, seconds, held)
        finally:
            server.stop()
        if profile:
            yield from _profiled(json.loads(told_to.read_text(encoding="utf-8")))


def _played(
    server: RunningServer, learners: int, seconds: float, held: int
) -> Iterator[tuple[str, str]]:
    seen, family = Seen(), Family()
    yield f"{learners} learners within {seconds:.0f} s, then {held} pages", "figure"
    yield "---", "---"
    began, mine = time.perf_counter(), time.process_time()
    memory, line = asyncio.run(_room(server, seen, family, learners, seconds, held))
    lasted = time.perf_counter() - began
    for name, some in seen.seconds.items():
        yield name, _percentiles(some)
    yield "errors", "; ".join(f"{n} × {what}" for what, n in seen.errors.items()) or "none"
    yield "longest place in the line for a worker", str(line)
    for kind, (count, shared, private) in memory.items():
        yield (
            f"memory, {kind} ({count})",
            f"{shared:.0f} MiB proportional, {private:.0f} private"
            + (f"; {shared / count:.1f} and {private / count:.1f} each" if count > 1 else ""),
        )
    everything = sum(shared for _, shared, _ in memory.values())
    pages = memory.get("kernels", (1, 0, 0))[0]
    yield (
        f"memory in all, {pages} pages",
        f"{everything / 1024:.2f} GiB, {everything / pages:.1f} MiB a page, all included",
    )
    spent = ", ".join(
        f"{kind} {family.total(kind):.0f} s" for kind in ("server", "zygote", "kernels", "workers")
    )
    yield (
        "processor time",
        f"{spent}; the simulated learners {time.process_time() - mine:.0f} s; in {lasted:.0f} s",
    )
    for kind, size in seen.bytes.items():
        yield f"received, {kind}", f"{size / 2**20 / max(1, learners):.2f} MiB a learner"


async def _room(
    server: RunningServer, seen: Seen, family: Family, learners: int, seconds: float, held: int
) -> tuple[dict[str, tuple[int, float, float]], int]:
    rng = random.Random(_SEED)
    looking = asyncio.ensure_future(_look(server.pid, family))
    people: list[SimulatedLearner] = []
    staying: list[asyncio.Task[None]] = []

    def another() -> SimulatedLearner:
        people.append(SimulatedLearner(server.address, seen, _SEED + len(people)))
        return people[-1]

    async def stay(one: SimulatedLearner) -> None:
        staying.append(asyncio.ensure_future(one.stay()))

    async def come(one: SimulatedLearner, number: int, after: float) -> None:
        await asyncio.sleep(after)
        # What failed is counted where it failed; her visit ends there.
        with suppress(Exception):
            await one.work(given_file(number))
            await stay(one)

    async def drop_in(one: SimulatedLearner, after: float) -> None:
        await asyncio.sleep(after)
        with suppress(Exception):
            await one.open("lecon/preparer/ce-que-lit-une-machine", "page of a full room")
            await stay(one)

    arrivals = sorted(rng.uniform(0, seconds) for _ in range(learners))
    await asyncio.gather(*(come(another(), n, at) for n, at in enumerate(arrivals)))
    more = max(0, held - learners)
    await asyncio.gather(*(drop_in(another(), n / PER_SECOND) for n in range(more)))
    # Everybody is there; some go on answering.
    memory = await asyncio.to_thread(memory_of, server.pid)
    for one in rng.sample(people, min(20, len(people))):
        with suppress(Exception):
            await one.answer("an answer, all pages held")
    family.look(server.pid)
    looking.cancel()
    for task in staying:
        task.cancel()
    line = max((one.in_line for one in people), default=0)
    await asyncio.gather(*(one.close() for one in people))
    return memory, line


async def _look(pid: int, family: Family) -> None:
    while True:
        await asyncio.to_thread(family.look, pid)
        await asyncio.sleep(_LOOK)


def _percentiles(some: list[float]) -> str:
    """Tell the median, what 95 of a hundred stay under, and the longest."""
    ordered = sorted(some)
    late = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    middle = ordered[len(ordered) // 2]
    return (
        f"median {middle:.2f} s, 95 % within {late:.2f} s, longest {ordered[-1]:.2f} s "
        f"({len(ordered)} times)"
    )


def _profiled(told: dict[str, object]) -> Iterator[tuple[str, str]]:
    looks = int(told["looks"]) or 1
    yield "profile: processor time of the server", f"{told['cpu_seconds']:.1f} s"
    for name, held in told["longest"].items():
        yield f"profile, longest hold of the loop: {name}", f"{1000 * held:.0f} ms"
    for part in ("loop handlers", "loop places", "threads handlers", "threads places"):
        for place, count in list(told[part].items()):
            if count >= looks / 500:
                yield f"profile, {part}: {place}", f"{100 * count / looks:.1f} % of the time"
