"""The figure of a module's questions: who answers right, against who else does.

Places are in the units of the drawing; a number beside a point is that of the table below it. Where
points crowd, a number finds a free side, or is left to the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.learning.item_statistics import POOR, TOO_EASY, TOO_HARD
from grader.services.learning.item_figures import Measured
from grader.services.learning.item_words import share
from grader.typography import french, number, plural

WIDTH, HEIGHT = 640, 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 30, 16, 48
#: Half of a point, and the box of its number.
_POINT, _WIDE, _HIGH = 5.0, 18.0, 14.0


@dataclass(frozen=True)
class Tick:
    """A line of the grid: where, and what stands at its end."""

    at: float
    label: str


@dataclass(frozen=True)
class Point:
    """A question: where, its number, where that stands ("" when there is no room), good or not."""

    x: float
    y: float
    label: str
    label_x: float
    label_y: float
    bad: bool


@dataclass(frozen=True)
class Scatter:
    """The figure.

    Attributes:
        points: questions of which both figures are known.
        columns, rows: the grid.
        easy, hard, poor: where a question begins to be too easy, too hard, or to sort too little.
        told: the text that stands for the drawing.
        absent: which numbers it does not show, or "".
        unnamed: numbers that found no room, or "".
    """

    points: tuple[Point, ...]
    columns: tuple[Tick, ...]
    rows: tuple[Tick, ...]
    easy: float
    hard: float
    poor: float
    told: str
    absent: str
    unnamed: str


def scatter(known: Sequence[Measured], numbers: Sequence[int]) -> Scatter | None:
    """Draw the questions of a module.

    Args:
        known: those with figures.
        numbers: of each in the table.

    Returns:
        None when no question has both figures.
    """
    drawn: list[tuple[Measured, int, float, float]] = []
    absent: list[int] = []
    for one, place in zip(known, numbers, strict=True):
        if one.found is None or one.found.discrimination is None:
            absent.append(place)
        else:
            drawn.append((one, place, _x(one.found.difficulty), one.found.discrimination))
    if not drawn:
        return None
    floor = min(-0.2, *(value for *_, value in drawn))
    floor = -1.0 if floor < -0.6 else (-0.6 if floor < -0.2 else -0.2)
    places = [(x, _y(value, floor)) for _, _, x, value in drawn]
    labels = _labels([str(place) for _, place, _, _ in drawn], places)
    points = tuple(
        Point(round(x, 1), round(y, 1), *label, bad=bool(one.faults))
        for (one, *_), (x, y), label in zip(drawn, places, labels, strict=True)
    )
    silent = [place for (_, place, *_), label in zip(drawn, labels, strict=True) if not label[0]]
    return Scatter(
        points=points,
        columns=tuple(Tick(_x(part / 4), share(part / 4)) for part in range(5)),
        rows=tuple(
            Tick(_y(value, floor), number(value, 1).replace("-", "−")) for value in _marks(floor)
        ),
        easy=_x(TOO_EASY),
        hard=_x(TOO_HARD),
        poor=_y(POOR, floor),
        told=_told(points),
        absent=_listed("sans discrimination calculable", absent),
        unnamed=_listed("sans numéro, faute de place", silent),
    )


def _x(value: float) -> float:
    return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * value, 1)


def _y(value: float, floor: float) -> float:
    return round(_TOP + (HEIGHT - _TOP - _BOTTOM) * (1 - value) / (1 - floor), 1)


def _marks(floor: float) -> list[float]:
    parts = 2 if floor <= -1 else 5
    return [step / parts for step in range(round(floor * parts), parts + 1)]


def _labels(
    names: Sequence[str], places: Sequence[tuple[float, float]]
) -> list[tuple[str, float, float]]:
    """Put each number on the first side of its point that is free."""
    taken = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in places]
    found: list[tuple[str, float, float]] = []
    for name, (x, y) in zip(names, places, strict=True):
        sides = ((14.0, 0.0), (-14.0, 0.0), (0.0, -13.0), (0.0, 13.0), (12.0, -11.0),
                 (-12.0, -11.0), (12.0, 11.0), (-12.0, 11.0))  # fmt: skip
        for aside, below in sides:
            middle = x + aside, y + below
            box = (
                middle[0] - _WIDE / 2,
                middle[1] - _HIGH / 2,
                middle[0] + _WIDE / 2,
                middle[1] + _HIGH / 2,
            )
            if _inside(box) and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                found.append((name, round(middle[0], 1), round(middle[1] + 4.5, 1)))
                break
        else:
            found.append(("", 0.0, 0.0))
    return found


_Box = tuple[float, float, float, float]


def _inside(box: _Box) -> bool:
    return box[0] > _LEFT and box[2] < WIDTH and box[1] > 0 and box[3] < HEIGHT - _BOTTOM


def _overlap(one: _Box, other: _Box) -> bool:
    apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    return not apart


def _told(points: Sequence[Point]) -> str:
    bad = sum(point.bad for point in points)
    review = "aucune à revoir" if not bad else f"dont {bad} à revoir"
    return french(
        f"{plural(len(points), 'question')} selon leur réussite et leur discrimination, {review}. "
        "Les chiffres sont dans le tableau qui suit."
    )


def _listed(why: str, numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    return french(f"{why[0].upper()}{why[1:]} : {', '.join(map(str, numbers))}.")
