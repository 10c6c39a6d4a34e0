"""The quality score, on stored records: the worked cases, their edges, and what is said of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from grader.publication.portal import moment
from grader.publication.quality import (
    CRITERIA,
    advice,
    last_update_of,
    points_of,
    quality_of,
    shown_quality,
)
from grader.publication.reference import FREQUENCIES
from tests.publication.quality_cases import CASES, expected, name_of, stored
from tests.support.portal import NOON


def test_there_are_the_45_cases():
    assert [case["case"] for case in CASES] == list(range(1, 46))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_worked_case(case):
    assert quality_of(stored(case), NOON) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_advice_tells_the_nine_criteria_and_its_points_make_nine_with_the_score(case):
    told = advice(stored(case), NOON)
    assert tuple(one.criterion for one in told) == CRITERIA
    assert sum(one.points for one in told) + case["points"] == 9
    assert [one.criterion for one in told if not one.met and not one.how] == []


def late(frequency: str, age: timedelta) -> dict:
    return {"frequency": frequency, "last_modified": moment(NOON - age), "resources": []}


@pytest.mark.parametrize("frequency", [one for one in FREQUENCIES.values() if one.delay])
def test_one_day_of_grace_to_the_microsecond(frequency):
    last = frequency.delay + timedelta(days=1)
    key = "update_fulfilled_in_time"
    assert quality_of(late(frequency.id, last), NOON)[key] is True
    assert quality_of(late(frequency.id, last + timedelta(microseconds=1)), NOON)[key] is False


@pytest.mark.parametrize(
    "frequency", ["continuous", "punctual", "irregular", "never", "notPlanned", "other"]
)
def test_a_frequency_without_delay_is_always_in_time(frequency):
    quality = quality_of(late(frequency, timedelta(days=20_000)), NOON)
    assert quality["update_fulfilled_in_time"] is True


def test_a_record_ages_alone_and_keeps_the_rest_of_its_last_save():
    record = late("weekly", timedelta(0)) | {"license": "lov2"}
    record["quality"] = quality_of(record, NOON)
    record["license"] = None
    seen = shown_quality(record, NOON + timedelta(days=9))
    assert (seen["license"], seen["update_fulfilled_in_time"]) == (True, False)
    assert seen["score"] == points_of(seen) / 9 == 2 / 9
    assert record["quality"]["update_fulfilled_in_time"] is True


def test_lateness_is_that_of_the_frequency_as_it_is_now():
    record = late("weekly", timedelta(0))
    record["quality"] = quality_of(record, NOON)
    seen = shown_quality(record | {"frequency": "unknown"}, NOON)
    assert "update_fulfilled_in_time" not in seen


def test_the_source_of_a_harvested_record_decides_alone():
    record = late("weekly", timedelta(0))
    record["resources"] = [{"last_modified": moment(NOON)}]
    record["harvest"] = {"modified_at": moment(NOON - timedelta(days=30))}
    assert last_update_of(record) == record["harvest"]["modified_at"]
    assert quality_of(record, NOON)["update_fulfilled_in_time"] is False


def test_the_newest_resource_is_told_by_its_moment_and_not_by_its_text():
    record = late("weekly", timedelta(days=90))
    record["resources"] = [
        {"last_modified": "2026-11-22T01:00:00+02:00"},
        {"last_modified": "2026-11-21T23:30:00+00:00"},
    ]
    assert last_update_of(record) == "2026-11-21T23:30:00+00:00"


@pytest.mark.parametrize(
    ("form", "open_format"),
    [("csv.gz", True), ("other", True), ("PDF", False), ("Word", False), ("", False)],
)
def test_any_word_but_seven_is_an_open_format(form, open_format):
    record = late("unknown", timedelta(0))
    record["resources"] = [{"format": form, "last_modified": moment(NOON)}]
    assert quality_of(record, NOON)["has_open_format"] is open_format


def test_notspecified_earns_its_point_and_is_advised_against():
    record = late("unknown", timedelta(0)) | {"license": "notspecified"}
    told = advice(record, NOON)[0]
    assert (told.met, told.points) == (True, 0)
    assert "choisissez une licence" in told.how


def test_a_licence_that_restricted_access_erased_is_said_to_go():
    record = late("unknown", timedelta(0)) | {"license": "lov2"}
    record["quality"] = quality_of(record, NOON)
    told = advice(record | {"license": None}, NOON)[0]
    assert told.met
    assert "disparaîtra" in told.how


def test_lateness_is_told_with_the_day_that_was_due():
    told = advice(late("weekly", timedelta(days=30)), NOON)[4]
    assert "30/10/2026" in told.what
    assert not told.met
