"""What became of a record since it was made: ours alone, the API never shows it.

Exercises are graded on it: how a record came, whether it was a draft first, and what an update
emptied. It is bounded: changes alike follow one another as one, and the oldest are put together.
"""

from __future__ import annotations

from typing import Any

from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reference.frequencies import UNKNOWN

#: Key of the trail in a stored record.
TRAIL = "trail"
#: Fields of a record whose emptying is noted.
FIELDS = (
    "description",
    "license",
    "frequency",
    "tags",
    "temporal_coverage",
    "spatial",
    "contact_points",
)
#: What is noted beside: a resource that vanished, or lost its schema or its description.
RESOURCES, SCHEMA, DOCUMENTATION = "resources", "schema", "documentation"
EMPTIABLE = (*FIELDS, RESOURCES, SCHEMA, DOCUMENTATION)
#: Entries that a record keeps.
MOST_ENTRIES = 60


def follow(portal: Portal, dataset: Document, stored: Document | None) -> None:
    """Note a change in the trail of a record that is about to be kept.

    Args:
        portal: how the change came, who made it, and when.
        dataset: as it will be kept; its trail is changed in place.
        stored: as it was kept; None when it is new.
    """
    entry = {
        "at": portal.now(),
        "by": portal.via,
        "who": portal.caller["id"] if portal.caller is not None else None,
        "private": bool(dataset["private"]),
        "emptied": emptied(stored, dataset) if stored is not None else [],
    }
    before = list((stored or {}).get(TRAIL) or ())
    if stored is not None and not before:
        # Kept by an earlier version of ours: nobody knows how it was made.
        before = [_unknown_birth(stored)]
    dataset[TRAIL] = _bounded([*before, entry] if _tells_more(before, entry) else before)


def emptied(before: Document, after: Document) -> list[str]:
    """Give which of ``EMPTIABLE`` held something and hold nothing any more.

    Args:
        before: a stored record.
        after: the same, later.
    """
    lost = [
        name for name in FIELDS if is_filled(before.get(name)) and not is_filled(after.get(name))
    ]
    now = {one["id"]: one for one in after["resources"]}
    stayed = [(one, now[one["id"]]) for one in before["resources"] if one["id"] in now]
    if len(stayed) < len(before["resources"]):
        lost.append(RESOURCES)
    for name, field in ((SCHEMA, "schema"), (DOCUMENTATION, "description")):
        if any(old.get(field) and not new.get(field) for old, new in stayed):
            lost.append(name)
    return lost


def is_filled(value: Any) -> bool:
    """Say whether a field of a record holds something."""
    if isinstance(value, str):
        return bool(value.strip()) and value != UNKNOWN
    return bool(value)


def _unknown_birth(stored: Document) -> dict[str, Any]:
    return {
        "at": stored["created_at"],
        "by": "seed",
        "who": None,
        "private": bool(stored["private"]),
        "emptied": [],
    }


def _tells_more(before: list[dict[str, Any]], entry: dict[str, Any]) -> bool:
    """Say whether a change is unlike the last one; the first after a birth always is."""
    if len(before) < 2 or entry["emptied"]:
        return True
    return any(before[-1][name] != entry[name] for name in ("by", "who", "private"))


def _bounded(trail: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put the oldest changes after the birth together, without losing what they emptied."""
    while len(trail) > MOST_ENTRIES:
        birth, old, following, *rest = trail
        both = sorted({*old["emptied"], *following["emptied"]})
        trail = [birth, {**following, "emptied": both}, *rest]
    return trail
