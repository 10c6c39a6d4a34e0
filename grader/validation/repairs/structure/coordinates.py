"""Latitude written in place of longitude: points in no French territory, and in one swapped."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from grader.typography import plural
from grader.validation.columns import where
from grader.validation.repairs.cells.kinds import LATITUDE, LONGITUDE, beside_axis
from grader.validation.repairs.cells.points import SWAP, TERRITORIES
from grader.validation.repairs.model import Repair
from grader.validation.repairs.recipes.points import swapped_point
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.seen import changed, without_fault
from grader.validation.repairs.structure.swaps import CellsSwapped

_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?"
_PAIR = rf"^\s*\[?\s*\"?({_NUMBER})\"?\s*,\s*\"?({_NUMBER})\"?\s*\]?\s*$"


def _territory(x: pl.Expr, y: pl.Expr) -> pl.Expr:
    """Whether a point is in a French territory."""
    return pl.any_horizontal(
        (x > west) & (x < east) & (y > south) & (y < north)
        for west, south, east, north in TERRITORIES
    )


def _inverted(numbers: pl.DataFrame) -> pl.Series:
    """Tell the points (columns x and y) that are in no territory, and in one when swapped."""
    x, y = pl.col("x"), pl.col("y")
    inverted = ~_territory(x, y) & _territory(y, x)
    return numbers.select(inverted.fill_null(value=False)).to_series()


def inverted_points(sight: Sight) -> Iterator[Repair]:
    """Find the points of one column whose two numbers are the other way round."""
    for name, index in sight.columns.items():
        field = sight.examined.placement.fields.get(index)
        if field is None or field.type != "geopoint":
            continue
        text = sight.text_of(name)
        distinct = text.drop_nulls().unique().alias("text").to_frame()
        numbers = distinct.select(
            pl.col("text").str.extract(_PAIR, place).cast(pl.Float64, strict=False).alias(axis)
            for place, axis in ((1, "x"), (2, "y"))
        )
        found = distinct.filter(_inverted(numbers))["text"].to_list()
        after = {cell: swapped_point(cell, TERRITORIES) for cell in found}
        after = {c: new for c, new in after.items() if new != c and sight.is_right(name, new)}
        if after:
            change = changed(sight, name, after)
            evidence = _evidence(len(change), int((text != "").sum()))
            words = {"evidence": evidence, "what": "les deux nombres"}
            yield Repair(
                "inverted-coordinates", name, sure=False, change=change, words=words, recipe=SWAP
            )


def inverted_pairs(sight: Sight) -> Iterator[Repair]:
    """Find, in two columns of numbers, rows where each holds what is due in the other."""
    pairs = list(_pairs(sight))
    for latitude, longitude in pairs:
        numbers = pl.DataFrame(
            {"x": _numbers(sight.text_of(longitude)), "y": _numbers(sight.text_of(latitude))}
        )
        rows = where(_inverted(numbers) & _readable(sight, latitude, longitude))
        if not len(rows):
            continue
        change = CellsSwapped(
            (sight.columns[longitude], sight.columns[latitude]), (longitude, latitude), rows
        )
        filled = int((numbers["x"].is_not_null() & numbers["y"].is_not_null()).sum())
        what = f"les cellules de {latitude} et de {longitude}"
        words = {"evidence": _evidence(len(rows), filled), "what": what}
        column = latitude if len(pairs) > 1 else ""
        yield Repair("inverted-coordinates", column, sure=False, change=change, words=words)


def _readable(sight: Sight, *columns: str) -> pl.Series:
    """Tell the rows whose cells are right in all of the columns."""
    right = [without_fault(sight, column) for column in columns]
    return right[0] & right[1]


def _numbers(text: pl.Series) -> pl.Series:
    """Read degrees; some schemas admit a comma in a text."""
    return text.str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)


def _pairs(sight: Sight) -> Iterator[tuple[str, str]]:
    """Give the names of columns that hold the latitude and the longitude of one point."""
    longitudes = {beside_axis(name, LONGITUDE): name for name in sight.columns}
    for name in sight.columns:
        rest = beside_axis(name, LATITUDE)
        if rest is not None and rest in longitudes:
            yield name, longitudes[rest]


def _evidence(inverted: int, filled: int) -> str:
    """Say how many points are concerned, of how many."""
    verb = "tombe" if inverted < 2 else "tombent"
    swapped = "ses deux nombres échangés" if inverted < 2 else "leurs deux nombres échangés"
    return (
        f"{plural(inverted, 'point')} sur {filled} {verb} hors de France, et en France une fois "
        f"{swapped}"
    )
