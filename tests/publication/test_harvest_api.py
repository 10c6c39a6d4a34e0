"""The API of harvesting: declaring, accepting, runs and items, and who may."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from grader.publication.harvest.fetching import HarvestingPortal
from grader.publication.portal import Portal
from tests.support.harvest import URL, Region, page, record

SOURCES = "/api/1/harvest/sources/"


@pytest.fixture
def region(tmp_path):
    return Region(tmp_path)


@pytest.fixture
def site(region):
    """The same platform, for a caller who is no administrator of the site."""
    region.asker.portal = replace(region.asker.portal, sysadmin=False)
    return region


def body(region, **more):
    return {
        "name": "Source",
        "url": URL,
        "backend": "dcat",
        "organization": region.organization,
        **more,
    }


def test_a_source_is_born_pending_and_waits(site):
    status, source = site.asker.ask("POST", SOURCES, body(site))

    assert status == 201
    assert source["validation"]["state"] == "pending"
    assert (source["active"], source["autoarchive"]) == (True, True)
    assert source["schedule"] is None
    assert source["last_job"] is None
    assert source["organization"]["id"] == site.organization
    assert site.ask("GET", f"/api/1/harvest/source/{source['id']}/") == source
    assert site.ask("GET", SOURCES)["data"] == [source]


@pytest.mark.parametrize("role", ["editor", "partial_editor"])
def test_only_an_administrator_of_the_organisation_declares_one(site, role):
    portal = site.asker.portal
    organization = portal.catalogue.get("organization", site.organization)
    organization["members"][0]["role"] = role
    portal.catalogue.put("organization", organization)

    status, answered = site.asker.ask("POST", SOURCES, body(site))

    assert status == 403
    assert answered["message"] == "You do not have the permission to modify that object."
    assert site.asker.anyone.ask("POST", SOURCES, body(site))[0] == 401


def test_a_stranger_changes_nothing(site):
    source = site.declare()
    stranger = site.asker.other

    for method, path, sent in (
        ("PUT", f"/api/1/harvest/source/{source}/", {"name": "Autre"}),
        ("DELETE", f"/api/1/harvest/source/{source}/", None),
        ("POST", f"/api/1/harvest/source/{source}/validate/", {"state": "accepted"}),
        ("POST", f"/api/1/harvest/source/{source}/run/", None),
        ("GET", f"/api/1/harvest/source/{source}/preview/", None),
    ):
        assert stranger.ask(method, path, sent)[0] == 403, path


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"backend": "zz"}, "backend", 'Unknown backend "zz"'),
        ({"backend": None}, "backend", "Field is required"),
        ({"name": ""}, "name", "Field is required"),
        ({"name": "a" * 256}, "name", "String value is too long"),
        ({"url": "catalogue"}, "url", 'Invalid URL "catalogue"'),
        ({"organization": "f" * 24}, "organization", "Unknown organization"),
        ({"organization": 12}, "organization", "Unknown organization"),
    ],
)
def test_what_is_refused_is_told_field_by_field(site, changed, field, told):
    status, answered = site.asker.ask("POST", SOURCES, body(site, **changed))

    assert status == 400
    assert answered["errors"][field] == told
    assert answered["explication"]


def test_what_a_put_does_not_name_is_kept(region):
    source = region.declare(description="La mienne")

    changed = region.ask("PUT", f"/api/1/harvest/source/{source}/", {"autoarchive": False})

    assert changed["autoarchive"] is False
    assert (changed["description"], changed["url"], changed["active"]) == ("La mienne", URL, True)


def test_accepting_is_for_the_site_and_plans_every_night_with_a_first_run_at_once(region):
    source = region.declare()
    path = f"/api/1/harvest/source/{source}/validate/"

    accepted = region.ask("POST", path, {"state": "accepted"})

    assert accepted["validation"]["state"] == "accepted"
    assert accepted["validation"]["by"]["id"] == region.asker.portal.caller["id"]
    assert accepted["schedule"] == "0 0 * * *"
    assert accepted["last_job"]["status"] == "pending"
    again = region.ask("POST", path, {"state": "accepted"})
    jobs = region.ask("GET", f"/api/1/harvest/source/{source}/jobs/")
    assert [one["id"] for one in jobs["data"]] == [again["last_job"]["id"]]


def test_a_refusal_has_a_reason_and_plans_nothing(region):
    path = f"/api/1/harvest/source/{region.declare()}/validate/"

    assert region.asker.ask("POST", path, {"state": "refused"})[0] == 400
    assert region.asker.ask("POST", path, {"state": "zz"})[0] == 400
    refused = region.ask("POST", path, {"state": "refused", "comment": "Adresse fautive."})

    assert refused["validation"]["comment"] == "Adresse fautive."
    assert (refused["schedule"], refused["last_job"]) == (None, None)


def test_a_run_asked_by_the_api_is_refused_as_on_the_real_platform(region):
    status, answered = region.asker.ask("POST", f"/api/1/harvest/source/{region.declare()}/run/")

    assert status == 400
    assert answered["message"].startswith("Cannot run source manually.")
    assert "chaque nuit" in answered["explication"]


def test_jobs_and_items_are_pages_and_items_are_filtered_by_status(region):
    source = region.declare()
    job = region.run(source, record("1"), record("2"), record(None, name="sans"))

    jobs = region.ask("GET", f"/api/1/harvest/source/{source}/jobs/")
    items = f"/api/1/harvest/job/{job['id']}/items/"

    assert [(one["id"], one["status"]) for one in jobs["data"]] == [(job["id"], "done")]
    assert region.ask("GET", f"/api/1/harvest/job/{job['id']}/")["ended"] is not None
    assert region.ask("GET", items)["total"] == 3
    [skipped] = region.ask("GET", f"{items}?status=skipped")["data"]
    assert skipped["errors"][0]["message"] == "missing identifier"
    assert skipped["dataset"] is None
    first = region.ask("GET", f"{items}?status=done&page_size=1")
    assert first["data"][0]["dataset"]["class"] == "Dataset"
    assert "status=done" in first["next_page"]
    assert region.asker.ask("GET", f"{items}?status=zz")[0] == 400


def test_unknown_sources_and_jobs_are_not_found(region):
    for path in ("source/zz/", "source/zz/jobs/", "job/zz/", "job/zz/items/"):
        assert region.asker.ask("GET", f"/api/1/harvest/{path}")[0] == 404


def test_a_deleted_source_is_gone_from_the_list_and_refuses_everything(region):
    source = region.declare()
    path = f"/api/1/harvest/source/{source}/"

    assert region.asker.call("DELETE", path).status == 204

    assert region.ask("GET", SOURCES)["total"] == 0
    assert region.ask("GET", path)["deleted"] is not None
    assert region.asker.ask("DELETE", path)[0] == 410
    assert region.asker.ask("POST", f"{path}validate/", {"state": "accepted"})[0] == 410


def test_sources_are_bounded_and_so_is_what_they_may_be_named(region):
    for _ in range(20):
        region.declare()

    assert region.asker.ask("POST", SOURCES, body(region))[0] == 400


def test_the_list_of_backends_and_the_filters_of_sources(region):
    region.declare()

    assert [one["id"] for one in region.ask("GET", "/api/1/harvest/backends/")] == ["dcat"]
    assert region.ask("GET", f"{SOURCES}?owner={region.organization}")["total"] == 1
    assert region.ask("GET", f"{SOURCES}?owner={'0' * 24}")["total"] == 0
    assert region.ask("GET", f"{SOURCES}?q=sour")["total"] == 1
    assert region.ask("GET", f"{SOURCES}?q=autre")["total"] == 0


@pytest.fixture
def asking(region):
    """The same platform, able to ask sources."""
    values = {each.name: getattr(region.asker.portal, each.name) for each in fields(Portal)}
    region.asker.portal = HarvestingPortal(**values, fetch=region.fetch)
    region.answers[URL] = page(record("1"), record(None, name="sans"))
    return region


def test_a_preview_by_the_api_shows_items_and_keeps_nothing(asking):
    sent = body(asking)
    shown = asking.ask("POST", "/api/1/harvest/source/preview/", sent)

    assert shown["status"] == "done"
    assert sorted(one["status"] for one in shown["items"]) == ["done", "skipped"]
    assert asking.ask("GET", SOURCES)["total"] == 0
    assert asking.datasets() == []


def test_a_preview_of_a_source_that_fails_says_why(asking):
    source = asking.declare("https://ailleurs.example/catalog.ttl")

    shown = asking.ask("GET", f"/api/1/harvest/source/{source}/preview/")

    assert shown["status"] == "failed"
    assert "404" in shown["errors"][0]["explication"]


def test_where_sources_cannot_be_asked_a_preview_says_so(region):
    assert region.asker.ask("POST", "/api/1/harvest/source/preview/", body(region))[0] == 501
