"""Upgrades: from each older version with its data, a copy before, all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from contextlib import closing

import pytest
from sqlalchemy import MetaData, create_engine, inspect, text

from grader.errors import OuvroirError
from grader.progress import migrating
from grader.progress.backup_reading import unpack
from grader.progress.database import HEAD, Database, database_address, now
from grader.progress.events import Events
from grader.progress.learners import Learners
from grader.progress.migrating import BACKUPS, known_revisions, migrate, upgrade
from grader.progress.sessions.members import Members
from grader.progress.sessions.sessions import TrainingSessions
from grader.settings import Settings, sqlalchemy_address

OLDER = sorted(known_revisions() - {HEAD})
KEY = "preparer/prep-q01"
MOMENT = now()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request, tmp_path):
    url = ""
    if request.param == "postgresql":
        url = sqlalchemy_address(request.getfixturevalue("postgresql").empty_base())
    (tmp_path / "donnees").mkdir()
    return Settings(data=tmp_path / "donnees", database_url=url)


@pytest.fixture
def engine(settings):
    engine = create_engine(database_address(settings))
    yield engine
    engine.dispose()


def put(connection, table, **row):
    """Write a row as that version had it: columns of later versions are left out."""
    found = MetaData()
    found.reflect(connection, only=[table])
    columns = found.tables[table].columns
    connection.execute(found.tables[table].insert(), {k: v for k, v in row.items() if k in columns})


def fill(engine, revision):
    """Write what a learner and a trainer had done, as far as that version knows of it."""
    with engine.begin() as connection:
        for who, role in (("a1", "learner"), ("a2", "trainer")):
            put(
                connection, "learner", id=who, pseudonym=f"Thym-{who}", role=role, door="",
                created_at=MOMENT, seen_at=MOMENT,
            )  # fmt: skip
        put(
            connection, "event", id=7, learner_id="a1", exercise_id=KEY, kind="answer",
            at=MOMENT, data={"chosen": ["é"]},
        )  # fmt: skip
        if revision >= "0007":
            put(
                connection, "training_session", id="s1", code="ABCDEFG", title="Titre", path="",
                modules=["preparer"], exams=[], solutions=True, hand_ins=None, blind=False,
                erase_at=MOMENT, created_at=MOMENT,
            )  # fmt: skip
            put(
                connection, "session_member", session_id="s1", learner_id="a1", pseudonym="Pic",
                same_as="pic", kind="present", joined_at=MOMENT, results=None,
            )  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "revision"),
    [
        *(("sqlite", revision) for revision in OLDER),
        # The first tables, the sessions, and the one before this: each costs a base of its own.
        *(("postgresql", revision) for revision in ("0001", "0007", OLDER[-1])),
    ],
    indirect=["settings"],
)
def test_an_older_version_keeps_its_work_and_its_sessions(settings, engine, revision):
    upgrade(engine, revision)
    fill(engine, revision)

    database = Database(settings)
    try:
        [event] = Events(database).of("a1", [KEY])[KEY]
        assert (event.data, event.at) == ({"chosen": ["é"]}, MOMENT)
        assert Learners(database).find("a2").role == "trainer"
        if revision >= "0007":
            [session] = TrainingSessions(database).every()
            assert (session.terms.title, session.terms.modules) == ("Titre", ("preparer",))
            [member] = Members(database).of_session("s1")
            assert (member.pseudonym, member.results) == ("Pic", None)
        # The numbers go on after those that are there.
        assert Events(database).append("a1", KEY, "answer", {}).id > 7 or settings.database_url
        done = database.migrated
    finally:
        database.close()

    assert (done.before, done.after) == (revision, HEAD)
    assert stat.S_IMODE(done.copy.stat().st_mode) == 0o600
    assert revision_in(done.copy, settings) == revision


def revision_in(copy, settings):
    if copy.name.endswith(".sqlite"):
        with closing(sqlite3.connect(copy)) as old:
            assert old.execute("SELECT count(*) FROM event").fetchone() == (1,)
            return old.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    staging = settings.data / "lu"
    staging.mkdir()
    opened = unpack(copy, staging)
    assert not opened.whole
    assert (staging / "base" / "event.jsonl").read_bytes().count(b"\n") == 1
    return opened.revision


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    settings, engine, monkeypatch, tmp_path
):
    upgrade(engine, HEAD)
    fill(engine, HEAD)
    scripts = shutil.copytree(migrating.SCRIPTS, tmp_path / "scripts")
    (scripts / "versions" / "9999_fails.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '9999'\ndown_revision = '{HEAD}'\n"
        "def upgrade():\n"
        "    op.create_table('half', sa.Column('id', sa.Integer, primary_key=True))\n"
        "    op.execute('DELETE FROM event')\n"
        "    raise LookupError('at half')\n"
    )
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)

    with pytest.raises(OuvroirError) as refused:
        migrate(engine, settings.data / BACKUPS, "9999")

    assert refused.value.code == "migration-failed"
    assert "restée comme avant" in refused.value.message
    [copy] = (settings.data / BACKUPS).iterdir()
    assert copy.name in refused.value.message
    with engine.connect() as connection:
        assert not inspect(connection).has_table("half")
        assert connection.execute(text("SELECT count(*) FROM event")).scalar() == 1
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_nothing_is_migrated_where_no_copy_can_be_written(settings, engine):
    upgrade(engine, OLDER[-1])
    (settings.data / BACKUPS).write_text("un fichier à cette place")

    with pytest.raises(OuvroirError) as refused:
        Database(settings)

    assert refused.value.code == "migration-not-copied"
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert found == OLDER[-1]


def test_a_newer_database_is_refused_and_not_copied(settings, engine):
    upgrade(engine, HEAD)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(OuvroirError) as refused:
        Database(settings)

    assert refused.value.code == "database-newer"
    assert not (settings.data / BACKUPS).exists()


def test_a_database_that_is_up_to_date_is_not_copied(settings):
    Database(settings).close()
    again = Database(settings)
    again.close()
    assert (again.migrated.copy, again.migrated.after) == (None, HEAD)
    assert not (settings.data / BACKUPS).exists()
