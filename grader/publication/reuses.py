"""Reuses: what somebody made of datasets, told under their records."""

from __future__ import annotations

import hashlib
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from grader.publication.discussions import discussions_about
from grader.publication.documents import Document, new_object_id
from grader.publication.portal import Portal
from grader.publication.problems import Problem, not_found, simple_problem
from grader.publication.reference import REUSE_TOPICS, REUSE_TYPES
from grader.publication.references import organization_reference, user_reference
from grader.publication.rights import assigned_at_birth, check_edit, is_producer, may_edit, may_see
from grader.publication.saving import REQUIRED, Checks, as_boolean, check_room, read_deleted
from grader.publication.slugs import named, own_slug, slugify


def find_reuse(portal: Portal, name: str) -> Document:
    """Find a reuse by id, slug or former slug, as the caller may.

    Raises:
        Problem: there is none, or it is somebody else's draft (404); it is deleted and the
            caller does not own it (410).
    """
    reuse = portal.catalogue.get("reuse", name) or named(portal.catalogue.all("reuse"), name)
    if reuse is None or not may_see(portal, reuse):
        raise not_found()
    if reuse["deleted"] and not is_producer(portal, reuse):
        raise _gone()
    return reuse


def visible_reuses(portal: Portal) -> list[Document]:
    """Give the public reuses, and those of the caller and her organisations, newest first."""
    return [
        found
        for found in portal.catalogue.all("reuse")[::-1]
        if not (found["private"] or found["deleted"]) or is_producer(portal, found)
    ]


def reuses_of(portal: Portal, dataset_id: str) -> list[Document]:
    """Give the public reuses of a dataset, newest first."""
    return [
        found
        for found in portal.catalogue.all("reuse")[::-1]
        if dataset_id in found["datasets"] and not (found["private"] or found["deleted"])
    ]


def create_reuse(portal: Portal, body: Document) -> Document:
    """Make a reuse.

    Raises:
        Problem: a field is refused (400, shape B).
    """
    check_room(portal, "reuse")
    now = portal.now()
    reuse = {
        "id": new_object_id(),
        "slug": "",
        "old_slugs": [],
        **_fields(portal, body, None),
        "badges": [],
        "created_at": now,
        "last_modified": now,
        "deleted": None,
    }
    reuse["assigned"] = assigned_at_birth(portal, reuse["organization"])
    reuse["slug"] = own_slug(portal.catalogue.all("reuse"), reuse, reuse["title"])
    portal.catalogue.put("reuse", reuse)
    return reuse


def update_reuse(portal: Portal, reuse: Document, body: Document) -> Document:
    """Change a reuse: a field that is absent is kept.

    Raises:
        Problem: it is deleted and not being restored (410), the caller has no right (401, 403),
            or a field is refused (400, shape B).
    """
    if reuse["deleted"] and body.get("deleted", True) is not None:
        raise _gone()
    check_edit(portal, reuse)
    changed = {
        **reuse,
        **_fields(portal, body, reuse),
        "deleted": read_deleted(body, reuse),
        "last_modified": portal.now(),
    }
    if slugify(changed["title"]) != slugify(reuse["title"]):
        changed["slug"] = own_slug(portal.catalogue.all("reuse"), changed, changed["title"])
        kept = (slug for slug in reuse["old_slugs"] if slug != changed["slug"])
        changed["old_slugs"] = [*kept, reuse["slug"]]
    portal.catalogue.put("reuse", changed)
    return changed


def delete_reuse(portal: Portal, reuse: Document) -> None:
    """Delete a reuse; null in ``deleted`` restores it.

    Raises:
        Problem: it is deleted already (410), or the caller has no right (401, 403).
    """
    if reuse["deleted"]:
        raise _gone()
    check_edit(portal, reuse)
    portal.catalogue.put("reuse", {**reuse, "deleted": portal.now()})


def add_dataset(portal: Portal, reuse: Document, body: Document) -> tuple[Document, bool]:
    """Add one dataset to a reuse.

    Returns:
        The reuse, and whether it was changed.

    Raises:
        Problem: the caller has no right (401, 403), or there is no such dataset (404).
    """
    check_edit(portal, reuse)
    asked = body.get("id")
    if not isinstance(asked, str) or not _exists(portal, asked):
        raise simple_problem(
            404,
            f"Dataset '{asked}' does not exist",
            'Aucun jeu de données ne porte cet identifiant. Envoyez {"id": "…"}, avec '
            "l'identifiant qui est dans la réponse de l'API.",
        )
    if asked in reuse["datasets"]:
        return reuse, False
    changed = {
        **reuse,
        "datasets": [*reuse["datasets"], asked],
        "last_modified": portal.now(),
    }
    portal.catalogue.put("reuse", changed)
    return changed, True


