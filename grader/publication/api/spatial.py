"""Zones in the API: section 11 of the portal's contract. No key, plain lists."""

from __future__ import annotations

from typing import Any

from grader.publication.api.route import Call, Route
from grader.publication.asked import required_argument
from grader.publication.exchange import Reply
from grader.publication.pages import positive_argument
from grader.publication.portal import Portal
from grader.publication.problems import Problem, not_found
from grader.publication.reference import (
    GRANULARITIES,
    LEVELS,
    Zone,
    find_zone,
    suggest_zones,
)

_PATH = "/api/1/spatial/"
_SIZE = 10


def _suggest(portal: Portal, call: Call) -> Reply:
    del portal
    words = required_argument(call, "q", "The string to autocomplete/suggest")
    size = positive_argument(call, "size", "The amount of suggestion to fetch", _SIZE)
    return Reply(
        [
            {
                "id": zone.id,
                "name": zone.name,
                "code": zone.code,
                "level": zone.level,
                "uri": zone.uri,
            }
            for zone in suggest_zones(words, size)
        ]
    )


def _zone(portal: Portal, call: Call) -> Reply:
    del portal
    return Reply(_feature(_found(call.arguments["zone"])))


def _zones(portal: Portal, call: Call) -> Reply:
    del portal
    found = [_found(identifier) for identifier in call.arguments["zones"].split(",")]
    features = [{**_feature(zone), "geometry": None} for zone in found]
    return Reply({"type": "FeatureCollection", "features": features})


def _levels(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "name": name} for key, name in LEVELS.items()])


def _granularities(portal: Portal, call: Call) -> Reply:
    del portal, call
    return Reply([{"id": key, "name": name} for key, name in GRANULARITIES.items()])


def _found(identifier: str) -> Zone:
    zone = find_zone(identifier)
    if zone is None:
        raise _unknown_zone()
    return zone


def _unknown_zone() -> Problem:
    return not_found(
        explanation="Cette zone n'existe pas dans le bac à sable, qui connaît la France, ses "
        "régions, ses départements et quelques communes. Cherchez-en une : "
        "GET /api/1/spatial/zones/suggest/?q=…."
    )


def _feature(zone: Zone) -> dict[str, Any]:
    """Give a zone as GeoJSON, without its shape, which the real one leaves out too."""
    return {
        "id": zone.id,
        "type": "Feature",
        "properties": {
            "slug": zone.slug,
            "name": zone.name,
            "code": zone.code,
            "uri": zone.uri,
            "level": zone.level,
        },
    }


ROUTES = (
    Route(
        "GET",
        f"{_PATH}zones/suggest/",
        _suggest,
        "Chercher une zone par son nom, son code ou son identifiant.",
        answer="ZoneList",
        query=(
            ("q", "Début ou partie du nom, code, ou identifiant.", "string"),
            ("size", "Nombre de réponses, au plus.", "integer"),
        ),
    ),
    Route("GET", f"{_PATH}zone/{{zone}}/", _zone, "Une zone.", answer="ZoneFeature"),
    Route(
        "GET",
        f"{_PATH}zones/{{zones}}/",
        _zones,
        "Plusieurs zones, leurs identifiants séparés par des virgules.",
        answer="ZoneCollection",
    ),
    Route("GET", f"{_PATH}levels/", _levels, "Les niveaux de zones.", answer="NamedList"),
    Route(
        "GET",
        f"{_PATH}granularities/",
        _granularities,
        "Les granularités : jusqu'où va le détail des données.",
        answer="NamedList",
    ),
)
