"""Files that the portal gives, and those that nothing leads to any more."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import NotFoundError
from grader.publication.datapackage import datapackage_of
from grader.publication.datasets.finding import find_dataset
from grader.publication.dictionary import dictionary_csv, dictionary_markdown
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.resources.chunks import PARTS
from grader.publication.resources.names import mime_of
from grader.publication.resources.view import find_resource
from grader.publication.rights import may_see
from grader.services.portal.opening import Door, portal_of
from grader.services.portal.reports import ask_reports, find_anywhere, report_of
from grader.services.portal.visits import visit
from grader.services.workshop import Workshop

#: Bytes that nothing leads to are left that long: their turn may not be on disk yet.
_YOUNG_SECONDS = 600
#: How long the parts of a file wait for the others.
_PARTS_SECONDS = 24 * 3600
_SITES = ("main", "regional")


@dataclass(frozen=True)
class HostedBytes:
    """A hosted file.

    Attributes:
        path: where it lies.
        name: last part of its address.
        mime: media type that its name says.
        size: bytes.
    """

    path: Path
    name: str
    mime: str
    size: int


@dataclass(frozen=True)
class MadeFile:
    """A file that is made when it is asked for."""

    name: str
    mime: str
    content: bytes


def hosted_file(workshop: Workshop, door: Door, parts: Sequence[str]) -> HostedBytes:
    """Find a hosted file by the three parts of its address, whatever its record's state.

    Raises:
        NotFoundError: there is none, or its space is gone.
    """
    space = workshop.spaces.find(door.space_id)
    slug, stamp, name = parts
    if space is not None and slug != PARTS:
        path = workshop.spaces.files(space.id, door.site).find(slug, stamp, name)
        if path is not None:
            with suppress(FileNotFoundError):
                return HostedBytes(path, name, mime_of(name), path.stat().st_size)
    raise no_file()


def record_file(workshop: Workshop, door: Door, name: str, which: str) -> MadeFile:
    """Make a file that describes a record, for one who may see it.

    Args:
        workshop: stores.
        door: where she came in.
        name: id or slug of the record.
        which: ``datapackage.json``, ``dictionnaire/{rid}.csv`` or ``.md``.

    Raises:
        Problem: no such record or resource (404), or it is gone (410).
        NotFoundError: there is no such space.
    """
    seen = visit(workshop, door)
    dataset = find_dataset(seen.portal, name)
    ask_reports(workshop, seen.space, seen.portal, dataset["resources"])
    if which == "datapackage.json":
        content = datapackage_of(seen.portal, dataset)
        return MadeFile(which, "application/json", content)
    rid, _, ending = which.rpartition("/")[2].rpartition(".")
    resource = find_resource(dataset, rid)
    file_name = f"dictionnaire-{dataset['slug'] or dataset['id']}.{ending}"
    if ending == "csv":
        content = dictionary_csv(seen.portal, dataset, resource)
        return MadeFile(file_name, "text/csv; charset=utf-8", content)
    content = dictionary_markdown(seen.portal, dataset, resource)
    return MadeFile(file_name, "text/markdown; charset=utf-8", content)


def report_state(workshop: Workshop, door: Door, rid: str) -> dict[str, Any]:
    """Tell how far the report on a resource is; one that is missing is asked for.

    Raises:
        NotFoundError: there is no such resource, or the caller may not see its record.
    """
    seen = visit(workshop, door)
    resource = find_anywhere(seen.portal, rid)
    record = _record_of(seen.portal, rid) if resource is not None else None
    if resource is None or record is None or not may_see(seen.portal, record):
        raise no_file()
    report = report_of(workshop, seen.space, seen.portal, resource)
    if report is None:
        raise no_file()
    return {"state": report["state"], "told": report["told"]}


def sweep_files(workshop: Workshop, space_id: str) -> int:
    """Erase the hosted files of a space that no resource leads to; gives how many.

    A server that was killed between the database and the disk leaves such files.
    """
    space = workshop.spaces.find(space_id)
    if space is None:
        return 0
    swept = 0
    for site in _SITES:
        portal = portal_of(workshop, space, "main" if site == "main" else "regional", "")
        found = list(workshop.spaces.files(space.id, site).every())
        known = _paths_of(portal)
        for path, file in found:
            old = _PARTS_SECONDS if path[0] == PARTS else _YOUNG_SECONDS
            if path not in known and _age(file) > old:
                portal.files.remove(*path)
                swept += 1
    return swept


def _age(file: Path) -> float:
    """Seconds since a file was kept: its own dates may be older. One that is gone is new."""
    try:
        return time.time() - file.stat().st_ctime
    except FileNotFoundError:
        return 0.0


def _paths_of(portal: Portal) -> set[tuple[str, ...]]:
    resources: list[Document] = portal.catalogue.all("community_resource")
    for dataset in portal.catalogue.all("dataset"):
        resources += dataset["resources"]
    return {tuple(resource["path"]) for resource in resources if resource.get("path")}


def _record_of(portal: Portal, rid: str) -> Document | None:
    community = portal.catalogue.get("community_resource", rid)
    if community is not None:
        return portal.catalogue.get("dataset", community["dataset"])
    for dataset in portal.catalogue.all("dataset"):
        if any(resource["id"] == rid for resource in dataset["resources"]):
            return dataset
    return None


def no_file() -> NotFoundError:
    """Make the refusal of an address that leads to no file."""
    return NotFoundError(
        "no-file",
        "Ce fichier n'existe pas, ou n'existe plus.",
        "Un fichier remplacé change d'adresse : suivez l'adresse permanente de la ressource.",
    )
