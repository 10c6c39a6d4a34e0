"""Processes of the room that are killed: nothing answered is lost, no orphan stays, all goes on."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from tests.server.test_faults_storage import Learner
from tests.server.test_room_line import Asker
from tests.support.faults import all_gone, command_of, family_of, until
from tests.support.kernels import ZYGOTE, kernels_of
from tests.support.pages import Line, open_page
from tests.support.running import RunningServer
from tests.support.workers import standing_still, workers_of

LESSON = "lecon/preparer/valider-ses-deliberations"
LONG = bool(os.environ.get("OUVROIR_LONG"))
#: Pages opened and abandoned, and pages that a crowd opens while kernels are killed.
ABANDONED = 200 if LONG else 12
CROWD = 100 if LONG else 10
AT_ONCE = 10


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A server that takes five seconds to see that a page was left."""
    server = RunningServer(
        tmp_path_factory.mktemp("room") / "data", {"OUVROIR_PAGE_LEFT_SECONDS": "5"}
    )
    yield server.start()
    server.stop()


def zygote_of(server: RunningServer) -> psutil.Process:
    def found() -> psutil.Process | None:
        children = psutil.Process(server.pid).children()
        return next((c for c in children if ZYGOTE in command_of(c)), None)

    return until(found)


def together(work, count: int) -> list:
    with ThreadPoolExecutor(AT_ONCE) as crowd:
        return list(crowd.map(work, range(count)))


def open_and_read(server: RunningServer) -> int:
    """Open a lesson as a newcomer; gives how many of its activities came."""
    with server.client() as client:
        return sum(bool(piece["view"]) for piece in open_page(client, LESSON).pieces)


def test_a_zygote_that_is_killed_takes_no_page_with_it_and_another_one_forks(room):
    learner = Learner(room)
    assert "view" in learner.answer()
    old = zygote_of(room)
    old.kill()
    until(lambda: all_gone([old]))
    assert "view" in learner.answer()
    assert open_and_read(room)
    assert zygote_of(room).pid != old.pid
    assert learner.kept() == learner.given


def test_a_kernel_that_is_killed_loses_nothing_that_was_answered(room):
    learner, neighbour = Learner(room), Learner(room)
    assert "view" in learner.answer()
    line = learner.line
    before = {k.pid for k in kernels_of(room.pid)}
    other = Learner(room)
    (mine,) = [k for k in kernels_of(room.pid) if k.pid not in before]
    assert "view" in other.answer()
    mine.kill()
    until(lambda: all_gone([mine]))
    assert other.kept() == other.given
    other.open()
    assert "view" in other.answer()
    # Others have seen nothing of it.
    assert "view" in neighbour.answer()
    assert "view" in learner.answer()
    assert learner.line is line
    for one in (learner, neighbour, other):
        one.end()


def test_a_worker_killed_under_a_file_fails_that_one_with_a_sentence_and_another_takes_over(room):
    asker = Asker(room)
    with standing_still(room.pid) as workers:
        begun = asker.begin()
        assert asker.line.told_by_server()["before"] is None
        for worker in workers:
            worker.kill()
        until(lambda: all_gone(workers))
    reply = asker.line.reply(begun)
    # What had begun in a worker that died fails; what had not runs in another.
    assert "view" in reply or reply["error"]["code"] == "worker-lost"
    assert asker.check()["view"]["report"]["groups"]
    until(lambda: {w.pid for w in workers_of(room.pid)}.isdisjoint({w.pid for w in workers}))
    asker.end()


def test_pages_opened_and_abandoned_give_everything_back(room):
    def descriptors() -> int:
        return psutil.Process(room.pid).num_fds()

    held = []
    before = {kernel.pid for kernel in kernels_of(room.pid)}
    for _ in range(2):
        assert all(together(lambda _: open_and_read(room), ABANDONED))
        until(lambda: {k.pid for k in kernels_of(room.pid)} <= before, seconds=120)
        held.append(descriptors())
    # What the first crowd left open, if anything, the second does not leave again.
    assert held[1] - held[0] < ABANDONED
    assert open_and_read(room)


def test_kernels_killed_while_a_crowd_arrives_leave_the_room_in_order(room):
    """Forks under load: some die as they are born, and each page says what it is."""
    killed: list[psutil.Process] = []

    def arrive(number: int) -> str:
        with room.client() as client:
            if number % 5 == 4:
                for kernel in kernels_of(room.pid)[-1:]:
                    killed.append(kernel)
                    kernel.send_signal(signal.SIGKILL)
            answer = client.get(LESSON)
            if answer.status_code != 200:
                return answer.text
            return "ouvert"

    told = together(arrive, CROWD)
    assert told.count("ouvert") >= CROWD - len(killed)
    assert not [text for text in told if "Traceback" in text]
    learner = Learner(room)
    assert "view" in learner.answer()
    assert learner.kept() == learner.given


def test_a_server_that_is_killed_takes_everything_with_it_and_nothing_answered_is_lost(room):
    learner = Learner(room)
    assert "view" in learner.answer()
    workers_of(room.pid)
    family = family_of(room.pid)
    assert len(family) >= 3
    cookies = learner.client.cookies
    room.kill()
    until(lambda: all_gone(family))
    room.start()
    learner.client = room.client()
    learner.client.cookies = cookies
    assert learner.kept() == learner.given
    page = open_page(learner.client, LESSON)
    Line(learner.client, page.kernel).close()
