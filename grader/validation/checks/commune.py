"""Names of communes."""

from __future__ import annotations

from grader.validation.checks.listed_value import ListedName
from grader.validation.checks.model import Example
from grader.validation.checks.overseas import COMMUNES

_2024 = {"column": "nom", "cog": "2024"}


class Commune(ListedName):
    """A name of commune, as the list of a year writes it (source: frformat).

    Unlike Validata, it also admits the communes of the overseas collectivities.
    """

    names = ("commune",)
    listing = "Commune"
    extra = frozenset(COMMUNES.values())
    valid = (Example(_2024, {"nom": ("Le Havre", "L'Haÿ-les-Roses", "Nouméa", "Mœuvres", None)}),)
    invalid = (
        Example(
            _2024,
            {"nom": ("PARIS", "St Etienne", "Moeuvres", "75056", "Val-Ouvert")},
            ((0, "rewrite"), (1, "rewrite"), (2, "rewrite"), (3, "code"), (4, "")),
        ),
        Example({"column": "nom"}, {"nom": ("x",)}, ((None, "no-edition"),)),
    )
