"""The identifier decides which record is which: section 15, « Identity » and « Required »."""

from __future__ import annotations

import pytest

from tests.support.harvest import BARE, Region, outcomes, record

OTHER_HOST = "https://autre.example/catalog.ttl"
SAME_HOST = "https://donnees.val-ouvert.example/deux.ttl"


@pytest.fixture
def region(tmp_path):
    return Region(tmp_path)


@pytest.fixture
def source(region):
    return region.declare()


def errors(job):
    return [error["message"] for item in job["items"] for error in item["errors"]]


def test_a_changed_title_keeps_the_record_and_its_former_address(region, source):
    region.run(source, record("1"))
    before = region.only()

    region.run(source, record("1", 'dct:title "Budget primitif"'))

    assert region.only()["id"] == before["id"]
    assert region.only()["slug"] == "budget-primitif"
    assert region.asker.ask("GET", f"/api/1/datasets/{before['slug']}/")[0] == 308


def test_a_changed_identifier_makes_a_duplicate_and_the_first_stays_behind(region, source):
    region.run(source, record("1"))
    region.run(source, record("1-bis"))

    first, second = region.datasets()
    assert (first["harvest"]["remote_id"], first["slug"]) == ("1", "budget")
    assert (second["harvest"]["remote_id"], second["slug"]) == ("1-bis", "budget-1")
    assert (first["archived"], second["archived"]) == (None, None)

    region.clock.advance(days=8)
    region.run(source, record("1-bis"))

    first, second = region.datasets()
    assert first["archived"] is not None
    assert second["archived"] is None


@pytest.mark.parametrize(
    ("identifier", "url", "records"),
    [
        ("1", OTHER_HOST, 2),
        ("1", SAME_HOST, 1),
        ("https://id.example/1", OTHER_HOST, 1),
    ],
)
def test_an_address_is_known_everywhere_any_other_within_its_host(
    region, source, identifier, url, records
):
    region.run(source, record(identifier))
    second = region.declare(url)

    job = region.run(second, record(identifier), url=url)

    assert outcomes(job) == [(identifier, "done")]
    assert len(region.datasets()) == records


def test_a_record_of_another_organisation_is_not_taken(region, source):
    region.run(source, record("https://id.example/1"))
    other = region.declare(OTHER_HOST, region.organize("Roche-sur-Ouvre"))

    job = region.run(other, record("https://id.example/1"), record("2"), url=OTHER_HOST)

    assert outcomes(job) == [("https://id.example/1", "failed"), ("2", "done")]
    assert errors(job) == ["Item has another owner"]
    assert job["status"] == "done-errors"
    assert region.datasets()[0]["organization"]["id"] == region.organization


def test_without_an_identifier_or_a_title_a_record_is_skipped(region, source):
    job = region.run(
        source,
        record(None, name="a"),
        record("2", 'dct:description "Sans titre"'),
        record("3"),
    )

    assert sorted(outcomes(job)) == [("", "skipped"), ("2", "skipped"), ("3", "done")]
    assert sorted(errors(job)) == ["missing identifier", "missing title on dataset"]
    assert job["status"] == "done"
    assert len(region.datasets()) == 1


def test_an_identifier_met_twice_fails_the_second_time_alone(region, source):
    job = region.run(source, record("1", name="a"), record("1", name="b"), record("2"))

    assert sorted(status for _, status in outcomes(job)) == ["done", "done", "failed"]
    assert errors(job) == ["Identifier '1' already exists"]
    assert job["status"] == "done-errors"
    assert len(region.datasets()) == 2


def test_a_node_that_moves_is_the_same_record_under_the_same_identifier(region, source):
    region.run(source, record("1", name="avant"))
    region.run(source, record("1", name="apres"))

    assert region.only()["harvest"]["uri"].endswith("/apres")


def test_reuses_stay_on_the_first_when_an_identifier_changes(region, source):
    region.run(source, record("1"))
    body = {
        "title": "Une carte",
        "description": "Faite avec ces données.",
        "type": "visualization",
        "url": "https://carte.example/",
        "topic": "others",
        "datasets": [region.only()["id"]],
    }
    region.ask("POST", "/api/1/reuses/", body)

    region.run(source, record("1-bis", BARE))

    assert [one["metrics"]["reuses"] for one in region.datasets()] == [1, 0]
