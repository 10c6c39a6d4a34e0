"""Names of départements."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedName
from grader.validation.checks.model import Example

_2024 = {"column": "nom", "cog": "2024"}


class Departement(ListedName):
    """A name of département or overseas collectivity, as the list writes it (source: frformat)."""

    names = ("departement",)
    listing = "Departement"
    is_short = True
    valid = (Example(_2024, {"nom": ("Ain", "Côte-d'Or", "Haute-Corse", "La Réunion", None)}),)
    invalid = (
        Example(
            _2024,
            {"nom": ("cote d'or", "Corrèzes", "2A", "Val-Ouvert")},
            ((0, "rewrite"), (1, "near"), (2, "code"), (3, "")),
        ),
        Example({"column": "nom"}, {"nom": ("x",)}, ((None, "no-edition"),)),
    )
