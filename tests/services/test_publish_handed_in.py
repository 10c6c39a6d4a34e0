"""Handing in, taking one's progress away and erasing everything, with records of the portal."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from grader.content.copies import ANSWERS, read_copy
from grader.exercises.publish import RECORD, START
from grader.services.my_data import erase_everything
from grader.services.progress_file import read_progress, write_progress
from tests.fixtures.course_paths import PUBLISH
from tests.services.doing import open_workshop
from tests.services.publishing import AGAIN, BY_API, Someone


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("alone")
    workshop = open_workshop(folder / "data", folder / "build", courses=PUBLISH, alone=True)
    yield workshop
    workshop.close()


@pytest.fixture
def lea(alone):
    """Someone whose first exercise is done, checked twice, and whose second is begun."""
    lea = Someone(alone)
    record = lea.publish(tags=[])
    lea.ask("publish_check", exercise=BY_API, record=record)
    lea.call("PUT", f"/api/1/datasets/{record}/", {"tags": ["fontaines", "eau", "acces"]})
    lea.ask("publish_check", exercise=BY_API, record=record)
    start = lea.ask("publish_start", exercise=AGAIN).records[0].id
    lea.ask("publish_check", exercise=AGAIN, record=start)
    return lea


def test_a_copy_carries_the_record_that_counts_and_no_word_of_a_key(alone, lea):
    key = alone.spaces.make_key(alone.spaces.member(lea.space.id, lea.me.id))
    lea.ask("hand_in", module="essai", send_files=False)

    folder = alone.gradebook.submitted("essai", lea.me.id)
    copy = read_copy(folder)
    events = copy.responses[BY_API].events
    assert [event.kind for event in events] == [RECORD, RECORD]
    assert ["evidence" in event.data for event in events] == [False, True]
    assert key not in (folder / ANSWERS).read_text(encoding="utf-8")


def test_progress_that_was_taken_away_comes_back_with_its_points(alone, lea):
    before = lea.view().outcome
    content = write_progress(alone, lea.me.id)
    erase_everything(alone, lea.me.id)
    other = Someone(alone)

    read_progress(alone, other.me.id, content)

    assert other.view().outcome == before
    assert before.status == "passed"
    again = other.view(AGAIN)
    # Its record stayed in the space that was erased: it is to be prepared anew.
    assert (again.started, again.records) == (False, ())
    assert again.goals[0].state == "missed"


def test_what_comes_back_as_no_evidence_at_all_breaks_no_page(alone, lea):
    content = write_progress(alone, lea.me.id)
    erase_everything(alone, lea.me.id)

    for spoiled in ({}, {"dataset": 3, "evidence": []}, {"dataset": "x", "evidence": {"now": 1}}):
        other = Someone(alone)
        read_progress(alone, other.me.id, _spoiled(content, spoiled))
        for _visit in ("before her space is opened", other.space):
            for exercise in (BY_API, AGAIN):
                assert other.view(exercise).outcome.points == 0
        assert other.ask("publish_start", exercise=AGAIN).started is True


def test_erasing_everything_erases_what_the_portal_knew(alone, lea):
    erase_everything(alone, lea.me.id)

    assert alone.events.count(lea.me.id) == 0
    assert alone.spaces.of(lea.me.id) == []


def _spoiled(content, data):
    """Put anything in place of what the server wrote."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = json.loads(archive.read("progression.json"))
    for event in text["events"]:
        if event["kind"] in (START, RECORD):
            event["data"] = data
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("progression.json", json.dumps(text))
    return made.getvalue()
