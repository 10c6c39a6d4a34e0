"""Geographic points written otherwise than the schema asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from grader.validation.checks.french_gps import BOXES, ELSEWHERE, Box
from grader.validation.repairs.cells.kinds import LATITUDE, LONGITUDE, beside_axis
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.points import as_point, swapped_point
from grader.validation.repairs.sight import Recognised, WrongCells

#: West, south, east and north of every French territory.
TERRITORIES: tuple[Box, ...] = (*BOXES.values(), *ELSEWHERE.values())
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d*)?(?:[eE][-+]?\d+)?")
#: How a script swaps what has to be, and nothing else.
SWAP = Recipe(swapped_point.__name__, {"boxes": [list(box) for box in TERRITORIES]})


class Position(NamedTuple):
    """A longitude and a latitude, in degrees."""

    x: float
    y: float

    @property
    def is_french(self) -> bool:
        """Whether it is in a French territory."""
        return any(
            west < self.x < east and south < self.y < north
            for west, south, east, north in TERRITORIES
        )


@once
def points(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise two numbers; where they lie tells whether the longitude comes first."""
    field = wrong.field
    if field is None or wrong.code != "type-error" or field.type != "geopoint":
        return
    if field.format not in {"default", "array"}:
        return
    brackets = field.format == "array"
    recipe = Recipe(as_point.__name__, {"brackets": brackets})
    french: dict[str, str] = {}
    swapped: dict[str, str] = {}
    abroad: dict[str, str] = {}
    for cell in wrong.distinct:
        new = as_point(cell, brackets)
        if new == cell:
            continue
        x, y = map(float, new.strip("[]").split(","))
        if Position(x, y).is_french:
            french[cell] = new
        elif Position(y, x).is_french:
            swapped[cell] = swapped_point(new, TERRITORIES)
        else:
            abroad[cell] = new
    yield Recognised("point-form", french, sure=True, recipe=recipe)
    yield Recognised("point-form-swapped", swapped)
    yield Recognised("point-form-abroad", abroad, recipe=recipe)


def coordinates(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise latitudes and longitudes that are not one number, when nothing else was found."""
    axes = (beside_axis(wrong.column, axis) for axis in (LATITUDE, LONGITUDE))
    if wrong.detail not in {"number", "pattern"} or all(rest is None for rest in axes):
        return
    cells = {cell for cell in wrong.distinct if not _NUMBER.fullmatch(cell.strip())}
    if cells:
        yield Recognised("not-a-coordinate", cells=frozenset(cells))
