"""Turns: read, decided and written as one, whoever else is at it, and shared when many wait."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from grader.errors import RefusedError
from grader.progress.database import Database
from grader.progress.events import Events
from grader.progress.learners import Learners
from grader.settings import Settings

KEY = "preparer/prep-q01"


@pytest.fixture
def database(tmp_path):
    database = Database(Settings(data=tmp_path / "donnees"))
    yield database
    database.close()


@pytest.fixture
def events(database):
    return Events(database)


@pytest.fixture
def ana(database):
    return Learners(database).create().id


def kept(events, learner):
    return [one.data["n"] for one in events.of(learner, [KEY])[KEY]]


def together(count, work):
    """Run ``work(number)`` in as many threads at once; gives results and errors in order."""
    ready = threading.Barrier(count)

    def run(number):
        ready.wait(30)
        try:
            return work(number)
        except Exception as error:  # noqa: BLE001 - the errors are what is looked at
            return error

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(run, range(count)))


def while_one_is_at_it(database, learner, works):
    """Have turns wait behind a slow one, so that they share what follows; gives what each got."""
    begun, go_on = threading.Event(), threading.Event()

    def slow():
        begun.set()
        assert go_on.wait(30)

    def run(work):
        try:
            return database.turn(learner, work)
        except Exception as error:  # noqa: BLE001 - the errors are what is looked at
            return error

    with ThreadPoolExecutor(len(works) + 1) as threads:
        first = threads.submit(run, slow)
        assert begun.wait(30)
        behind = []
        for place, work in enumerate(works, start=1):
            behind.append(threads.submit(run, work))
            while database.turns.waiting < place:
                threading.Event().wait(0.002)
        go_on.set()
        first.result(30)
        return [one.result(30) for one in behind]


def writing(events, learner, number, failure=None):
    def work():
        events.append(learner, KEY, "answer", {"n": number})
        if failure:
            raise failure
        return number

    return work


def test_a_limit_holds_however_many_come_at_once(database, events, ana):
    def one_more(number):
        def work():
            if len(events.of(ana, [KEY])[KEY]) >= 3:
                return False
            events.append(ana, KEY, "answer", {"n": number})
            return True

        return database.turn(ana, work)

    told = together(12, one_more)

    assert told.count(True) == 3
    assert sorted(kept(events, ana)) == sorted(n for n, yes in enumerate(told) if yes)


def test_those_who_wait_share_one_commit(database, events, ana):
    commits = []
    event.listen(database.engine, "commit", commits.append)

    told = while_one_is_at_it(database, ana, [writing(events, ana, n) for n in range(5)])

    assert told == [0, 1, 2, 3, 4]
    assert kept(events, ana) == [0, 1, 2, 3, 4]
    # The slow one's, theirs, and that of the reading just above.
    assert len(commits) == 3


def test_one_that_fails_takes_nothing_of_the_others_away(database, events, ana):
    refusal = RefusedError("question-finished", "Cette question est terminée.")
    works = [writing(events, ana, n, refusal if n == 1 else None) for n in range(4)]

    told = while_one_is_at_it(database, ana, works)

    assert told == [0, refusal, 2, 3]
    assert kept(events, ana) == [0, 2, 3]


def test_nobody_is_told_yes_when_the_disk_says_no(database, events, ana):
    disk_full = OperationalError("COMMIT", {}, Exception("disk full"))
    commits = []

    def fail(_connection):
        commits.append(1)
        if len(commits) == 2:
            raise disk_full

    event.listen(database.engine, "commit", fail)
    told = while_one_is_at_it(database, ana, [writing(events, ana, n) for n in range(3)])
    event.remove(database.engine, "commit", fail)

    assert told == [disk_full] * 3
    assert kept(events, ana) == []
    assert database.turn(ana, writing(events, ana, 9)) == 9
    assert kept(events, ana) == [9]


def test_a_learner_erased_meanwhile_is_told_in_french(database, events, ana):
    Learners(database).erase(ana)

    with pytest.raises(RefusedError) as refusal:
        database.turn(ana, writing(events, ana, 1))

    assert refusal.value.code == "not-recorded"


def test_a_turn_within_a_turn_is_part_of_it(database, events, ana):
    def work():
        database.turn(ana, writing(events, ana, 1))
        raise RefusedError("changed-her-mind", "Finalement non.")

    with pytest.raises(RefusedError, match="Finalement"):
        database.turn(ana, work)

    assert kept(events, ana) == []


def test_a_turn_of_somebody_else_within_a_turn_is_a_mistake(database, ana):
    bea = Learners(database).create().id

    with pytest.raises(RuntimeError):
        database.turn(ana, lambda: database.turn(bea, lambda: None))
