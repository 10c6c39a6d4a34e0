"""Postal codes."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedCode
from grader.validation.checks.model import Example

_COLUMN = {"column": "cp"}


class CodePostal(ListedCode):
    """A postal code of La Poste's list of February 2025 (source: frformat, ``CodePostal``).

    CEDEX codes are not in it.
    """

    names = ("code-postal",)
    listing = "CodePostal"
    editions = ()
    length = 5
    valid = (
        Example(_COLUMN, {"cp": ("75001", "01000", "20090", "97100", "97500", "98800", None)}),
        Example({"column": "absent"}, {"cp": ("x",)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {"cp": ("1000", "75 001", "75001.0", "00100", "7,5E+04", "Paris")},
            ((0, "zero"), (1, "rewrite"), (2, "rewrite"), (3, ""), (4, "scientific"), (5, "")),
        ),
    )
