"""A curve of times by size, drawn as SVG with nothing but text: GitHub shows it as it is."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

_WIDTH, _HEIGHT = 760, 440
_LEFT, _RIGHT, _TOP, _BOTTOM = 80, 230, 50, 60
_OPENING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
    'aria-labelledby="t d" font-family="sans-serif" font-size="13">'
)
#: Colour, dashes and mark of each line: none is told by its colour alone.
_STYLES = (
    ("#333333", "", "circle"),
    ("#0b5fa5", "", "square"),
    ("#0b5fa5", "6 4", "diamond"),
    ("#a33b00", "", "square"),
    ("#a33b00", "6 4", "diamond"),
    ("#6b2f8a", "2 3", "circle"),
)
_MARKS = {
    "circle": '<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>',
    "square": '<rect x="{left:.1f}" y="{top:.1f}" width="8" height="8" fill="{colour}"/>',
    "diamond": '<path d="M{x:.1f} {top:.1f}l5 4-5 4-5-4z" fill="{colour}"/>',
}


def draw(lines: Mapping[str, Sequence[tuple[int, float]]], title: str, told: str) -> str:
    """Draw lines on two logarithmic axes, rows and seconds.

    Args:
        lines: by name, points of rows and seconds.
        title: title of the picture.
        told: the picture in words, for those who do not see it.
    """
    points = [point for line in lines.values() for point in line]
    across = _Axis([rows for rows, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Axis([seconds for _, seconds in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        _OPENING,
        f'<title id="t">{escape(title)}</title><desc id="d">{escape(told)}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="26" font-size="16" fill="#111111">{escape(title)}</text>',
        *_grid(across, up),
    ]
    ends = []
    for (name, line), style in zip(lines.items(), _STYLES, strict=False):
        places = [(across.place(rows), up.place(seconds)) for rows, seconds in line]
        parts.append(_line(places, *style))
        ends.append((places[-1][1], name, style[0]))
    parts.extend(_names(ends))
    return "\n".join([*parts, "</svg>\n"])


class _Axis:
    """A logarithmic axis over whole powers of ten."""

    def __init__(self, values: Sequence[float], begin: float, end: float) -> None:
        self._first = math.floor(math.log10(min(values)))
        self._last = max(math.ceil(math.log10(max(values)) - 1e-9), self._first + 1)
        self._begin, self._end = begin, end

    def place(self, value: float) -> float:
        share = (math.log10(value) - self._first) / (self._last - self._first)
        return self._begin + share * (self._end - self._begin)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self._first, self._last + 1)]


def _grid(across: _Axis, up: _Axis) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = []
    for value in across.ticks():
        x = across.place(value)
        parts.append(
            f'<path d="M{x:.1f} {_TOP}V{bottom}" stroke="#dddddd"/>'
            f'<text x="{x:.1f}" y="{bottom + 20}" text-anchor="middle" fill="#333333">'
            f"{value:,.0f}</text>"
        )
    for value in up.ticks():
        y = up.place(value)
        label = f"{value:g} s"
        parts.append(
            f'<path d="M{_LEFT} {y:.1f}H{right}" stroke="#dddddd"/>'
            f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#333333">{label}</text>'
        )
    middle = (_LEFT + right) / 2
    parts.append(
        f'<text x="{middle}" y="{_HEIGHT - 14}" text-anchor="middle" fill="#333333">rows</text>'
    )
    return parts


def _line(places: Sequence[tuple[float, float]], colour: str, dashes: str, mark: str) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
    marks = "".join(
        _MARKS[mark].format(x=x, y=y, left=x - 4, top=y - 4, colour=colour) for x, y in places
    )
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>{marks}'


def _names(ends: Sequence[tuple[float, str, str]]) -> list[str]:
    """Write the name of each line at its end, apart from one another."""
    parts, last = [], 0.0
    for y, name, colour in sorted(ends):
        last = max(y + 4, last + 17)
        x = _WIDTH - _RIGHT + 12
        parts.append(f'<text x="{x}" y="{last:.1f}" fill="{colour}">{escape(name)}</text>')
    return parts
