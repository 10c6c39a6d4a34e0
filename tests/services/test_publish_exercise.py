"""An exercise graded on the published record, in a learner's own space: view and check."""

from __future__ import annotations

import pytest

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.exercises.publish import RECORD
from grader.publication.datasets import create_dataset
from grader.publication.trail import TRAIL
from grader.services.portal.opening import enter_space
from grader.services.portal.record_states import state_of
from grader.services.portal.state_changes import change_state
from grader.services.portal.visits import write
from tests.services.publishing import AGAIN, BY_API, RECORD_BODY, Someone


@pytest.fixture
def workshop(publish_workshop):
    return publish_workshop


@pytest.fixture
def lea(workshop):
    return Someone(workshop)


def test_looking_at_an_exercise_opens_no_space(workshop, lea):
    view = lea.view()

    assert workshop.spaces.of(lea.me.id) == []
    assert view.records == ()
    assert [goal.state for goal in view.goals] == ["todo"] * 4
    assert (view.started, view.needs_start, view.checked_label) == (False, False, "")
    assert view.portal_url == "/bac-a-sable/"
    assert [file.name for file in view.files] == ["deliberations.csv"]


def test_a_record_made_by_the_api_is_offered_checked_and_graded(lea):
    record = lea.publish()
    [choice] = lea.view().records
    assert (choice.id, choice.state, choice.chosen) == (record, "publique", True)
    assert choice.score_label.replace("\u00a0", " ").startswith("1 critère sur 9")

    view = lea.ask("publish_check", exercise=BY_API, record=record)

    assert view.outcome.status == "passed"
    assert [goal.state for goal in view.goals] == ["met"] * 4
    assert view.checked_label.startswith("Fiche vérifiée le ")
    assert lea.view().outcome == view.outcome


def test_the_same_record_made_by_pages_misses_the_goal_that_asks_for_the_api(lea):
    record = lea.publish(via="page")

    view = lea.ask("publish_check", exercise=BY_API, record=record)

    assert [goal.state for goal in view.goals] == ["missed", "met", "met", "met"]
    assert "par les pages" in view.goals[0].sentence
    assert view.goals[0].remedy
    assert view.outcome.points == 3


def test_pages_really_leave_their_mark_on_what_they_make(lea):
    made = write(lea.workshop, lea.visit, lambda portal: create_dataset(portal, dict(RECORD_BODY)))

    assert lea.stored(made["id"])[TRAIL][0]["by"] == "page"


def test_what_is_checked_is_what_was_there_then(lea):
    record = lea.publish()
    lea.ask("publish_check", exercise=BY_API, record=record)
    lea.call("PUT", f"/api/1/datasets/{record}/", {"private": True, "tags": []})

    assert lea.view().outcome.status == "passed"
    later = lea.ask("publish_check", exercise=BY_API, record=record)
    assert [goal.state for goal in later.goals] == ["met", "missed", "met", "missed"]


def test_nobody_hands_the_record_that_every_space_begins_with(lea):
    furnished = next(
        one["id"]
        for one in lea.portal.catalogue.all("dataset")
        if one["title"] == "Délibérations du conseil municipal"
    )

    assert lea.view().records == ()
    with pytest.raises(RefusedError) as refusal:
        lea.ask("publish_check", exercise=BY_API, record=furnished)
    assert refusal.value.code == "foreign-record"
    assert lea.events(BY_API, RECORD) == []


def test_nobody_hands_the_record_of_another_space(workshop, lea):
    other = Someone(workshop)
    hers = other.publish()
    lea.publish()

    for record in (hers, "0" * 24):
        with pytest.raises(NotFoundError):
            lea.ask("publish_check", exercise=BY_API, record=record)
    assert hers not in [one.id for one in lea.view().records]


def test_in_a_group_each_hands_what_she_made_herself(workshop, lea):
    group = workshop.spaces.open("group", "Session")
    other = Someone(workshop)
    for one in (lea, other):
        enter_space(workshop, group, one.me.id)
    hers = other.publish()

    assert lea.view().records == ()
    with pytest.raises(RefusedError):
        lea.ask("publish_check", exercise=BY_API, record=hers)
    assert other.ask("publish_check", exercise=BY_API, record=hers).outcome.status == "passed"


@pytest.mark.parametrize("record", ["", "nope", "../etc", 3, None, ["a" * 24], "a" * 5_000])
def test_a_hostile_record_is_refused(lea, record):
    with pytest.raises(OuvroirError):
        lea.ask("publish_check", exercise=BY_API, record=record)


@pytest.mark.parametrize("operation", ["publish_start", "publish_check", "console_send"])
def test_an_exercise_of_another_kind_or_none_is_refused(lea, operation):
    with pytest.raises(NotFoundError):
        lea.ask(operation, exercise="essai/absent", record="a" * 24)


def test_what_is_published_after_the_solution_earns_nothing(lea):
    record = lea.publish()
    lea.ask("solution", exercise=BY_API)

    view = lea.ask("publish_check", exercise=BY_API, record=record)

    assert (view.outcome.status, view.outcome.points) == ("not_attempted", 0)
    assert view.solution_html
    assert [goal.state for goal in view.goals] == ["met"] * 4


def test_hints_are_opened_one_at_a_time(lea):
    assert lea.view().hints_total == 2
    assert len(lea.ask("hint", exercise=BY_API).hints_html) == 1


def test_a_lesson_shows_its_exercises_and_counts_their_points(lea):
    record = lea.publish()
    lea.ask("publish_check", exercise=BY_API, record=record)

    lesson = lea.ask("lesson_view", lesson="essai/publier")

    assert list(lesson.publications) == [BY_API, AGAIN]
    assert lesson.end.points_label.replace("\u00a0", " ") == "4 points sur 7"


def test_a_record_too_long_is_refused_and_nothing_is_kept(lea):
    record = lea.publish(description="é" * 100_000, extras={"x": "y" * 90_000})

    with pytest.raises(OuvroirError) as refusal:
        lea.ask("publish_check", exercise=BY_API, record=record)
    assert refusal.value.code == "record-too-long"
    assert lea.events(BY_API, RECORD) == []


def test_the_pages_of_the_portal_change_state_under_their_own_name(lea):
    record = lea.publish(private=True)
    step = next(
        one
        for one in state_of(lea.stored(record)).steps
        if one.changes is not None and one.changes.get("private") is False
    )
    write(
        lea.workshop,
        lea.visit,
        lambda portal: change_state(portal, portal.catalogue.get("dataset", record), step),
    )

    trail = lea.stored(record)[TRAIL]
    assert [(one["by"], one["private"]) for one in trail] == [("api", True), ("page", False)]
