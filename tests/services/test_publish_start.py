"""What an exercise puts into a learner's space before she begins, and how it is graded."""

from __future__ import annotations

import json

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.exercises.publish import RECORD, START
from grader.publication.trail import TRAIL
from tests.services.publishing import AGAIN, BY_API, RECORD_BODY, Someone


@pytest.fixture
def workshop(publish_workshop):
    return publish_workshop


@pytest.fixture
def lea(workshop):
    return Someone(workshop)


def test_an_exercise_that_prepares_nothing_says_so(lea):
    with pytest.raises(RefusedError) as refusal:
        lea.ask("publish_start", exercise=BY_API)
    assert refusal.value.code == "no-start"


def test_the_start_puts_its_record_there_as_nobodys_work(lea):
    view = lea.ask("publish_start", exercise=AGAIN)

    assert (view.needs_start, view.started) == (True, True)
    [choice] = view.records
    assert choice.title == "Export (2) final.csv"
    stored = lea.stored(choice.id)
    assert {entry["by"] for entry in stored[TRAIL]} == {"seed"}
    assert view.outcome.status == "not_attempted"
    [event] = lea.events(AGAIN, START)
    assert list(event["records"].values()) == [choice.id]


def test_a_start_handed_as_it_was_earns_nothing(lea):
    record = lea.ask("publish_start", exercise=AGAIN).records[0].id

    view = lea.ask("publish_check", exercise=AGAIN, record=record)

    assert [goal.state for goal in view.goals] == ["missed", "missed", "met"]
    assert (view.outcome.status, view.outcome.points) == ("failed", 0)


def test_a_start_that_is_mended_earns_everything(lea):
    record = lea.ask("publish_start", exercise=AGAIN).records[0].id
    lea.call("PUT", f"/api/1/datasets/{record}/", {"license": "lov2", "tags": RECORD_BODY["tags"]})

    view = lea.ask("publish_check", exercise=AGAIN, record=record)

    assert view.outcome.status == "passed"


def test_a_new_record_does_not_stand_for_the_one_of_the_start(lea):
    mine = lea.publish()
    with pytest.raises(RefusedError):
        lea.ask("publish_check", exercise=AGAIN, record=mine)
    lea.ask("publish_start", exercise=AGAIN)
    with pytest.raises(RefusedError):
        lea.ask("publish_check", exercise=AGAIN, record=mine)


def test_preparing_again_puts_the_former_record_aside_and_it_may_be_restored(lea):
    former = lea.ask("publish_start", exercise=AGAIN).records[0].id

    view = lea.ask("publish_start", exercise=AGAIN)

    assert [one.id for one in view.records] != [former]
    assert lea.stored(former)["deleted"]
    with pytest.raises(RefusedError):
        lea.ask("publish_check", exercise=AGAIN, record=former)
    lea.call("PUT", f"/api/1/datasets/{former}/", {"deleted": None})
    assert not lea.stored(former)["deleted"]


def test_a_space_that_was_emptied_is_to_be_prepared_again(workshop, lea):
    lea.ask("publish_start", exercise=AGAIN)
    workshop.spaces.erase(lea.space.id)

    assert lea.view(AGAIN).started is False
    assert lea.view(AGAIN).records == ()
    assert lea.ask("publish_start", exercise=AGAIN).started is True


def test_a_renamed_commune_is_still_found_and_a_deleted_one_is_told(lea):
    commune = next(
        one for one in lea.portal.catalogue.all("organization") if "Val-Ouvert" in one["name"]
    )
    body = {"name": "Ville de Val-Ouvert", "description": "Renommée."}
    lea.call("PUT", f"/api/1/organizations/{commune['id']}/", body)
    assert lea.ask("publish_start", exercise=AGAIN).started is True

    gone = {**lea.portal.catalogue.get("organization", commune["id"]), "deleted": "2026-01-01"}
    lea.portal.catalogue.put("organization", gone)
    with pytest.raises(OuvroirError) as refusal:
        lea.ask("publish_start", exercise=AGAIN)
    assert refusal.value.code == "space-changed"


def test_evidence_holds_no_cell_and_no_word_of_the_trail_is_shown_by_the_api(lea):
    lea.ask("publish_start", exercise=AGAIN)
    record = lea.view(AGAIN).records[0].id
    lea.ask("publish_check", exercise=AGAIN, record=record)
    [event] = lea.events(AGAIN, RECORD)

    assert "preview" not in json.dumps(event)
    assert TRAIL not in lea.call("GET", f"/api/1/datasets/{record}/")
