"""Erasing a learner or her files: nothing is left, nothing comes back, no grade changes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from grader.errors import NotFoundError
from grader.gradebook import grade as grading
from grader.gradebook import store, submissions
from grader.gradebook.grade import grade
from grader.gradebook.lock import locked
from grader.gradebook.submissions import (
    erase_copies,
    erase_sent_file,
    erase_sent_files,
    list_copies,
    withdraw_copy,
)
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.course import COPIES

FULL = COPIES["complete"][0]
LEARNER = "tilleul-1234"
ONE, OTHER = "a" * 64, "b" * 64
LATER = WHEN + timedelta(seconds=1)


def traces(place: Place) -> list[str]:
    """List what bears the learner's id in the course folder, by name or by content."""
    return [
        str(path.relative_to(place.folder.root))
        for path in place.folder.root.rglob("*")
        if LEARNER in str(path) or (path.is_file() and LEARNER.encode() in path.read_bytes())
    ]


def send_files(copy: Path) -> None:
    """Put two files into a copy, as if they had been sent."""
    (copy / "fichiers").mkdir()
    for sha in (ONE, OTHER):
        (copy / "fichiers" / sha).write_text("COLL_NOM\n", encoding="utf-8")


def test_erasing_leaves_nothing_of_a_learner(place: Place) -> None:
    place.hand_in(LEARNER, FULL)
    place.hand_in("tilleul-12", FULL)
    grade(place.settings, place.course, learner=LEARNER)
    assert "gradebook.db" in traces(place)
    erase_copies(place.folder, LEARNER)
    assert traces(place) == []
    assert [c.learner for c in list_copies(place.folder)] == ["tilleul-12"]


def test_a_gradebook_with_a_log_of_its_own_is_erased_in_the_log_too(place: Place) -> None:
    place.hand_in(LEARNER, FULL)
    connection = sqlite3.connect(place.folder.root / "gradebook.db")
    try:
        # Held open, so that nothing empties the log when other connections close.
        assert connection.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
        connection.execute("SELECT count(*) FROM student").fetchone()
        grade(place.settings, place.course)
        assert "gradebook.db-wal" in traces(place)
        erase_copies(place.folder, LEARNER)
        assert traces(place) == []
    finally:
        connection.close()


def test_what_is_erased_is_overwritten(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is by default depends on how SQLite was built: ours must not."""
    seen: list[int] = []
    remove = store.Gradebook.remove_student

    def spy(book: store.Gradebook, learner: str) -> None:
        seen.append(book.db.connection().exec_driver_sql("PRAGMA secure_delete").scalar())
        remove(book, learner)

    place.hand_in(LEARNER, FULL)
    monkeypatch.setattr(store.Gradebook, "remove_student", spy)
    erase_copies(place.folder, LEARNER)
    assert seen == [1]


def test_a_copy_erased_since_copies_were_listed_is_not_brought_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.hand_in(LEARNER, FULL)
    place.hand_in("tilleul-9", FULL)

    def listed_then_erased(*args: object) -> list[submissions.Copy]:
        copies = list_copies(place.folder)
        erase_copies(place.folder, LEARNER)
        return copies

    monkeypatch.setattr(grading, "list_copies", listed_then_erased)
    copies = grade(place.settings, place.course)
    assert [(c.learner, c.total) for c in copies] == [("tilleul-9", 10.0)]
    assert traces(place) == []


def test_an_absent_copy_has_no_fingerprint(place: Place) -> None:
    copy = submissions.Copy("essai", LEARNER, place.folder.submitted("essai", LEARNER))
    assert grading._fingerprint(place.folder, copy) == ""
    place.hand_in(LEARNER, FULL)
    assert grading._fingerprint(place.folder, copy) != ""


@pytest.mark.parametrize(
    "erase",
    [
        lambda folder: erase_copies(folder, LEARNER),
        lambda folder: erase_sent_files(folder, LATER),
        lambda folder: erase_sent_file(folder, LEARNER, ONE),
    ],
    ids=["a learner", "old files", "a file"],
)
def test_a_hand_in_does_not_wait_for_an_erasure_that_waits_for_a_grading(
    place: Place, monkeypatch: pytest.MonkeyPatch, erase: object
) -> None:
    send_files(place.hand_in(LEARNER, FULL))
    waits = threading.Event()

    @contextmanager
    def telling(path: Path) -> Iterator[None]:
        if path == place.folder.lock:
            waits.set()
        with locked(path):
            yield

    monkeypatch.setattr(submissions, "locked", telling)
    assert callable(erase)
    erasure = threading.Thread(target=erase, args=(place.folder,), daemon=True)
    handed_in = threading.Thread(target=place.hand_in, args=("tilleul-9", FULL), daemon=True)
    with locked(place.folder.lock):
        erasure.start()
        assert waits.wait(30)
        handed_in.start()
        handed_in.join(30)
        assert not handed_in.is_alive()
        assert erasure.is_alive()
    erasure.join(30)
    assert not erasure.is_alive()


def test_sent_files_go_at_their_date(place: Place) -> None:
    copy = place.hand_in(LEARNER, FULL)
    send_files(copy)
    assert erase_sent_files(place.folder, before=WHEN) == 0
    assert (copy / "fichiers").exists()
    assert erase_sent_files(place.folder, before=LATER) == 1
    assert not (copy / "fichiers").exists()
    assert (copy / "reponses.json").exists()
    assert erase_sent_files(place.folder, before=LATER) == 0


def test_one_file_goes_from_all_copies_of_its_owner_and_no_grade_changes(place: Place) -> None:
    copies = [place.hand_in(learner, FULL) for learner in (LEARNER, "tilleul-9")]
    for copy in copies:
        send_files(copy)
    first = grade(place.settings, place.course)
    run = place.folder.autograded("essai", LEARNER)
    assert (run / "fichiers" / ONE).exists()

    assert erase_sent_file(place.folder, LEARNER, ONE) == 1
    assert [p.name for p in place.folder.root.rglob(ONE) if LEARNER in str(p)] == []
    assert (copies[0] / "fichiers" / OTHER).exists()
    assert (copies[1] / "fichiers" / ONE).exists()
    assert erase_sent_file(place.folder, LEARNER, ONE) == 0
    assert erase_sent_file(place.folder, LEARNER, OTHER) == 1
    assert not (copies[0] / "fichiers").exists()

    again = grade(place.settings, place.course)
    assert [(c.fresh, c.points) for c in again] == [(False, c.points) for c in first]


@pytest.mark.parametrize("sha", ["", "..", "../reponses.json", "A" * 64, f"{ONE}\n"])
def test_only_a_hash_names_a_file_to_erase(place: Place, sha: str) -> None:
    copy = place.hand_in(LEARNER, FULL)
    with pytest.raises(NotFoundError):
        erase_sent_file(place.folder, LEARNER, sha)
    assert (copy / "reponses.json").exists()


def test_only_the_hand_in_that_was_not_recorded_is_withdrawn(place: Place) -> None:
    copy = place.hand_in(LEARNER, FULL, LATER)
    withdraw_copy(place.folder, "essai", LEARNER, WHEN)
    assert copy.exists()
    withdraw_copy(place.folder, "essai", LEARNER, LATER)
    assert not copy.exists()
