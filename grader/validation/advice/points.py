"""Points as people and map software write them, and the form that the schema asks for."""

from __future__ import annotations

import re

from grader.validation.advice.model import Advice
from grader.validation.schemas import Field

#: Two numbers, between brackets or not; a comma is either between them or in each of them.
_TWO = re.compile(
    r"[\[(]?\s*(?:(-?\d+(?:\.\d+)?)\s*[,;/\s]\s*(-?\d+\.\d+)"
    r"|(-?\d+,\d+)\s*[;/\s]\s*(-?\d+,\d+))\s*[\])]?"
)
#: How a format is written, with the latitude and longitude of Paris.
_SHAPES = {
    "default": "comme 2.35,48.85",
    "array": "entre crochets, comme [2.35,48.85]",
    "object": 'entre accolades, comme {"lon": 2.35, "lat": 48.85}',
}


def advise_point(field: Field, cell: str) -> Advice:
    """Say what to write in place of a wrong geographic point.

    Args:
        field: a field of type ``geopoint``.
        cell: the cell as written.
    """
    shape = _SHAPES.get(field.format, _SHAPES["default"])
    match = _TWO.fullmatch(cell.strip())
    if match is None or field.format not in {"default", "array"}:
        return Advice("", {"shape": shape})
    lon, lat = (part.replace(",", ".") for part in match.groups() if part is not None)
    if abs(float(lon)) > 180 or abs(float(lat)) > 90:
        return Advice("", {"shape": shape})
    plain = f"[{lon},{lat}]" if field.format == "array" else f"{lon},{lat}"
    return Advice("rewrite", {"shape": shape, "plain": plain})
