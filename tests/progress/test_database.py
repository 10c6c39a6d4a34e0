"""The database: migrations that build what is declared, events in order, erasure that cascades."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select

from grader.errors import RefusedError
from grader.progress.database import HEAD, Database, now
from grader.progress.events import Events
from grader.progress.hand_ins import GRADED, QUEUED, HandIns
from grader.progress.learners import TRAINER, Learners
from grader.progress.tables import Base, EventRow, HandInRow, VisitRow
from grader.progress.visits import Visits
from grader.settings import Settings


@pytest.fixture
def learners(database):
    return Learners(database)


def test_migrations_build_what_the_tables_declare(database):
    inspector = inspect(database.engine)
    built = {
        table: {column["name"] for column in inspector.get_columns(table)}
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }

    assert built == {
        table.name: {column.name for column in table.columns}
        for table in Base.metadata.sorted_tables
    }


def test_the_newest_migration_is_the_one_that_a_quick_start_looks_for():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    from grader.progress.database import MIGRATIONS

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_an_answer_is_there_after_the_database_was_opened_anew(settings, database, ana):
    Events(database).append(ana, "preparer/prep-q01", "answer", {"chosen": ["b"]})
    database.close()

    again = Database(settings)
    found = Events(again).of(ana, ["preparer/prep-q01", "preparer/prep-q02"])
    again.close()

    assert [(e.kind, e.data) for e in found["preparer/prep-q01"]] == [("answer", {"chosen": ["b"]})]
    assert found["preparer/prep-q02"] == []


def test_every_commit_reaches_the_disk(tmp_path):
    database = Database(Settings(data=tmp_path))
    with database.engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys", "secure_delete")
        }
    database.close()

    assert pragmas == {
        "synchronous": 2,
        "journal_mode": "wal",
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_pseudonyms_are_told_apart_and_say_nothing_of_who_it_is(learners):
    made = [learners.create() for _ in range(200)]

    assert len({m.pseudonym for m in made}) == 200
    assert len({m.id for m in made}) == 200
    assert all(m.role == "learner" for m in made)


def test_roles_are_kept(learners, ana):
    learners.set_role(ana, TRAINER)

    assert learners.find(ana).role == TRAINER
    assert learners.find("nobody") is None


def test_an_older_outcome_never_replaces_a_newer_one(database, ana):
    events = Events(database)
    events.put_outcome(ana, "preparer/quiz", 7, {"points": 6}, basis="v1")
    events.put_outcome(ana, "preparer/quiz", 5, {"points": 1}, basis="v1")

    assert events.outcome(ana, "preparer/quiz") == (7, "v1", {"points": 6})


def test_a_finished_lesson_stays_finished(database, ana):
    visits = Visits(database)
    visits.open(ana, "preparer/a")
    assert not visits.of(ana)["preparer/a"].finished
    visits.finish(ana, "preparer/a")
    visits.open(ana, "preparer/a")

    assert visits.of(ana)["preparer/a"].finished


def test_the_newest_hand_in_counts_and_an_old_grade_does_not_reach_it(database, ana):
    hand_ins = HandIns(database)
    first = now()
    hand_ins.add(ana, "preparer", first, 3, with_files=False)
    second = now()
    hand_ins.add(ana, "preparer", second, 9, with_files=True)

    written = hand_ins.put_grade(
        ana, "preparer", points=1, max_points=20, outcomes={}, handed_in_at=first
    )
    assert not written
    assert hand_ins.newest(ana, "preparer").state == QUEUED
    assert hand_ins.begin(ana, "preparer")
    [waiting] = hand_ins.queued()
    assert (waiting.handed_in_at, waiting.begun_at is not None) == (second, True)
    hand_ins.let_go()
    assert hand_ins.queued()[0].begun_at is None
    hand_ins.begin(ana, "preparer")

    assert hand_ins.put_grade(
        ana, "preparer", points=17.5, max_points=20, outcomes={}, handed_in_at=second
    )
    newest = hand_ins.newest(ana, "preparer")
    assert (newest.state, newest.points, newest.with_files) == (GRADED, 17.5, True)
    assert (hand_ins.queued(), newest.begun_at) == ([], None)
    assert [h.handed_in_at for h in hand_ins.of(ana, "preparer")] == [second, first]
    assert [h.id for h in hand_ins.every()] == [h.id for h in hand_ins.of(ana, "preparer")]


def test_erasing_a_learner_leaves_no_row_of_hers(database, learners, ana):
    Events(database).append(ana, "preparer/quiz", "solution", {})
    Visits(database).open(ana, "preparer/a")
    HandIns(database).add(ana, "preparer", now(), 1, with_files=False)

    learners.erase(ana)

    with database.session() as session:
        for table in (EventRow, VisitRow, HandInRow):
            assert session.scalars(select(table)).all() == []


@pytest.mark.parametrize("name", ["a\x00b", "a\ud800b"])
def test_a_text_that_no_database_keeps_is_refused_in_french(settings, database, learners, name):
    if name == "a\x00b" and not settings.database_url:
        # SQLite keeps it.
        learners.set_door(learners.create().id, name)
        return
    learner = learners.create()
    with pytest.raises(RefusedError) as refused:
        learners.set_door(learner.id, name)
    assert refused.value.code == "text-refused"
    assert learners.find(learner.id).door == ""
