"""What a comparison met: by type, by constraint, how many cells right, wrong and missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from frictionless.system import system

from tests.validation.oracle.direct import Flat, Rows, readers_of

OUTCOMES = ("right", "wrong", "missing")
TYPES = (
    "string", "number", "integer", "boolean", "date", "datetime", "time", "year", "yearmonth",
    "duration", "array", "object", "geopoint", "geojson", "list", "any",
)  # fmt: skip
#: Types whose values frictionless cannot compare (see the tests of wanted differences).
_INCOMPARABLE = {"array", "object", "geojson", "list"}


def wanted() -> set[tuple[str, str, str]]:
    """Every type with every constraint that frictionless bears for it, and each outcome.

    No text is wrong for a type that admits all; a missing cell is what « required » refuses.
    """
    return {
        (one, name, outcome)
        for one in TYPES
        for name in ("type", *constraints_of(one))
        for outcome in OUTCOMES
        if (one, name, outcome) != ("any", "type", "wrong")
        and (name, outcome) != ("required", "missing")
        and (name != "unique" or one not in _INCOMPARABLE)
    }


def constraints_of(field_type: str) -> tuple[str, ...]:
    """Constraints that frictionless bears for a type; « unique » is borne by all."""
    return (*system.select_field_class(field_type).supported_constraints, "unique")


class Tally:
    """Counts of what was met."""

    def __init__(self) -> None:
        self.met: Counter[tuple[str, str, str]] = Counter()

    def add(self, descriptor: dict[str, Any], rows: Rows, found: Iterable[Flat]) -> None:
        """Count a table that was compared."""
        told = {
            (line, column, {"type-error": "type", "unique-error": "unique"}.get(code, detail))
            for code, line, column, detail in found
        }
        blank = {line for code, line, *_ in found if code == "blank-row"}
        readers = readers_of(descriptor)
        for place, field in enumerate(descriptor["fields"]):
            names = [name for name, value in field.get("constraints", {}).items() if value]
            for line, row in enumerate(rows, start=2):
                if line not in blank and place < len(row):
                    read = readers[field["name"]](row[place])
                    missing = read is not None and read[0] is None and "type" not in read[1]
                    self._count(field, names, told, line, missing=missing)

    def _count(
        self, field: dict[str, Any], names: list[str], told: set[Any], line: int, *, missing: bool
    ) -> None:
        mistyped = (line, field["name"], "type") in told
        for name in ["type"] if mistyped else ["type", *names]:
            wrong = (line, field["name"], name) in told
            outcome = "wrong" if wrong else "missing" if missing else "right"
            self.met[field.get("type", "string"), name, outcome] += 1

    def lacking(self) -> list[tuple[str, str, str]]:
        """What should have been met and was not."""
        return sorted(wanted() - {key for key, count in self.met.items() if count})

    def __str__(self) -> str:
        lines = [f"{'type':<11}{'constraint':<18}" + "".join(f"{one:>9}" for one in OUTCOMES)]
        for field_type, name in sorted({key[:2] for key in self.met}):
            counts = "".join(f"{self.met[field_type, name, one]:>9}" for one in OUTCOMES)
            lines.append(f"{field_type:<11}{name:<18}{counts}")
        return "\n".join(lines)
