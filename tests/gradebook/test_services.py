"""The use-cases over this room: handing in, and grading in a worker of its own."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from grader.errors import JobFailedError, NotFoundError
from grader.exercises.assess import assess
from grader.exercises.model import Exercise, Outcome, Response
from grader.gradebook.grade import GradedCopy, grade
from grader.progress.hand_ins import FAILED, GRADED
from grader.services import hand_ins as service
from grader.services.file_exercises import check
from grader.services.grading import grade_and_record
from grader.services.workshop import Workshop
from grader.settings import Settings
from grader.workers import jobs
from tests.exercises.files import CLEAN_TEXT, SCHEMA
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

MEND, OWN = "exemple/registre", "exemple/mon-registre"
UNREADABLE = b"\x00\x01\x02" * 100


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made once."""
    root = tmp_path_factory.mktemp("modele")
    Workshop.open(settings_of(root)).close()
    return root


@pytest.fixture
def workshop(model: Path, tmp_path: Path) -> Iterator[Workshop]:
    opened = Workshop.open(settings_of(shutil.copytree(model, tmp_path / "place")))
    yield opened
    opened.close()


@pytest.fixture
def learner(workshop: Workshop) -> str:
    return workshop.learners.create().id


def settings_of(root: Path) -> Settings:
    return Settings(
        courses=SMALL, sandbox=SMALL_SANDBOX, build=root / "build", data=root / "data", workers=1
    )


def drop(workshop: Workshop, learner: str, exercise_id: str, content: bytes) -> str:
    """Drop a file as the page does, read it, and give its hash."""
    exercise = workshop.course.modules["exemple"].exercises[exercise_id]
    incoming = workshop.files.incoming(len(content))
    incoming.write(content)
    schema = SCHEMA if exercise_id == OWN else ""
    event = workshop.files.keep(learner, exercise_id, "Mme Dupont.csv", schema, incoming)
    sha256 = str(event.data["sha256"])
    try:
        check(workshop, learner, exercise, sha256)
    except JobFailedError:
        raise
    except Exception:  # noqa: BLE001 - what cannot be read is dropped all the same
        assert content == UNREADABLE
    return sha256


def hand_in(workshop: Workshop, learner: str, *, send_files: bool = True) -> Path:
    """Hand in the module, and give the folder of the copy."""
    module = workshop.course.modules["exemple"]
    service.hand_in(workshop, learner, module, send_files=send_files)
    return workshop.gradebook.submitted("exemple", learner)


def die_on_one(pairs: Sequence[tuple[Exercise, Response]]) -> list[Outcome]:
    """Stand for a file that takes all the memory there is, and read the others."""
    if any(exercise.id == MEND for exercise, _ in pairs):
        os._exit(9)
    return [assess(exercise, response) for exercise, response in pairs]


def faulty(number: int) -> bytes:
    return CLEAN_TEXT.encode() + f"Z{number},pas une date\n".encode()


def test_only_the_files_that_count_are_sent_and_no_name(workshop: Workshop, learner: str) -> None:
    drop(workshop, learner, MEND, faulty(1))
    mended = drop(workshop, learner, MEND, CLEAN_TEXT.encode())
    drop(workshop, learner, OWN, faulty(2))
    workshop.events.append(learner, OWN, "restart", {})
    drop(workshop, learner, OWN, UNREADABLE)
    first = drop(workshop, learner, OWN, faulty(3))
    drop(workshop, learner, OWN, faulty(4))
    last = drop(workshop, learner, OWN, faulty(5))
    workshop.events.append(learner, OWN, "solution", {})
    drop(workshop, learner, OWN, faulty(6))
    copy = hand_in(workshop, learner)
    assert {p.name for p in (copy / "fichiers").iterdir()} == {mended, first, last}
    written = (copy / "reponses.json").read_text(encoding="utf-8")
    assert "Dupont" not in written
    events = json.loads(written)["responses"][OWN]["events"]
    assert [e["kind"] for e in events].count("file") == 6


def test_no_file_is_sent_against_her_will(workshop: Workshop, learner: str) -> None:
    drop(workshop, learner, MEND, CLEAN_TEXT.encode())
    copy = hand_in(workshop, learner, send_files=False)
    assert not (copy / "fichiers").exists()


