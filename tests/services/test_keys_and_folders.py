"""Keys and folders: whole or made anew, one server a folder, French refusals at the start."""

from __future__ import annotations

import sqlite3

import pytest

from grader.errors import OuvroirError
from grader.progress.database import Database
from grader.services.data_lock import lock_data_folder
from grader.services.trainers import read_or_make_secret
from grader.settings import Settings


@pytest.mark.parametrize("left", [b"", b"half of a key"])
def test_a_key_that_a_kill_left_unfinished_is_made_anew(tmp_path, left):
    path = tmp_path / "cle-formateur"
    path.write_bytes(left)

    key = read_or_make_secret(path)

    assert len(key) == 24
    assert read_or_make_secret(path) == key
    assert path.stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.iterdir()] == ["cle-formateur"]


def test_a_second_server_on_the_same_folder_is_refused(tmp_path):
    with lock_data_folder(tmp_path):
        with pytest.raises(OuvroirError) as refusal:
            lock_data_folder(tmp_path)
        assert refusal.value.code == "data-in-use"
    lock_data_folder(tmp_path).close()


def newer(folder):
    Database(Settings(data=folder)).close()
    with sqlite3.connect(folder / "ouvroir.sqlite") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def corrupt(folder):
    (folder / "ouvroir.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)


@pytest.mark.parametrize(
    ("spoil", "address", "code"),
    [
        (newer, "", "database-newer"),
        (corrupt, "", "database-unusable"),
        (lambda _: None, "mysql://localhost/ouvroir", "database-address"),
        (lambda _: None, "n'importe quoi", "database-address"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_in_french(tmp_path, spoil, address, code):
    spoil(tmp_path)

    with pytest.raises(OuvroirError) as refusal:
        Database(Settings(data=tmp_path, database_url=address))

    assert refusal.value.code == code
    assert refusal.value.hint


def test_a_data_folder_that_is_a_file_is_told_in_french(tmp_path):
    (tmp_path / "donnees").write_text("")

    with pytest.raises(OuvroirError) as refusal:
        lock_data_folder(tmp_path / "donnees")

    assert refusal.value.code == "data-unusable"
