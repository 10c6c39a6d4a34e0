"""A training session: learners who join by its code, work and hand in, and a trainer who follows.

A real server, real HTTP and websockets; the simulated learners of ``benchmarks.room`` join by the
session's code, answer, drop a file, mend it and hand in. Meanwhile the trainer's room asks for
news, as her page does. In the end the server is stopped, and all that it acknowledged is looked
for in the database: nothing may be missing, and counts are equal.

``python -m benchmarks session --learners 10`` tries it in small. The seed is fixed.
"""

from __future__ import annotations

import asyncio
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from benchmarks.room import _percentiles, given_file
from benchmarks.room_learner import LESSON, LearnerError, Seen, SimulatedLearner
from grader.content.build import ensure_built
from grader.progress.database import Database, now
from grader.progress.files import Files
from grader.progress.hand_ins import HandIns
from grader.progress.learners import TRAINER, Learners
from grader.progress.sessions.members import Members
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.progress.tables import EventRow
from grader.settings import Settings
from tests.support.answering import Learner, lost
from tests.support.roads import cookie_of
from tests.support.running import RunningServer

SEED = 20261124
CODE = "K7M4C9R3T"
MODULE = "preparer"
ANSWERS = 5
#: As often as the trainer's page asks for news.
_EVERY = 5.0


class SessionLearner(SimulatedLearner):
    """A learner of a session, who remembers all that the server acknowledged.

    Args:
        address: of the server.
        seen: where figures go.
        rank: of her arrival.
    """

    def __init__(self, address: str, seen: Seen, rank: int) -> None:
        super().__init__(address, seen, SEED + rank)
        self.name = f"Oiseau {rank + 1}"
        self.told = Learner("", random.Random(SEED + rank))
        self.files: list[str] = []
        self.hand_ins = 0
        self.joined = False

    async def join(self) -> None:
        """Come in by the code of the board."""
        with self._seen.timed("joining by the code"):
            page = await self._client.get(f"rejoindre/{CODE}")
            token = re.search(r'name="_xsrf" value="([^"]+)"', page.text)
            if page.status_code != 200 or token is None:
                raise LearnerError(f"status {page.status_code}")
            form = {"_xsrf": token[1], "pseudonyme": self.name}
            done = await self._client.post(f"rejoindre/{CODE}", data=form)
            if done.status_code != 200:
                raise LearnerError(f"status {done.status_code}")
        self.joined = True

    async def answer(self, name: str = "an answer") -> tuple[str, Any] | None:
        """Answer the next open question, and remember it once it is acknowledged."""
        done = await super().answer(name)
        if done is not None:
            self.told.acknowledged.append(("answer", *done))
        return done

    async def bring(self, file: bytes) -> None:
        """Drop a file, and remember it once it is on disk."""
        self.files.append(await self._upload(file))
        await self._check(self.files[-1])

    async def attend(self, file: bytes) -> None:
        """Do the session: join, answer, drop, mend, hand in; then stay."""
        await self.join()
        await self.open(LESSON, "lesson")
        for _ in range(ANSWERS):
            await self.think()
            await self.answer()
        await self.bring(file)
        await self.think()
        await self.mend()
        await self.leave()
        await self.open(f"module/{MODULE}", "module")
        await self._ask("handing in", self._piece("module"), "hand_in", send_files=False)
        self.hand_ins += 1


class Watcher(SimulatedLearner):
    """The trainer: her room asks for news until it is closed.

    Args:
        address: of the server.
        seen: where figures go.
        cookie: by which she is a trainer.
    """

    def __init__(self, address: str, seen: Seen, cookie: tuple[str, str]) -> None:
        super().__init__(address, seen, SEED)
        self._client.cookies.set(*cookie, domain=httpx.URL(address).host, path="/")

    async def watch(self, session_id: str) -> None:
        """Open the room, then ask for news as often as its page does."""
        await self.open(f"formateur/session/{session_id}", "the trainer's room")
        while True:
            await asyncio.sleep(_EVERY)
            with suppress(LearnerError, asyncio.TimeoutError):
                await self._ask("news of the trainer's room", self._pieces[0], "refresh")


