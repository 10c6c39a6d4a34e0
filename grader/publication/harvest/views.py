"""Sources, runs and items as the API shows them."""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.harvest.jobs import jobs_of
from grader.publication.harvest.sources import may_change
from grader.publication.portal import Portal
from grader.publication.references import organization_reference, user_reference


def source_view(portal: Portal, source: Document) -> dict[str, Any]:
    """Give a source as the API shows it."""
    validation, edit = source["validation"], may_change(portal, source)
    last = next(iter(jobs_of(portal, source)), None)
    return {
        "id": source["id"],
        "name": source["name"],
        "description": source["description"],
        "url": source["url"],
        "backend": source["backend"],
        "config": source["config"],
        "created_at": source["created_at"],
        "active": source["active"],
        "autoarchive": source["autoarchive"],
        "validation": {**validation, "by": user_reference(portal, validation["by"])},
        "last_job": job_view(portal, last) if last is not None else None,
        "owner": user_reference(portal, source["owner"]),
        "organization": organization_reference(portal, source["organization"]),
        "deleted": source["deleted"],
        "schedule": source["schedule"],
        "permissions": {"edit": edit, "delete": edit, "run": False, "preview": edit},
    }


def job_view(portal: Portal, job: Document) -> dict[str, Any]:
    """Give a run as the API shows it; its items have a list of their own."""
    del portal
    return {
        "id": job["id"],
        "created": job["created"],
        "started": job["started"],
        "ended": job["ended"],
        "status": job["status"],
        "errors": job["errors"],
        "source": job["source"],
    }


def preview_view(portal: Portal, job: Document) -> dict[str, Any]:
    """Give a preview: the run, and its items with it, since nothing of it is kept."""
    return {**job_view(portal, job), "items": [item_view(portal, item) for item in job["items"]]}


def item_view(portal: Portal, item: Document) -> dict[str, Any]:
    """Give what a run says of one record."""
    return {
        "remote_id": item["remote_id"],
        "remote_url": item["remote_url"],
        "dataset": _dataset(portal, item["dataset"]),
        "status": item["status"],
        "created": item["created"],
        "started": item["started"],
        "ended": item["ended"],
        "errors": item["errors"],
        "args": item["args"],
        "kwargs": item["kwargs"],
        "logs": item["logs"],
    }


def _dataset(portal: Portal, identifier: str | None) -> dict[str, Any] | None:
    dataset = portal.catalogue.get("dataset", identifier) if identifier else None
    if dataset is None:
        return None
    name = dataset["slug"] or dataset["id"]
    return {
        "id": dataset["id"],
        "class": "Dataset",
        "title": dataset["title"],
        "slug": dataset["slug"],
        "uri": portal.addresses.api_url(f"/api/1/datasets/{name}/"),
        "page": portal.addresses.web_url(f"/datasets/{name}"),
    }
