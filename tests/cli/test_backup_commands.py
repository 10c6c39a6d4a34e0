"""The commands that keep an installation: what they say, their JSON, and a kill in the middle."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from grader.cli.main import main
from grader.progress.database import HEAD, Database, now
from grader.progress.learners import TRAINER, Learners
from grader.progress.migrating import upgrade
from grader.progress.sessions.members import PRESENT, Members
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.settings import Settings

BIG = 200 * 1024 * 1024
REFUSED = 2


@pytest.fixture
def data(tmp_path, monkeypatch):
    """An installation with a session and a learner in it; nothing else of the environment."""
    for name in [n for n in os.environ if n.startswith("OUVROIR_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "donnees"))
    database = Database(Settings(data=tmp_path / "donnees"))
    trainer, learner = Learners(database).create(), Learners(database).create()
    Learners(database).set_role(trainer.id, TRAINER)
    terms = Terms(title="Zirquasession", erase_at=now())
    session = TrainingSessions(database).create(terms, "ABCDEFGHJ", trainer.id)
    Members(database).put(session.id, learner.id, "Zirquamésange", PRESENT)
    database.close()
    return tmp_path / "donnees"


def run(capsys, *argv):
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def killed(argv, seen):
    """Run a command and kill it once ``seen`` tells that it is in the middle."""
    process = subprocess.Popen(
        [sys.executable, "-m", "grader", *argv], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    end = time.monotonic() + 60
    while not seen():
        assert process.poll() is None, process.stdout.read()
        assert time.monotonic() < end
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_backup_and_restore_say_what_they_did(data, tmp_path, capsys):
    file = tmp_path / "s.tar.gz"
    code, out, _ = run(capsys, "backup", str(file))
    assert (code, "Sauvegarde écrite" in out, file.stat().st_mode & 0o777) == (0, True, 0o600)
    code, _, err = run(capsys, "backup", str(file))
    assert (code, "déjà un fichier" in err) == (REFUSED, True)
    code, out, _ = run(capsys, "backup", str(file), "--replace", "--json")
    assert json.loads(out)["revision"] == HEAD

    code, _, err = run(capsys, "restore", str(file))
    assert (code, "rien n'a été changé" in err) == (REFUSED, True)
    code, out, _ = run(capsys, "restore", str(file), "--into", str(tmp_path / "ici"), "--json")
    assert (code, json.loads(out)["kept"]) == (0, None)
    code, out, _ = run(capsys, "restore", str(file), "--replace")
    assert code == 0
    assert "mis de côté" in out or "est gardé dans" in out
    code, out, _ = run(capsys, "restore", str(tmp_path / "rien"), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (REFUSED, "no-backup")


def test_a_kill_in_the_middle_leaves_what_was_there(data, tmp_path, capsys):
    file = tmp_path / "s.tar.gz"
    assert main(["backup", str(file)]) == 0
    before = hashlib.sha256(file.read_bytes()).hexdigest()
    big = data / "bac-a-sable" / "grand"
    big.parent.mkdir()
    with big.open("wb") as stream:
        stream.truncate(BIG)

    killed(
        ["backup", str(file), "--replace"],
        lambda: any(p.stat().st_size > 20_000 for p in tmp_path.glob(".s.tar.gz.*.part")),
    )

    assert hashlib.sha256(file.read_bytes()).hexdigest() == before
    whole = tmp_path / "whole.tar.gz"
    assert main(["backup", str(whole)]) == 0
    coming = data / "restauration" / "contenu" / "bac-a-sable" / "grand"

    killed(
        ["restore", str(whole), "--replace"],
        lambda: coming.exists() and coming.stat().st_size > 1_000_000,
    )

    capsys.readouterr()
    assert main(["admin", "statistics", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["sessions"] == 1
    assert big.stat().st_size == BIG
    # Done again, it goes to its end, and nothing is left of the one that was cut.
    assert main(["restore", str(whole), "--replace"]) == 0
    assert not (data / "restauration").exists()
    assert big.stat().st_size == BIG


def test_figures_name_nobody(data, capsys):
    code, out, _ = run(capsys, "admin", "statistics", "--json")
    told = json.loads(out)
    assert (code, told["learners"], told["sessions"], told["people_in_sessions"]) == (0, 1, 1, 1)
    assert all(isinstance(value, int) for value in told.values())
    code, out, _ = run(capsys, "admin", "statistics")
    assert "personnes" in out
    assert "Zirqua" not in out


def test_sessions_are_listed_and_erased_by_code_on_confirmation(data, capsys):
    code, out, _ = run(capsys, "admin", "sessions", "list", "--json")
    [record] = json.loads(out)
    assert (record["code"], record["people"], "mésange" in out) == ("ABCDEFGHJ", 1, False)
    code, out, _ = run(capsys, "admin", "sessions", "list")
    assert "Zirquasession" in out
    code, _, err = run(capsys, "admin", "sessions", "erase", record["id"])
    assert (code, "--yes" in err) == (REFUSED, True)
    code, _, err = run(capsys, "admin", "sessions", "erase", "NADA", "--yes")
    assert (code, "Aucune session" in err) == (REFUSED, True)

    code, out, _ = run(capsys, "admin", "sessions", "erase", "abc-def-ghj", "--yes", "--json")

    assert (code, json.loads(out)["learners_erased"]) == (0, 1)
    code, out, _ = run(capsys, "admin", "sessions", "list", "--json")
    assert json.loads(out) == []


def test_what_has_come_to_its_date_is_erased_at_once(data, capsys):
    code, out, _ = run(capsys, "admin", "erase-now", "--json")
    told = json.loads(out)
    assert (code, told["erased"]["sessions"], told["failed"]) == (0, 1, [])
    code, out, _ = run(capsys, "admin", "erase-now")
    assert (code, "Rien n'était arrivé à sa date" in out) == (0, True)


def test_accounts_are_reached_from_there_too(data, capsys):
    code, out, _ = run(capsys, "admin", "trainers", "list", "--json")
    assert (code, json.loads(out)) == (0, [])


def test_migrate_says_from_what_to_what(tmp_path, monkeypatch, capsys):
    from sqlalchemy import create_engine

    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path))
    engine = create_engine(f"sqlite:///{tmp_path / 'ouvroir.sqlite'}")
    upgrade(engine, "0006")
    engine.dispose()
    code, out, _ = run(capsys, "admin", "migrate", "--json")
    told = json.loads(out)
    assert (code, told["before"], told["after"]) == (0, "0006", HEAD)
    assert "avant-0006-" in told["copy"]
    code, out, _ = run(capsys, "admin", "migrate")
    assert "La base est à jour" in out
