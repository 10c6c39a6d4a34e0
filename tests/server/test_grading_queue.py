"""Grading in the background by a process that stays: what a kill, a pause or a crowd does to it."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from grader.progress.hand_ins import FAILED, GRADED, QUEUED
from grader.server.grading_queue import GradingQueue
from tests.services import reading

SECONDS = 240  # a busy machine starts Python and nbgrader slowly
HELD = """\
import pathlib, time
while not pathlib.Path({done!r}).exists():
    time.sleep(0.05)
"""


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = reading.open_reading(tmp_path_factory.mktemp("file"))
    yield opened
    opened.close()


@pytest.fixture
def ana(workshop):
    learner = workshop.learners.create()
    yield learner.id
    workshop.learners.erase(learner.id)


def state(workshop, learner):
    return workshop.hand_ins.newest(learner, reading.MODULE).state


async def until(condition):
    end = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < end, "it did not come"
        await asyncio.sleep(0.05)


def queued_run(workshop, story, **options):
    """Run a story with a queue of its own, which is stopped whatever happens."""

    async def main():
        queue = GradingQueue(workshop.settings, **options)
        queue.start()
        try:
            await story(queue)
        finally:
            await queue.stop()
        assert queue.pid is None

    asyncio.run(main())


def held(workshop, learner, done):
    """Hand in a copy that does not end until ``done`` is there; courses are all that it reads."""
    reading.hand(workshop, learner)
    path = workshop.gradebook.submitted(reading.MODULE, learner) / f"{reading.MODULE}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.insert(0, new_code_cell(HELD.format(done=str(done)), id="attend"))
    nbformat.write(notebook, path)


def begun(workshop, learner):
    return workshop.hand_ins.newest(learner, reading.MODULE).begun_at is not None


def test_one_process_grades_each_hand_in_and_another_takes_over_when_it_is_killed(workshop, ana):
    async def story(queue):
        reading.hand(workshop, ana)
        queue.wake()
        await until(lambda: state(workshop, ana) == GRADED)
        first = queue.pid
        reading.hand(workshop, ana)
        assert state(workshop, ana) == QUEUED
        queue.wake()
        await until(lambda: state(workshop, ana) == GRADED)
        assert queue.pid == first

        os.kill(first, signal.SIGKILL)
        await until(lambda: queue.pid is None)
        reading.hand(workshop, ana)
        queue.wake()
        await until(lambda: state(workshop, ana) == GRADED)
        assert queue.pid not in (None, first)

    queued_run(workshop, story)


def test_a_kill_in_the_middle_loses_no_copy_and_the_others_come_first(workshop, ana, tmp_path):
    done = tmp_path / "done"
    ben = workshop.learners.create().id

    async def story(queue):
        held(workshop, ana, done)
        queue.wake()
        await until(lambda: begun(workshop, ana))
        reading.hand(workshop, ben)
        # Nobody says that Ben handed in: what waits is read from the database.
        os.kill(queue.pid, signal.SIGKILL)
        await until(lambda: state(workshop, ben) == GRADED)
        assert state(workshop, ana) == QUEUED
        done.touch()
        await until(lambda: state(workshop, ana) != QUEUED)

    try:
        queued_run(workshop, story)
    finally:
        workshop.learners.erase(ben)


def test_who_hands_in_during_a_run_is_graded_by_the_next_and_the_trainer_sees_both(
    workshop, ana, tmp_path
):
    done = tmp_path / "done"
    ben = workshop.learners.create().id

    async def story(queue):
        held(workshop, ana, done)
        queue.wake()
        await until(lambda: begun(workshop, ana))
        reading.hand(workshop, ben)
        queue.wake()
        queue.wake()
        shown = reading.room(workshop).queue
        names = [workshop.learners.find(one).pseudonym for one in (ana, ben)]
        assert [line.pseudonym for line in shown.copies] == names
        assert [line.state_label[:7] for line in shown.copies] == ["En cour", "En atte"]
        assert shown.moving
        assert "2 copies attendent leur note, dont 1 en cours" in plain(shown.sentence)
        done.touch()
        await until(lambda: state(workshop, ben) != QUEUED)
        assert (state(workshop, ana), state(workshop, ben)) == (GRADED, GRADED)
        assert not reading.room(workshop).queue.moving

    try:
        queued_run(workshop, story)
    finally:
        workshop.learners.erase(ben)


def test_without_work_it_ends_and_comes_back(workshop, ana):
    async def story(queue):
        queue.wake()
        await until(lambda: queue.pid is not None)
        await until(lambda: queue.pid is None)
        reading.hand(workshop, ana)
        queue.wake()
        await until(lambda: state(workshop, ana) == GRADED)

    queued_run(workshop, story, idle_seconds=0.1)


def test_a_copy_that_cannot_be_graded_is_told_with_its_reason_and_not_tried_at_each_hand_in(
    workshop, ana
):
    ben = workshop.learners.create().id

    async def story(queue):
        reading.hand(workshop, ana)
        copy = workshop.gradebook.submitted(reading.MODULE, ana) / f"{reading.MODULE}.ipynb"
        whole = copy.read_bytes()
        copy.write_bytes(b"{")
        queue.wake()
        await until(lambda: state(workshop, ana) == FAILED)
        room = reading.room(workshop)
        assert "1 copie n'a pas pu être notée" in plain(room.queue.sentence)
        [line] = [one for one in room.submissions if one.state_label.startswith("Non noté")]
        assert "à rendre de nouveau" in plain(line.state_label)
        copy.write_bytes(whole)
        reading.hand(workshop, ben)
        queue.wake()
        await until(lambda: state(workshop, ben) == GRADED)
        assert state(workshop, ana) == FAILED
        queue.wake(everything=True)
        await until(lambda: state(workshop, ana) == GRADED)

    try:
        queued_run(workshop, story)
    finally:
        workshop.learners.erase(ben)


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")
