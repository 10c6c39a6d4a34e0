"""What to write in place of a wrong number."""

from __future__ import annotations

import re

from grader.validation.advice.model import GENERAL, Advice
from grader.validation.repairs.recipes.numbers import number_seen
from grader.validation.repairs.recipes.texts import ABSENT
from grader.validation.schemas import Field

#: Other advisers, and rules, recognise absence and abridged numbers too.
__all__ = ["ABSENT", "SCIENTIFIC", "advise_number", "plain_number"]

#: « 2,18E+13 »: a spreadsheet's display of a long number; its last digits are gone.
SCIENTIFIC = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?[eE]\+?\d+\s*")
_ZEROS = re.compile(r"([-+]?\d+)\.0+")


def plain_number(cell: str) -> str:
    """Write a number without spaces, currency or decimal comma; "" when it is not one.

    >>> plain_number("1 500,50 €")
    '1500.50'

    Args:
        cell: the cell as written.
    """
    seen = number_seen(cell)
    known = {"plain", "comma", "ornaments", "either", "either-point"}
    return seen.value if seen.kind in known else ""


def advise_number(field: Field, cell: str) -> Advice:
    """Say what to write in place of a wrong number or integer.

    Args:
        field: a field of type ``number`` or ``integer``.
        cell: the cell as written.
    """
    if ABSENT.fullmatch(cell):
        return Advice("absent-required" if field.required else "absent")
    if not any(c.isdigit() for c in cell):
        return Advice("words")
    if SCIENTIFIC.fullmatch(cell):
        return Advice("scientific")
    bare = cell.strip().removesuffix("%")
    plain = plain_number(bare)
    if plain and "%" in cell and field.type == "number":
        return Advice("percent", {"plain": format(float(plain) / 100, ".10g")})
    if field.type == "integer" and plain:
        whole = _ZEROS.fullmatch(plain)
        plain = whole[1] if whole else plain
        if "." in plain:
            return Advice("decimal")
    return _rewritten(field, plain) if plain else GENERAL


def _rewritten(field: Field, plain: str) -> Advice:
    """Propose a number, with the sign that the schema puts before decimals."""
    sign = str(field.descriptor.get("decimalChar") or ".")
    if sign == ".":
        return Advice("rewrite", {"plain": plain})
    return Advice("other-sign", {"sign": sign, "plain": plain.replace(".", sign)})
