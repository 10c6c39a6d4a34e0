"""A resource as the API shows it, and the dates and addresses that others read of it."""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.problems import Problem, not_found


def find_resource(dataset: Document, rid: str) -> Document:
    """Give a resource of a record: the stored one, to change in place.

    Args:
        dataset: the record.
        rid: UUID, in any case.

    Raises:
        Problem: the record has none of that id (404).
    """
    for resource in dataset["resources"]:
        if resource["id"] == rid.lower():
            found: Document = resource
            return found
    raise resource_not_found()


def resource_not_found() -> Problem:
    """Make the 404 of a record that has no such resource."""
    return not_found(
        "Resource does not exist",
        "Ce jeu de données existe, mais n'a pas de ressource sous cet identifiant : elle a "
        "peut-être été supprimée.",
    )


def resource_url(portal: Portal, resource: Document) -> str:
    """Give the address of a resource's bytes.

    Args:
        portal: where it is.
        resource: as stored; what is hosted has a ``path``, and its address is built on it.
    """
    path = resource.get("path")
    if path:
        return portal.addresses.web_url("/resources/" + "/".join(path))
    return str(resource.get("url") or "")


def permalink(portal: Portal, rid: str) -> str:
    """Give the address that never changes, whatever file is behind it."""
    return portal.addresses.web_url(f"/api/1/datasets/r/{rid}")


def created_at_of(resource: Document) -> str:
    """Give the date of birth shown: the source's for a harvested resource."""
    return str((resource.get("harvest") or {}).get("issued_at") or resource["created_at"])


def last_modified_of(resource: Document, now: str | None = None) -> str:
    """Give the date of the last change: the source's for a harvested resource.

    Args:
        resource: as stored.
        now: the present moment there; a source's date that is yet to come is not believed.
    """
    told = (resource.get("harvest") or {}).get("modified_at")
    if told and (now is None or parse_moment(str(told)) <= parse_moment(now)):
        return str(told)
    return str(resource["last_modified"])


def resource_view(portal: Portal, dataset: Document, resource: Document) -> dict[str, Any]:
    """Give a resource as the API shows it.

    Args:
        portal: where it is.
        dataset: its record.
        resource: as stored.
    """
    del dataset
    return shown(portal, resource)


def shown(portal: Portal, resource: Document) -> dict[str, Any]:
    """Give what every resource shows, whether of a record or of the community."""
    schema, harvest = resource.get("schema"), resource.get("harvest")
    return {
        "id": resource["id"],
        "title": resource["title"],
        "description": resource.get("description"),
        "filetype": resource["filetype"],
        "type": resource["type"],
        "format": resource.get("format"),
        "url": resource_url(portal, resource),
        "latest": permalink(portal, resource["id"]),
        "checksum": dict(resource["checksum"]) if resource.get("checksum") else None,
        "filesize": resource.get("filesize"),
        "mime": resource.get("mime"),
        "created_at": created_at_of(resource),
        "last_modified": last_modified_of(resource, portal.now()),
        "metrics": {},
        "harvest": {k: v for k, v in harvest.items() if v is not None} if harvest else None,
        "geopf": None,
        "extras": dict(resource.get("extras") or {}),
        "preview_url": None,
        "schema": dict(schema) if schema else None,
        "internal": {
            "created_at_internal": resource["created_at"],
            "last_modified_internal": resource["last_modified"],
        },
    }
