"""The nine families of acts that local authorities send to the prefecture."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.model import Example

FAMILIES = (
    "Commande publique",
    "Urbanisme",
    "Domaine et patrimoine",
    "Fonction publique",
    "Institutions et vie politique",
    "Libertés publiques et pouvoirs de police",
    "Finances locales",
    "Domaines de compétences par thèmes",
    "Autres domaines de compétences",
)
_WORDS = {"families": ", ".join(name.lower() for name in FAMILIES)}


def _plain(text: str) -> str:
    """Drop case and accents, keep spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


_PLAIN_FAMILIES = frozenset(map(_plain, FAMILIES))


@lru_cache(maxsize=1024)
def _is_family(text: str) -> bool:
    """Tell whether a text is one of the nine; a file holds few families and many acts."""
    return _plain(text) in _PLAIN_FAMILIES


class NomenclatureActe(CellCheck):
    """A family, a slash without spaces, then anything (source: frformat, ``NomenclatureActe``)."""

    names = ("nomenclature-acte", "nomenclature-actes-value")
    valid = (
        Example(
            {"column": "m"},
            {
                "m": (
                    "finances locales/subventions",
                    "URBANISME/",
                    "Libertes publiques et pouvoirs de police/police municipale/autre",
                    None,
                )
            },
        ),
    )
    invalid = (
        Example(
            {"column": "m"},
            {
                "m": (
                    "finances locales",
                    "urbanisme /plu",
                    "urbanisme/ plu",
                    "'urbanisme/plu",
                    "urbanisme/plu/ zone",
                )
            },
            ((0, "slash"), (1, "space"), (2, "space"), (3, "prefix"), (4, "space")),
        ),
        # Validata drops the last letter when there is no slash, and accepts this one.
        Example({"column": "m"}, {"m": ("Urbanisme ",)}, ((0, "slash"),)),
    )

    def judge(self, text: str) -> Flaw | None:
        """Look for the slash, for spaces around it, then at the family."""
        family, slash, _ = text.partition("/")
        if not slash:
            return Flaw(detail="slash")
        if "/ " in text or family != family.rstrip():
            return Flaw(detail="space")
        return None if _is_family(family) else Flaw(detail="prefix", words=_WORDS)
