"""Verdicts by sheet: kept apart, and those of before the sheets are still there."""

from __future__ import annotations

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, inspect, text

from grader.progress.database import MIGRATIONS, Database, database_address
from grader.progress.events import Events
from grader.progress.learners import Learners
from grader.settings import Settings

SHA, SCHEMA = "0" * 64, "scdl/deliberations@2.1.5"
EXERCISE = "preparer/mon-fichier"


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "donnees")


def migrate(settings, to, way=command.upgrade):
    """Bring the database to a version, as the installation of that time did."""
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = create_engine(database_address(settings))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        way(config, to)
    return engine


def written_before(settings):
    """A verdict as it was written before there were sheets."""
    engine = migrate(settings, "0001")
    with engine.begin() as connection:
        moment = "2026-10-01 12:00:00"
        connection.execute(
            text("INSERT INTO learner VALUES ('a1', 'saule-1', 'learner', '', :at, :at)"),
            {"at": moment},
        )
        connection.execute(
            text("INSERT INTO verdict VALUES (7, 'a1', :exercise, :sha, :schema, :counts, 'v1')"),
            {"exercise": EXERCISE, "sha": SHA, "schema": SCHEMA, "counts": '{"n_rows": 3}'},
        )
    engine.dispose()


def test_verdicts_of_before_the_sheets_are_read(settings):
    written_before(settings)
    database = Database(settings)

    found = Events(database).verdicts("a1", EXERCISE)
    Learners(database).erase("a1")
    left = Events(database).verdicts("a1", EXERCISE)
    database.close()

    assert found == {(SHA, SCHEMA, ""): ({"n_rows": 3}, "v1")}
    assert left == {}, "erased with their learner, as before"


def test_each_sheet_of_a_workbook_has_its_verdict(settings):
    database = Database(settings)
    ana, events = Learners(database).create().id, Events(database)
    for sheet, rows in (("", 1), ("2025", 2), ("2026", 3), ("2025", 4)):
        events.put_verdict(ana, EXERCISE, SHA, SCHEMA, {"n_rows": rows}, basis="v2", sheet=sheet)

    found = events.verdicts(ana, EXERCISE)
    database.close()

    assert {key[2]: counts["n_rows"] for key, (counts, _) in found.items()} == {
        "": 1, "2025": 4, "2026": 3,
    }  # fmt: skip


def test_going_back_keeps_what_a_version_without_sheets_can_read(settings):
    written_before(settings)
    database = Database(settings)
    Events(database).put_verdict("a1", EXERCISE, SHA, SCHEMA, {}, basis="v2", sheet="2026")
    database.close()

    engine = migrate(settings, "0001", command.downgrade)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT basis FROM verdict")).scalars().all()
    columns = {column["name"] for column in inspect(engine).get_columns("verdict")}
    engine.dispose()

    assert rows == ["v1"]
    assert "sheet" not in columns
