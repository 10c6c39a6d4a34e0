"""A space of the sandbox in memory: what the server does around the calls of the API.

Its portals are furnished, files checked and catalogues harvested by the functions that the server
uses; its clock is set by who holds it.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from grader.errors import UnknownSchemaError, UnusableFileError
from grader.publication.documents import MemoryCatalogue, new_object_id
from grader.publication.portal import Addresses, Portal, SiteKey
from grader.publication.reporting import (
    WAITING,
    blank_report,
    current_report,
    schema_reference,
    subject_of,
)
from grader.publication.resources.declared import declarable_schemas
from grader.publication.seeding import make_user, seed
from grader.publication.starting import organization_of
from grader.settings import Bounds

if TYPE_CHECKING:
    from grader.publication.harvest.model import Fetched

ORIGIN = "https://bac-a-sable.example"
_REGIONAL = "/regionale"
_BEGUN = datetime(2026, 10, 15, 8, 0, tzinfo=UTC)
_SITES: tuple[SiteKey, ...] = ("main", "regional")


class SpaceInMemory:
    """Both portals of a space, and a person who calls them.

    Args:
        sandbox: folder of the fictional data and of schemas.
        folder: an empty one, for hosted files.

    Attributes:
        portals: as she calls them.
        organizations: id of the organisation that exercises are about, on each.
        folder: where files lie on their way in.
    """

    def __init__(self, sandbox: Path, folder: Path) -> None:
        self.folder = folder
        self.portals: dict[SiteKey, Portal] = {}
        self.organizations: dict[SiteKey, str] = {}
        self._schemas = [sandbox / "schemas"]
        self._at = _BEGUN
        user_id = new_object_id()
        for site in _SITES:
            portal = self._opened(site)
            seed(portal, sandbox, make_user(portal, user_id, "Cas-1"), folder)
            caller = portal.catalogue.get("user", user_id)
            self.portals[site] = replace(portal, caller=caller, sysadmin=site == "regional")
            self.organizations[site] = organization_of(portal, sandbox)

    @property
    def catalogue(self) -> str:
        """Address of the organisation's catalogue on the main portal."""
        return f"{ORIGIN}/api/1/organizations/{self.organizations['main']}/catalog.ttl"

    def advance(self, **by: int) -> None:
        """Put the clock ahead, as ``timedelta`` takes it."""
        self._at += timedelta(**by)

    def _opened(self, site: SiteKey) -> Portal:
        own = ORIGIN + (_REGIONAL if site == "regional" else "")
        return Portal(
            catalogue=MemoryCatalogue(),
            files=_Kept(self.folder / site),
            addresses=Addresses(api=own, web=own),
            site=site,
            clock=lambda: self._at,
            schemas=declarable_schemas(self._schemas),
        )

    def report_on_all(self) -> None:
        """Check the files of the main portal, as the server does after an upload."""
        portal = self.portals["main"]
        for dataset in portal.catalogue.all("dataset"):
            for resource in dataset["resources"]:
                report = current_report(portal, resource)
                if report is not None and report["state"] == WAITING:
                    found = {**blank_report("no-schema", ""), **self._checked(portal, resource)}
                    portal.catalogue.put("report", {**found, **subject_of(resource)})

    def _checked(self, portal: Portal, resource: Mapping[str, Any]) -> dict[str, Any]:
        from grader.tables.read import read_table
        from grader.validation.schemas import load_schema
        from grader.validation.validate import validate_table

        path, named = portal.files.find(*resource["path"]), schema_reference(dict(resource))
        if path is None or not named:
            return {}
        try:
            schema = load_schema(named, self._schemas)
            table = read_table(path, Bounds(), expected=schema.labels)
        except UnusableFileError as error:
            return {"state": "unreadable", "told": error.message}
        except UnknownSchemaError as error:
            return {"state": "no-schema", "told": error.message}
        report = validate_table(table, schema)
        return {
            "state": "valid" if report.valid else "invalid",
            "counts": {"errors": report.n_errors, "warnings": report.n_warnings},
            "n_rows": table.n_rows,
        }

    def harvest(self) -> None:
        """Read every source that was accepted, as each night does."""
        from grader.publication.harvest.jobs import make_job
        from grader.publication.harvest.sources import is_harvested, live_sources

        regional = self.portals["regional"]
        for source in live_sources(regional):
            if is_harvested(source):
                self._run(source, make_job(regional, source, "night")["id"])

    def run_waiting(self) -> None:
        """Do the runs that wait since a source was accepted."""
        from grader.publication.harvest.jobs import waiting_jobs
        from grader.publication.harvest.sources import find_source

        regional = self.portals["regional"]
        for job in waiting_jobs(regional):
            self._run(find_source(regional, job["source"]), job["id"])

    def _run(self, source: dict[str, Any], job_id: str) -> None:
        from grader.publication.harvest.reading import read_page
        from grader.publication.harvest.running import apply_run, gather_source

        gathered = gather_source(source, self._fetch, read_page)
        apply_run(self.portals["regional"], source, job_id, gathered)

    def _fetch(self, url: str, method: str = "GET") -> Fetched:
        from grader.publication.api.answer import answer
        from grader.publication.exchange import Request
        from grader.publication.harvest.fetching import no_answer
        from grader.publication.harvest.model import Fetched

        path, _, query = url.removeprefix(ORIGIN).partition("?")
        if not url.startswith(ORIGIN + "/api/"):
            return no_answer(url, method)
        anyone = replace(self.portals["main"], caller=None)
        response = answer(anyone, Request(method, path, tuple(parse_qsl(query))))
        kind = dict(response.headers).get("Content-Type", "")
        return Fetched(response.status, kind, response.body)


class _Kept:
    """Hosted files in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, received: Path, slug: str, stamp: str, name: str) -> None:
        target = self._folder / slug / stamp / name
        if target.exists():
            raise FileExistsError(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(received, target)

    def find(self, slug: str, stamp: str, name: str) -> Path | None:
        path = self._folder / slug / stamp / name
        return path if path.is_file() else None

    def remove(self, slug: str, stamp: str, name: str) -> None:
        (self._folder / slug / stamp / name).unlink(missing_ok=True)