def reuse_view(portal: Portal, reuse: Document) -> dict[str, Any]:
    """Give a reuse as the API shows it."""
    edit = may_edit(portal, reuse)
    shown = [found for name in reuse["datasets"] if (found := _dataset(portal, name))]
    about = len(discussions_about(portal, reuse["id"]))
    return {
        "id": reuse["id"],
        "title": reuse["title"],
        "slug": reuse["slug"],
        "type": reuse["type"],
        "url": reuse["url"],
        "description": reuse["description"],
        "tags": reuse["tags"],
        "badges": [{"kind": kind} for kind in reuse["badges"]],
        "topic": reuse["topic"],
        "featured": False,
        "private": reuse["private"],
        "image": None,
        "image_thumbnail": None,
        "created_at": reuse["created_at"],
        "last_modified": reuse["last_modified"],
        "deleted": reuse["deleted"],
        "archived": None,
        "datasets": shown,
        "dataservices": [],
        "metrics": {
            "datasets": len(shown),
            "dataservices": 0,
            "discussions": about,
            "followers": 0,
            "views": 0,
        },
        "organization": organization_reference(portal, reuse["organization"]),
        "owner": user_reference(portal, reuse["owner"]),
        "extras": reuse["extras"],
        "uri": portal.addresses.api_url(f"/api/1/reuses/{reuse['slug']}/"),
        "page": portal.addresses.web_url(f"/reuses/{reuse['slug']}"),
        "permissions": {"delete": edit, "edit": edit},
    }


def _dataset(portal: Portal, identifier: str) -> dict[str, Any] | None:
    """Give a dataset as a reuse names it, where the caller may see it."""
    dataset = portal.catalogue.get("dataset", identifier)
    if dataset is None or dataset["deleted"] or not may_see(portal, dataset):
        return None
    return {
        "id": dataset["id"],
        "class": "Dataset",
        "title": dataset["title"],
        "acronym": dataset["acronym"],
        "uri": portal.addresses.api_url(f"/api/1/datasets/{dataset['slug']}/"),
        "page": portal.addresses.web_url(f"/datasets/{dataset['slug']}"),
    }


def _exists(portal: Portal, dataset_id: str) -> bool:
    dataset = portal.catalogue.get("dataset", dataset_id)
    return dataset is not None and not dataset["deleted"] and may_see(portal, dataset)


def _fields(portal: Portal, body: Document, stored: Document | None) -> Document:
    checks = Checks("Reuse", body, stored)
    read: Document = {
        "title": checks.text("title", required=True, longest=350),
        "description": checks.text("description", required=True, longest=100_000),
        "type": checks.choice("type", REUSE_TYPES, required=True),
        "url": checks.address("url", required=True),
        "topic": checks.choice("topic", REUSE_TOPICS, required=True),
        "datasets": _datasets(portal, checks),
        "tags": checks.tags(),
        "private": as_boolean(body.get("private", checks.stored.get("private"))),
        "extras": checks.extras(),
    }
    read["organization"], read["owner"] = checks.owner(portal)
    sound = read["url"] is not None and "url" not in checks.errors
    read["urlhash"] = _url_hash(read["url"]) if sound else None
    if checks.errors.get("url") == REQUIRED:
        checks.refuse("urlhash", REQUIRED, "est calculé sur « url »")
    elif sound and _is_registered(portal, read["urlhash"], checks.stored):
        checks.refuse(
            "url",
            "Cette URL est déjà enregistrée",
            "est déjà l'adresse d'une autre réutilisation : complétez plutôt celle-là",
        )
    checks.close()
    return read


def _datasets(portal: Portal, checks: Checks) -> list[str]:
    raw = checks.body.get("datasets", checks.stored.get("datasets")) or []
    if not isinstance(raw, list):
        checks.refuse(
            "datasets",
            "Only lists and tuples may be used in a list field",
            "doit être une liste d'identifiants",
        )
        return []
    kept = set(checks.stored.get("datasets", ()))
    found: list[str] = []
    for item in raw:
        identifier = item.get("id") if isinstance(item, dict) else item
        # What was there already stays, even where the caller cannot see it any more.
        if isinstance(identifier, str) and (identifier in kept or _exists(portal, identifier)):
            if identifier not in found:
                found.append(identifier)
        else:
            checks.refuse(
                "datasets",
                f"Unknown reference '{str(identifier)[:100]}'",
                "nomme un jeu de données qui n'existe pas ici, ou un brouillon d'autrui",
            )
    return found


def _is_registered(portal: Portal, urlhash: str, stored: Document) -> bool:
    return any(
        other["urlhash"] == urlhash and other["id"] != stored.get("id") and not other["deleted"]
        for other in portal.catalogue.all("reuse")
    )


def _url_hash(url: str) -> str:
    """Give what two writings of one address share: host in lower case, no final slash."""
    parts = urlsplit(url.strip())
    same = urlunsplit(
        (parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, "")
    )
    return hashlib.sha1(same.encode(), usedforsecurity=False).hexdigest()


def _gone() -> Problem:
    return simple_problem(
        410,
        "This reuse has been deleted",
        "Cette réutilisation a été supprimée. Son auteur peut la rétablir : PUT avec « deleted » "
        "à null.",
    )
