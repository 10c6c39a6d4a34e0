"""A room of learners, each doing something with a question every five seconds.

A real server, real HTTP as a page's kernel speaks it: a connection for each request, a page's
token. Latency is from before the connection to the last byte of the view. At the end, and after a
kill in the midst of a crowd, a fresh process looks for all that was acknowledged.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psutil

from benchmarks.postgresql import UnavailableError, temporary_postgresql
from grader.content.build import ensure_built
from grader.settings import Settings
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.answering import Learner, lost
from tests.support.room import Room

LEARNERS = 150
#: Seconds between two acts of one learner.
EVERY = 5.0
#: A question of every type in a lesson, ten of them in a graded quiz, a case, an open text.
LESSONS = ("essai/essayer", "essai/faire-le-point")
COURSE = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}


@dataclass
class Heard:
    """What the clients saw.

    Attributes:
        seconds: latency of each request, by operation.
        refusals: codes of what was refused in French.
        errors: kinds of anything else.
        busy: processor time that the server took, seconds.
        syncs: how long the disk took for a block of its own meanwhile, seconds.
    """

    seconds: dict[str, list[float]] = field(default_factory=dict)
    refusals: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    busy: float = 0.0
    syncs: list[float] = field(default_factory=list)

    @property
    def all_seconds(self) -> list[float]:
        return sorted(one for some in self.seconds.values() for one in some)


def measure(
    seconds: float = 60.0,
    learners: int = LEARNERS,
    every: float = EVERY,
    lessons: tuple[str, ...] = LESSONS,
    databases: tuple[str, ...] = ("SQLite", "PostgreSQL"),
    extra: Mapping[str, str] = COURSE,
) -> Iterator[tuple[str, str]]:
    """Fill the room, on SQLite, then on PostgreSQL where it is installed.

    Args:
        seconds: how long.
        learners: how many.
        every: seconds between two acts of one learner; each begins at a time of her own.
        lessons: whose questions are asked.
        databases: which ones.
        extra: settings of the server, as environment variables.
    """
    sizes = (seconds, learners, every, lessons)
    for name in databases:
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            if name == "SQLite":
                yield from _measured(name, data, extra, *sizes)
                continue
            try:
                with temporary_postgresql() as address:
                    there = {**extra, "OUVROIR_DATABASE_URL": address}
                    yield from _measured(name, data, there, *sizes)
            except UnavailableError as missing:
                yield name, f"not measured: {missing}"


def _measured(
    name: str,
    data: Path,
    extra: Mapping[str, str],
    seconds: float,
    learners: int,
    every: float,
    lessons: tuple[str, ...],
) -> Iterator[tuple[str, str]]:
    room = Room(data, learners, extra).start()
    course = ensure_built(
        Settings.from_environment({"OUVROIR_BUILD": str(data / "build"), **extra})
    )
    people = [Learner(one, random.Random(one)) for one in sorted(room.tokens)]
    try:
        heard = asyncio.run(_visit(room, people, lessons, seconds, every, data))
        late = sorted(room.stop())
        kept = room.kept()
        missing = sum(len(lost(course, one, kept.get(one.id, []))) for one in people)
        yield from _told(name, learners, seconds, heard, late)
        known = sum(len(one.acknowledged) for one in people)
        yield f"{name}: acknowledged, then missing for a fresh process", f"{known}, {missing}"

        room.start()
        asyncio.run(_crowd(room, people))
        kept = room.kept()
        missing = sum(len(lost(course, one, kept.get(one.id, []))) for one in people)
        more = sum(len(one.acknowledged) for one in people) - known
        yield f"{name}: killed in the midst of a crowd: acknowledged, missing", f"{more}, {missing}"
    finally:
        room.stop()
        shutil.rmtree(data, ignore_errors=True)


def _told(
    name: str, learners: int, seconds: float, heard: Heard, late: list[float]
) -> Iterator[tuple[str, str]]:
    times = heard.all_seconds
    yield (
        f"{name}: {learners} learners, {len(times)} requests in {seconds:.0f} s",
        f"{len(times) / seconds:.1f} a second",
    )
    yield f"{name}: latency p50 / p95 / p99 / longest, ms", _spread(times)
    for operation, some in sorted(heard.seconds.items()):
        yield f"{name}: {operation}, {len(some)} times", _spread(sorted(some))
    within = sum(1 for one in times if one <= 0.150) / len(times)
    yield f"{name}: within 150 ms (bound: 95 %)", f"{100 * within:.1f} %"
    yield f"{name}: refused", _counted(heard.refusals)
    yield f"{name}: errors", _counted(heard.errors)
    yield (
        f"{name}: processor time of the server, ms a request",
        f"{1000 * heard.busy / len(times):.1f}",
    )
    yield f"{name}: event loop late p50 / p95 / p99 / longest, ms", _spread(late)
    yield (
        f"{name}: one sync of the disk meanwhile p50 / p95 / p99 / longest, ms",
        _spread(sorted(heard.syncs)),
    )
    one, five, _ = os.getloadavg()
    yield f"{name}: load of the machine, 1 and 5 minutes", f"{one:.1f}, {five:.1f}"


def _spread(times: list[float]) -> str:
    return " / ".join(
        f"{1000 * times[min(len(times) - 1, int(len(times) * share))]:.1f}"
        for share in (0.50, 0.95, 0.99, 1.0)
    )


def _counted(some: Counter[str]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in some.most_common()) or "none"


def _client(room: Room) -> httpx.AsyncClient:
    # A page's kernel connects anew for each request, and takes no compressed answer.
    return httpx.AsyncClient(
        base_url=room.address,
        headers={"Connection": "close", "Accept-Encoding": "identity"},
        limits=httpx.Limits(max_keepalive_connections=0),
        timeout=30,
        trust_env=False,
    )


async def _visit(
    room: Room,
    people: list[Learner],
    lessons: tuple[str, ...],
    seconds: float,
    every: float,
    folder: Path,
) -> Heard:
    async with _client(room) as client:
        for one in people:
            for lesson in lessons:
                reply = await _post(client, room, one, "lesson_view", {"lesson": lesson})
                one.read_lesson(reply["view"])
        heard, process = Heard(), psutil.Process(room.pid)
        room.forget_lateness()
        before = process.cpu_times()
        begin = time.perf_counter()
        rng = random.Random(20261122)

        async def work(one: Learner, phase: float) -> None:
            due = begin + phase
            while due < begin + seconds:
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                await _act(client, room, one, heard)
                due += every

        probe = asyncio.ensure_future(_probe(folder / "sync", heard.syncs))
        await asyncio.gather(*(work(one, rng.uniform(0, every)) for one in people))
        after = process.cpu_times()
        probe.cancel()
    heard.busy = after.user + after.system - before.user - before.system
    return heard


async def _probe(path: Path, syncs: list[float]) -> None:
    """Time the disk twice a second: what an answer waits for, whatever we do."""

    def sync() -> float:
        with path.open("wb") as file:
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fsync(file.fileno())
            return time.perf_counter() - begun

    while True:
        syncs.append(await asyncio.to_thread(sync))
        await asyncio.sleep(0.5)


async def _crowd(room: Room, people: list[Learner]) -> None:
    """Let everyone act without a pause, and kill the server under them."""
    heard, enough = Heard(), asyncio.Event()
    async with _client(room) as client:

        async def work(one: Learner) -> None:
            while not heard.errors:
                await _act(client, room, one, heard)
                if len(heard.all_seconds) >= len(people):
                    enough.set()

        working = [asyncio.ensure_future(work(one)) for one in people]
        await enough.wait()
        room.kill()
        await asyncio.gather(*working)


async def _act(client: httpx.AsyncClient, room: Room, one: Learner, heard: Heard) -> None:
    operation, kind, request = one.next_act()
    begun = time.perf_counter()
    try:
        reply = await _post(client, room, one, operation, request)
    except httpx.HTTPError as error:
        heard.errors[type(error).__name__] += 1
        return
    heard.seconds.setdefault(operation, []).append(time.perf_counter() - begun)
    if "view" in reply:
        one.heard(kind, request, reply["view"])
    else:
        heard.refusals[str(reply["error"]["code"])] += 1


async def _post(
    client: httpx.AsyncClient, room: Room, one: Learner, operation: str, request: Mapping[str, str]
) -> dict:
    reply = await client.post(
        f"page/{operation}",
        json=request,
        headers={"Authorization": f"Bearer {room.tokens[one.id]}"},
    )
    if reply.status_code >= 500:
        reply.raise_for_status()
    return reply.json()
