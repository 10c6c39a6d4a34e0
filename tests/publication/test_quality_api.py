"""The quality score through the API: the 45 worked cases as a producer makes them."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

import pytest

from tests.publication.quality_cases import CASES, expected, name_of, payload, resource_payload
from tests.support.portal import NOON, Asker


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


def ask(asker, method, path, body=None, *, status, **more):
    answered, value = asker.ask(method, f"/api/1/datasets/{path}", body, **more)
    assert answered == status, value
    return value


def make(asker, case):
    """Make the record of a case: its oldest resources with it, the others each in its time."""
    resources = [
        (one.get("age", 0), number, one) for number, one in enumerate(case.get("resources", []))
    ]
    resources.sort(key=lambda one: (-one[0], one[1]))
    remote = [one for one in resources if not one[2].get("hosted")]
    ages = [(age, list(some)) for age, some in groupby(remote, key=lambda one: one[0])]
    first_age, first = ages[0] if ages else (0, [])
    asker.clock.at = NOON - timedelta(hours=first_age)
    sent = payload(case) | {"resources": [resource_payload(one, at) for _, at, one in first]}
    dataset = ask(asker, "POST", "", sent, status=201)["id"]
    for age, some in ages[1:]:
        asker.clock.at = NOON - timedelta(hours=age)
        for _, at, one in some:
            ask(asker, "POST", f"{dataset}/resources/", resource_payload(one, at), status=201)
    asker.clock.at = NOON
    for _, _, one in resources:
        if one.get("hosted"):
            file = asker.file("a.csv", b"a;b\n1;2\n")
            ask(asker, "POST", f"{dataset}/upload/", status=201, upload=file)
    return dataset


def find_missing(asker, dataset, case):
    """Note what a checker of links found: the platform writes it, a producer cannot."""
    document = asker.portal.catalogue.get("dataset", dataset)
    by_title = {one["title"]: one for one in document["resources"]}
    for number, one in enumerate(case["resources"]):
        if one.get("available") is False:
            title = "a.csv" if one.get("hosted") else f"Fichier {number}"
            by_title[title]["extras"]["check:available"] = False
    asker.portal.catalogue.put("dataset", document)


def save_again(asker, dataset, case):
    """Change nothing: what a PUT would erase when it is absent is sent again."""
    kept = {"temporal_coverage": case.get("record", {}).get("temporal_coverage")}
    ask(asker, "PUT", f"{dataset}/", kept, status=200)


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_worked_case(asker, case):
    dataset = make(asker, case)
    if any(one.get("available") is False for one in case.get("resources", [])):
        find_missing(asker, dataset, case)
        save_again(asker, dataset, case)
    for _ in range(case.get("saves", 0)):
        save_again(asker, dataset, case)
    assert ask(asker, "GET", f"{dataset}/", status=200)["quality"] == expected(case)


def test_the_score_is_in_the_answer_of_each_write_and_in_lists(asker):
    made = ask(asker, "POST", "", {"title": "Budget", "description": "b" * 101}, status=201)
    changed = ask(asker, "PUT", f"{made['id']}/", {"license": "lov2"}, status=200)
    listed = ask(asker, "GET", "", status=200)["data"][0]
    scores = [one["quality"]["score"] for one in (made, changed, listed)]
    assert scores == [1 / 9, 2 / 9, 2 / 9]


def test_the_score_is_never_writable(asker):
    sent = {"title": "Budget", "description": "b", "quality": {"score": 1.0, "license": True}}
    made = ask(asker, "POST", "", sent, status=201)
    assert made["quality"]["score"] == 0


def test_a_record_ages_without_being_touched(asker):
    sent = {"title": "Budget", "description": "b", "frequency": "daily"}
    made = ask(asker, "POST", "", sent, status=201)
    assert made["quality"]["update_fulfilled_in_time"] is True
    asker.clock.advance(days=2, seconds=1)
    later = ask(asker, "GET", f"{made['id']}/", status=200)
    assert later["quality"]["update_fulfilled_in_time"] is False
    assert later["last_modified"] == made["last_modified"]
