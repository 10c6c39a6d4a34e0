"""A server killed under a crowd: all that it acknowledged is there, and nothing twice."""

from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from grader.content.build import ensure_built
from grader.settings import Settings
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.answering import Learner, lost
from tests.support.room import Room

LESSONS = ("essai/essayer", "essai/faire-le-point")
CROWD = 8


@pytest.fixture
def room(tmp_path):
    courses = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    room = Room(tmp_path / "data", CROWD, courses).start()
    yield room
    room.stop()


@pytest.fixture
def course(room, tmp_path):
    settings = Settings(courses=QUIZ, sandbox=SMALL_SANDBOX, build=tmp_path / "data" / "build")
    return ensure_built(settings)


def ask(client, room, learner, operation, request):
    reply = client.post(
        f"{room.address}page/{operation}",
        json=request,
        headers={"Authorization": f"Bearer {room.tokens[learner.id]}"},
    )
    assert reply.status_code == 200, reply.text
    return reply.json()["view"]


def work(room, learner, enough, wanted):
    """Act without a pause until the server is gone; count what it acknowledged."""
    with httpx.Client(timeout=60, trust_env=False) as client:
        for lesson in LESSONS:
            try:
                view = ask(client, room, learner, "lesson_view", {"lesson": lesson})
            except httpx.HTTPError:
                return  # killed while she was still reading
            learner.read_lesson(view)
        while True:
            operation, kind, request = learner.next_act()
            try:
                view = ask(client, room, learner, operation, request)
            except httpx.HTTPError:
                return
            learner.heard(kind, request, view)
            if len(learner.acknowledged) == wanted:
                enough.release()


def test_every_acknowledged_act_of_a_crowd_survives_a_kill(room, course, times):
    people = [Learner(one, random.Random(one)) for one in room.tokens]
    for turn in range(1, times + 1):
        enough = threading.Semaphore(0)
        with ThreadPoolExecutor(CROWD) as crowd:
            working = [
                crowd.submit(work, room, one, enough, len(one.acknowledged) + 10) for one in people
            ]
            try:
                # In the midst: half of them have had ten acts acknowledged, and all are at it.
                for _ in range(CROWD // 2):
                    while not enough.acquire(timeout=0.5):
                        assert not any(one.done() for one in working), "an act was refused"
            finally:
                room.kill()
        for one in working:
            one.result()

        kept = room.kept()

        assert sum(len(one.acknowledged) for one in people) >= 10 * (CROWD // 2)
        for one in people:
            events = kept.get(one.id, [])
            assert lost(course, one, events) == []
            # At most the one that was under way at each kill was kept without being told.
            assert len(events) - len(one.acknowledged) <= turn
        room.start()
