"""Jobs: one run of a source, and what became of each record."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

from grader.errors import OuvroirError
from grader.publication.documents import Document, new_object_id
from grader.publication.portal import Portal
from grader.publication.problems import not_found

#: What had a run made.
Occasion: TypeAlias = Literal["first", "night", "hand", "preview"]
ItemStatus: TypeAlias = Literal["pending", "started", "done", "failed", "skipped", "archived"]

ITEM_STATUSES: tuple[ItemStatus, ...] = (
    "pending",
    "started",
    "done",
    "failed",
    "skipped",
    "archived",
)
#: Runs of one source that are remembered.
_MOST_JOBS = 40


def make_job(portal: Portal, source: Document, occasion: Occasion) -> Document:
    """Keep a run that is to be done.

    Args:
        portal: where.
        source: of which source.
        occasion: what it is made for.
    """
    job: Document = {
        "id": new_object_id(),
        "source": source["id"],
        "created": portal.now(),
        "started": None,
        "ended": None,
        "status": "pending",
        "errors": [],
        "items": [],
        "data": {},
        "occasion": occasion,
    }
    portal.catalogue.put("harvest_job", job)
    for former in jobs_of(portal, source)[_MOST_JOBS:]:
        portal.catalogue.remove("harvest_job", former["id"])
    return job


def jobs_of(portal: Portal, source: Document) -> list[Document]:
    """Give the runs of a source, the latest first."""
    jobs = reversed(portal.catalogue.all("harvest_job"))
    return [job for job in jobs if job["source"] == source["id"]]


def waiting_jobs(portal: Portal) -> list[Document]:
    """Give the runs that are to be done, the oldest first."""
    return [job for job in portal.catalogue.all("harvest_job") if job["status"] == "pending"]


def find_job(portal: Portal, identifier: str) -> Document:
    """Find a run by its id.

    Raises:
        Problem: there is none (404).
    """
    job = portal.catalogue.get("harvest_job", identifier)
    if job is None:
        raise not_found(explanation="Aucun passage de moissonneur ne porte cet identifiant.")
    return job


def new_item(portal: Portal, remote_id: str | None, remote_url: str | None) -> dict[str, Any]:
    """Make what a run says of one record, begun now."""
    return {
        "remote_id": remote_id or "",
        "remote_url": remote_url,
        "dataset": None,
        "status": "started",
        "created": portal.now(),
        "started": portal.now(),
        "ended": None,
        "errors": [],
        "args": [],
        "kwargs": {},
        "logs": [],
        # Ours: what was done, for the pages.
        "done": "",
        "changed": [],
        "title": "",
    }


def end_item(portal: Portal, item: dict[str, Any], status: ItemStatus) -> None:
    """Say how a record's turn ended."""
    item["status"] = status
    item["ended"] = portal.now()


def error_of(portal: Portal, message: str, explanation: str) -> dict[str, Any]:
    """Make an error of a run or of one of its items.

    Args:
        portal: for the moment.
        message: as the real one says it.
        explanation: the same in plain French, and what to do.
    """
    return {
        "created_at": portal.now(),
        "message": message,
        "details": None,
        "explication": explanation,
    }


def fault_of(portal: Portal, fault: OuvroirError) -> dict[str, Any]:
    """Make the error of a run that could not go on."""
    return error_of(portal, fault.code, f"{fault.message} {fault.hint}".strip())
