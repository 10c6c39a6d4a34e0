"""What one look at a session's live room costs the server: cold, when nothing moves, when many do.

Every learner of the room has answered every question of the courses, and dropped a file on every
exercise that takes one: more than a day of training brings. Nothing else runs in the process.
"""

from __future__ import annotations

import dataclasses
import functools
import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from grader.errors import OuvroirError
from grader.progress.database import now
from grader.progress.learners import ADMINISTRATOR, Learner
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from grader.quiz.model import Item
from grader.quiz.score import expected
from grader.services.sessions.room import room_view
from grader.services.workshop import Workshop
from grader.settings import Settings

LEARNERS = 150
#: Learners who answer between two looks, in a busy room.
BUSY = 50
LOOKS = 10
_SEED = 20261123
_COUNTS = [["type-error/date", "DELIB_DATE", 4], ["constraint-error/pattern", "COLL_SIRET", 2]]


def measure() -> Iterator[tuple[str, str]]:
    """Give a label and its figures: wall time of the look, and processor time of the process."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        workshop = Workshop.open(Settings(data=data, build=data / "build", workers=1))
        try:
            yield from _looks(workshop)
        finally:
            workshop.close()


def _looks(workshop: Workshop) -> Iterator[tuple[str, str]]:
    drawn = random.Random(_SEED)
    trainer = dataclasses.replace(workshop.learners.create(), role=ADMINISTRATOR)
    terms = Terms("Mesure", now() + timedelta(days=1))
    session = workshop.sessions.create(terms, "ACDEFH347", trainer.id)
    people = [workshop.learners.create() for _ in range(LEARNERS)]
    events = 0
    for number, learner in enumerate(people):
        workshop.members.put(session.id, learner.id, f"Personne {number}", PRESENT)
        work = functools.partial(_work, workshop, learner, drawn)
        events += workshop.database.turn(learner.id, work)
    yield f"{LEARNERS} learners, {events} events", "wall, processor"
    yield "---", "---"
    yield "first look (cold)", _timed(workshop, trainer, session.id)
    quiet = [_look(workshop, trainer, session.id) for _ in range(LOOKS)]
    yield f"nothing moved, median of {LOOKS}", _told(sorted(quiet)[LOOKS // 2])
    items = [(m.slug, i) for m in workshop.course.modules.values() for i in m.items.values()]
    busy = []
    for _ in range(LOOKS):
        for learner in drawn.sample(people, BUSY):
            module, item = drawn.choice(items)
            _give(workshop, learner, module, item, drawn)
        busy.append(_look(workshop, trainer, session.id))
    yield f"{BUSY} answered since, median of {LOOKS}", _told(sorted(busy)[LOOKS // 2])


def _work(workshop: Workshop, learner: Learner, drawn: random.Random) -> int:
    for module in workshop.course.modules.values():
        for item in module.items.values():
            _give(workshop, learner, module.slug, item, drawn)
        for exercise in module.exercises.values():
            if exercise.takes_file:
                workshop.events.append(
                    learner.id, exercise.id, "file", {"sha256": "a" * 64, "name": "export.csv"}
                )
                verdict = {"schema": "a@1", "valid": False, "rows": 9, "counts": _COUNTS}
                workshop.events.put_verdict(
                    learner.id, exercise.id, "a" * 64, "", verdict, basis="measured"
                )
    return workshop.events.count(learner.id)


def _give(
    workshop: Workshop, learner: Learner, module: str, item: Item, drawn: random.Random
) -> None:
    try:
        chosen = list(expected(item)) if drawn.random() < 0.6 else []
    except OuvroirError:
        chosen = []
    data = {"item": item.id, "chosen": chosen}
    workshop.events.append(learner.id, f"{module}/{item.id}", "answer", data)


def _look(workshop: Workshop, trainer: Learner, session_id: str) -> tuple[float, float]:
    began, mine = time.perf_counter(), time.process_time()
    room_view(workshop, trainer, session_id)
    return time.perf_counter() - began, time.process_time() - mine


def _timed(workshop: Workshop, trainer: Learner, session_id: str) -> str:
    return _told(_look(workshop, trainer, session_id))


def _told(taken: tuple[float, float]) -> str:
    return f"{1000 * taken[0]:.0f} ms, {1000 * taken[1]:.0f} ms"
