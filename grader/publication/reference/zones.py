"""Zones that a dataset covers: the country, its regions and departments, and some communes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

from grader.publication.slugs import slugify

#: Levels of zones, widest first, with their French names.
LEVELS: dict[str, str] = {
    "country": "Pays",
    "fr:region": "Région",
    "fr:departement": "Département",
    "fr:epci": "Intercommunalité (EPCI)",
    "fr:commune": "Commune",
}

#: How fine a dataset is.
GRANULARITIES: dict[str, str] = {**LEVELS, "poi": "Point d'Intérêt", "other": "Autre"}


@dataclass(frozen=True)
class Zone:
    """A zone.

    Attributes:
        id: level and code, ``fr:commune:35238``.
        name: in French.
        code: official code, ``35238``.
        level: one of ``LEVELS``.
        uri: its own address at its authority, or None.
    """

    id: str
    name: str
    code: str
    level: str
    uri: str | None = None

    @property
    def slug(self) -> str:
        """Its name in an address."""
        return slugify(self.name)


@cache
def zones() -> dict[str, Zone]:
    """Give every zone known here by identifier, widest level first."""
    text = resources.files(__package__).joinpath("zones.json").read_text(encoding="utf-8")
    found = {}
    for level, names in json.loads(text).items():
        for code, name in names.items():
            identifier = f"{level}:{code}"
            found[identifier] = Zone(identifier, name, code, level)
    return found


def find_zone(identifier: str) -> Zone | None:
    """Find a zone; an old suffix ``@date`` is ignored."""
    return zones().get(identifier.partition("@")[0])


def suggest_zones(words: str, size: int = 10) -> list[Zone]:
    """Give zones whose name, code or identifier matches, widest level first.

    Args:
        words: what a person began to type; accents and case do not count.
        size: how many at most.
    """
    wanted = slugify(words)
    if not wanted:
        return []
    found = [
        zone
        for zone in zones().values()
        if zone.code.lower() == words.strip().lower()
        or zone.id == words.strip().lower()
        or wanted in zone.slug
    ]
    # Among zones of one level, a name that begins so comes before one that holds it.
    order = list(LEVELS)
    found.sort(key=lambda zone: (order.index(zone.level), not zone.slug.startswith(wanted)))
    return found[:size]
