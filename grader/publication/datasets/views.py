"""A dataset as the API shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.publication.datasets.finding import name_in_address
from grader.publication.datasets.remembering import reading_once
from grader.publication.discussions import discussions_about
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.quality import last_update_of, shown_quality
from grader.publication.reference import NOT_SPECIFIED, UNKNOWN
from grader.publication.references import organization_reference, user_reference
from grader.publication.reuses import reuses_of
from grader.publication.rights import may_edit

_AS_STORED = (
    "title",
    "acronym",
    "description",
    "description_short",
    "private",
    "deleted",
    "archived",
    "tags",
    "frequency_date",
    "temporal_coverage",
    "spatial",
    "extras",
    "schema",
    "access_type",
    "access_audiences",
    "authorization_request_url",
    "access_type_reason",
    "access_type_reason_category",
)


def dataset_view(portal: Portal, dataset: Document) -> dict[str, Any]:
    """Give a dataset as the API shows it to the caller.

    Args:
        portal: who calls.
        dataset: as it is kept.
    """
    from grader.publication.resources import resource_view

    name = name_in_address(dataset)
    allowed = may_edit(portal, dataset)
    harvest = {key: one for key, one in (dataset["harvest"] or {}).items() if one is not None}
    shown = {
        "id": dataset["id"],
        "slug": dataset["slug"],
        "uri": portal.addresses.api_url(f"/api/1/datasets/{name}/"),
        "page": portal.addresses.web_url(f"/datasets/{name}"),
        "featured": False,
        "doi": harvest.get("doi"),
        "created_at": harvest.get("issued_at") or dataset["created_at"],
        "last_modified": harvest.get("modified_at") or dataset["last_modified"],
        "last_update": last_update_of(dataset),
        "internal": {
            "created_at_internal": dataset["created_at"],
            "last_modified_internal": dataset["last_modified"],
        },
        "organization": organization_reference(portal, dataset["organization"]),
        "owner": user_reference(portal, dataset["owner"]),
        "badges": [{"kind": kind} for kind in dataset["badges"]],
        "license": dataset["license"] or NOT_SPECIFIED,
        "frequency": dataset["frequency"] or UNKNOWN,
        "harvest": harvest or None,
        "geopf": None,
        "quality": shown_quality(dataset, portal.clock()),
        "metrics": _metrics(portal, dataset),
        "resources": [resource_view(portal, dataset, one) for one in dataset["resources"]],
        "contact_points": _contact_points(portal, dataset),
        "permissions": {"delete": allowed, "edit": allowed, "edit_resources": allowed},
    }
    return shown | {key: dataset[key] for key in _AS_STORED}


def viewer(portal: Portal) -> Callable[[Document], dict[str, Any]]:
    """Give what shows many datasets of one moment, and reads what they share once."""
    reader = reading_once(portal)
    return lambda dataset: dataset_view(reader, dataset)


def _metrics(portal: Portal, dataset: Document) -> dict[str, Any]:
    identifier = dataset["id"]
    discussions = discussions_about(portal, identifier)
    return {
        "discussions": len(discussions),
        "discussions_open": sum(one["closed"] is None for one in discussions),
        "reuses": len(reuses_of(portal, identifier)),
        "reuses_by_months": {},
        "dataservices": 0,
        "followers": 0,
        "followers_by_months": {},
        "views": 0,
        "resources_downloads": 0,
    }


def _contact_points(portal: Portal, dataset: Document) -> list[dict[str, Any]]:
    from grader.publication.contacts import contact_view

    found = [portal.catalogue.get("contact", one) for one in dataset["contact_points"]]
    return [contact_view(portal, contact) for contact in found if contact is not None]
