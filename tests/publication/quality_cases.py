"""The 45 worked cases of the quality score, as data, as stored records, and as calls."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from grader.publication.portal import moment
from grader.publication.quality import CRITERIA
from tests.support.portal import NOON

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "quality_cases.yml").read_text(encoding="utf-8")
)["cases"]
_SEEN = {"O": True, "n": False}


def name_of(case: dict[str, Any]) -> str:
    return f"{case['case']} {case['told']}"


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Give the whole ``quality`` that a case must get."""
    signs = zip(CRITERIA, case["expect"].split(), strict=True)
    quality: dict[str, Any] = {key: _SEEN[sign] for key, sign in signs if sign != "·"}
    if case.get("resources"):
        quality["has_resources"] = True
    return {**quality, "score": case["points"] / 9}


def payload(case: dict[str, Any]) -> dict[str, Any]:
    """Give what a producer sends to make the record, without its resources."""
    description = "a" * case["length"] if "length" in case else "Une courte description."
    return {"title": name_of(case), "description": description, **case.get("record", {})}


def resource_payload(resource: dict[str, Any], number: int) -> dict[str, Any]:
    """Give what a producer sends to make one remote resource."""
    sent = {key: value for key, value in resource.items() if key in ("format", "description")}
    url = f"https://exemple.fr/{number}.csv"
    kind = resource.get("type", "main")
    return {"title": f"Fichier {number}", "filetype": "remote", "type": kind, "url": url, **sent}


def stored(case: dict[str, Any]) -> dict[str, Any]:
    """Give the record as a portal stores it."""
    resources = [_stored_resource(one, at) for at, one in enumerate(case.get("resources", []))]
    return {**payload(case), "last_modified": moment(NOON), "resources": resources} | case.get(
        "stored", {}
    )


def _stored_resource(resource: dict[str, Any], number: int) -> dict[str, Any]:
    made = resource_payload(resource, number)
    at = moment(NOON - timedelta(hours=resource.get("age", 0)))
    extras = {"check:available": False} if resource.get("available") is False else {}
    filetype = "file" if resource.get("hosted") else "remote"
    return {**made, "filetype": filetype, "last_modified": at, "extras": extras}
