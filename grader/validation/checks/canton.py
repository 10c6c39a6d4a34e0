"""Names of cantons."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedName
from grader.validation.checks.model import Example

_2024 = {"column": "nom", "cog": "2024"}


class Canton(ListedName):
    """A name of canton, as the list of a year writes it (source: frformat)."""

    names = ("canton",)
    listing = "Canton"
    valid = (Example(_2024, {"nom": ("Bourg-en-Bresse-1", "Gex", "Pont-d'Ain", None)}),)
    invalid = (
        Example(
            _2024,
            {"nom": ("gex", "0101", "Val-Ouvert")},
            ((0, "rewrite"), (1, "code"), (2, "")),
        ),
        Example({"column": "nom"}, {"nom": ("x",)}, ((None, "no-edition"),)),
    )
