"""A number as a French person types it, read exactly: no float takes part."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from grader.errors import RefusedError
from grader.quiz.itemtype import refuse

#: Most characters of a number with its unit; more is no number of a commune.
LONGEST = 40
_MOST_DIGITS = 15
#: The minus and the dashes that a word processor puts in its place.
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2010": "-", "\u2011": "-"})
_PARTS = re.compile(r"([-+]?) ?([0-9][0-9 ]*)?(?:[.,]([0-9]+))? ?([^0-9.,+-].*)?", re.ASCII)
_THOUSANDS = re.compile(r"[0-9]+|[0-9]{1,3}(?: [0-9]{3})+", re.ASCII)
_SEVERAL_MARKS = re.compile(r"[0-9 ]*(?:[.,][0-9 ]*){2,}", re.ASCII)
_HOW = "Écrivez-le en chiffres, par exemple 1250 ou 12,5."


def split_number(text: str) -> tuple[str, str]:
    """Read a typed number, and the unit that may follow it.

    Spaces part thousands three by three, whichever the space; a comma or a point begins the
    decimals.

    Args:
        text: one line, not empty (see ``typed.one_line``).

    Returns:
        the number in its canonical form (``-1250,50``: no space, a comma) and the unit as typed,
        or "".

    Raises:
        RefusedError: it is no number, or cannot be read for certain; the hint says how to write
            it.
    """
    plain = text.translate(_MINUS)
    found = _PARTS.fullmatch(plain)
    if found is None or (found[2] is None and found[3] is None):
        raise _unreadable(plain)
    sign, whole, decimals, unit = found.groups(default="")
    whole = whole.strip() or "0"
    if not _THOUSANDS.fullmatch(whole):
        raise refuse(
            "Les espaces de ce nombre ne séparent pas des milliers.",
            "Écrivez les chiffres sans espace, ou par groupes de trois : 12 500.",
        )
    digits = whole.replace(" ", "").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS or len(decimals) > _MOST_DIGITS:
        raise refuse("Ce nombre est trop long pour être lu.", "Vérifiez ce que vous avez tapé.")
    number = digits + (f",{decimals}" if decimals else "")
    return ("-" if sign == "-" and value_of(number) else "") + number, unit.strip()


def value_of(number: str) -> Fraction:
    """Give the exact value of a number in its canonical form."""
    return Fraction(number.replace(",", "."))


def rounded(value: Fraction, decimals: int) -> Fraction:
    """Round half away from zero, as one learns it at school."""
    scale = 10**decimals
    half_up = (abs(value) * scale + Fraction(1, 2)) // 1
    return Fraction(half_up if value >= 0 else -half_up, scale)


def in_full(value: Fraction, decimals: int | None = None) -> str:
    """Write a value in the canonical form, with as many decimals as asked or as it has.

    Args:
        value: a decimal number.
        decimals: how many to write; None for those that it has.
    """
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if decimals is None:
        text = format(exact.normalize(), "f")
    else:
        text = format(exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP), "f")
    return text.replace(".", ",")


def _unreadable(text: str) -> RefusedError:
    if _SEVERAL_MARKS.match(text):
        return refuse(
            "Ce nombre a plusieurs virgules ou points : on ne sait pas où sont les décimales.",
            "Écrivez les milliers sans point, et une seule virgule : 1234,5.",
        )
    return refuse("Cette réponse n'est pas un nombre.", _HOW)
