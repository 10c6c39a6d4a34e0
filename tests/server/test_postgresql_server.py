"""A server on PostgreSQL: connections lost and back, backed up as it runs, killed, restored."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys

import psycopg
import pytest

from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import write_course

OK = 200


@pytest.fixture
def courses(tmp_path):
    return {
        "OUVROIR_COURSES": str(write_course(tmp_path / "cours")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
    }


def command(*argv, **variables):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")}
    done = subprocess.run(
        [sys.executable, "-m", "grader", *argv],
        env={**environment, **{k: str(v) for k, v in variables.items()}},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def post(client, path, **fields):
    return client.post(path, data={"_xsrf": client.cookies["_xsrf"], **fields})


def pseudonym_on(page):
    return re.search(r"\b(\w+-\d{4,})\b", page.text)[1]


@pytest.mark.parametrize(
    "destroyed", [False, pytest.param(True, marks=pytest.mark.long, id="destroyed")]
)
def test_a_room_on_postgresql_survives_what_happens_to_it(postgresql, courses, tmp_path, destroyed):
    base, other = postgresql.empty_base(), postgresql.empty_base()
    data = tmp_path / "donnees"
    server = RunningServer(data, {**courses, "OUVROIR_DATABASE_URL": base}).start()
    with server.client(follow_redirects=True) as client:
        name = pseudonym_on(client.get("mes-donnees"))
        with psycopg.connect(base, autocommit=True) as administrator:
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        # What PostgreSQL cut is made again, and nobody sees it.
        assert pseudonym_on(client.get("mes-donnees")) == name
        page = post(client, "mes-donnees/code")
        assert page.status_code == OK
        code = re.search(r"\b([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})\b", page.text)[1]
    file = tmp_path / "s.tar.gz"
    where = {"OUVROIR_DATA": data, "OUVROIR_DATABASE_URL": base}
    command("backup", str(file), **where)
    assert not (data / "ouvroir.sqlite").exists()
    assert '"learners"' in command("admin", "statistics", "--json", **where)
    if not destroyed:
        server.stop()
        return
    server.kill()

    shutil.rmtree(data)
    command("restore", str(file), "--database", other, OUVROIR_DATA=data)

    again = RunningServer(data, {**courses, "OUVROIR_DATABASE_URL": other}).start()
    with again.client(follow_redirects=True) as client:
        client.get("reprendre").raise_for_status()
        post(client, "reprendre", code=code)
        assert pseudonym_on(client.get("mes-donnees")) == name
    again.stop()
