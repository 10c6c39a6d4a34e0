"""What a fault costs to those who reuse the file: the order in which faults are told.

A file that a program cannot open, or whose columns it cannot find, comes first; then what keeps it
from being linked to other files; then what makes sums and dates wrong; comfort comes last.
"""

from __future__ import annotations

import re

from grader.tables.labels import fold
from grader.validation.model import Finding
from grader.validation.schemas import Field

BLOCKING, LINKING, READING, COMFORT = "blocking", "linking", "reading", "comfort"
#: The costliest first.
COSTS = (BLOCKING, LINKING, READING, COMFORT)

#: Rows of unequal length shift their cells; a name that is not the schema's hides a column.
_BLOCKING = frozenset(
    {
        "blank-label",
        "duplicate-label",
        "extra-cell",
        "label-case",
        "misspelt-label",
        "missing-cell",
        "missing-label",
    }
)
_TWICE = frozenset({"duplicate-key", "primary-key", "unique-error"})
_LINKING = _TWICE | {
    "canton",
    "code-commune-insee",
    "code-departement",
    "code-fantoir",
    "code-postal",
    "code-region",
    "commune",
    "departement",
    "nomenclature-acte",
    "pays",
    "region",
    "siren",
    "siret",
}
_READING = frozenset(
    {
        "cohesive-columns-value",
        "compare-columns-value",
        "french-gps-coordinates",
        "sum-columns-value",
        "year-interval-value",
    }
)
#: Words of the names of columns that tell which thing a row is about.
_IDENTIFIERS = frozenset(
    {
        "code", "finess", "id", "identifiant", "insee", "nic", "rna", "siren", "siret", "uai",
        "uid", "uuid",
    }
)  # fmt: skip


def cost_of(first: Finding, field: Field | None) -> str:
    """Tell what findings of one cause and column cost.

    Args:
        first: one of them.
        field: the field of their column, if the schema has it.
    """
    if first.severity != "error":
        return LINKING if first.code in _TWICE else COMFORT
    if first.code in _BLOCKING:
        return BLOCKING
    if first.code in _LINKING or (field is not None and _names_things(field)):
        return LINKING
    return READING if _misleads(first, field) else COMFORT


def _names_things(field: Field) -> bool:
    """Tell whether a column holds identifiers, by its name alone."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", field.name)
    return not _IDENTIFIERS.isdisjoint(fold(word) for word in re.split(r"[\W_]+", spaced))


def _misleads(first: Finding, field: Field | None) -> bool:
    """Tell whether cells are dates or sums, or categories that one counts by."""
    if first.code == "type-error" or first.code in _READING:
        return True
    if first.code != "constraint-error" or field is None:
        return False
    return field.type != "string" or first.detail == "enum"
