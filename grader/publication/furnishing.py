"""Furnishing an empty portal with what ``sandbox_data/portal/<site>.yml`` tells."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from grader.publication.contacts import create_contact
from grader.publication.datasets import create_dataset, save_dataset
from grader.publication.discussions import answer_discussion, start_discussion
from grader.publication.documents import Document, new_object_id
from grader.publication.exchange import Received
from grader.publication.organizations import create_organization
from grader.publication.portal import Portal
from grader.publication.resources import add_remote, add_upload, update_resource
from grader.publication.reuses import create_reuse
from grader.publication.seeding import add_user

#: What is the furnisher's own in an entry; the rest is what the API would be sent.
_OURS = frozenset(
    {"key", "by", "days_ago", "admin", "badges", "joined_as", "resources", "about", "answers"}
)


def furnish(portal: Portal, sandbox: Path, incoming: Path | None) -> None:
    """Make users, organisations, contacts, records, reuses and discussions, the oldest first.

    Args:
        portal: an empty one.
        sandbox: folder of the fictional data.
        incoming: folder for files on their way in, on the disk of those that are kept.
    """
    told = read_plan(sandbox / "portal" / f"{portal.site}.yml")
    with tempfile.TemporaryDirectory(dir=incoming, prefix="semis-") as passing:
        room = Room(portal, sandbox, Path(passing))
        for key, names in told["people"].items():
            room.ids[key] = new_object_id()
            add_user(portal, room.ids[key], key, names["first_name"], names["last_name"])
        for kind, make in MAKERS.items():
            for entry in told.get(kind, ()):
                make(room, entry)


@cache
def read_plan(path: Path) -> dict[str, Any]:
    """Read what a portal is furnished with; what it gives is not to be changed."""
    import yaml

    plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return plan


@dataclass
class Room:
    """A portal while it is furnished.

    Attributes:
        portal: which one, as anyone sees it.
        sandbox: folder of the fictional data.
        passing: folder where a file lies until it is kept.
        ids: identifiers by the plan's own keys.
    """

    portal: Portal
    sandbox: Path
    passing: Path
    ids: dict[str, str] = field(default_factory=dict)

    def at(self, entry: Document, person: str) -> Portal:
        """Give the portal as somebody of the plan calls it, some days ago."""
        at = self.portal.clock() - timedelta(days=entry.get("days_ago", 0))
        caller = self.portal.catalogue.get("user", self.ids[person])
        return replace(self.portal, caller=caller, clock=lambda: at, via="seed")

    def body(self, entry: Document, *references: str) -> Document:
        """Give what the API would be sent: the plan's own keys become identifiers."""
        body = {name: value for name, value in entry.items() if name not in _OURS}
        for name in references:
            if isinstance(body.get(name), str):
                body[name] = self.ids[body[name]]
            elif name in body:
                body[name] = [self.ids[key] for key in body[name]]
        return body

    def received(self, name: str) -> Received:
        """Copy a file of the fictional data, as if it had just been uploaded."""
        path = self.passing / new_object_id()
        shutil.copyfile(self.sandbox / name, path)
        content = path.read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        return Received(path, Path(name).name, len(content), digest)


def _organization(room: Room, entry: Document) -> None:
    portal = room.at(entry, entry["admin"])
    organization = create_organization(portal, room.body(entry))
    room.ids[entry["key"]] = organization["id"]
    # Badges are given by the site; « joined_as » is ours, and shown to nobody.
    portal.catalogue.put(
        "organization",
        {**organization, "badges": entry["badges"], "joined_as": entry.get("joined_as")},
    )


def _contact(room: Room, entry: Document) -> None:
    contact = create_contact(room.at(entry, entry["by"]), room.body(entry, "organization"))
    room.ids[entry["key"]] = contact["id"]


def _dataset(room: Room, entry: Document) -> None:
    portal = room.at(entry, entry["by"])
    dataset = create_dataset(portal, room.body(entry, "organization", "contact_points"))
    room.ids[entry["key"]] = dataset["id"]
    dataset["badges"] = list(entry.get("badges", ()))
    for given in entry["resources"]:
        at = room.at(given, entry["by"])
        said = {key: value for key, value in given.items() if key not in ("file", "days_ago")}
        if "file" in given:
            resource = add_upload(at, dataset, room.received(given["file"]))
        else:
            resource = add_remote(at, dataset, {"filetype": "remote", "type": "main", **said})
        extras = said.pop("extras", None)
        resource = update_resource(at, dataset, resource["id"], said)
        if extras:
            # What the site's own checks write, and nobody may send.
            resource["extras"] = extras
            save_dataset(at, dataset)


def _reuse(room: Room, entry: Document) -> None:
    create_reuse(room.at(entry, entry["by"]), room.body(entry, "datasets"))


def _discussion(room: Room, entry: Document) -> None:
    subject = {"class": "Dataset", "id": room.ids[entry["about"]]}
    discussion = start_discussion(
        room.at(entry, entry["by"]), {**room.body(entry), "subject": subject}
    )
    if "key" in entry:
        room.ids[entry["key"]] = discussion["id"]
    for given in entry.get("answers", ()):
        body = room.body(given, "on_behalf_of")
        body["organization"] = body.pop("on_behalf_of", None)
        discussion = answer_discussion(room.at(given, given["by"]), discussion, body)


#: What makes the entries of a plan, in this order: what comes later names what came before.
MAKERS: dict[str, Callable[[Room, Document], None]] = {
    "organizations": _organization,
    "contacts": _contact,
    "datasets": _dataset,
    "reuses": _reuse,
    "discussions": _discussion,
}