def test_an_answer_given_while_handing_in_is_told_as_missing(
    workshop: Workshop, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = workshop.course.modules["exemple"]
    gather = service.gather

    def gather_then_answer(*args: object, **options: object) -> object:
        work = gather(*args, **options)
        monkeypatch.undo()
        workshop.events.append(learner, "exemple/ex-q01", "answer", {"item": "q", "chosen": ["a"]})
        return work

    monkeypatch.setattr(service, "gather", gather_then_answer)
    hand_in(workshop, learner)
    assert service.hand_in_view(workshop, learner, module).changed_since
    hand_in(workshop, learner)
    assert not service.hand_in_view(workshop, learner, module).changed_since


@pytest.mark.parametrize("moment", ["before the copy", "after the copy"])
def test_a_hand_in_of_an_erased_learner_leaves_no_copy(
    workshop: Workshop, learner: str, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = service.place_copy

    def place_then_erase(*args: object, **options: object) -> None:
        place(*args, **options)
        workshop.learners.erase(learner)

    if moment == "before the copy":
        workshop.learners.erase(learner)
    else:
        monkeypatch.setattr(service, "place_copy", place_then_erase)
    with pytest.raises(NotFoundError):
        hand_in(workshop, learner)
    root = workshop.gradebook.root
    assert [p for p in root.rglob("*") if learner in p.name] == []


def test_a_hand_in_that_cannot_be_recorded_leaves_no_copy(
    workshop: Workshop, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> int:
        raise OSError("no room left")

    monkeypatch.setattr(type(workshop.hand_ins), "add", fail)
    with pytest.raises(OSError, match="no room left"):
        hand_in(workshop, learner)
    assert not workshop.gradebook.submitted("exemple", learner).exists()


def test_a_file_that_a_worker_does_not_survive_is_uncheckable_and_the_others_go_on(
    workshop: Workshop, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(workshop, learner, MEND, CLEAN_TEXT.encode())
    drop(workshop, learner, OWN, CLEAN_TEXT.encode())
    hand_in(workshop, learner)
    monkeypatch.setattr(jobs, "assess_responses", die_on_one)
    (copy,) = grade_and_record(workshop.settings)
    statuses = {e: o.status for e, o in copy.outcomes.items()}
    assert statuses == {
        MEND: "uncheckable", OWN: "passed", "exemple/quiz": "not_attempted",
    }  # fmt: skip
    assert "trop de mémoire" in copy.outcomes[MEND].feedback[0].message
    assert copy.needs_look


def test_a_graded_copy_is_told_as_before(workshop: Workshop, learner: str) -> None:
    drop(workshop, learner, MEND, CLEAN_TEXT.encode())
    hand_in(workshop, learner)
    (copy,) = grade_and_record(workshop.settings)
    assert (copy.agreed, copy.problem, copy.points[MEND]) == (True, "", 6.0)
    newest = workshop.hand_ins.newest(learner, "exemple")
    assert newest is not None
    assert (newest.state, newest.points) == (GRADED, 6.0)


@pytest.mark.parametrize("spoilt", ["exemple.ipynb", "reponses.json"])
def test_a_copy_that_could_not_be_graded_is_no_zero_and_is_tried_again(
    workshop: Workshop, learner: str, spoilt: str
) -> None:
    drop(workshop, learner, MEND, CLEAN_TEXT.encode())
    path = hand_in(workshop, learner) / spoilt
    whole = path.read_bytes()
    path.write_bytes(b"{")
    for _ in range(2):
        (copy,) = grade_and_record(workshop.settings)
        assert (copy.fresh, copy.failed) == (True, True)
        newest = workshop.hand_ins.newest(learner, "exemple")
        assert newest is not None
        assert (newest.state, newest.points) == (FAILED, None)
        assert "à rendre de nouveau" in newest.reason.replace("\u00a0", " ")
    path.write_bytes(whole)
    grade_and_record(workshop.settings)
    newest = workshop.hand_ins.newest(learner, "exemple")
    assert newest is not None
    assert (newest.state, newest.points, newest.reason) == (GRADED, 6.0, "")


def test_a_failure_is_not_written_on_a_newer_hand_in(
    workshop: Workshop, learner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (hand_in(workshop, learner) / "exemple.ipynb").write_bytes(b"{")
    (failed,) = grade(workshop.settings, workshop.course)
    hand_in(workshop, learner)

    def ends_too_late(*args: Any, **options: Any) -> list[GradedCopy]:
        args[4](1, 1, failed)
        return [failed]

    monkeypatch.setattr("grader.services.grading.grade", ends_too_late)
    grade_and_record(workshop.settings)
    newest = workshop.hand_ins.newest(learner, "exemple")
    assert newest is not None
    assert newest.state == "queued"
