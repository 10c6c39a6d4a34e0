"""Files: by hash, in their owner's folder, erased when she says so or at their date."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import update

from grader.errors import NotFoundError, RefusedError
from grader.progress.database import now
from grader.progress.files import Files
from grader.progress.learners import Learners
from grader.progress.tables import FileRow
from grader.settings import Bounds

CONTENT = "COLL_NOM;Québec\n".encode("cp1252")
SHA = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def settings(settings):
    bounds = Bounds(upload_bytes=100, stored_bytes_per_learner=150)
    return dataclasses.replace(settings, bounds=bounds)


@pytest.fixture
def files(database, settings):
    return Files(database, settings)


@pytest.fixture
def ana(database):
    return Learners(database).create().id


@pytest.fixture
def bea(database):
    return Learners(database).create().id


def drop(files, learner, content=CONTENT, exercise="preparer/mon-fichier", name="export.csv"):
    incoming = files.incoming()
    incoming.write(content)
    return files.keep(learner, exercise, name, "", incoming)


def test_a_kept_file_is_found_by_hash_and_recorded_as_an_event(files, ana):
    event = drop(files, ana)

    assert event.data == {"sha256": SHA, "name": "export.csv", "schema": ""}
    assert files.path(ana, SHA).read_bytes() == CONTENT
    [stored] = files.of(ana)
    assert (stored.name, stored.size, stored.exercise_id) == (
        "export.csv",
        len(CONTENT),
        "preparer/mon-fichier",
    )
    assert timedelta(days=29) < stored.expires_at - now() <= timedelta(days=30)


def test_no_one_else_on_the_machine_may_read_the_folder(files, ana, settings):
    drop(files, ana)

    assert files.path(ana, SHA).parent.stat().st_mode & 0o077 == 0


def test_a_file_past_the_bound_is_refused_while_it_comes(files):
    incoming = files.incoming()
    incoming.write(b"x" * 100)

    with pytest.raises(RefusedError) as refusal:
        incoming.write(b"x")

    assert refusal.value.code == "file-too-big"
    incoming.discard()
    assert not incoming.path.exists()


def test_all_files_of_a_learner_together_have_a_bound(files, ana, bea):
    drop(files, ana, b"a" * 90)

    with pytest.raises(RefusedError) as refusal:
        drop(files, ana, b"b" * 90)

    assert refusal.value.code == "too-many-files"
    assert len(files.of(ana)) == 1
    drop(files, bea, b"b" * 90)


def test_one_learner_cannot_erase_the_file_of_another(files, ana, bea):
    drop(files, ana)
    drop(files, bea)
    [of_ana] = files.of(ana)

    with pytest.raises(NotFoundError):
        files.erase(bea, of_ana.id)

    assert files.path(ana, SHA).exists()


def test_erasing_takes_the_bytes_and_what_was_read_out_of_them(files, ana):
    drop(files, ana)
    files.put_report(ana, SHA, "preparer/mon-fichier-", {"value": "Québec"})
    [stored] = files.of(ana)

    files.erase(ana, stored.id)

    assert files.of(ana) == []
    assert list(files.path(ana, SHA).parent.iterdir()) == []
    assert files.report(ana, SHA, "preparer/mon-fichier-") is None


def test_bytes_stay_while_another_exercise_uses_them(files, ana):
    drop(files, ana, exercise="preparer/mon-fichier")
    drop(files, ana, exercise="preparer/deliberations-sales")
    newest, oldest = files.of(ana)

    files.erase(ana, newest.id)
    assert files.path(ana, SHA).exists()
    files.erase(ana, oldest.id)
    assert not files.path(ana, SHA).exists()


def test_files_go_at_their_date(files, ana, database):
    drop(files, ana)
    with database.session() as session:
        session.execute(update(FileRow).values(expires_at=now() - timedelta(seconds=1)))

    assert files.erase_expired() == 1
    assert not files.path(ana, SHA).exists()


def test_what_a_crash_left_half_received_is_gone_at_the_next_start(files, database, settings):
    incoming = files.incoming()
    incoming.write(b"half")

    Files(database, dataclasses.replace(settings))

    assert not incoming.path.exists()
