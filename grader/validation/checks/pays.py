"""Names of countries."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedName
from grader.validation.checks.model import Example

_2024 = {"column": "nom", "cog": "2024"}


class Pays(ListedName):
    """A name of country or foreign territory, as INSEE's list writes it (source: frformat)."""

    names = ("pays",)
    listing = "Pays"
    editions = ("2024",)
    is_short = True
    valid = (Example(_2024, {"nom": ("France", "Allemagne", "Bosnie-Herzégovine", None)}),)
    invalid = (
        Example(
            _2024,
            {"nom": ("FRANCE", "Allemange", "99100", "Val-Ouvert")},
            ((0, "rewrite"), (1, "near"), (2, "code"), (3, "")),
        ),
        Example({"column": "nom"}, {"nom": ("x",)}, ((None, "no-edition"),)),
    )
