"""Changes of a record's resources: added, described, uploaded, replaced, deleted.

Every function keeps the record; whether the caller may edit it is looked at before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.publication.documents import Document
from grader.publication.exchange import Received
from grader.publication.portal import Portal
from grader.publication.problems import form_problem, simple_problem
from grader.publication.resources.forms import new_resource, resource_from_form
from grader.publication.resources.hosting import Hosted, forget_resource, host, set_hosted
from grader.publication.resources.view import find_resource, resource_url

__all__ = [
    "add_remote",
    "add_upload",
    "delete_resource",
    "document_columns",
    "forget_resource",
    "put_resource",
    "replace_upload",
    "save",
    "update_resource",
]

#: What is kept of a column that its producer documents.
_LONGEST_COLUMN_TEXT = 2_000
_MOST_COLUMNS = 1_000


def save(portal: Portal, dataset: Document) -> None:
    """Keep a record whose resources changed."""
    # Late: records are made of resources, and import this package.
    from grader.publication.datasets.saving import save_dataset

    save_dataset(portal, dataset)


def add_remote(portal: Portal, dataset: Document, raw: Any) -> Document:
    """Add a resource that lies elsewhere, at the head of the list.

    Args:
        portal: where.
        dataset: the record, changed in place.
        raw: JSON object.

    Raises:
        Problem: a field is refused, or it is not declared as remote (400).
    """
    resource = resource_from_form(portal, raw, None)
    check_remote(resource)
    return put_resource(portal, dataset, resource)


def check_remote(resource: Document) -> None:
    """Refuse what only an upload makes.

    Raises:
        Problem: its ``filetype`` is not ``remote`` (400).
    """
    if resource["filetype"] != "remote":
        raise simple_problem(
            400,
            "This endpoint only supports remote resources",
            "Ajoutez « filetype: remote » pour déclarer un fichier par son adresse. Sans ce "
            "champ, la ressource est tenue pour un fichier à héberger, qui se dépose par "
            "« …/upload/ ».",
        )


def put_resource(portal: Portal, dataset: Document, resource: Document) -> Document:
    """Put a new resource at the head of a record's list, and keep the record.

    Raises:
        Problem: the record holds as many as it may (400).
    """
    check_room(portal, dataset)
    dataset["resources"].insert(0, resource)
    save(portal, dataset)
    return resource


def check_room(portal: Portal, dataset: Document) -> None:
    """Refuse one resource too many.

    Raises:
        Problem: the record holds as many as it may (400).
    """
    most = portal.limits.resources
    if len(dataset["resources"]) >= most:
        raise simple_problem(
            400,
            f"A dataset may not hold more than {most} resources",
            f"Ce jeu de données a déjà {most} ressources, le plus que ce bac à sable accepte. "
            "Supprimez celles qui ne servent plus.",
        )


def update_resource(portal: Portal, dataset: Document, rid: str, raw: Any) -> Document:
    """Change what a body names of a resource.

    Args:
        portal: where.
        dataset: the record, changed in place.
        rid: which resource.
        raw: JSON object.

    Raises:
        Problem: no such resource (404), a field is refused, or it would change kind (400).
    """
    stored = find_resource(dataset, rid)
    changed = changed_resource(portal, stored, raw)
    place = dataset["resources"].index(stored)
    dataset["resources"][place] = changed
    save(portal, dataset)
    return changed


def changed_resource(portal: Portal, stored: Document, raw: Any) -> Document:
    """Read the change of one resource; the bytes that it no longer leads to are forgotten.

    Raises:
        Problem: a field is refused, or it would change kind (400).
    """
    changed = resource_from_form(portal, raw, stored)
    sent = raw.get("filetype", stored["filetype"])
    if stored["filetype"] == "remote" and sent != "remote":
        raise simple_problem(
            400,
            "Cannot modify filetype after creation",
            "Une ressource reste distante ou hébergée comme à sa création. Pour passer de l'une "
            "à l'autre, ajoutez-en une nouvelle.",
        )
    if stored.get("path") and not changed.get("path"):
        portal.files.remove(*stored["path"])
    # A call of its own dates the resource, even where it repeats what was there.
    changed["last_modified"] = portal.now()
    return changed


def add_upload(portal: Portal, dataset: Document, received: Received) -> Document:
    """Host an uploaded file as a new resource, at the head of the list.

    Args:
        portal: where.
        dataset: the record, changed in place.
        received: the file, which moves from where it lies.

    Raises:
        Problem: its name is not taken here (400, 415), or one of that name came in the same
            second (400).
        OuvroirError: the space holds too many bytes.
    """
    check_room(portal, dataset)
    return put_resource(portal, dataset, uploaded(portal, dataset, received))


def uploaded(portal: Portal, dataset: Document, received: Received) -> Document:
    """Make the resource of an uploaded file; its bytes are kept, it is in no list yet.

    Raises:
        Problem: as ``add_upload``.
    """
    hosted = host(portal, dataset, received)
    resource = new_resource(portal)
    resource.update(type="main", filetype="file")
    set_hosted(resource, hosted)
    return resource


def replace_upload(portal: Portal, dataset: Document, rid: str, received: Received) -> Document:
    """Put an uploaded file in the place of a resource's: same id, same permalink.

    Title, address, format, size and digest become the new file's; description, type, schema and
    extras stay. A remote resource stays one, and its address becomes the file's.

    Args:
        portal: where.
        dataset: the record, changed in place.
        rid: which resource.
        received: the file, which moves from where it lies.

    Raises:
        Problem: no such resource (404), or as ``add_upload``.
        OuvroirError: the space holds too many bytes.
    """
    resource = find_resource(dataset, rid)
    replace_bytes(portal, resource, host(portal, dataset, received))
    save(portal, dataset)
    return resource


def replace_bytes(portal: Portal, resource: Document, hosted: Hosted) -> None:
    """Make a resource lead to another file; the bytes of the former one are forgotten.

    Args:
        portal: where.
        resource: changed in place.
        hosted: the file that is kept already.
    """
    checksum = resource.get("checksum") or {}
    former = {
        "at": resource["last_modified"],
        "name": resource["path"][2] if resource.get("path") else resource_url(portal, resource),
        "size": resource.get("filesize"),
        "sha1": checksum.get("value") if checksum.get("type") == "sha1" else None,
    }
    if resource.get("path"):
        portal.files.remove(*resource["path"])
    resource["history"] = [former, *resource.get("history", [])]
    resource["last_modified"] = portal.now()
    set_hosted(resource, hosted)


def delete_resource(portal: Portal, dataset: Document, rid: str) -> None:
    """Delete a resource at once, with its file.

    Raises:
        Problem: no such resource (404).
    """
    resource = find_resource(dataset, rid)
    dataset["resources"].remove(resource)
    forget_resource(portal, resource)
    save(portal, dataset)


def document_columns(
    portal: Portal, dataset: Document, rid: str, columns: Mapping[str, Mapping[str, str]]
) -> Document:
    """Keep what a producer says of the columns of a resource; the rest of it stays.

    Args:
        portal: where.
        dataset: the record, changed in place.
        rid: which resource.
        columns: by label, ``title`` and ``description``; one whose texts are empty is dropped.

    Raises:
        Problem: no such resource (404), or texts that are too long (400).
    """
    resource = find_resource(dataset, rid)
    kept: dict[str, dict[str, str]] = {}
    for label, texts in columns.items():
        title, description = texts.get("title", "").strip(), texts.get("description", "").strip()
        if max(map(len, (label, title, description))) > _LONGEST_COLUMN_TEXT:
            raise form_problem(
                {"columns": [f"{_LONGEST_COLUMN_TEXT} caractères au plus."]},
                f"Le nom, le titre et la description d'une colonne ont {_LONGEST_COLUMN_TEXT} "
                "caractères au plus.",
            )
        if title or description:
            kept[label] = {"title": title, "description": description}
    if len(kept) > _MOST_COLUMNS:
        raise form_problem(
            {"columns": [f"{_MOST_COLUMNS} colonnes au plus."]},
            f"Ce bac à sable retient la description de {_MOST_COLUMNS} colonnes au plus.",
        )
    resource["columns"] = kept
    save(portal, dataset)
    return resource