def measure(learners: int = 150, seconds: float = 60.0) -> Iterator[tuple[str, str]]:
    """Play the session and tell what was seen, and what was found afterwards.

    Args:
        learners: who join.
        seconds: within which they arrive.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        settings = Settings(data=data, build=data / "build")
        ensure_built(settings)
        extra = {"OUVROIR_PAGES": str(learners + 50)}
        # The first start makes the database and the secret that signs cookies.
        server = RunningServer(data, extra, verbose=False).start()
        try:
            trainer, session_id = _prepare(settings)
            yield from _played(server, settings, trainer, session_id, learners, seconds)
        finally:
            server.stop()


def _prepare(settings: Settings) -> tuple[str, str]:
    """Make a trainer and her session, as the pages of accounts and sessions do."""
    database = Database(settings)
    try:
        people = Learners(database)
        trainer = people.create().id
        people.set_role(trainer, TRAINER)
        terms = Terms("Session mesurée", now() + timedelta(days=90), modules=(MODULE,))
        return trainer, TrainingSessions(database).create(terms, CODE, trainer).id
    finally:
        database.close()


def _played(
    server: RunningServer,
    settings: Settings,
    trainer: str,
    session_id: str,
    learners: int,
    seconds: float,
) -> Iterator[tuple[str, str]]:
    seen = Seen()
    yield f"{learners} learners and a trainer, arrivals within {seconds:.0f} s", "figure"
    yield "---", "---"
    cookie = cookie_of(settings, trainer)
    people = asyncio.run(_session(server, seen, cookie, session_id, learners, seconds))
    for name, some in seen.seconds.items():
        yield name, _percentiles(some)
    yield "errors", "; ".join(f"{n} × {what}" for what, n in seen.errors.items()) or "none"
    server.stop()
    yield from _found(settings, session_id, people)


async def _session(
    server: RunningServer,
    seen: Seen,
    cookie: tuple[str, str],
    session_id: str,
    learners: int,
    seconds: float,
) -> list[SessionLearner]:
    rng = random.Random(SEED)
    people = [SessionLearner(server.address, seen, rank) for rank in range(learners)]
    watcher = Watcher(server.address, seen, cookie)
    watching = asyncio.ensure_future(watcher.watch(session_id))

    async def come(one: SessionLearner, rank: int, after: float) -> None:
        await asyncio.sleep(after)
        # What failed is counted where it failed; her visit ends there.
        with suppress(Exception):
            await one.attend(given_file(rank))

    arrivals = sorted(rng.uniform(0, seconds) for _ in people)
    await asyncio.gather(
        *(come(*one) for one in zip(people, range(learners), arrivals, strict=True))
    )
    await asyncio.sleep(2 * _EVERY)
    watching.cancel()
    await asyncio.gather(watching, *(one.close() for one in (watcher, *people)),
                         return_exceptions=True)  # fmt: skip
    return people


def _found(
    settings: Settings, session_id: str, people: list[SessionLearner]
) -> Iterator[tuple[str, str]]:
    """Look for all that was acknowledged, in a database that nobody serves any more."""
    course, database = ensure_built(settings), Database(settings)
    told, kept = Counter[str](), Counter[str]()
    missing: list[str] = []
    try:
        ids = {one.pseudonym: one.learner_id for one in Members(database).of_session(session_id)}
        kept["people in the session"] = len(ids)
        for one in people:
            told["people in the session"] += one.joined
            me = ids.get(one.name)
            if me is None:
                missing += [one.name] * one.joined
                continue
            one.told.id = me
            events = list(_events(database, me))
            missing += lost(course, one.told, events)
            # Mended files are kept beside those that she dropped: only hers are counted.
            store = Files(database, settings)
            known = {file.sha256 for file in store.of(me)}
            files = [s for s in one.files if s in known and store.path(me, s).is_file()]
            missing += [f"file {sha}" for sha in one.files if sha not in files]
            told["answers"] += len(one.told.acknowledged)
            told["files"] += len(one.files)
            told["hand-ins"] += one.hand_ins
            kept["answers"] += sum(event["kind"] == "answer" for event in events)
            kept["files"] += len(files)
            kept["hand-ins"] += len(HandIns(database).of(me, MODULE))
    finally:
        database.close()
    for what, count in told.items():
        yield f"{what}: acknowledged, found", f"{count}, {kept[what]}"
    yield "acknowledged and not found", "; ".join(missing[:10]) or "nothing"


def _events(database: Database, learner_id: str) -> Iterator[Mapping[str, Any]]:
    with database.session() as session:
        query = session.query(EventRow).filter_by(learner_id=learner_id).order_by(EventRow.id)
        for row in query:
            yield {"kind": row.kind, **row.data}
