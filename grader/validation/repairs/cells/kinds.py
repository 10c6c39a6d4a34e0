"""What a column holds, by its rules, its form and its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from grader.tables.labels import fold
from grader.validation.checks.cell_check import CellCheck
from grader.validation.checks.code_commune import CodeCommune
from grader.validation.checks.code_departement import CodeDepartement
from grader.validation.checks.code_postal import CodePostal
from grader.validation.checks.listed_value import ListedValue
from grader.validation.checks.model import Check
from grader.validation.checks.registry import BY_NAME
from grader.validation.checks.siret import Siren, Siret
from grader.validation.repairs.sight import WrongCells
from grader.validation.schemas import TableSchema

#: What identifies an organisation, or one of its places.
IdentifierKind = Literal["siret", "siren"]

#: How many digits an identifier has.
DIGITS: dict[IdentifierKind, int] = {"siret": 14, "siren": 9}
_RULES: dict[IdentifierKind, CellCheck] = {
    "siret": Siret({"column": ""}),
    "siren": Siren({"column": ""}),
}
#: Words of a column's name that say which of the two numbers of a point it holds.
LATITUDE = frozenset({"lat", "latitude", "ylat"})
LONGITUDE = frozenset({"lon", "long", "lng", "longitude", "xlong", "xlon"})
_WORDS = re.compile(r"[\W_]+|(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
#: Words of a column's name that say which list its codes are taken from, the surest first.
_NAMED: tuple[tuple[str, type[ListedValue]], ...] = (
    ("insee", CodeCommune),
    ("codecommune", CodeCommune),
    ("codepostal", CodePostal),
    ("codedepartement", CodeDepartement),
)


def rules_of(schema: TableSchema, column: str) -> Iterator[tuple[type[Check], dict[str, object]]]:
    """Give the rules that a schema has on one column, and their parameters.

    Args:
        schema: the schema.
        column: name of the column.
    """
    for spec in schema.checks:
        kind = BY_NAME.get(spec.name)
        if kind is not None and spec.params.get("column") == column:
            yield kind, dict(spec.params)


def identifier_kind(schema: TableSchema, column: str) -> IdentifierKind | None:
    """Tell which identifier a column holds, by its rule first, then by its name.

    Args:
        schema: the schema.
        column: name of the column.
    """
    kinds = {kind for kind, _ in rules_of(schema, column)}
    if Siret in kinds:
        return "siret"
    if Siren in kinds:
        return "siren"
    name = fold(column)
    if "siret" in name:
        return "siret"
    return "siren" if "siren" in name else None


def has_key(kind: IdentifierKind, digits: str) -> bool:
    """Tell whether an identifier has its digits and its key.

    Args:
        kind: which one.
        digits: without spaces nor signs.
    """
    return len(digits) == DIGITS[kind] and _RULES[kind].judge(digits) is None


def list_rule(wrong: WrongCells) -> ListedValue | None:
    """Give the rule by which codes or names of places are judged; None for other columns.

    It is the schema's, or, where the schema has a form only, the one that the name speaks of.

    Args:
        wrong: cells that are wrong for that rule, or for the form.
    """
    for kind, params in rules_of(wrong.sight.schema, wrong.column):
        if issubclass(kind, ListedValue):
            rule = kind(params)
            return rule if rule.unable() is None else None
    if wrong.code != "constraint-error" or wrong.field is None:
        return None
    name = fold(wrong.column)
    for word, listed in _NAMED:
        if word in name:
            return listed({"column": wrong.column, "cog": "latest"})
    return None


def beside_axis(name: str, axis: frozenset[str]) -> str | None:
    """Give what a name says beside its axis, « coor1 » for ``lat_coor1``; None for another axis.

    Args:
        name: name of a column.
        axis: words for the axis.
    """
    words = [fold(word) for word in _WORDS.split(name) if word]
    found = [word for word in words if word in axis]
    return "|".join(word for word in words if word not in axis) if len(found) == 1 else None
