"""Reports on hosted files: what was found in a file, for the schema that it declared then.

A report is a document whose ``id`` is that of its resource. It speaks of one content under one
schema: once either has changed it says nothing any more, and is made again.
"""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.typography import french

WAITING = "waiting"
#: Formats that are read as tables.
TABULAR = frozenset({"csv", "ods", "txt", "xls", "xlsx"})
_WAITING_TOLD = "Ce fichier est en cours de lecture : son aperçu et son contrôle vont paraître ici."


def blank_report(state: str, told: str) -> Document:
    """Give a report that says nothing but one sentence.

    Args:
        state: ``waiting``, ``valid``, ``invalid``, ``unreadable``, ``no-schema``, ``failed``.
        told: in French.
    """
    return {
        "state": state,
        "counts": {"errors": 0, "warnings": 0},
        "groups": [],
        "columns": [],
        "preview": None,
        "n_rows": 0,
        "delimiter": "",
        "encoding": "",
        "told": french(told),
    }


def subject_of(resource: Document) -> dict[str, Any]:
    """Give what a report on a resource is about: its content, and its schema."""
    checksum = resource.get("checksum") or {}
    return {
        "id": resource["id"],
        "sha1": checksum.get("value"),
        "schema": dict(resource["schema"]) if resource.get("schema") else None,
    }


def schema_reference(resource: Document) -> str:
    """Give the schema that a file can be checked against, ``name`` or ``name@version``, or ""."""
    schema = resource.get("schema") or {}
    name, version = schema.get("name"), schema.get("version")
    if not name or schema.get("url"):
        return ""
    return f"{name}@{version}" if version and version != "latest" else str(name)


def current_report(portal: Portal, resource: Document) -> Document | None:
    """Give the report on a resource as it is now; one to come is ``waiting``.

    Args:
        portal: where it is kept.
        resource: as stored.

    Returns:
        None for what is not hosted here, and so is not looked at.
    """
    if not resource.get("path"):
        return None
    subject = subject_of(resource)
    kept = portal.catalogue.get("report", resource["id"])
    if kept is not None and all(kept.get(key) == value for key, value in subject.items()):
        return kept
    if resource.get("format") not in TABULAR:
        told = (
            "Ce format ne se lit pas comme un tableau ici : il n'a ni aperçu, ni contrôle. Le "
            "fichier est conservé tel quel."
        )
        return {**blank_report("no-schema", told), **subject}
    return {**blank_report(WAITING, _WAITING_TOLD), **subject}
