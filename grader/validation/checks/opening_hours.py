"""Opening hours as OpenStreetMap writes them."""

from __future__ import annotations

import re

from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.french_hours import in_osm_form
from grader.validation.checks.model import Example

_COMMENT = re.compile(r'"[^"]*"')
_ONE_DIGIT = re.compile(r"(?<![\d:])(\d:\d\d)(?![\d:])")
_COLUMN = {"column": "h"}


def is_osm_form(text: str) -> bool:
    """Tell whether a text follows OpenStreetMap's grammar, hours having two digits.

    Args:
        text: opening hours.
    """
    import opening_hours

    if not text.strip() or _ONE_DIGIT.search(_COMMENT.sub("", text)):
        return False
    return bool(opening_hours.validate(text))


class OpeningHours(CellCheck):
    """OpenStreetMap's ``opening_hours`` (source: its specification; opening-hours-py).

    The version of the library that Validata uses refuses « 8:30 », as the specification does;
    later versions let it pass, and so it is refused here.
    """

    names = ("opening-hours-value",)
    valid = (
        Example(
            _COLUMN,
            {
                "h": (
                    "24/7",
                    "Mo-Fr",
                    "Mo-Fr 08:30-12:00",
                    "Mo-Fr 08:30-12:00,14:00-17:30; Sa 09:00-12:00; PH off",
                    '"sur rendez-vous, à partir de 9:00"',
                    None,
                )
            },
        ),
        Example({"column": "absent"}, {"h": ("x",)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {"h": ("Mo-Fr 8:30-12:00", "Mo-Fr 08:30-12:00; Sa 9:00-12:00")},
            ((0, "hour"), (1, "hour")),
        ),
        Example(
            _COLUMN,
            {
                "h": (
                    "du lundi au vendredi de 8h30 à 12h et de 14h à 17h",
                    "Lu-Ve 08:30-12:00 14:00-17:00",
                    "7j/7 24h/24",
                )
            },
            tuple((row, "rewrite") for row in range(3)),
        ),
        Example(
            _COLUMN,
            {"h": ("true", "voir le site", "Mo-Fr 08:30-12:00 (hiver)", " ")},
            tuple((row, "") for row in range(4)),
        ),
    )

    def judge(self, text: str) -> Flaw | None:
        """Look at the grammar, then for what the person most likely meant."""
        if is_osm_form(text):
            return None
        better = _ONE_DIGIT.sub(r"0\1", text)
        if better != text and is_osm_form(better):
            return Flaw("hour", words={"better": better})
        better = in_osm_form(text)
        if better and is_osm_form(better):
            return Flaw("rewrite", words={"better": better})
        return Flaw()
