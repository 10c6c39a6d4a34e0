"""The database in a real PostgreSQL: its tables, and turns that lock a row and no more."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select, text, update

from grader.errors import OuvroirError, RefusedError
from grader.progress.database import HEAD, Database
from grader.progress.hand_ins import HandIns
from grader.progress.learners import Learners
from grader.progress.portal.spaces import Spaces
from grader.progress.portal.tables import SpaceRow
from grader.progress.tables import LearnerRow
from grader.settings import Settings, sqlalchemy_address
from tests.support.postgresql import rows

#: Long enough for a thread that is not held back to have gone on.
_A_WHILE = 0.5


@pytest.fixture(scope="module")
def address(postgresql):
    return postgresql.empty_base()


@pytest.fixture
def database(address, tmp_path):
    """Opened anew by each test on the same base: the migrations are run once."""
    database = Database(Settings(data=tmp_path, database_url=sqlalchemy_address(address)))
    yield database
    database.close()


@pytest.fixture
def settings(address, tmp_path):
    return Settings(data=tmp_path, database_url=sqlalchemy_address(address))


def test_every_table_is_made_by_the_migrations(database, address):
    assert rows(address, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    made = {name for (name,) in rows(address, "SELECT tablename FROM pg_tables")}
    assert set(LearnerRow.metadata.tables) <= made
    assert set(SpaceRow.metadata.tables) <= made


def test_what_is_written_is_read_again_and_erased(database, address):
    learners = Learners(database)
    kept, gone = learners.create(), learners.create()
    learners.erase(gone.id)
    assert learners.find(gone.id) is None
    assert learners.find(kept.id).id == kept.id
    assert HandIns(database).every() == []
    assert (gone.id,) not in rows(address, "SELECT id FROM learner")


def learner_and_turn(database, settings) -> tuple[str, Callable, type]:
    return Learners(database).create().id, database.turn, LearnerRow


def space_and_turn(database, settings) -> tuple[str, Callable, type]:
    return (
        Spaces(database, settings).open("group", "Un groupe").id,
        database.turn_of_space,
        SpaceRow,
    )


KINDS = [learner_and_turn, space_and_turn]


@pytest.mark.parametrize("kind", KINDS)
def test_turns_of_one_come_one_after_the_other(kind, database, settings):
    whose, turn, _ = kind(database, settings)
    entered, leaves = threading.Event(), threading.Event()
    order: list[str] = []

    def first():
        entered.set()
        assert leaves.wait(20)
        order.append("first")

    with ThreadPoolExecutor(2) as threads:
        one = threads.submit(turn, whose, first)
        assert entered.wait(20)
        other = threads.submit(turn, whose, lambda: order.append("second"))
        threading.Event().wait(_A_WHILE)
        assert order == []
        leaves.set()
        one.result(20)
        other.result(20)
    assert order == ["first", "second"]


@pytest.mark.parametrize("kind", KINDS)
def test_turns_of_two_do_not_wait_for_each_other(kind, database, settings):
    (one, turn, _), (other, _, _) = kind(database, settings), kind(database, settings)
    met = threading.Barrier(2, timeout=20)
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(turn, whose, met.wait) for whose in (one, other)]
        assert sorted(found.result(30) for found in both) == [0, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_turn_reads_is_what_it_writes_upon(kind, database, settings):
    whose, turn, table = kind(database, settings)
    column = table.door if table is LearnerRow else table.title

    def add_one():
        with database.session() as session:
            read = session.scalar(select(column).where(table.id == whose)) or ""
            session.execute(update(table).where(table.id == whose).values({column: f"{read}1"}))

    with database.session() as session:
        session.execute(update(table).where(table.id == whose).values({column: ""}))
    with ThreadPoolExecutor(8) as threads:
        for done in [threads.submit(turn, whose, add_one) for _ in range(8)]:
            done.result(30)
    with database.session() as session:
        assert session.scalar(select(column).where(table.id == whose)) == "1" * 8


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn_that_fails_keeps_nothing(kind, database, settings):
    whose, turn, table = kind(database, settings)

    def write_and_fail():
        with database.session() as session:
            session.execute(
                text(f"DELETE FROM {table.__tablename__} WHERE id = :id"), {"id": whose}
            )
        raise LookupError

    with pytest.raises(LookupError):
        turn(whose, write_and_fail)
    with database.session() as session:
        assert session.get(table, whose) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_a_turn_of_nobody_is_refused(kind, database, settings):
    _, turn, _ = kind(database, settings)
    with pytest.raises(RefusedError):
        turn("personne", lambda: None)


def test_a_connection_lost_in_the_middle_is_told_and_the_next_one_works(database, address):
    learner = Learners(database).create()

    def lose_it():
        with database.session() as session:
            mine = session.scalar(select(func.pg_backend_pid()))
            rows(address, f"SELECT pg_terminate_backend({mine})")
            session.execute(update(LearnerRow).values(door="perdue"))

    for way in (lose_it, lambda: database.turn(learner.id, lose_it)):
        with pytest.raises(OuvroirError) as refused:
            way()
        assert refused.value.code == "database-away"
        assert "ne répond plus" in refused.value.message
    assert Learners(database).find(learner.id).door == ""
