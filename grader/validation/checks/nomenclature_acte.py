"""The nine families of acts that local authorities send to the prefecture."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from grader.validation.checks.model import Check, Example
from grader.validation.columns import Columns
from grader.validation.fault import Fault

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


def _plain(text: str) -> str:
    """Drop case and accents, keep spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


_PLAIN_FAMILIES = frozenset(map(_plain, FAMILIES))


class NomenclatureActe(Check):
    """A family, a slash without spaces, then anything."""

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
            {"m": ("finances locales", "urbanisme /plu", "urbanisme/ plu", "'urbanisme/plu")},
            ((0, "slash"), (1, "space"), (2, "space"), (3, "prefix")),
        ),
    )

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the cells without slash, with spaces around it, or of an unknown family."""
        for line, value, text in self.filled(columns, self.column):
            family, slash, rest = str(value).partition("/")
            if not slash:
                detail = "slash"
            elif family != family.rstrip() or rest != rest.lstrip():
                detail = "space"
            elif _plain(family) not in _PLAIN_FAMILIES:
                detail = "prefix"
            else:
                continue
            words = {"families": ", ".join(name.lower() for name in FAMILIES)}
            yield Fault(self.code, detail, line, self.column, text, words=words)
