"""Recipes for values taken from a list, and for texts of a given form."""

import re
import unicodedata
from collections.abc import Sequence

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"})


def _bare(text: str) -> str:
    """Keep letters and digits, without case nor accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def as_listed(cell: str, values: Sequence[str]) -> str:
    """Write a value as the list of admitted values does, whatever its case and accents.

    Args:
        cell: as written.
        values: the admitted values.
    """
    if cell in values:
        return cell
    same = [value for value in values if _bare(value) == _bare(cell)]
    return same[0] if len(same) == 1 and _bare(cell) else cell


def without_signs(cell: str) -> str:
    """Put the groups of a code end to end, without the spaces and signs between them."""
    return re.sub(r"[\s.\-_*]", "", cell)


def with_point(cell: str) -> str:
    """Write a point in place of a comma."""
    return cell.strip().replace(",", ".")


def in_capitals(cell: str) -> str:
    """Write in capitals."""
    return cell.strip().upper()


def in_lower_case(cell: str) -> str:
    """Write in lower case."""
    return cell.strip().lower()


def with_list_sign(cell: str, sign: str) -> str:
    """Put between the values of a list the sign that the schema asks for, without spaces.

    Args:
        cell: as written.
        sign: the sign.
    """
    return re.sub(r"\s*[|,;]\s*", sign, cell.strip())


def without_spaces_at_slash(cell: str) -> str:
    """Take out the spaces on both sides of a slash."""
    return re.sub(r"\s*/\s*", "/", cell)
