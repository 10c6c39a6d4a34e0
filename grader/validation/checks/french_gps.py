"""Coordinates of a place in France."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.model import Example

#: West, south, east, north, in degrees.
Box = tuple[float, float, float, float]

#: The rectangles of Validata and frformat 0.5 (MIT): facts, held equal to frformat's by a test.
BOXES: Mapping[str, Box] = {
    "France": (-5.141277, 41.333571, 9.560091, 51.088989),
    "Guadeloupe": (-61.809839, 15.832041, -61.001959, 16.514488),
    "Martinique": (-61.229033, 14.388646, -60.809655, 14.878723),
    "Guyane": (-54.60239, 2.111055, -51.619041, 5.748138),
    "La Réunion": (55.216526, -21.389631, 55.836654, -20.8718),
    "Mayotte": (45.01833, -13.005254, 45.299985, -12.63659),
}
#: French places that the rule does not know, largely drawn, and how one says « there ».
ELSEWHERE: Mapping[str, Box] = {
    "à Saint-Pierre-et-Miquelon": (-56.6, 46.7, -56.0, 47.2),
    "à Saint-Martin": (-63.2, 18.0, -62.97, 18.2),
    "à Saint-Barthélemy": (-62.97, 17.8, -62.7, 18.0),
    "à Wallis-et-Futuna": (-178.3, -14.5, -176.0, -13.1),
    "en Polynésie française": (-154.9, -28.0, -134.3, -7.7),
    "en Nouvelle-Calédonie": (163.3, -22.9, 168.2, -17.9),
}
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_PAIR = re.compile(rf"(\s*\[?\s*)({_NUMBER})(\s*,\s*)({_NUMBER})(\s*\]?\s*)")
_COLUMN = {"column": "xy"}


def _within(point: tuple[float, float], box: Box) -> bool:
    """Tell whether a point is inside a rectangle, its border left out."""
    longitude, latitude = point
    west, south, east, north = box
    return west < longitude < east and south < latitude < north


def _in_france(longitude: float, latitude: float) -> bool:
    return any(_within((longitude, latitude), box) for box in BOXES.values())


def _point(text: str) -> tuple[float, float] | None:
    """Read the longitude and latitude of each form that a ``geopoint`` may have."""
    match = _PAIR.fullmatch(text)
    if match:
        return float(match[2]), float(match[4])
    try:
        point = json.loads(text)
        return float(point["lon"]), float(point["lat"])
    except (KeyError, OverflowError, RecursionError, TypeError, ValueError):
        return None


def _swapped(text: str) -> str:
    """Write the two numbers the other way round, everything else as it is."""
    if _PAIR.fullmatch(text):
        return _PAIR.sub(r"\1\4\3\2\5", text).strip()
    point = json.loads(text)
    return json.dumps({**point, "lon": point["lat"], "lat": point["lon"]})


class FrenchGps(CellCheck):
    """[longitude, latitude] inside the rectangles around France (source: Validata, frformat).

    A point just over the border passes: the rectangles are larger than France.
    """

    names = ("french-gps-coordinates",)
    valid = (
        Example(
            _COLUMN,
            {
                "xy": (
                    [2.294481, 48.85837],
                    [-61.5, 16.2],
                    [-61.0, 14.6],
                    [-52.3, 4.9],
                    [55.45, -20.9],
                    [45.2, -12.8],
                    [9.5, 42.0],
                    None,
                )
            },
        ),
        # The forms of a geopoint, one that a list gives, and one met in published files.
        Example(
            _COLUMN,
            {"xy": ("2.35,48.85", "[8.73 , 41.92]", '{"lon": 2, "lat": 48}', "[-9.92E-4, 48.1]")},
        ),
        # Brussels is over the border, and in the rectangle.
        Example(_COLUMN, {"xy": ([4.35, 50.85],)}),
        Example({"column": "absent"}, {"xy": ([0, 0],)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {"xy": ([48.85837, 2.294481], [48.85837, 52.0], [0, 0], [16.2, -61.5])},
            ((0, "reversed"), (1, ""), (2, "zero"), (3, "reversed")),
        ),
        Example(
            _COLUMN,
            {"xy": ([166.45, -22.27], [-149.57, -17.53], [-56.17, 46.78], [-63.08, 18.07])},
            tuple((row, "elsewhere") for row in range(4)),
        ),
        Example(
            _COLUMN,
            {"xy": ("Paris", '{"lon": 48, "lat": 2}', [1, 2, 3], "48,85, 2,35", '"48"')},
            ((0, "shape"), (1, "reversed"), (2, "shape"), (3, "shape"), (4, "shape")),
        ),
        Example(_COLUMN, {"xy": ([-5.141277, 45.0],)}, ((0, ""),)),
    )

    def judge(self, text: str) -> Flaw | None:
        """Look where the point is, then where it is with its numbers swapped."""
        point = _point(text)
        if point is None:
            return Flaw(detail="shape")
        longitude, latitude = point
        if _in_france(longitude, latitude):
            return None
        if _in_france(latitude, longitude):
            return Flaw(detail="reversed", words={"better": _swapped(text)})
        if not longitude and not latitude:
            return Flaw(detail="zero")
        for place, box in ELSEWHERE.items():
            if _within(point, box):
                return Flaw(detail="elsewhere", words={"place": place})
        return Flaw()
