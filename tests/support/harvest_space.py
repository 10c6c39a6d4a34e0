"""A space of the sandbox with both of its portals, without a server: what one call does to both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from grader.publication.exchange import Request
from grader.services.portal.alone import first_space
from grader.services.portal.harvesting import call_harvest_api
from grader.services.portal.nights import Advanced, advance_time
from grader.services.portal.opening import Door
from grader.services.portal.visits import visit
from grader.services.stores import open_stores
from grader.settings import Settings

ORIGIN = "http://portail.test/bac-a-sable"


class BothPortals:
    """A member of a space, who publishes on its main portal and harvests it on the other."""

    def __init__(self, folder: Path) -> None:
        self.workshop = open_stores(Settings.from_environment({"OUVROIR_DATA": str(folder)}))
        first = first_space(self.workshop)
        self.space, self.key = first.space, first.key
        member = self.workshop.spaces.whose(self.key)
        assert member is not None
        self.door = Door(ORIGIN, self.space.id, "regional", member.learner_id)
        self.main = f"{ORIGIN}/e/{self.space.id}"

    def close(self) -> None:
        self.workshop.close()

    @property
    def seen(self) -> Any:
        """What she sees of the regional platform now."""
        return visit(self.workshop, self.door)

    def call(self, method: str, path: str, body: Any = None, *, site: str = "main") -> Any:
        """Call the API of one of the portals; gives (status, JSON)."""
        path, _, query = path.partition("?")
        raw = json.dumps(body).encode() if body is not None else b""
        headers = {"x-api-key": self.key, "content-type": "application/json"}
        request = Request(method, path, tuple(parse_qsl(query)), headers, raw)
        door = Door(ORIGIN, self.space.id, "regional" if site == "regional" else "main")
        response = call_harvest_api(self.workshop, door, request)
        return response.status, json.loads(response.body) if response.body else None

    def ask(self, method: str, path: str, body: Any = None, *, site: str = "main") -> Any:
        """Call an API, which must agree."""
        status, answered = self.call(method, path, body, site=site)
        assert status < 300, answered
        return answered

    def organization(self, name: str, site: str) -> dict[str, Any]:
        """Make an organisation on one of the portals."""
        body = {"name": name, "description": "Une commune d'exercice."}
        return self.ask("POST", "/api/1/organizations/", body, site=site)

    def declare(self, url: str, organization: str) -> str:
        """Declare a source and accept it; gives its id. Its first run has taken place."""
        body = {"name": "Source", "url": url, "backend": "dcat", "organization": organization}
        source = self.ask("POST", "/api/1/harvest/sources/", body, site="regional")["id"]
        path = f"/api/1/harvest/source/{source}/validate/"
        self.ask("POST", path, {"state": "accepted"}, site="regional")
        return source

    def nights(self, count: int) -> Advanced:
        """Let nights pass."""
        return advance_time(self.workshop, self.door, self.seen, count)

    def last_job(self, source: str) -> dict[str, Any]:
        """Give the last run of a source, with its items."""
        jobs = self.ask("GET", f"/api/1/harvest/source/{source}/jobs/", site="regional")
        job = jobs["data"][0]
        path = f"/api/1/harvest/job/{job['id']}/items/?page_size=1000"
        return {**job, "items": self.ask("GET", path, site="regional")["data"]}

    def harvested(self, organization: str) -> list[dict[str, Any]]:
        """Give what the regional platform holds of an organisation, the oldest first."""
        path = f"/api/1/datasets/?organization={organization}&page_size=1000"
        return list(reversed(self.ask("GET", path, site="regional")["data"]))
