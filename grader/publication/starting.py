"""What an exercise puts into a space before a person begins: records, and what is said of them.

A plan is written like those of ``sandbox_data/portal/``; it may name the people, organisations and
contacts of ``main.yml``. Its part ``regional`` is for the platform that harvests.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.publication.documents import Document, Kind, new_object_id
from grader.publication.furnishing import MAKERS, Room, read_plan
from grader.publication.portal import Portal
from grader.publication.seeding import add_user
from grader.publication.trail import TRAIL

#: Part of a plan that is for the platform that harvests.
REGIONAL = "regional"
#: The kinds of entries that a plan may have; organisations are those of the space.
PARTS = ("people", "contacts", "datasets", "reuses", "discussions")
#: The organisation that exercises are about, by its key in ``main.yml``.
ORGANIZATION = "val-ouvert"


def put_plan(
    portal: Portal, sandbox: Path, plan: Mapping[str, Any], incoming: Path | None = None
) -> dict[str, str]:
    """Put what a plan tells into a portal that is furnished already.

    Args:
        portal: which portal of the space.
        sandbox: folder of the fictional data.
        plan: of that portal.
        incoming: folder on the disk where hosted files are kept.

    Returns:
        identifiers of what was made, by the plan's own keys.

    Raises:
        OuvroirError: an organisation that the plan needs was deleted from the space.
        Problem: an entry is refused.
    """
    with tempfile.TemporaryDirectory(dir=incoming, prefix="depart-") as passing:
        room = Room(portal, sandbox, Path(passing), known_ids(portal, sandbox))
        for key, names in (plan.get("people") or {}).items():
            room.ids[key] = new_object_id()
            add_user(portal, room.ids[key], key, names["first_name"], names["last_name"])
        known = dict(room.ids)
        for kind in PARTS[1:]:
            for entry in plan.get(kind) or ():
                _check_known(room, entry)
                MAKERS[kind](room, entry)
    return {key: made for key, made in room.ids.items() if known.get(key) != made}


def take_back(portal: Portal, identifiers: list[str]) -> None:
    """Delete records that an earlier start of an exercise put there; they may be restored.

    Args:
        portal: which portal of the space.
        identifiers: of its records; one that is not there, or is deleted, is left alone.
    """
    for identifier in identifiers:
        dataset = portal.catalogue.get("dataset", identifier)
        if dataset is not None and not dataset["deleted"]:
            dataset["deleted"] = portal.now()
            portal.catalogue.put("dataset", dataset)


def known_ids(portal: Portal, sandbox: Path) -> dict[str, str]:
    """Give the identifiers of what every space is furnished with, by the keys of its plan.

    Args:
        portal: which portal of the space.
        sandbox: folder of the fictional data.
    """
    plan = read_plan(sandbox / "portal" / f"{portal.site}.yml")
    people = {one["slug"]: one["id"] for one in portal.catalogue.all("user")}
    found = {key: people[key] for key in plan["people"] if key in people}
    kinds: dict[str, Kind] = {"organizations": "organization", "contacts": "contact"}
    for part, kind in kinds.items():
        documents = portal.catalogue.all(kind)
        for entry in plan.get(part, ()):
            document = next((one for one in documents if _is_that(one, entry)), None)
            if document is not None:
                found[entry["key"]] = document["id"]
    return found


def organization_of(portal: Portal, sandbox: Path) -> str:
    """Give the identifier of the organisation that exercises are about.

    Raises:
        OuvroirError: it was deleted from the space.
    """
    found = known_ids(portal, sandbox).get(ORGANIZATION)
    if found is None:
        raise _missing()
    return found


def born_of_plan(dataset: Document) -> bool:
    """Say whether a record came with the space or with an exercise, and not from a person."""
    trail = dataset.get(TRAIL) or ()
    return not trail or trail[0]["by"] == "seed"


def _is_that(document: Document, entry: Mapping[str, Any]) -> bool:
    """Tell a furnished document: a person may have renamed it, its number stays."""
    if document.get("deleted"):
        return False
    number = entry.get("business_number_id")
    return document["name"] == entry["name"] or bool(
        number and document.get("business_number_id") == number
    )


def _check_known(room: Room, entry: Mapping[str, Any]) -> None:
    names = [entry.get("by"), entry.get("organization"), entry.get("about")]
    if any(isinstance(name, str) and name not in room.ids for name in names):
        raise _missing()


def _missing() -> OuvroirError:
    return OuvroirError(
        "space-changed",
        "Votre bac à sable n'a plus la commune de Val-Ouvert, ou plus ses agents.",
        "Videz votre espace depuis sa page, puis préparez de nouveau l'exercice.",
    )
