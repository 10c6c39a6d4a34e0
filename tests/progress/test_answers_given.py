"""First answers of everybody, without a name, in SQLite and in a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from grader.progress import events as kept
from grader.progress.answers_given import LONGEST, AnswersGiven
from grader.progress.database import Database
from grader.progress.events import Events
from grader.progress.learners import TRAINER, Learners
from grader.settings import Settings, sqlalchemy_address

ONE, TWO, OTHER = "preparer/a-q01", "preparer/a-q02", "preparer/a-q03"


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request, tmp_path) -> Iterator[Database]:
    settings = Settings(data=tmp_path / "donnees")
    if request.param == "postgresql":
        address = request.getfixturevalue("postgresql").empty_base()
        settings = Settings(data=tmp_path, database_url=sqlalchemy_address(address))
    database = Database(settings)
    yield database
    database.close()


@pytest.fixture
def do(database, monkeypatch):
    """Write what somebody does, some seconds after what was done last."""
    moment = [datetime(2026, 3, 2, 9, tzinfo=UTC)]
    monkeypatch.setattr(kept, "now", lambda: moment[0])

    def write(learner, key, kind, seconds=30.0, *chosen):
        moment[0] += timedelta(seconds=seconds)
        Events(database).append(learner, key, kind, {"item": key[9:], "chosen": list(chosen)})

    return write


@pytest.fixture
def people(database):
    return sorted(Learners(database).create().id for _ in range(3))


def given(database, *keys):
    return list(AnswersGiven(database).first(keys or (ONE, TWO)))


def test_the_first_answer_of_each_with_hints_and_time(database, do, people):
    ana, bob, _ = people
    do(ana, ONE, "answer", 5, "b")
    do(ana, TWO, "hint", 20)
    do(ana, TWO, "hint", 15)
    do(bob, TWO, "answer", 1, "c")
    do(ana, TWO, "answer", 9, "a", "c")
    do(ana, TWO, "answer", 9, "b")

    first, second, third = given(database)
    assert (first.key, first.chosen, first.hints, first.seconds, first.after) == (
        ONE, ("b",), 0, None, "",
    )  # fmt: skip
    assert (second.key, second.chosen, second.hints) == (TWO, ("a", "c"), 2)
    assert (second.seconds, second.after) == (45, ONE)
    assert [one.person for one in (first, second, third)] == [1, 1, 2]
    assert third.chosen == ("c",)


def test_a_long_stop_is_no_time(database, do, people):
    do(people[0], OTHER, "answer", 1, "a")
    do(people[0], ONE, "answer", LONGEST, "a")
    do(people[0], TWO, "answer", LONGEST + 1, "a")

    assert [one.seconds for one in given(database)] == [LONGEST, None]


def test_the_time_of_what_was_begun_twice_is_that_of_the_second(database, do, people):
    do(people[0], OTHER, "answer", 1, "a")
    do(people[0], ONE, "skip", 200)
    do(people[0], TWO, "answer", 20, "a")
    do(people[0], ONE, "answer", 30, "a")

    assert [(one.key, one.seconds, one.after) for one in given(database)] == [
        (TWO, 20, ONE),
        (ONE, 30, TWO),
    ]


def test_who_saw_the_solution_first_is_left_out(database, do, people):
    do(people[0], ONE, "reveal")
    do(people[0], ONE, "again")
    do(people[0], ONE, "answer", 3, "a")

    assert given(database) == []


def test_trainers_and_other_questions_are_left_out(database, do, people):
    Learners(database).set_role(people[1], TRAINER)
    for one in people:
        do(one, ONE, "answer", 3, "a")
        do(one, OTHER, "answer", 3, "a")

    assert [one.key for one in given(database)] == [ONE, ONE]
    assert given(database, "preparer/rien") == []
    assert AnswersGiven(database).placed_in(OTHER) == [people[0], people[2]]


def test_nothing_says_who(database, do, people):
    for one in people:
        do(one, ONE, "answer", 3, "a")
    names = Learners(database).pseudonyms()

    told = repr(given(database))
    assert not [one for one in (*names, *names.values()) if one in told]


def test_a_whole_room_is_read_as_it_comes(database, do, people):
    """More rows than the database hands over at once, each learner's own together."""
    for number in range(600):
        for one in people:
            do(one, f"preparer/b-q{number:03}", "answer", 1, "a")
    keys = [f"preparer/b-q{number:03}" for number in range(600)]

    found = list(AnswersGiven(database).first(keys))
    assert [one.person for one in found] == [1] * 600 + [2] * 600 + [3] * 600
    assert [one.key for one in found[:600]] == keys
