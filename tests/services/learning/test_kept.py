"""Tests and reviews come back from the file of a progress; what a stranger wrote does not."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from grader.services import questions
from grader.services.learning import placement, review
from grader.services.learning.kept import LEARNING_IDS, is_sound
from grader.services.learning.review_history import JOURNAL
from grader.services.progress_file import read_progress, write_progress
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.training_course import write_course

SLOT = min(LEARNING_IDS - {JOURNAL})
HOSTILE = [
    (SLOT, "begin", {"number": 1, "modules": "ouvrir"}),
    (SLOT, "begin", {"number": True, "modules": []}),
    (SLOT, "begin", {"number": 10**9, "modules": []}),
    (SLOT, "begin", {"modules": []}),
    (SLOT, "answer", {"test": 1, "item": "ou-r01"}),
    (SLOT, "answer", {"test": 1, "item": 3, "chosen": ["a"]}),
    (SLOT, "answer", {"test": 1, "item": "ou-r01", "chosen": [{}]}),
    (SLOT, "skip", {"test": "1", "item": "ou-r01"}),
    (SLOT, "draw", {"number": 1}),
    (JOURNAL, "answer", {"item": "ou-r01"}),
    (JOURNAL, "answer", {"chosen": ["a"]}),
    (JOURNAL, "rate", {"item": "ou-r01", "known": "missed"}),
    (JOURNAL, "rate", {"item": "ou-r01", "known": ["good"]}),
    (JOURNAL, "hesitated", {"item": ""}),
    (JOURNAL, "file", {"item": "ou-r01"}),
]


@pytest.fixture
def alone(tmp_path):
    courses = write_course(tmp_path / "courses")
    workshop = open_workshop(
        tmp_path / "d", tmp_path / "b", courses=courses, sandbox=SMALL_SANDBOX, alone=True
    )
    yield workshop
    workshop.close()


def changed(content: bytes, *events: tuple[str, str, dict]) -> bytes:
    """Put other events in a progress."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = json.loads(archive.read("progression.json"))
    text["events"] = [
        {"exercise": name, "kind": kind, "at": "2026-11-02T09:00:00+00:00", "data": data}
        for name, kind, data in events
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("progression.json", json.dumps(text))
    return out.getvalue()


def test_a_test_and_a_queue_come_back(alone):
    ana, bob = (alone.learners.create().id for _ in range(2))
    view = placement.begin(alone, ana, ())
    placement.skip(alone, ana, view.number, view.question.id)
    result = placement.finish(alone, ana, view.number).result
    shown = questions.question_view(alone, ana, "ou-r01")
    questions.reveal(alone, ana, "ou-r01")
    review.hesitated(alone, ana, "ou-r02")
    read_progress(alone, bob, write_progress(alone, ana))

    assert shown.state == "open"
    assert placement.placement(alone, bob).result.lines == result.lines
    assert review.review(alone, bob).waiting == 1


@pytest.mark.parametrize(("name", "kind", "data"), HOSTILE)
def test_what_has_not_its_shape_is_left_out(name, kind, data):
    assert not is_sound(name, kind, data)


def test_pages_open_after_a_hostile_file(alone):
    ana, bob = (alone.learners.create().id for _ in range(2))
    questions.skip(alone, ana, "ou-r01")
    strange = (
        (SLOT, "begin", {"number": 1, "modules": ["gone", "ouvrir"]}),
        (SLOT, "answer", {"test": 1, "item": "ou-r01", "chosen": ["zzz"]}),
        (SLOT, "answer", {"test": 1, "item": "gone", "chosen": ["a"]}),
        (JOURNAL, "rate", {"item": "ou-r01", "known": "easy"}),
        (JOURNAL, "answer", {"item": "gone", "chosen": ["a"]}),
        (JOURNAL, "answer", {"item": "ou-r02", "chosen": ["zzz"]}),
    )
    read_progress(alone, bob, changed(write_progress(alone, ana), *HOSTILE, *strange))

    assert placement.placement(alone, bob).question
    assert review.review(alone, bob).waiting == 1
