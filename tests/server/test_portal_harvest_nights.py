"""From one portal to the other, nights included: the real services, without a server."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta

import pytest

from grader.errors import RefusedError
from grader.publication.harvest.sources import find_source, set_exercise
from grader.services.portal.harvest_views import source_page
from grader.services.portal.nights import MOST_DAYS, midnights_between
from grader.services.portal.visits import write
from tests.support.harvest_space import ORIGIN, BothPortals


@pytest.fixture(scope="module")
def portals(tmp_path_factory):
    both = BothPortals(tmp_path_factory.mktemp("moisson"))
    yield both
    both.close()


@pytest.fixture
def source(portals, request):
    """A source of its own for each test: its organisations, one record, harvested once."""
    name = f"Commune {request.node.name[:60]}"
    own, theirs = (portals.organization(name, site) for site in ("main", "regional"))
    dataset = publish(portals, own["id"])
    url = f"{portals.main}/api/1/organizations/{own['slug']}/catalog.ttl"
    source = portals.declare(url, theirs["id"])
    yield Source(portals, source, own["id"], theirs["id"], dataset)
    portals.ask("DELETE", f"/api/1/harvest/source/{source}/", site="regional")


class Source:
    def __init__(self, portals, identifier, own, theirs, dataset):
        self.portals, self.id = portals, identifier
        self.own, self.theirs, self.dataset = own, theirs, dataset

    @property
    def there(self):
        """What the regional platform holds of it."""
        return self.portals.harvested(self.theirs)

    @property
    def job(self):
        return self.portals.last_job(self.id)

    @property
    def states(self):
        return [item["status"] for item in self.job["items"]]

    def change(self, **fields):
        body = {"tags": ["budget"], **fields}
        self.portals.ask("PUT", f"/api/1/datasets/{self.dataset}/", body)

    def pretend(self, fault):
        def work(portal):
            set_exercise(portal, find_source(portal, self.id), fault=fault, grace_days=7)

        write(self.portals.workshop, self.portals.seen, work)


def publish(portals, organization, title="Budget primitif"):
    body = {
        "title": title,
        "description": "Le budget voté par le conseil municipal. " * 4,
        "organization": organization,
        "tags": ["budget"],
        "license": "lov2",
        "frequency": "annual",
        "spatial": {"granularity": "fr:commune"},
        "resources": [
            {
                "title": "Le fichier",
                "filetype": "remote",
                "type": "main",
                "url": "https://val-ouvert.example/budget.csv",
                "format": "csv",
            }
        ],
    }
    return portals.ask("POST", "/api/1/datasets/", body)["id"]


def test_what_is_published_is_found_there_under_the_same_identifier(source):
    [found] = source.there

    assert found["harvest"]["remote_id"] == source.dataset
    assert (found["title"], found["license"], found["tags"]) == (
        "Budget primitif",
        "lov2",
        ["budget"],
    )
    assert found["frequency"] == "annual"
    assert found["resources"][0]["url"] == "https://val-ouvert.example/budget.csv"


def test_what_dcat_does_not_carry_is_lost_on_the_way(source):
    """Trap 44, and trap 45: an empty description comes out as the word « None »."""
    [found] = source.there

    assert found["spatial"] is None
    assert found["resources"][0]["description"] == "None"


def test_a_change_comes_over_at_night_and_what_was_written_there_is_overwritten(source):
    [before] = source.there
    source.portals.ask(
        "PUT", f"/api/1/datasets/{before['id']}/", {"title": "À moi"}, site="regional"
    )
    source.change(title="Budget primitif 2026")
    assert source.there[0]["title"] == "À moi"

    assert source.portals.nights(1).nights == 1

    [after] = source.there
    assert (after["id"], after["title"]) == (before["id"], "Budget primitif 2026")


def test_deleted_at_the_source_it_is_archived_past_the_delay_and_back_once_restored(source):
    source.portals.ask("DELETE", f"/api/1/datasets/{source.dataset}/")
    source.portals.nights(7)
    assert source.there[0]["archived"] is None
    [missing] = source_page(source.portals.seen, source.id).missing
    assert "sera archivée au passage du" in missing.told

    source.portals.nights(1)
    assert source.states == ["archived"]
    assert source.there[0]["harvest"]["archived_reason"] == "not-on-remote"

    source.change(deleted=None)
    source.portals.nights(1)
    assert source.states == ["done"]
    assert source.there[0]["archived"] is None


@pytest.mark.parametrize("field", ["private", "archived"])
def test_a_draft_or_an_archive_disappears_from_the_catalogue_as_a_deletion_does(source, field):
    value = True if field == "private" else "2026-01-01T00:00:00"
    source.change(**{field: value})
    source.portals.nights(8)

    assert source.there[0]["archived"] is not None


def test_deleted_and_published_anew_it_is_a_duplicate(source):
    source.portals.ask("DELETE", f"/api/1/datasets/{source.dataset}/")
    second = publish(source.portals, source.own)
    source.portals.nights(8)

    first, last = source.there
    assert last["harvest"]["remote_id"] == second
    assert last["slug"] == first["slug"] + "-1" or first["slug"] != last["slug"]
    assert (first["archived"] is None, last["archived"] is None) == (False, True)


@pytest.mark.parametrize("fault", ["500", "404", "302", "unreadable"])
def test_nights_of_failure_archive_nothing(source, fault):
    source.portals.ask("DELETE", f"/api/1/datasets/{source.dataset}/")
    source.pretend(fault)
    source.portals.nights(9)

    assert source.job["status"] == "failed"
    assert source.job["errors"][0]["explication"]
    assert source.there[0]["archived"] is None


def test_a_page_that_is_empty_by_mistake_archives_everything(source):
    source.pretend("empty")
    source.portals.nights(8)

    assert source.job["status"] == "done"
    assert source.there[0]["archived"] is not None


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (f"{ORIGIN}/api/1/site/catalog", "renvoie vers une autre adresse"),
        (f"{ORIGIN}/e/{'0' * 32}/api/1/site/catalog.ttl", "404"),
        (f"{ORIGIN}/e/demonstration/datasets/", "text/html"),
        (f"{ORIGIN}/../mes-donnees.ttl", "syntaxe"),
        ("http://127.0.0.1:1/bac-a-sable/api/1/site/catalog.ttl", "Rien ne répond"),
        ("http://169.254.169.254/latest/catalog.ttl", "Rien ne répond"),
        ("https://demo.data.gouv.fr/api/1/site/catalog.ttl", "Rien ne répond"),
        ("file:///etc/passwd.ttl", "Rien ne répond"),
        ("http://portail.test@mechant.example/bac-a-sable/api/1/site/catalog.ttl", "Rien"),
    ],
)
def test_nothing_but_the_sandbox_is_asked_and_the_network_never(portals, monkeypatch, url, told):
    tried = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *names, **_: tried.append(names))
    monkeypatch.setattr(socket.socket, "connect", lambda _, address: tried.append(address))
    organization = portals.ask("GET", "/api/1/organizations/", site="regional")["data"][0]
    body = {"name": "Ailleurs", "url": url, "backend": "dcat", "organization": organization["id"]}
    status, shown = portals.call("POST", "/api/1/harvest/source/preview/", body, site="regional")

    if url.startswith("file:"):
        assert status == 400
    else:
        assert shown["status"] == "failed"
        assert told in shown["errors"][0]["explication"]
    assert tried == []


def test_an_address_of_the_api_that_is_no_catalogue_is_read_as_an_empty_one(source):
    """JSON is announced, and JSON-LD without a word of DCAT is valid: trap 41 by another way."""
    path, body = f"/api/1/harvest/source/{source.id}/", {"url": f"{ORIGIN}/api/1/datasets/"}
    source.portals.ask("PUT", path, body, site="regional")
    source.portals.nights(8)

    assert (source.job["status"], source.states) == ("done", ["archived"])


def test_the_demonstration_may_be_harvested_by_the_address_without_a_space(portals):
    organization = portals.organization("Démonstration", "regional")["id"]
    source = portals.declare(f"{ORIGIN}/api/1/site/catalog.jsonld", organization)

    found = portals.harvested(organization)
    assert len(found) >= 3
    assert all(one["harvest"]["source_id"] == source for one in found)
    portals.ask("DELETE", f"/api/1/harvest/source/{source}/", site="regional")


def test_a_preview_by_the_api_keeps_nothing(source):
    before = source.there
    path = f"/api/1/harvest/source/{source.id}/preview/"
    shown = source.portals.ask("GET", path, site="regional")

    assert [item["status"] for item in shown["items"]] == ["done"]
    assert source.there == before


def test_time_goes_forward_for_both_portals_and_never_back(source):
    before = source.portals.seen.portal.clock()
    source.portals.nights(3)
    now = source.portals.seen.portal.clock()

    assert timedelta(days=3) <= now - before < timedelta(days=3, minutes=5)
    for days in (0, -1, MOST_DAYS + 1):
        with pytest.raises(RefusedError):
            source.portals.nights(days)
    source.change(title="Daté d'aujourd'hui là-bas")
    shown = source.portals.ask("GET", f"/api/1/datasets/{source.dataset}/")
    assert datetime.fromisoformat(shown["last_modified"]) >= now


def test_two_members_who_advance_at_once_do_not_undo_each_other(source):
    before = source.portals.seen.portal.clock()
    raised = []

    def advance():
        try:
            source.portals.nights(2)
        except Exception as error:  # noqa: BLE001 - told below
            raised.append(error)

    both = [threading.Thread(target=advance) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(60)

    assert raised == []
    assert source.portals.seen.portal.clock() - before >= timedelta(days=2)
    assert source.job["status"] == "done"


@pytest.mark.parametrize(
    ("begun", "days", "count"),
    [("2026-11-22T00:00:00", 1, 1), ("2026-11-22T23:59:59", 1, 1), ("2026-11-22T12:00:00", 8, 8)],
)
def test_each_day_has_one_midnight(begun, days, count):
    start = datetime.fromisoformat(begun).replace(tzinfo=UTC)
    found = midnights_between(start, start + timedelta(days=days))

    assert len(found) == count
    assert all((at.hour, at.minute) == (0, 0) and at > start for at in found)
