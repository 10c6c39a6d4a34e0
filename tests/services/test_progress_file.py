"""What was taken away comes back as it was; what is no progress of ours changes nothing."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from grader.errors import OuvroirError
from grader.progress.profiles import LearnerProfile
from grader.services import lessons, questions
from grader.services.my_data import erase_everything
from grader.services.paths import page_done
from grader.services.progress_file import read_progress, write_progress
from grader.services.workshop import Workshop
from grader.settings import Settings
from tests.services.doing import CLEAN, DIRTY, MEND, drop, open_workshop, points

LESSON = "preparer/ce-que-lit-une-machine"


@pytest.fixture
def alone(data, built):
    workshop = open_workshop(data, built, alone=True)
    yield workshop
    workshop.close()


PROFILE = LearnerProfile("commune", 4200, "49.5", "agent", ("finances",))


def at_work(workshop: Workshop) -> str:
    """A learner who answered, passed, took a solution, finished a lesson and mended a file."""
    learner = workshop.learners.create().id
    shown = questions.question_view(workshop, learner, "prep-r01")
    questions.answer(workshop, learner, "prep-r01", [shown.answers[0].id])
    questions.skip(workshop, learner, "prep-r02")
    questions.reveal(workshop, learner, "prep-r03")
    drop(workshop, learner, MEND, DIRTY.read_bytes())
    drop(workshop, learner, MEND, CLEAN.read_bytes())
    lessons.finish_lesson(workshop, learner, LESSON)
    page_done(workshop, learner, "decider/note")
    workshop.profiles.put(learner, PROFILE)
    return learner


def standing(workshop: Workshop, learner: str) -> dict:
    names = ("prep-r01", "prep-r02", "prep-r03")
    seen = {name: questions.question_view(workshop, learner, name) for name in names}
    return {
        **{name: (view.state, view.result_kind) for name, view in seen.items()},
        "points": points(workshop, learner, MEND),
        "profile": workshop.profiles.of(learner),
        "lessons": {v.lesson_id: v.finished for v in workshop.visits.of(learner).values()},
        "files": {f.sha256 for f in workshop.files.of(learner)},
    }


def test_what_was_taken_away_comes_back(alone):
    ana = at_work(alone)
    before, content = standing(alone, ana), write_progress(alone, ana)
    erase_everything(alone, ana)
    bob = alone.learners.create().id

    said = read_progress(alone, bob, content)

    assert standing(alone, bob) == before
    assert before["points"] == 10
    assert "1 leçon terminée" in said.replace("\u00a0", " ")


def test_nothing_says_who_it_was(alone):
    ana = at_work(alone)
    learner = alone.learners.find(ana)
    with zipfile.ZipFile(io.BytesIO(write_progress(alone, ana))) as archive:
        text = archive.read("progression.json").decode()
    assert ana not in text
    assert learner.pseudonym not in text


def test_it_never_mixes_with_work_that_was_begun(alone):
    ana = at_work(alone)
    content, before = write_progress(alone, ana), standing(alone, ana)
    with pytest.raises(OuvroirError) as refused:
        read_progress(alone, ana, content)
    assert refused.value.code == "resume-over-work"
    assert standing(alone, ana) == before


def test_a_server_that_keeps_authority_takes_none(workshop):
    ana = at_work(workshop)
    content = write_progress(workshop, ana)
    with pytest.raises(OuvroirError) as refused:
        read_progress(workshop, workshop.learners.create().id, content)
    assert refused.value.code == "resume-elsewhere"


def archived(text, **files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        body = text if isinstance(text, bytes) else json.dumps(text).encode()
        archive.writestr("progression.json", body)
        for name, content in files.items():
            archive.writestr(f"fichiers/{name}", content)
    return target.getvalue()


def event(**changes):
    made = {"exercise": "preparer/prep-r01", "kind": "skip", "at": "2026-11-22T08:00:00+00:00",
            "data": {"item": "prep-r01"}}  # fmt: skip
    return {**made, **changes}


def progress(*events, visits=()):
    return {"format": 1, "version": "0", "events": list(events), "visits": list(visits)}


def without_text() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("autre.json", b"{}")
    return target.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x03\x04", CLEAN.read_bytes(), without_text(),
        archived(b"{"), archived(b"\xff\xfe"), archived([]), archived({"format": 2}),
        archived(b"[" * 100_000),
        archived(progress(event(at="hier"))), archived(progress(event(data=[]))),
        archived(progress(event(data={"x": "y" * 30_000}))), archived(progress(event(kind={}), 3)),
        archived(progress(visits=[{"lesson": LESSON}])),
        archived({**progress(), "events": [event()] * 20_001}),
        archived(b" " * (17 * 1024 * 1024)),
    ],
)  # fmt: skip
def test_anything_else_is_refused_and_leaves_nothing(alone, content):
    learner = alone.learners.create().id
    with pytest.raises(OuvroirError) as refused:
        read_progress(alone, learner, content)
    assert refused.value.code == "resume-file"
    assert refused.value.hint
    assert alone.events.count(learner) == 0


def test_what_this_course_does_not_know_is_left_out(alone):
    learner = alone.learners.create().id
    read_progress(
        alone,
        learner,
        archived(
            progress(
                event(),
                event(exercise="ailleurs/q01"),
                event(kind="review", data={"item": "prep-r01", "marks": ["a=9"]}),
                event(kind="file", exercise=MEND, data={"sha256": "0" * 64, "name": "x"}),
                visits=[{"lesson": "ailleurs/x", "finished": True}],
            )
        ),
    )
    assert alone.events.count(learner) == 1
    assert alone.visits.of(learner) == {}


def test_a_hash_that_lies_gives_nobody_else_s_file(alone):
    victim = at_work(alone)
    sha256 = next(iter(alone.files.of(victim))).sha256
    thief = alone.learners.create().id
    read_progress(
        alone,
        thief,
        archived(
            progress(event(kind="file", exercise=MEND, data={"sha256": sha256, "name": "x"})),
            **{sha256: b"a,b\n1,2\n"},
        ),
    )
    [kept] = alone.files.of(thief)
    assert kept.sha256 != sha256


def test_the_setting_comes_from_the_environment():
    assert Settings.from_environment({"OUVROIR_ALONE": "1"}).alone
    assert not Settings.from_environment({}).alone
