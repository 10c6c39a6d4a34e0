"""What a record covers, in time and space: two parts of its form with rules of their own."""

from __future__ import annotations

import math
from typing import Any

from grader.publication.datasets.fields import (
    BAD_CHOICE,
    BAD_TYPE,
    REQUIRED,
    RefusedField,
    day,
)
from grader.publication.documents import Document
from grader.publication.reference import GRANULARITIES, find_zone

_BAD_PERIOD = "Unable to parse date range"
#: Zones of one record; a commune's own data needs one.
_MOST_ZONES = 1_000


def temporal_coverage(value: Any) -> Document | None:
    """Read a period; inverted bounds are swapped without a word, as the real form does.

    Args:
        value: ``{"start": …, "end": …}``, ``"start - end"``, or nothing.

    Raises:
        RefusedField: no start, or a bound that is no date.
    """
    if value in (None, "", {}, []):
        return None
    if isinstance(value, str):
        first, dash, last = value.partition(" - ")
        if not dash:
            raise _bad_period()
        value = {"start": first, "end": last}
    if not isinstance(value, dict):
        raise _bad_period()
    if not value.get("start"):
        raise RefusedField(
            {"start": [REQUIRED]}, "Une période doit avoir un début ; sa fin est facultative."
        )
    try:
        start = day(value["start"])
        end = day(value["end"]) if value.get("end") else None
    except ValueError as error:
        raise _bad_period() from error
    if end is not None and end < start:
        start, end = end, start
    return {"start": start, "end": end}


def _bad_period() -> RefusedField:
    return RefusedField(
        [_BAD_PERIOD],
        'Écrivez la période {"start": "2024-01-01", "end": "2024-12-31"} : des dates qui '
        "existent, année d'abord.",
    )


def spatial_coverage(value: Any, stored: Document | None) -> Document | None:
    """Read a spatial coverage over the stored one: nothing that is not sent is removed.

    Args:
        value: ``{"zones": […], "granularity": …, "geom": …}``, or nothing.
        stored: what the record has.

    Raises:
        RefusedField: unknown zone or granularity, bad geometry, or zones beside a geometry.
    """
    if value in (None, "", {}, []):
        return stored
    if not isinstance(value, dict):
        raise RefusedField(
            [BAD_TYPE],
            'Écrivez la couverture spatiale {"zones": ["fr:commune:35238"], "granularity": '
            '"fr:commune"}.',
        )
    covered = dict(stored or {"zones": [], "granularity": None, "geom": None})
    errors: dict[str, list[str]] = {}
    told: list[str] = []
    for name, read in _PARTS.items():
        given = value.get(name)
        if given in (None, "", [], {}):
            continue
        try:
            covered[name] = read(given)
        except RefusedField as refused:
            errors[name] = refused.errors
            told.append(refused.explanation)
    if errors:
        raise RefusedField(errors, " ".join(told))
    if covered["zones"] and covered["geom"]:
        raise RefusedField(
            "The spatial coverage already has a Geozone",
            "Donnez des zones ou une géométrie, pas les deux. La vraie API ne permet pas de "
            "remplacer les unes par l'autre : ce qui n'est pas envoyé est gardé.",
            model="__all__",
        )
    empty = not (covered["zones"] or covered["geom"] or covered["granularity"])
    return None if empty else covered


def _zones(value: Any) -> list[str]:
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or len(value) > _MOST_ZONES:
        raise RefusedField([BAD_TYPE], "Les zones s'écrivent en une liste d'identifiants.")
    found, unknown = [], []
    for one in value:
        identifier = one.get("id") if isinstance(one, dict) else one
        zone = find_zone(identifier.strip()) if isinstance(identifier, str) else None
        if zone is None:
            unknown.append(str(identifier)[:100])
        else:
            found.append(zone.id)
    if unknown:
        raise RefusedField(
            [f"GeoID(s) inconnu(s): {', '.join(unknown)}"],
            "Un identifiant de zone s'écrit niveau puis code, par exemple fr:commune:35238 : "
            "cherchez le vôtre avec GET /api/1/spatial/zones/suggest/?q=…",
        )
    return list(dict.fromkeys(found))


def _granularity(value: Any) -> str:
    if not isinstance(value, str) or value not in GRANULARITIES:
        raise RefusedField(
            [BAD_CHOICE],
            "La liste des granularités est à GET /api/1/spatial/granularities/.",
        )
    return value


def _geometry(value: Any) -> Document:
    if not isinstance(value, dict) or value.get("type") != "MultiPolygon":
        raise _bad_geometry('MultiPolygonField type must be "MultiPolygon"')
    polygons = value.get("coordinates")
    if not isinstance(polygons, list) or not polygons or not all(map(_is_polygon, polygons)):
        raise _bad_geometry("Invalid MultiPolygon")
    return {"type": "MultiPolygon", "coordinates": polygons}


def _is_polygon(rings: Any) -> bool:
    return isinstance(rings, list) and bool(rings) and all(map(_is_ring, rings))


def _is_ring(positions: Any) -> bool:
    return (
        isinstance(positions, list)
        and len(positions) >= 4
        and all(map(_is_position, positions))
        and positions[0] == positions[-1]
    )


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and 2 <= len(position) <= 3
        and all(
            isinstance(part, int | float) and not isinstance(part, bool) and math.isfinite(part)
            for part in position
        )
    )


def _bad_geometry(message: str) -> RefusedField:
    return RefusedField(
        [message],
        "La géométrie doit être un MultiPolygon de GeoJSON : une liste de polygones, chacun une "
        "liste d'anneaux fermés. Un Polygon seul est refusé : mettez-le dans une liste.",
    )


_PARTS = {"zones": _zones, "granularity": _granularity, "geom": _geometry}
