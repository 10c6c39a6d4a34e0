"""Recipes for geographic points."""

import re
from collections.abc import Sequence

_EXPONENT = r"(?:[eE][-+]?\d+)?"
_POINTED = rf"([-+]?\d+(?:\.\d+)?{_EXPONENT})"
_EITHER = rf"([-+]?\d+(?:[.,]\d+)?{_EXPONENT})"
_WITH_COMMA = rf"([-+]?\d+,\d+{_EXPONENT})"
#: Two numbers, between brackets or not; a comma is either between them or in each of them.
_TWO = re.compile(
    rf"(?:POINT\s*)?[\[({{]?\s*(?:{_POINTED}\s*,\s*{_POINTED}|{_WITH_COMMA}\s*,\s*{_WITH_COMMA}"
    rf"|{_EITHER}(?:\s*[;/|]\s*|\s+){_EITHER})\s*[\])}}]?",
    re.IGNORECASE,
)
_PAIR = re.compile(rf"(\s*\[?\s*\"?){_POINTED}(\"?\s*,\s*\"?){_POINTED}(\"?\s*\]?\s*)")


def _plain(number: str) -> str:
    """Write a number with a point, without a plus nor zeros before it."""
    text = number.replace(",", ".").lstrip("+")
    return re.sub(r"^(-?)0+(?=\d)", r"\1", text)


def _within(x: float, y: float, boxes: Sequence[Sequence[float]]) -> bool:
    return any(west < x < east and south < y < north for west, south, east, north in boxes)


def as_point(cell: str, brackets: bool) -> str:
    """Write two numbers as a point: a comma between them, points before their decimals.

    Args:
        cell: as written.
        brackets: whether the schema asks for [ and ] around them.
    """
    match = _TWO.fullmatch(cell.strip())
    if match is None:
        return cell
    first, second = (_plain(part) for part in match.groups() if part is not None)
    return f"[{first},{second}]" if brackets else f"{first},{second}"


def swapped_point(cell: str, boxes: Sequence[Sequence[float]]) -> str:
    """Put the longitude first, where a point is in no territory as written and in one swapped.

    Args:
        cell: as written.
        boxes: west, south, east and north of each territory.
    """
    match = _PAIR.fullmatch(cell)
    if match is None:
        return cell
    x, y = float(match[2]), float(match[4])
    if _within(x, y, boxes) or not _within(y, x, boxes):
        return cell
    return f"{match[1]}{match[4]}{match[3]}{match[2]}{match[5]}"
