"""Changing a data folder over: killed anywhere, what was there or what comes is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.errors import OuvroirError
from grader.progress import switching
from grader.progress.migrating import BACKUPS
from grader.progress.switching import CONTENT, begin, discard, finish, is_unfinished, staging_of

BEFORE = {"ouvroir.sqlite": "old", "cle": "old", "gone": "old"}
COMING = {"ouvroir.sqlite": "new", "cle": "new", "files": "new"}
KEPT = "avant-restauration-20261123-000000"


class KilledError(BaseException):
    """What a kill is, for the code that it stops."""


@pytest.fixture
def data(tmp_path):
    (tmp_path / "serveur.verrou").write_text("lock")
    for name, text in BEFORE.items():
        (tmp_path / name).write_text(text)
    content = staging_of(tmp_path) / CONTENT
    content.mkdir(parents=True)
    for name, text in COMING.items():
        (content / name).write_text(text)
    return tmp_path


def there(folder):
    found = {p.name: p.read_text() for p in folder.iterdir() if p.is_file()}
    found.pop("serveur.verrou", None)
    return found


def kill_after(monkeypatch, moves):
    """Stop the process, as it were, once that many names have changed."""
    made = Path.rename
    left = [moves]

    def rename(path, target):
        if not left[0]:
            raise KilledError
        left[0] -= 1
        return made(path, target)

    monkeypatch.setattr(Path, "rename", rename)


@pytest.mark.parametrize("moves", range(len(BEFORE) + len(COMING)))
def test_a_change_that_was_cut_is_ended_by_the_next_start(data, monkeypatch, moves):
    begin(data, KEPT)
    with monkeypatch.context() as patched:
        kill_after(patched, moves)
        with pytest.raises(KilledError):
            finish(data)
    assert is_unfinished(data)
    with pytest.raises(OuvroirError, match="interrompue"):
        switching.refuse_unfinished(data)

    finish(data)

    assert there(data) == COMING
    assert there(data / BACKUPS / KEPT) == BEFORE
    assert not staging_of(data).exists()


def test_before_its_journal_a_change_is_forgotten(data):
    assert not is_unfinished(data)
    discard(data)
    assert there(data) == BEFORE
    assert not staging_of(data).exists()


def test_only_what_is_named_gives_way(data):
    begin(data, KEPT, old=("ouvroir.sqlite",))
    for name in ("cle", "files"):
        (staging_of(data) / CONTENT / name).unlink()
    finish(data)
    assert there(data) == {**BEFORE, "ouvroir.sqlite": "new"}
    assert there(data / BACKUPS / KEPT) == {"ouvroir.sqlite": "old"}
