"""What a portal knows of a record at a moment: all that an exercise is graded on.

It is written by the server and travels with the answer, so that a copy is graded without any
portal. No cell of a file is in it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.publication.discussions import discussions_about
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reporting import current_report
from grader.publication.slugs import slugify
from grader.typography import french

#: Bytes of one piece of evidence, written as JSON.
MOST_BYTES = 256 * 1024
#: What is kept of a report: neither its preview, nor what quotes a cell.
_REPORTED = ("id", "sha1", "schema", "state", "counts", "n_rows", "told")
#: Characters of a comment, entries of a resource's history.
_LONGEST_COMMENT, _MOST_HISTORY = 2_000, 5
#: Keys of a stored record that grading never needs, and that may be long.
_LEFT_OUT = frozenset({"old_slugs", "access_audiences", "authorization_request_url"})


def evidence_of(portal: Portal, regional: Portal, dataset_id: str) -> dict[str, Any]:
    """Give what is known of a record now.

    Args:
        portal: the main portal, as the person who hands the record calls it.
        regional: the portal that harvests, of the same space.
        dataset_id: which record.

    Returns:
        JSON types: ``now``, ``mine`` (her user), ``dataset`` (as stored), ``reports`` by
        resource, ``digests`` (of files that replaced a link), ``regional`` (records that stand
        for this one there) and ``discussions``.

    Raises:
        OuvroirError: there is no such record, or it is too long.
    """
    dataset = portal.catalogue.get("dataset", dataset_id)
    if dataset is None:
        raise OuvroirError(
            "unknown-record",
            "Cette fiche n'existe pas, ou n'existe plus.",
            "Choisissez-en une autre dans la liste.",
        )
    reports = {one["id"]: current_report(portal, one) for one in dataset["resources"]}
    found = {
        "now": portal.now(),
        "mine": portal.caller["id"] if portal.caller is not None else None,
        "dataset": _trimmed(dataset),
        "reports": {
            rid: {name: report.get(name) for name in _REPORTED}
            for rid, report in reports.items()
            if report is not None
        },
        "digests": _digests(portal, dataset),
        "regional": _standing_for(portal, regional, dataset),
        "discussions": [_discussion(one) for one in discussions_about(portal, dataset_id)],
    }
    if len(json.dumps(found, ensure_ascii=False).encode()) > MOST_BYTES:
        raise OuvroirError(
            "record-too-long",
            french("Cette fiche est trop longue pour être vérifiée ici."),
            french("Raccourcissez les descriptions, ou retirez des ressources et des discussions."),
        )
    return found


def _trimmed(dataset: Document) -> Document:
    """Give a record without what is long and of no use."""
    resources = [
        {
            **{key: value for key, value in one.items() if key != "columns"},
            "history": one.get("history", [])[:_MOST_HISTORY],
        }
        for one in dataset["resources"]
    ]
    kept = {key: value for key, value in dataset.items() if key not in _LEFT_OUT}
    extras = {key: value for key, value in dataset["extras"].items() if key != "dcat"}
    return {**kept, "extras": extras, "resources": resources}


def _digests(portal: Portal, dataset: Document) -> dict[str, str]:
    """Hash the files that replaced a link: what such a resource says of itself may be sent."""
    found = {}
    for resource in dataset["resources"]:
        if resource.get("path") and resource["filetype"] != "file":
            path = portal.files.find(*resource["path"])
            if path is not None:
                found[resource["id"]] = _sha1(path)
    return found


def _sha1(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha1").hexdigest()


def _standing_for(portal: Portal, regional: Portal, dataset: Document) -> list[dict[str, Any]]:
    """Give the records of the other portal that stand for a record, and how they are known."""
    others = {one["id"] for one in portal.catalogue.all("dataset")} - {dataset["id"]}
    found = []
    for one in regional.catalogue.all("dataset"):
        how = _how(one, dataset, others)
        if how:
            found.append(
                {
                    "id": one["id"],
                    "title": one["title"],
                    "how": how,
                    "harvested": one["harvest"] is not None,
                    "private": one["private"],
                    "archived": one["archived"],
                    "deleted": one["deleted"],
                }
            )
    return found


def _how(one: Document, dataset: Document, others: set[str]) -> str:
    """Say how a record of the other portal is known to stand for one of ours; "" if it does not.

    Its identifier decides where it was harvested; failing that, the files that it leads to, and
    the title of what was copied by hand.
    """
    harvest = one["harvest"] or {}
    remote = str(harvest.get("remote_id") or "")
    if remote and remote.rpartition("/")[2] == dataset["id"]:
        return "identifier"
    if remote in others:
        return ""
    wanted = [address for each in dataset["resources"] for address in _addresses(each)]
    urls = [str(each.get("url") or "") for each in one["resources"]]
    if any(url.endswith(address) for url in urls for address in wanted):
        return "address"
    if not harvest and slugify(one["title"]) == slugify(dataset["title"]):
        return "title"
    return ""


def _addresses(resource: Document) -> list[str]:
    """Give the ends of the addresses that lead to a resource."""
    found = [f"/datasets/r/{resource['id']}"]
    if resource.get("path"):
        found.append("/resources/" + "/".join(resource["path"]))
    elif resource.get("url"):
        found.append(str(resource["url"]))
    return found


def _discussion(discussion: Document) -> dict[str, Any]:
    return {
        "id": discussion["id"],
        "title": discussion["title"],
        "closed": discussion["closed"],
        "comments": [
            {
                "by": one["posted_by"],
                "for": one["posted_by_organization"],
                "at": one["posted_on"],
                "text": one["content"][:_LONGEST_COMMENT],
            }
            for one in discussion["discussion"]
        ],
    }
