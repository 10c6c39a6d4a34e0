"""What a goal is judged on, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from grader.publication.portal import parse_moment
from grader.publication.trail import TRAIL

#: How each field that may be emptied is called.
FIELD_NAMES: Mapping[str, str] = {
    "description": "la description",
    "license": "la licence",
    "frequency": "la fréquence",
    "tags": "les mots-clés",
    "temporal_coverage": "la période couverte",
    "spatial": "le territoire couvert",
    "contact_points": "le point de contact",
    "resources": "les ressources",
    "schema": "le schéma déclaré",
    "documentation": "la description des ressources",
}


class Judged(NamedTuple):
    """What was found of one goal.

    Attributes:
        met: whether it is met.
        sentence: where the record stands.
        remedy: what would mend it.
    """

    met: bool
    sentence: str
    remedy: str = ""


@dataclass(frozen=True)
class Seen:
    """The evidence, and that of the start where there is one.

    Attributes:
        evidence: as ``evidence_of`` gave it.
        before: the same when the exercise put the record there, or None.
    """

    evidence: Mapping[str, Any]
    before: Mapping[str, Any] | None

    @property
    def dataset(self) -> dict[str, Any]:
        """The record as it was stored."""
        found: dict[str, Any] = self.evidence["dataset"]
        return found

    @property
    def resources(self) -> list[dict[str, Any]]:
        """Its resources, in their order."""
        found: list[dict[str, Any]] = self.dataset["resources"]
        return found

    @property
    def trail(self) -> list[dict[str, Any]]:
        """What became of it, the birth first."""
        return list(self.dataset.get(TRAIL) or ())

    @property
    def now(self) -> datetime:
        """When the evidence was taken, on the portal's clock."""
        return parse_moment(self.evidence["now"])

    def sha1_of(self, resource: Mapping[str, Any]) -> str:
        """Give the digest of a hosted file as the portal counted it; "" for a link."""
        if not resource.get("path"):
            return ""
        if resource["filetype"] != "file":
            # What such a resource says of itself may have been sent by anybody.
            return str(self.evidence["digests"].get(resource["id"], ""))
        return str((resource.get("checksum") or {}).get("value") or "")
