"""INSEE's codes of regions."""

from __future__ import annotations

from grader.validation.checks.listed_value import SINCE_2015, ListedCode
from grader.validation.checks.model import Example

_2024 = {"column": "code", "cog": "2024"}


class CodeRegion(ListedCode):
    """A code of region of a year, before or after the merger of 2016 (source: frformat)."""

    names = ("code-region",)
    listing = "CodeRegion"
    editions = SINCE_2015
    length = 2
    valid = (
        Example(_2024, {"code": ("01", "11", "53", "94", None)}),
        Example({"column": "code", "cog": "2015"}, {"code": ("25",)}),
    )
    invalid = (
        Example(
            _2024,
            {"code": ("1", " 11", "25", "99")},
            ((0, "zero"), (1, "rewrite"), (2, "other-edition"), (3, "")),
        ),
        Example({"column": "code"}, {"code": ("11",)}, ((None, "no-edition"),)),
    )
