"""A regional platform in memory, and a source whose answers tests write by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from grader.publication.harvest.jobs import make_job
from grader.publication.harvest.model import Fetched
from grader.publication.harvest.reading import read_page
from grader.publication.harvest.running import apply_run, gather_source
from grader.publication.harvest.sources import find_source
from tests.support.portal import Asker

URL = "https://donnees.val-ouvert.example/catalog.ttl"
PREFIXES = """@prefix adms: <http://www.w3.org/ns/adms#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hydra: <http://www.w3.org/ns/hydra/core#> .
@prefix locn: <http://www.w3.org/ns/locn#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
#: A record that says as little as it may.
BARE = 'dct:title "Budget"'


def record(identifier: str | None, says: str = BARE, more: str = "", name: str = "") -> str:
    """Write a record in Turtle: its identifier, what it says, and statements beside it."""
    node = f"<https://donnees.val-ouvert.example/jeux/{name or identifier or 'sans'}>"
    about = f'dct:identifier "{identifier}" ; ' if identifier is not None else ""
    return f"{node} a dcat:Dataset ; {about}{says} .\n{more}\n"


def turtle(*records: str) -> bytes:
    """Write a catalogue in Turtle."""
    return (PREFIXES + "\n".join(records)).encode()


def page(*records: str) -> Fetched:
    """Answer with a catalogue."""
    return Fetched(200, "text/turtle", turtle(*records))


class Region:
    """A platform that harvests, and what its sources answer, by address.

    Args:
        folder: for its files.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.asker = Asker(folder, sysadmin=True, site="regional")
        self.clock = self.asker.clock
        self.answers: dict[str, Fetched] = {}
        self.asked: list[tuple[str, str]] = []
        self.organization = self.organize("Val-Ouvert")

    def organize(self, name: str) -> str:
        """Make an organisation; gives its id."""
        body = {"name": name, "description": "Une commune."}
        return self.ask("POST", "/api/1/organizations/", body)["id"]

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Call the platform's API, which must agree."""
        status, answered = self.asker.ask(method, path, body)
        assert status < 300, answered
        return answered

    def fetch(self, url: str, method: str = "GET") -> Fetched:
        self.asked.append((method, url))
        return self.answers.get(url, Fetched(404))

    def declare(self, url: str = URL, organization: str = "", **more: Any) -> str:
        """Declare a source; gives its id."""
        body = {"name": "Source", "url": url, "backend": "dcat", **more}
        body["organization"] = organization or self.organization
        return self.ask("POST", "/api/1/harvest/sources/", body)["id"]

    def run(self, source_id: str, *records: str, url: str = URL) -> dict[str, Any]:
        """Harvest a source whose catalogue holds these records; gives the run and its items."""
        self.answers[url] = page(*records)
        return self.run_again(source_id)

    def run_again(self, source_id: str) -> dict[str, Any]:
        """Harvest a source as it answers now."""
        portal = self.asker.portal
        source = find_source(portal, source_id)
        gathered = gather_source(source, self.fetch, read_page)
        job = make_job(portal, source, "night")
        return apply_run(portal, source, job["id"], gathered)

    def datasets(self) -> list[dict[str, Any]]:
        """Give every record that the platform holds, the oldest first, as its API shows it."""
        found = self.ask("GET", "/api/1/datasets/?page_size=1000")["data"]
        return list(reversed(found))

    def only(self) -> dict[str, Any]:
        """Give the one record that it holds."""
        [dataset] = self.datasets()
        return dataset


def outcomes(job: dict[str, Any]) -> list[tuple[str, str]]:
    """Give (identifier, status) of each record of a run."""
    return [(item["remote_id"], item["status"]) for item in job["items"]]
