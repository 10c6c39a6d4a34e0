"""How a stop waits, by rule: for requests, files and hand-ins, for a time, and once."""

from __future__ import annotations

import asyncio
import time

import pytest

from grader.server.commands import GRADE_ALL, GRADE_QUEUED, WARM
from grader.server.grading_queue import GradingQueue
from grader.server.open_pages import OpenPages
from grader.server.stopping import Stopping
from grader.settings import Bounds, Settings


class Request:
    def __init__(self, *, served_at_stop: bool = False) -> None:
        self.served_at_stop = served_at_stop


class Heard:
    """A page's websocket, of which we keep what it was told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def tell(self, message) -> None:
        self.told.append(message)


def finish(stopping, busy=lambda: False, seconds=5.0, pages=None, meanwhile=()):
    """Stop; gives whether everything had ended, and the seconds that it took."""

    async def both():
        async def later():
            for wait, act in meanwhile:
                await asyncio.sleep(wait)
                act()

        task = asyncio.ensure_future(later())
        began = time.monotonic()
        done = await stopping.finish(pages or OpenPages(Bounds()), busy, seconds)
        taken = time.monotonic() - began
        await task
        return done, taken

    return asyncio.run(both())


def test_nothing_that_runs_is_no_wait():
    stopping = Stopping()
    done, taken = finish(stopping)
    assert done
    assert taken < 0.5
    assert stopping.closing


def test_requests_are_waited_for_and_counted_once():
    stopping, one, other = Stopping(), Request(), Request()
    for request in (one, one, other):
        stopping.enter(request)
    assert stopping.running == 2
    leaves = [(0.1, lambda: stopping.leave(one)), (0.1, lambda: stopping.leave(one)),
              (0.2, lambda: stopping.leave(other))]  # fmt: skip
    done, taken = finish(stopping, meanwhile=leaves)
    assert done
    assert 0.3 < taken < 3


def test_files_and_hand_ins_are_waited_for():
    ends = time.monotonic() + 0.3
    done, taken = finish(Stopping(), busy=lambda: time.monotonic() < ends)
    assert done
    assert taken > 0.2


def test_a_time_ends_the_wait_and_says_that_something_was_left(caplog):
    stopping, one = Stopping(), Request()
    stopping.enter(one)
    with caplog.at_level("WARNING", logger="ouvroir.server"):
        done, taken = finish(stopping, seconds=0.2)
    assert not done
    assert 0.2 <= taken < 2
    [record] = caplog.records
    assert (record.event, record.count) == ("stopped-short", 1)


def test_a_request_that_nobody_holds_any_more_is_not_waited_for():
    stopping = Stopping()
    stopping.enter(Request())
    done, _ = finish(stopping, seconds=3)
    assert done


def test_pages_are_told_and_their_last_replies_have_time_to_come():
    stopping, pages, line, one = Stopping(), OpenPages(Bounds()), Heard(), Request()
    page = pages.open("ana")
    page.kernel_id = "k"
    pages.connected("k", line)
    stopping.enter(one)
    stopping.leave(one)
    done, taken = finish(stopping, pages=pages)
    assert done
    assert taken > 0.3
    assert line.told == [{"ouvroir": "restarting"}]


def test_asked_twice_it_waits_for_nothing():
    stopping, one = Stopping(), Request()
    stopping.enter(one)
    stopping.ask()
    done, taken = finish(stopping, seconds=30, meanwhile=[(0.1, stopping.ask)])
    assert not done
    assert taken < 2


def test_what_comes_is_refused_but_for_what_belongs_to_what_runs():
    stopping = Stopping()
    new, known = Request(), Request(served_at_stop=True)
    assert not stopping.refuses(new)
    stopping.begun = True
    assert (stopping.refuses(new), stopping.refuses(known)) == (True, False)
    stopping.closing = True
    assert (stopping.refuses(new), stopping.refuses(known)) == (True, True)


@pytest.mark.parametrize(
    ("word", "waits"), [(GRADE_QUEUED, True), (GRADE_ALL, False), (WARM, False)]
)
def test_a_hand_in_is_waited_for_and_not_what_grading_does_at_its_start(tmp_path, word, waits):
    queue = GradingQueue(Settings(data=tmp_path))
    queue._want(word)
    assert queue.has_hand_ins is waits
    queue._doing, queue._words = queue._words, set()
    assert queue.has_hand_ins is waits
