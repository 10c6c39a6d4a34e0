"""Codes of départements."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedCode
from grader.validation.checks.model import Example

_2024 = {"column": "code", "cog": "2024"}


class CodeDepartement(ListedCode):
    """A code of département or overseas collectivity (source: frformat).

    Validata does not know this rule; it is checked here because frformat does.
    """

    names = ("code-departement",)
    listing = "CodeDepartement"
    length = 2
    valid = (Example(_2024, {"code": ("01", "2A", "75", "971", "987", None)}),)
    invalid = (
        Example(
            _2024,
            {"code": ("1", "2a", "20", "99", "Ain")},
            ((0, "zero"), (1, "rewrite"), (2, ""), (3, ""), (4, "")),
        ),
    )
