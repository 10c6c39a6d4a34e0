"""Numbers as spreadsheets and people write them, and the bare number that they mean."""

from __future__ import annotations

import re

from grader.validation.advice.model import GENERAL, Advice
from grader.validation.schemas import Field

#: « 2,18E+13 »: a spreadsheet's display of a long number; its last digits are gone.
SCIENTIFIC = re.compile(r"\s*[-+]?\d+(?:[.,]\d+)?[eE]\+?\d+\s*")
#: What people write where they have nothing to write.
ABSENT = re.compile(
    r"\s*(?:n\.?[acdr]\.?|n/a|#n/a|-+|/|\?|n[eé]ant|inconnue?s?|sans objet|aucune?)\s*", re.I
)
_ORNAMENTS = re.compile(r"[\s€'’]|EUR(?:OS)?$|euros?$", re.I)
_PLAIN = re.compile(r"[-+]?\d+(?:\.\d+)?")
_ZEROS = re.compile(r"([-+]?\d+)\.0+")


def plain_number(cell: str) -> str:
    """Write a number without spaces, currency or decimal comma; "" when it is not one.

    >>> plain_number("1 500,50 €")
    '1500.50'

    Args:
        cell: the cell as written.
    """
    text = _ORNAMENTS.sub("", cell)
    if "," in text:
        if "." in text and text.rindex(".") < text.rindex(","):
            text = text.replace(".", "")
        text = text.replace(",", ".")
    return text if _PLAIN.fullmatch(text) else ""


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
