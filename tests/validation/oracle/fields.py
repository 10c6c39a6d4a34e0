"""Fields to be drawn: every type and format of Table Schema, with what each may be bound by."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from hypothesis import strategies as st

from tests.validation.oracle import cells


class Kind(NamedTuple):
    """A type in one of its forms.

    Attributes:
        base: the field without name and constraints.
        made: cells more or less of the form.
        right: a few that are right, fit for an enumeration.
        bounds: values that a bound may be, all of which the type can read.
        hashable: whether values may be compared by frictionless's keys.
    """

    base: dict[str, Any]
    made: st.SearchStrategy[str]
    right: tuple[Any, ...]
    bounds: tuple[Any, ...] = ()
    hashable: bool = True


_INTEGERS = (0, 1, -5, 2.0, "7", 10**15 - 1, 10**18, "99999999999999999999")
_NUMBERS = (0, 1, -1.5, 0.1, "0.1", "0.10000000000000001", 9007199254740992, 1e15, "1E-400",
            "1E400", "Infinity", 1e-7, "-0")  # fmt: skip
_POINT = {"type": "Point", "coordinates": [1, 2]}

KINDS: tuple[Kind, ...] = (
    Kind({}, cells.letters, ("a", "1", "é")),
    Kind({"type": "string"}, cells.letters, ("a", "01", "oui")),
    Kind({"type": "string", "format": "uri"}, cells.uris, ("https://a.example", "urn:x")),
    Kind({"type": "string", "format": "email"}, cells.emails, ("a@b.fr",)),
    Kind({"type": "string", "format": "uuid"}, cells.uuids,
         ("95ecc380-afe9-11e4-9b6c-751b66dd541e",)),
    Kind({"type": "string", "format": "binary"}, cells.letters, ("YWJj",)),
    Kind({"type": "number"}, cells.numbers, (1, "0.1", "1.50", 2.5), _NUMBERS),
    Kind({"type": "number", "floatNumber": True}, cells.numbers, (1, "0.1"), _NUMBERS),
    Kind({"type": "number", "decimalChar": ","}, cells.numbers, ("1,5", 1), (0, "0,1", 2.5)),
    Kind({"type": "number", "decimalChar": ",", "groupChar": "."}, cells.numbers, ("1.000,5",),
         ("1.000", 5)),
    Kind({"type": "number", "groupChar": " "}, cells.numbers, ("1 000", 1), (0, "1 000")),
    Kind({"type": "number", "bareNumber": False}, cells.numbers, ("12 €", 1), (0, 12)),
    Kind({"type": "integer"}, cells.whole, (1, "01", "123456789012345"), _INTEGERS),
    Kind({"type": "integer", "bareNumber": False}, cells.numbers, ("12 €", 1), (0, "12")),
    Kind({"type": "boolean"}, cells.letters, (True, "false", "1")),
    Kind({"type": "boolean", "trueValues": ["oui", "1"], "falseValues": ["non", "0", "é"]},
         st.sampled_from(["oui", "non", "Oui", "é"]), ("oui", False)),
    Kind({"type": "date"}, cells.dates, ("2024-01-02", "2024-1-5"),
         ("2020-01-01", "2024-1-5", "0001-01-01", "9999-12-31")),
    Kind({"type": "date", "format": "default"}, cells.dates, ("2024-01-02",), ("2024-01-02",)),
    Kind({"type": "date", "format": "%Y-%m-%d"}, cells.dates, ("2024-01-02",), ("2024-01-02",)),
    Kind({"type": "date", "format": "%d/%m/%Y"}, cells.dates, ("15/10/2017",), ("15/10/2017",)),
    Kind({"type": "date", "format": "fmt:%Y-%d-%m"}, cells.dates, ("2024-01-02",),
         ("2024-01-02",)),
    Kind({"type": "date", "format": "any"}, cells.dates, ("15/10/2017",), ("2020-01-01",)),
    Kind({"type": "datetime"}, cells.datetimes, ("2024-01-02T10:00:00",),
         ("2024-01-02T10:00:00", "2024-01-02T10:00:00Z")),
    Kind({"type": "datetime", "format": "any"}, cells.datetimes, ("2024-01-02T10:00:00",),
         ("2024-01-02",)),
    Kind({"type": "datetime", "format": "%d/%m/%Y %H:%M"}, cells.datetimes,
         ("02/01/2024 10:30",), ("02/01/2024 10:30",)),
    Kind({"type": "time"}, cells.times, ("10:00:00",), ("10:00:00", "10:00:00Z")),
    Kind({"type": "time", "format": "any"}, cells.times, ("10:00:00",), ("10:00",)),
    Kind({"type": "time", "format": "%H:%M"}, cells.times, ("10:30",), ("10:30",)),
    Kind({"type": "year"}, cells.years, (2024, "0000"), (0, 2000, "2024", 9999)),
    Kind({"type": "yearmonth"}, cells.yearmonths, ("2024-01", "2024-1"), ("2024-01", "0001-1")),
    Kind({"type": "duration"}, cells.letters, ("P1Y", "PT1,5H")),
    Kind({"type": "array"}, cells.letters, ("[1]", [1, 2, 3]), hashable=False),
    Kind({"type": "array", "arrayItem": {"type": "integer", "constraints": {"minimum": 2}}},
         st.lists(st.one_of(st.integers(-9, 9), cells.whole), max_size=3).map(
             lambda one: str(one).replace("'", '"')), ("[3]",), hashable=False),
    Kind({"type": "array", "arrayItem": {"type": "string", "constraints": {"required": True,
          "enum": ["x", "y"], "maxLength": 1}}}, cells.letters, ('["x"]',), hashable=False),
    Kind({"type": "object"}, cells.letters, ('{"a": 1}', {}), hashable=False),
    Kind({"type": "geopoint"}, cells.geopoints, ("2.35,48.85",)),
    Kind({"type": "geopoint", "format": "array"}, cells.geoarrays, ("[2.35, 48.85]", [1, 2])),
    Kind({"type": "geopoint", "format": "object"}, cells.geoobjects,
         ('{"lon": 2.35, "lat": 48.85}',)),
    Kind({"type": "geojson"}, cells.letters, (_POINT,), hashable=False),
    Kind({"type": "geojson", "format": "topojson"}, cells.letters,
         ('{"type": "Topology", "objects": {}, "arcs": []}',), hashable=False),
    Kind({"type": "list"}, cells.letters, (), hashable=False),
    Kind({"type": "list", "itemType": "integer", "delimiter": "|"}, cells.letters, (),
         hashable=False),
    Kind({"type": "any"}, cells.letters, ("a", "1")),
)  # fmt: skip

#: Patterns of all kinds: run by polars, run by Python because of what they hold.
PATTERNS = (
    r"\d{2}", r"^\d{2}$|x", "a|b", "a|b$|^é", r"\w+", r"\W+", r"\s*\S+\s*", ".", ".*", "[^a]*",
    r"\D+", r"(?=.*\d).*[a-z]", r"(?!a).*", r"(?<=a)b|a", r"(.)\1", "(?P<x>a)", r"\bé\b.*",
    "[[:alpha:]]", r"a{,2}", r"[a-z&&[^b]]*", r"[\w\-]+", "[À-ÿ ]+", "é", "e\u0301", "日+",
    r"\u00e9?", r"(?:a|b)*?c?", "", r"[0-9]{1,3}(?:\.[0-9]+)?", r"^([013-9]\d|2[AB1-9])\d{3}$",
    r"a{ 2}", r"\<a", r"[^\W\d_]+", r"\x41|\.", r"[\]a]+", r"(?:^|,)a|$", r"\\d", "a\\Z",
)  # fmt: skip

_LENGTHS = st.integers(0, 5)


def constraint(draw: st.DrawFn, name: str, kind: Kind) -> Any:
    """Draw a value for a constraint of a kind."""
    if name in {"required", "unique"}:
        return draw(st.sampled_from([True, True, True, False]))
    if name == "pattern":
        return draw(st.sampled_from(PATTERNS))
    if name == "enum":
        return draw(st.lists(st.sampled_from(kind.right), min_size=1, max_size=3))
    if name in {"minLength", "maxLength"}:
        return draw(_LENGTHS)
    return draw(st.sampled_from(kind.bounds))


def listed(kind: Kind) -> list[str]:
    """Cells that are what an enumeration or a bound of the kind is."""
    return [
        one if isinstance(one, str) else json.dumps(one)
        for one in dict.fromkeys(map(_frozen, (*kind.right, *kind.bounds)))
    ]


def _frozen(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def cells_of(kind: Kind) -> st.SearchStrategy[str]:
    """Cells for a kind: of its form, nasty, or those of an enumeration."""
    known = st.sampled_from(listed(kind) or ["a"])
    return st.one_of(kind.made, kind.made, known, st.sampled_from(cells.NASTY))
