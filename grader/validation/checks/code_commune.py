"""INSEE's codes of communes."""

from __future__ import annotations

from grader.validation.checks.cell_check import Flaw
from grader.validation.checks.listed_value import ListedCode, official_list
from grader.validation.checks.model import Example
from grader.validation.checks.overseas import COMMUNES

_2024 = {"column": "code", "cog": "2024"}


class CodeCommune(ListedCode):
    """A code of the « code officiel géographique » of a year (source: frformat).

    Corsica (2A, 2B), the overseas départements (971 to 976) and the arrondissements of Paris,
    Lyon and Marseille are in frformat's list. Unlike Validata, it also admits the communes of
    the overseas collectivities (975, 977, 978, 984 to 989), which INSEE lists apart.
    """

    names = ("code-commune-insee",)
    listing = "CodeCommuneInsee"
    length = 5
    extra = frozenset(COMMUNES)
    valid = (
        Example(
            _2024,
            {
                "code": (
                    "01015",
                    "2A004",
                    "2B033",
                    "75056",
                    "75101",
                    "97105",
                    "97411",
                    "97608",
                    None,
                )
            },
        ),
        Example(_2024, {"code": ("97502", "97701", "97801", "98613", "98735", "98818")}),
        Example({"column": "code", "cog": "latest"}, {"code": ("01015",)}),
        Example({"column": "code", "cog": 2023}, {"code": ("01015",)}),
    )
    invalid = (
        Example(
            _2024,
            {"code": ("1015", "2a004", " 01015", "31000", "77777", "Ajaccio", "20004")},
            (
                (0, "zero"),
                (1, "rewrite"),
                (2, "rewrite"),
                (3, "postal"),
                (4, ""),
                (5, ""),
                (6, "corsica"),
            ),
        ),
        Example({"column": "code"}, {"code": ("01015",)}, ((None, "no-edition"),)),
        Example({"column": "code", "cog": "1999"}, {"code": ("x",)}, ((None, "edition"),)),
    )

    def cause(self, text: str) -> Flaw | None:
        """Look for a postal code and for a code of Corsica before 1976, after the rest."""
        found = super().cause(text)
        if found:
            return found
        if text in official_list("CodePostal"):
            return Flaw("postal")
        if text.startswith("20"):
            both = [half + text[2:] for half in ("2A", "2B") if self.accepts(half + text[2:])]
            if len(both) == 1:
                return Flaw("corsica", words={"better": both[0]})
        return None
