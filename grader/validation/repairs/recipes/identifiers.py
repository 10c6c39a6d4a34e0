"""Recipes for identifiers and codes made of digits."""

import re

#: What people put between groups of digits.
_SIGNS = re.compile(r"[\s.\-_*'’]")
#: A word that says which identifier follows.
_LABEL = re.compile(r"^\s*(?:n[°o]\s*)?(?:de\s+)?(?:siret|siren)?\s*(?:n[°o])?\s*:?\s*", re.I)
#: Decimals that a spreadsheet added to a number.
_DECIMALS = re.compile(r"[.,]0+$")
#: Its establishments have a key of their own.
_LA_POSTE = "356000000"


def _luhn(digits: str) -> bool:
    """Tell whether digits end with Luhn's key."""
    twice = (int(digit) * 2 for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(sum(divmod(one, 10)) for one in twice)) % 10 == 0


def _has_key(digits: str) -> bool:
    """Tell whether a SIREN or a SIRET has its key."""
    if not (digits.isascii() and digits.isdigit() and len(digits) in {9, 14}):
        return False
    if digits.startswith(_LA_POSTE) and sum(map(int, digits)) % 5 == 0:
        return True
    return _luhn(digits) and _luhn(digits[:9])


def digits_alone(cell: str, length: int) -> str:
    """Take out of a SIREN or SIRET all that is no digit: spaces, signs, the word « SIRET ».

    Args:
        cell: as written.
        length: how many digits are due; their key must be right.
    """
    if _DECIMALS.search(cell.strip()):
        return cell
    digits = _SIGNS.sub("", _LABEL.sub("", cell, count=1))
    return digits if len(digits) == length and _has_key(digits) else cell


def without_decimals(cell: str) -> str:
    """Take away the decimals, all zeros, that a spreadsheet put after a number."""
    return _DECIMALS.sub("", cell.strip())


def first_nine(cell: str) -> str:
    """Give the SIREN that the fourteen digits of a SIRET begin with."""
    digits = _SIGNS.sub("", _DECIMALS.sub("", cell.strip()))
    return digits[:9] if len(digits) == 14 and _has_key(digits) else cell


def with_leading_zeros(cell: str, length: int) -> str:
    """Give back the leading zeros that a SIREN or a SIRET has lost; its key proves them.

    Args:
        cell: as written.
        length: how many digits are due.
    """
    digits = _SIGNS.sub("", _DECIMALS.sub("", cell.strip()))
    whole = digits.zfill(length)
    return whole if length - 3 < len(digits) < length and _has_key(whole) else cell


def with_leading_zero(cell: str, length: int) -> str:
    """Give back the zero that a code has lost at its beginning.

    Args:
        cell: as written.
        length: how many characters the code has.
    """
    code = re.sub(r"\s", "", _DECIMALS.sub("", cell.strip()))
    return f"0{code}" if len(code) == length - 1 and code.isalnum() else cell


def bare_code(cell: str) -> str:
    """Write a code without spaces nor decimals, in capitals."""
    return _DECIMALS.sub("", re.sub(r"\s+", "", cell)).upper()
