"""Everything backed up, destroyed and restored: nobody loses anything, in either database."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import timedelta

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.gradebook import store
from grader.gradebook.address import address_of
from grader.progress.backup_rows import opened
from grader.progress.database import Database, database_address, now
from grader.progress.learners import ADMINISTRATOR
from grader.progress.migrating import BACKUPS, upgrade
from grader.services.backup import back_up
from grader.services.data_lock import lock_data_folder
from grader.services.erasure import erase_everything
from grader.services.expiry import sweep
from grader.services.my_data import erase_file
from grader.services.restoring import restore
from grader.services.resume_codes import learner_of_code, make_code
from grader.services.sessions.accounts import add_account, log_in
from grader.services.sessions.erasing import erase_session
from grader.services.trainers import read_or_make_secret, trainer_key
from grader.settings import Settings, sqlalchemy_address
from tests.services.doing import MEND, drop, open_workshop
from tests.services.sessions.test_erasing import MARKS, do_everything, join, open_session, traces
from tests.support.rows import every_row

PASSWORD = "une phrase assez longue"


@pytest.fixture
def postgresql_url(postgresql):
    return sqlalchemy_address(postgresql.empty_base())


@pytest.fixture
def lived(data, built):
    """A data folder where a learner and a trainer did all there is to do, and what they hold."""
    workshop = open_workshop(data, built)
    session = open_session(workshop)
    me = join(workshop, session)
    do_everything(workshop, me)
    add_account(workshop, "formatrice", PASSWORD, admin=True)
    store.put_zero(address_of(workshop.settings), MEND.partition("/")[0], me.id, now())
    held = {
        "learner": me,
        "session": session,
        "code": make_code(workshop, me),
        "file": workshop.files.of(me.id)[0],
        "key": trainer_key(workshop.settings),
        "cookie": read_or_make_secret(data / "cookie-secret", 48),
    }
    yield workshop, held
    workshop.close()


def destroy(settings):
    shutil.rmtree(settings.data)
    assert not settings.data.exists()


def test_all_is_there_again_after_it_was_destroyed(lived, built, tmp_path):
    workshop, held = lived
    me, settings = held["learner"], workshop.settings
    rows, book = every_row(database_address(settings)), every_row(address_of(settings))
    content = workshop.files.path(me.id, held["file"].sha256).read_bytes()

    made = back_up(settings, tmp_path / "s.tar.gz")
    workshop.close()
    destroy(settings)
    done = restore(settings, tmp_path / "s.tar.gz")

    assert (made.rows > done.rows > 10, done.files) == (True, made.files)
    assert (done.kept, done.erased_again) == (None, 0)
    assert every_row(database_address(settings)) == rows
    assert every_row(address_of(settings)) == book
    assert len(book["submitted_assignment"]) == 1
    again = open_workshop(settings.data, built)
    try:
        assert again.files.path(me.id, held["file"].sha256).read_bytes() == content
        assert again.drafts.of(me.id, MEND) == {"note": MARKS[3]}
        assert learner_of_code(again, held["code"]) == me
        assert again.sessions.get(held["session"].id).code == held["session"].code
        assert log_in(again, "formatrice", PASSWORD).role == ADMINISTRATOR
        assert trainer_key(again.settings) == held["key"]
        assert read_or_make_secret(settings.data / "cookie-secret", 48) == held["cookie"]
        assert sweep(again).failed == ()
    finally:
        again.close()


def test_from_sqlite_to_postgresql_and_back(lived, built, tmp_path, postgresql_url):
    workshop, held = lived
    rows = every_row(database_address(workshop.settings))
    back_up(workshop.settings, tmp_path / "un.tar.gz")

    there = Settings(data=tmp_path / "la", build=built, database_url=postgresql_url)
    restore(there, tmp_path / "un.tar.gz")
    assert every_row(postgresql_url) == rows
    elsewhere = open_workshop(there.data, built, database_url=postgresql_url)
    # PostgreSQL numbers what comes after what was restored.
    elsewhere.events.append(held["learner"].id, MEND, "answer", {})
    erase = elsewhere.learners.create()
    erase_everything(elsewhere, erase.id)
    after = every_row(postgresql_url)
    back_up(there, tmp_path / "deux.tar.gz")
    elsewhere.close()

    # Only on request does a base that holds something give way.
    with pytest.raises(RefusedError, match="déjà des travaux"):
        restore(there, tmp_path / "un.tar.gz")
    here = Settings(data=tmp_path / "ici", build=built)
    restore(here, tmp_path / "deux.tar.gz")
    assert every_row(database_address(here)) == after
    done = restore(there, tmp_path / "un.tar.gz", replace=True)
    assert every_row(postgresql_url) == rows
    # What gave way can be had again.
    kept = there.data / BACKUPS / f"{done.kept.name}.tar.gz"
    restore(there, kept, replace=True)
    assert every_row(postgresql_url) == after


def test_what_was_erased_since_does_not_come_back(lived, built, tmp_path):
    workshop, held = lived
    settings, me = workshop.settings, held["learner"]
    stays = workshop.learners.create()
    do_everything(workshop, stays)
    file = workshop.files.of(stays.id)[0]
    content = workshop.files.path(stays.id, file.sha256).read_bytes()
    back_up(settings, tmp_path / "s.tar.gz")
    erase_session(workshop, held["session"].id)
    erase_file(workshop, stays.id, file.id)
    workshop.close()

    done = restore(settings, tmp_path / "s.tar.gz", replace=True)

    assert done.erased_again == 3
    shutil.rmtree(done.kept)
    again = open_workshop(settings.data, built)
    try:
        assert again.learners.find(stays.id) is not None
        assert again.files.of(stays.id) == []
        words = (me.id, me.pseudonym, held["session"].id, file.sha256)
        left = {line for line in traces(again, words) if "event:" not in line}
        # Her actions stay, and with them the print of what she had dropped; not the bytes.
        assert {line for line in left if file.sha256 not in line} == set()
        assert not again.files.path(stays.id, file.sha256).exists()
        # The same bytes dropped again are another file: they stay.
        assert drop(again, stays.id, MEND, content)
        assert sweep(again).counts["back-again"] == 0
        assert len(again.files.of(stays.id)) == 1
    finally:
        again.close()


def test_a_backup_of_an_older_version_is_brought_up_to_date(built, tmp_path):
    settings = Settings(data=tmp_path / "d", build=built)
    settings.data.mkdir()
    with opened(database_address(settings)) as engine:
        upgrade(engine, "0006")
    made = back_up(settings, tmp_path / "s.tar")
    assert made.revision == "0006"

    restore(dataclasses.replace(settings, data=tmp_path / "e"), tmp_path / "s.tar")

    database = Database(dataclasses.replace(settings, data=tmp_path / "e"))
    assert database.migrated.copy is None
    database.close()


def test_a_server_that_runs_and_a_place_that_is_taken_are_refused(lived, tmp_path):
    workshop, _held = lived
    file = back_up(workshop.settings, tmp_path / "s.tar.gz").path
    before = every_row(database_address(workshop.settings))
    with pytest.raises(RefusedError, match="déjà des travaux"):
        restore(workshop.settings, file)
    with lock_data_folder(workshop.settings.data), pytest.raises(OuvroirError) as refused:
        restore(workshop.settings, file, replace=True)
    assert refused.value.code == "data-in-use"
    with pytest.raises(RefusedError, match="pas de fichier"):
        restore(workshop.settings, tmp_path / "rien.tar.gz")
    with pytest.raises(RefusedError, match="ne s'écrit pas dans"):
        back_up(workshop.settings, workshop.settings.data / "s.tar.gz")
    with pytest.raises(RefusedError, match="rien à sauvegarder"):
        back_up(Settings(data=tmp_path / "vide"), tmp_path / "t.tar.gz")
    assert not (tmp_path / "vide").exists()
    assert every_row(database_address(workshop.settings)) == before


def test_the_dates_are_honoured_and_one_kind_that_fails_stops_no_other(
    lived, monkeypatch, tmp_path
):
    workshop, held = lived
    copies = workshop.settings.data / BACKUPS
    copies.mkdir()
    (copies / "avant-0009-20200101-000000.sqlite").write_text("ancienne")
    (copies / "notes.txt").write_text("pas une copie")
    workshop = dataclasses.replace(
        workshop, settings=dataclasses.replace(workshop.settings, backup_days=30)
    )
    assert sweep(workshop).counts["backups"] == 1
    later = now() + timedelta(days=400)
    monkeypatch.setattr(
        type(workshop.files), "erase_expired", lambda *_: (_ for _ in ()).throw(OSError("plein"))
    )

    swept = sweep(workshop, later)

    assert swept.failed == ("files",)
    assert swept.counts["sessions"] == 1
    assert workshop.learners.find(held["learner"].id) is None
    assert (copies / "notes.txt").exists()
    monkeypatch.undo()
    assert sweep(workshop, later).failed == ()
