"""Handing in: what is written, where, and what is refused."""

from __future__ import annotations

import json
import os
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from grader.errors import GradingError, NotFoundError
from grader.exercises.mock import drop, make_response
from grader.exercises.model import Response
from grader.gradebook.course_folder import prepare
from grader.gradebook.submissions import (
    finish_hand_ins,
    handed_in_at,
    list_copies,
    place_copy,
)
from tests.gradebook.conftest import WHEN, Place
from tests.gradebook.course import COPIES

FULL = COPIES["complete"][0]


def test_a_copy_holds_the_release_the_responses_and_the_time(place: Place) -> None:
    copy = place.hand_in("tilleul-1234", FULL)
    assert copy == place.folder.root / "submitted" / "tilleul-1234" / "essai"
    assert (copy / "essai.ipynb").read_bytes() == place.folder.release("essai").read_bytes()
    assert handed_in_at(copy) == WHEN
    written = json.loads((copy / "reponses.json").read_text(encoding="utf-8"))
    assert written["learner"] == "tilleul-1234"
    assert written["module"] == "essai"
    kept = {e: Response.from_dict(r, {}) for e, r in written["responses"].items()}
    assert kept["essai/un"].events == FULL["essai/un"].events


def test_a_second_hand_in_replaces_the_first_whole(place: Place) -> None:
    first = place.hand_in("tilleul-1234", FULL)
    (first / "ancien.txt").write_text("reste", encoding="utf-8")
    later = WHEN + timedelta(hours=1)
    second = place.hand_in("tilleul-1234", {}, later)
    assert second == first
    assert handed_in_at(second) == later
    assert not (second / "ancien.txt").exists()
    assert [c.learner for c in list_copies(place.folder)] == ["tilleul-1234"]


@pytest.mark.parametrize("moment", ["before the old one left", "after the old one left"])
def test_a_hand_in_interrupted_by_a_kill_is_finished(place: Place, moment: str) -> None:
    copy = place.hand_in("tilleul-1234", FULL)
    hand_ins = place.folder.root / "ouvroir" / "hand_ins"
    ready = hand_ins / "essai@tilleul-1234.ready"
    shutil.copytree(copy, ready)
    (ready / "reponses.json").write_text("{}", encoding="utf-8")
    (hand_ins / "essai@autre.part").mkdir()
    if moment == "after the old one left":
        copy.rename(hand_ins / "essai@tilleul-1234.old")
    finish_hand_ins(place.folder)
    assert (copy / "reponses.json").read_text(encoding="utf-8") == "{}"
    assert not ready.exists()
    assert [c.learner for c in list_copies(place.folder)] == ["tilleul-1234"]


def test_what_a_kill_left_unfinished_is_removed(place: Place) -> None:
    for name in ("essai@autre.part", "essai@autre.old"):
        (place.folder.hand_ins / name / "fichiers").mkdir(parents=True)
    finish_hand_ins(place.folder)
    assert {p.name for p in place.folder.hand_ins.iterdir()} == {"lock", "lock.gate"}


def test_a_copy_is_on_the_disk_before_the_page_is_told(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = place.folder.submitted("essai", "tilleul-1234")
    #: inode to what it held, and whether the copy was in place, when it was last synced
    synced: dict[int, tuple[set[str], bool]] = {}
    fsync = os.fsync

    def spy(descriptor: int) -> None:
        fsync(descriptor)
        status = os.fstat(descriptor)
        held = set(os.listdir(descriptor)) if stat.S_ISDIR(status.st_mode) else set()
        synced[status.st_ino] = (held, target.exists())

    file = tmp_path / "à moi.csv"
    file.write_text("A;B\n", encoding="utf-8")
    responses = {**FULL, "essai/un": make_response("essai/un", [drop(file)])}
    monkeypatch.setattr(os, "fsync", spy)
    place_copy(place.folder, "essai", "tilleul-1234", responses, with_files=True, handed_in_at=WHEN)
    inside = [target, *target.rglob("*")]
    assert len(inside) == 6
    assert [p.name for p in inside if p.stat().st_ino not in synced] == []
    assert synced[target.stat().st_ino][0] == {p.name for p in target.iterdir()}
    around = [target.parent.parent, target.parent, place.folder.hand_ins]
    assert [p.stat().st_ino in synced for p in around] == [True, True, True]
    assert [synced[p.stat().st_ino][1] for p in around[1:]] == [True, True]


@pytest.mark.parametrize(
    "learner",
    ["", ".", "..", "../autre", "a/b", "Élue", "Zoe", "a b", "a.b", "-a", "a\n", "*", "a" * 65],
)
def test_a_learner_that_is_not_a_pseudonym_is_refused(place: Place, learner: str) -> None:
    before = sorted(place.folder.root.rglob("*"))
    with pytest.raises(NotFoundError) as caught:
        place.hand_in(learner, FULL)
    assert caught.value.code == "unknown-learner"
    assert sorted(place.folder.root.rglob("*")) == before


@pytest.mark.parametrize("module", ["", "..", "autre", "essai/../essai", "*"])
def test_a_module_that_is_not_one_is_refused(place: Place, module: str) -> None:
    with pytest.raises(NotFoundError) as caught:
        place.folder.submitted(module, "tilleul-1234")
    assert caught.value.code == "unknown-module"
    with pytest.raises(NotFoundError):
        list_copies(place.folder, module)


def test_prepare_does_nothing_twice(place: Place) -> None:
    def states() -> dict[str, int]:
        files = (p for p in place.folder.root.rglob("*") if p.is_file())
        return {str(p): p.stat().st_mtime_ns for p in files if not p.name.startswith("lock")}

    before = states()
    assert prepare(place.settings, place.course) == place.folder
    assert states() == before


def test_prepare_takes_out_of_source_whatever_is_not_ours(place: Place) -> None:
    stray = place.folder.root / "source" / "essai" / "reponses.json"
    stray.write_text('{"corrigé": true}', encoding="utf-8")
    prepare(place.settings, place.course)
    assert not stray.exists()
    assert [p.name for p in (place.folder.root / "release" / "essai").iterdir()] == ["essai.ipynb"]


def test_prepare_says_when_an_assignment_is_not_built(place: Place) -> None:
    shutil.rmtree(place.settings.build / "assignments")
    with pytest.raises(GradingError) as caught:
        prepare(place.settings, place.course)
    assert caught.value.code == "assignment-not-built"
    assert "ouvroir build" in caught.value.hint


def test_the_course_folder_is_closed_to_other_accounts(place: Place) -> None:
    assert place.folder.root.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("name", ["notes[2026]", "notes*", "occupé"])
def test_a_data_folder_that_cannot_serve_is_refused(place: Place, name: str) -> None:
    data = place.settings.data / name
    if name == "occupé":
        data.write_text("un fichier", encoding="utf-8")
    with pytest.raises(GradingError) as caught:
        prepare(replace(place.settings, data=data), place.course)
    assert caught.value.code == "unusable-data-folder"
    assert "OUVROIR_DATA" in caught.value.hint
