"""A restoration that fails or is killed: what was there is there, or what comes is whole."""

from __future__ import annotations

import pytest

from grader.errors import OuvroirError
from grader.progress import switching
from grader.progress.backup_archive import ArchiveWriter
from grader.progress.backup_reading import unpack
from grader.progress.database import Database, database_address
from grader.progress.migrating import first_entry
from grader.services.backup import back_up
from grader.services.restoring import finish_restoration, restore
from grader.services.stores import open_stores
from grader.settings import Settings, sqlalchemy_address
from tests.support.rows import every_row


@pytest.fixture
def postgresql_url(postgresql):
    return sqlalchemy_address(postgresql.empty_base())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restoration_that_fails_leaves_what_was_there(request, tmp_path, kind):
    url = request.getfixturevalue("postgresql_url") if kind == "postgresql" else ""
    settings = Settings(data=tmp_path / "d", database_url=url)
    workshop = open_stores(settings)
    kept = workshop.learners.create()
    file = back_up(settings, tmp_path / "s.tar").path
    workshop.learners.create()
    workshop.close()
    rows = every_row(database_address(settings))
    # The manifest agrees, and a row names a learner who is not there.
    staging = tmp_path / "lu"
    staging.mkdir()
    opened_one = unpack(file, staging)
    line = (staging / "base" / "learner.jsonl").read_bytes()
    odd = b'{"learner_id":"a0","lesson_id":"x","opened_at":"2026-01-01T00:00:00+00:00",'
    odd += b'"seen_at":"2026-01-01T00:00:00+00:00","finished_at":null}\n'
    with ArchiveWriter(tmp_path / "odd.tar") as archive:
        archive.add_json("ouvroir.json", first_entry(opened_one.revision, whole=True, book=False))
        archive.add_lines("base/learner.jsonl", [line])
        archive.add_lines("base/visit.jsonl", [odd])

    with pytest.raises(OuvroirError):
        restore(settings, tmp_path / "odd.tar", replace=True)

    assert every_row(database_address(settings)) == rows
    assert not (settings.data / "restauration").exists()
    assert not finish_restoration(settings)
    again = open_stores(settings)
    assert again.learners.find(kept.id) is not None
    again.close()


class KilledError(BaseException):
    """What a kill is, for the code that it stops."""


@pytest.mark.parametrize("committed", [False, True])
def test_a_kill_around_the_commit_of_postgresql_is_one_or_the_other(
    tmp_path, postgresql_url, monkeypatch, committed
):
    settings = Settings(data=tmp_path / "d", database_url=postgresql_url)
    workshop = open_stores(settings)
    first = workshop.learners.create()
    before = every_row(postgresql_url)
    (settings.data / "cle").write_text("avant")
    file = back_up(settings, tmp_path / "s.tar").path
    second = workshop.learners.create()
    (settings.data / "cle").write_text("depuis")
    workshop.close()
    since = every_row(postgresql_url)
    made = switching.begin

    def begin_and_die(*given, **named):
        made(*given, **named)
        raise KilledError

    def die(*_):
        raise KilledError

    with monkeypatch.context() as patched:
        if committed:
            patched.setattr(switching, "finish", die)
        else:
            patched.setattr(switching, "begin", begin_and_die)
        with pytest.raises(KilledError):
            restore(settings, file, replace=True)
    with pytest.raises(OuvroirError, match="interrompue"):
        Database(settings)

    assert finish_restoration(settings) is committed

    assert every_row(postgresql_url) == (before if committed else since)
    assert (settings.data / "cle").read_text() == ("avant" if committed else "depuis")
    again = open_stores(settings)
    assert again.learners.find(first.id) is not None
    assert (again.learners.find(second.id) is None) is committed
    again.close()
