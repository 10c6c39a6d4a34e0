"""A run from end to end: what stops it, what it leaves behind, and what is archived when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.publication.documents import MemoryCatalogue
from grader.publication.harvest.catalogues import HeldCatalogue
from grader.publication.harvest.jobs import make_job
from grader.publication.harvest.model import MAX_PAGES, Fetched, HarvestFailedError
from grader.publication.harvest.running import Gathered, apply_run, gather, preview_run
from grader.publication.harvest.sources import find_source, set_exercise
from grader.publication.portal import Limits
from tests.support.harvest import URL, Region, outcomes, page, record

SECOND = "https://donnees.val-ouvert.example/suite"
VIEW = f"<urn:p> a hydra:PartialCollectionView ; hydra:next <{SECOND}> ."
FAULTS = {
    "http-error": Fetched(500),
    "redirected": Fetched(302, "text/turtle", page(record("1")).body),
    "unreadable": Fetched(200, "text/turtle", b"<html>Maintenance"),
    "too-big": Fetched(200, "text/turtle", b" " * (8 * 1024 * 1024 + 1)),
}


@pytest.fixture
def region(tmp_path):
    return Region(tmp_path)


@pytest.fixture
def source(region):
    return region.declare()


def archived(region):
    return [one["harvest"]["remote_id"] for one in region.datasets() if one["archived"]]


def test_pages_are_followed_to_the_last(region, source):
    region.answers[SECOND] = page(record("2"))

    job = region.run(source, record("1"), VIEW)

    assert outcomes(job) == [("1", "done"), ("2", "done")]
    assert job["status"] == "done"


def test_the_format_is_that_of_the_extension_else_what_a_head_announces(region):
    bare = "https://donnees.val-ouvert.example/catalogue"
    source = region.declare(bare)
    region.run(source, record("1"), url=bare)
    assert region.asked == [("HEAD", bare), ("GET", bare)]

    region.asked.clear()
    region.answers[bare] = Fetched(200, "text/html; charset=utf-8", b"<html>")
    job = region.run_again(source)

    assert job["status"] == "failed"
    assert "text/html" in job["errors"][0]["explication"]


@pytest.mark.parametrize(("fault", "answer"), FAULTS.items(), ids=FAULTS)
def test_a_failed_run_archives_nothing_however_late(region, source, fault, answer):
    region.run(source, record("1"), record("2"))
    region.clock.advance(days=100)
    region.answers[URL] = answer

    job = region.run_again(source)

    assert job["status"] == "failed"
    assert job["errors"][0]["message"] == fault
    assert archived(region) == []


def test_a_fault_on_the_second_page_keeps_the_first_and_archives_nothing(region, source):
    region.run(source, record("1"), record("2"), record("3"))
    region.clock.advance(days=100)

    job = region.run(source, record("1", 'dct:title "Changé"'), VIEW)

    assert job["status"] == "failed"
    assert outcomes(job) == [("1", "done")]
    assert region.datasets()[0]["title"] == "Changé"
    assert archived(region) == []


def test_pages_that_turn_in_circles_fail_and_end(region, source):
    region.answers[SECOND] = page(record("2"), VIEW)

    job = region.run(source, record("1"), VIEW)

    assert job["status"] == "failed"
    assert job["errors"][0]["message"] == "endless"


def test_pages_that_never_end_are_left_after_a_hundred():
    def fetch(url: str, method: str = "GET") -> Fetched:
        number = int(url.rpartition("=")[2])
        return page(
            f"<urn:p> a hydra:PartialCollectionView ; hydra:next <urn:a?page={number + 1}> ."
        )

    found = gather("urn:a.ttl?page=1", fetch)

    assert found.pages == MAX_PAGES
    assert found.fault.code == "too-big"


def test_a_record_that_is_missing_is_archived_after_seven_days_and_not_before(region, source):
    """Last seen on the 22nd at noon: the eighth midnight is the first one past the delay."""
    region.run(source, record("1"), record("2"))
    days = []
    for _ in range(9):
        region.clock.advance(days=1)
        region.run(source, record("1"))
        days.append(archived(region))

    assert days == [[]] * 7 + [["2"]] * 2
    found = region.datasets()[1]
    assert found["harvest"]["archived_reason"] == "not-on-remote"
    assert found["harvest"]["archived_at"] == found["archived"]
    assert found["archived"].startswith("2026-11-30")


def test_with_the_guide_s_two_days_it_comes_on_the_third(region, source):
    portal = region.asker.portal
    set_exercise(portal, find_source(portal, source), fault="", grace_days=2)
    region.run(source, record("1"), record("2"))
    days = []
    for _ in range(3):
        region.clock.advance(days=1)
        region.run(source, record("1"))
        days.append(archived(region))

    assert days == [[], [], ["2"]]


def test_an_archived_record_is_told_again_at_each_run_and_keeps_its_date(region, source):
    region.run(source, record("1"), record("2"))
    region.clock.advance(days=8)
    first = region.run(source, record("1"))
    date = region.datasets()[1]["archived"]
    region.clock.advance(days=1)
    second = region.run(source, record("1"))

    assert outcomes(first) == outcomes(second) == [("1", "done"), ("2", "archived")]
    assert region.datasets()[1]["archived"] == date


def test_seen_again_it_is_no_longer_archived_at_once(region, source):
    region.run(source, record("1"), record("2"))
    region.clock.advance(days=8)
    region.run(source, record("1"))
    assert archived(region) == ["2"]

    region.run(source, record("1"), record("2"))

    assert archived(region) == []
    assert "archived_at" not in region.datasets()[1]["harvest"]
    assert "archived_reason" not in region.datasets()[1]["harvest"]


def test_a_valid_but_empty_catalogue_is_a_success_and_archives_all(region, source):
    region.run(source, record("1"), record("2"))
    job = region.run(source)
    assert (job["status"], archived(region)) == ("done", [])

    region.clock.advance(days=8)
    job = region.run(source)

    assert job["status"] == "done"
    assert archived(region) == ["1", "2"]


def test_without_autoarchive_nothing_is_archived(region):
    source = region.declare(autoarchive=False)
    region.run(source, record("1"))
    region.clock.advance(days=30)
    region.run(source)

    assert archived(region) == []


def test_a_record_of_another_source_or_of_nobody_is_left_alone(region, source):
    other = "https://autre.example/catalog.ttl"
    region.run(region.declare(other), record("9"), url=other)
    body = {"title": "À la main", "description": "x", "organization": region.organization}
    region.ask("POST", "/api/1/datasets/", body)
    region.run(source, record("1"))
    region.clock.advance(days=30)
    region.run(source)

    assert archived_titles(region) == {"1"}


def archived_titles(region):
    return {one["harvest"]["remote_id"] for one in region.datasets() if one["archived"]}


def test_a_record_that_fails_is_seen_all_the_same(region, source):
    region.run(source, record("1"), record("2"))
    region.clock.advance(days=30)
    region.run(source, record("1"), record("2", 'dct:description "Sans titre"'))

    assert archived(region) == []


def test_a_deleted_source_archives_what_it_brought(region, source):
    region.run(source, record("1"))

    region.ask("DELETE", f"/api/1/harvest/source/{source}/")

    assert region.only()["harvest"]["archived_reason"] == "harvester-deleted"
    assert region.only()["archived"] is not None


@pytest.mark.parametrize(
    ("fault", "status", "after"),
    [
        ("500", "failed", []),
        ("404", "failed", []),
        ("302", "failed", []),
        ("unreadable", "failed", []),
        ("empty", "done", ["1"]),
    ],
)
def test_what_a_source_pretends_for_the_exercise(region, source, fault, status, after):
    region.run(source, record("1"))
    portal = region.asker.portal
    set_exercise(portal, find_source(portal, source), fault=fault, grace_days=7)
    region.clock.advance(days=8)

    job = region.run_again(source)

    assert (job["status"], archived(region)) == (status, after)


def test_a_preview_keeps_nothing_and_shows_twenty_records_at_most(region, source):
    portal = region.asker.portal
    region.answers[URL] = page(*(record(str(number)) for number in range(25)))
    gathered = gather(URL, region.fetch, enough=20)

    tried, job = preview_run(portal, find_source(portal, source), gathered)

    assert len(job["items"]) == 20
    assert len(tried.catalogue.all("dataset")) == 20
    assert region.datasets() == []
    assert portal.catalogue.all("harvest_job") == []


def test_a_full_portal_refuses_new_records_and_updates_the_others(region, source):
    region.run(source, record("1"))
    region.asker.portal = replace(region.asker.portal, limits=Limits(datasets=1))

    job = region.run(source, record("1", 'dct:title "Changé"'), record("2"))

    assert outcomes(job) == [("1", "done"), ("2", "failed")]
    assert region.only()["title"] == "Changé"


def test_the_runs_that_are_remembered_are_bounded(region, source):
    portal = region.asker.portal
    fault = HarvestFailedError("no-answer", "Rien.")
    for _ in range(45):
        job = make_job(portal, find_source(portal, source), "night")
        apply_run(portal, find_source(portal, source), job["id"], Gathered((), 0, fault))

    assert len(portal.catalogue.all("harvest_job")) == 40


def test_what_is_held_is_a_copy_and_is_handed_over_whole():
    below = MemoryCatalogue()
    below.put("contact", {"id": "a", "name": "avant"})
    below.put("contact", {"id": "b", "name": "b"})
    held = HeldCatalogue(below)
    document = {"id": "c", "name": ["c"]}
    held.put("contact", document)
    document["name"].append("changé après")
    held.get("contact", "a")["name"] = "changé sans être rendu"
    held.remove("contact", "b")
    held.remove("contact", "zz")

    assert held.all("contact") == [{"id": "a", "name": "avant"}, {"id": "c", "name": ["c"]}]
    assert [one["id"] for one in below.all("contact")] == ["a", "b"]
    held.hand_over()
    assert below.all("contact") == held.all("contact")
