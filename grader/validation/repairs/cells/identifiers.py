"""SIRET and SIREN: what surrounds their digits, one in place of the other, digits lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.typography import plural
from grader.validation.advice.numbers import ABSENT, SCIENTIFIC
from grader.validation.repairs.cells.kinds import (
    DIGITS,
    IdentifierKind,
    has_key,
    identifier_kind,
)
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.identifiers import (
    digits_alone,
    first_nine,
    with_leading_zeros,
    without_decimals,
)
from grader.validation.repairs.sight import Recognised, WrongCells

#: Of a SIRET, the five digits that name the establishment begin at 00001.
_NO_ESTABLISHMENT = "00000"
_SIGNS = re.compile(r"[\s.,\-_*'’]")
#: Number of an association, which has a column of its own in most schemas.
_ASSOCIATION = re.compile(r"\s*W\s*\d[\dA-Z]\d{7}\s*", re.IGNORECASE)
_LONGEST_NAME = 80


@once
def identifiers(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise SIRET and SIREN that can be written again, then those that cannot."""
    kind = identifier_kind(wrong.sight.schema, wrong.column)
    if kind is None or wrong.detail == "required":
        return
    yield from _repaired(wrong, kind)
    lost: dict[str, set[str]] = {}
    for cell in wrong.distinct:
        cause = why_lost(kind, cell)
        if cause:
            lost.setdefault(cause, set()).add(cell)
    for cause, cells in lost.items():
        words = {"name": kind.upper(), "digits": plural(DIGITS[kind], "chiffre")}
        yield Recognised(cause, cells=frozenset(cells), words=words)


def _repaired(wrong: WrongCells, kind: IdentifierKind) -> Iterator[Recognised]:
    """Give what the digits are once nothing surrounds them, the surest first."""
    words = {"name": kind.upper(), "digits": plural(DIGITS[kind], "chiffre")}
    recipe = Recipe(without_decimals.__name__)
    after = {cell: without_decimals(cell) for cell in wrong.distinct}
    yield Recognised("identifier-decimal", _right(after, kind), sure=True, recipe=recipe)
    length = DIGITS[kind]
    recipe = Recipe(digits_alone.__name__, {"length": length})
    after = {cell: digits_alone(cell, length) for cell in wrong.distinct}
    yield Recognised("identifier-spaces", _right(after, kind), sure=True, recipe=recipe)
    if kind == "siren":
        after = {cell: first_nine(cell) for cell in wrong.distinct}
        recipe = Recipe(first_nine.__name__)
        yield Recognised("siren-of-siret", _right(after, kind), words=words, recipe=recipe)
    after = {cell: with_leading_zeros(cell, length) for cell in wrong.distinct}
    recipe = Recipe(with_leading_zeros.__name__, {"length": length})
    # A SIRET has two keys, which chance meets once in a hundred; a SIREN has one.
    sure = kind == "siret"
    yield Recognised("lost-zero", _right(after, kind), sure=sure, words=words, recipe=recipe)


def _right(after: dict[str, str], kind: IdentifierKind) -> dict[str, str]:
    """Keep what has its key: a form alone, in a schema without rule, proves nothing."""
    return {cell: new for cell, new in after.items() if has_key(kind, new)}


def _bare(cell: str) -> str:
    return _SIGNS.sub("", without_decimals(cell))


def why_lost(kind: IdentifierKind, cell: str) -> str:
    """Say why the identifier cannot be found again in the file; "" when nothing can be said.

    Args:
        kind: what the cell should hold.
        cell: a wrong cell.
    """
    if SCIENTIFIC.fullmatch(cell):
        return "scientific"
    if _ASSOCIATION.fullmatch(cell):
        return "association-number"
    digits = _bare(cell)
    if digits.isascii() and digits.isdecimal():
        return _why_digits(kind, digits)
    is_name = not any(sign.isdigit() for sign in cell) and len(cell) <= _LONGEST_NAME
    if is_name and sum(map(str.isalpha, cell)) > 1 and not cell.startswith(("#", "=")):
        return "" if ABSENT.fullmatch(cell) else "words-for-identifier"
    return ""


def _why_digits(kind: IdentifierKind, digits: str) -> str:
    if kind == "siret" and has_key("siren", digits.zfill(9)) and len(digits) in {8, 9}:
        return "siren-for-siret"
    if len(digits) != DIGITS[kind]:
        return "identifier-length"
    return "zeroed-end" if digits.endswith(_NO_ESTABLISHMENT) else "identifier-key"
