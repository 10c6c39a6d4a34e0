"""Names of regions."""

from __future__ import annotations

from grader.validation.checks.listed_value import SINCE_2015, ListedName
from grader.validation.checks.model import Example

_2024 = {"column": "nom", "cog": "2024"}


class Region(ListedName):
    """A name of region of a year, before or after the merger of 2016 (source: frformat)."""

    names = ("region",)
    listing = "Region"
    editions = SINCE_2015
    is_short = True
    valid = (Example(_2024, {"nom": ("Île-de-France", "Grand Est", "Corse", None)}),)
    invalid = (
        Example(
            _2024,
            {"nom": ("Ile de France", "Occitannie", "76", "Picardie", "Val-Ouvert")},
            ((0, "rewrite"), (1, "near"), (2, "code"), (3, "other-edition"), (4, "")),
        ),
        Example({"column": "nom"}, {"nom": ("x",)}, ((None, "no-edition"),)),
    )
