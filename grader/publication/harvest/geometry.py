"""The place that a record is about, from GeoJSON, WKT or a box, as a MultiPolygon."""

from __future__ import annotations

import json
import math
import re
from typing import Any

#: Positions of one geometry.
_MOST = 20_000
_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_WKT = re.compile(
    r"(?:<[^>]*>\s*)?(?:SRID=\d+;)?\s*(MULTIPOLYGON|POLYGON)\s*(?:Z\s*)?(\(.*\))", re.I | re.S
)
_BOX = re.compile(rf"\s*({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})[\s,]+({_NUMBER})\s*")
_ENVELOPE = re.compile(r"ENVELOPE\s*\(\s*" + r"\s*,\s*".join([f"({_NUMBER})"] * 4) + r"\s*\)", re.I)

Ring = list[list[float]]


def to_multipolygon(text: str) -> dict[str, Any] | None:
    """Read a place; None where it is not one that can be read, or is no surface.

    Args:
        text: GeoJSON, WKT (``POLYGON``, ``MULTIPOLYGON``, ``ENVELOPE``), or a box written
            ``west,south,east,north``.
    """
    text = text.strip()
    try:
        polygons = _polygons(text)
    except (ValueError, TypeError, KeyError, RecursionError, OverflowError):
        return None
    if not polygons or not all(_closed(ring) for polygon in polygons for ring in polygon):
        return None
    return {"type": "MultiPolygon", "coordinates": polygons}


def _polygons(text: str) -> list[list[Ring]]:
    if text.startswith("{"):
        return _geojson(json.loads(text))
    if found := _ENVELOPE.fullmatch(text):
        west, east, north, south = (float(found[place]) for place in (1, 2, 3, 4))
        return [_box(west, south, east, north)]
    if found := _BOX.fullmatch(text):
        west, south, east, north = (float(found[place]) for place in (1, 2, 3, 4))
        return [_box(west, south, east, north)]
    found = _WKT.fullmatch(text)
    if found is None or text.count(",") > _MOST:
        return []
    inside = re.sub(rf"({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER})?", r"[\1,\2]", found[2])
    nested = json.loads(inside.replace("(", "[").replace(")", "]"))
    return _checked([nested] if found[1].upper() == "POLYGON" else nested)


def _geojson(value: Any) -> list[list[Ring]]:
    if value["type"] == "Feature":
        value = value["geometry"]
    if value["type"] == "Polygon":
        return _checked([value["coordinates"]])
    if value["type"] == "MultiPolygon":
        return _checked(value["coordinates"])
    return []


def _checked(polygons: Any) -> list[list[Ring]]:
    """Write positions anew as pairs of numbers.

    Raises:
        ValueError: too many, or one off the globe.
    """
    if sum(len(ring) for polygon in polygons for ring in polygon) > _MOST:
        raise ValueError("too many positions")
    return [[[_position(pair) for pair in ring] for ring in polygon] for polygon in polygons]


def _position(pair: Any) -> list[float]:
    east, north = float(pair[0]), float(pair[1])
    if not (math.isfinite(east) and abs(east) <= 180 and abs(north) <= 90):
        raise ValueError("off the globe")
    return [east, north]


def _box(west: float, south: float, east: float, north: float) -> list[Ring]:
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[_position(corner) for corner in corners]]


def _closed(ring: Ring) -> bool:
    return len(ring) >= 4 and ring[0] == ring[-1]
