"""Numbers as people type them: « 3 500 », « 3 500 habitants », « 49,5 », « 49.5 ETP »."""

from __future__ import annotations

import re
from decimal import Decimal

#: Spaces that people and spreadsheets put between thousands.
_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009']+")
_UNITS = re.compile(r"(?:habitants?|hab\.?|agents?|etp\.?|équivalents? temps plein)$", re.I)
_WHOLE = re.compile(r"[0-9]{1,9}|[0-9]{1,3}(?:\.[0-9]{3}){1,2}")
_DECIMAL = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,2})?")
_TWO_READINGS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


class FigureError(Exception):
    """A text that is no such number.

    Args:
        sentence: what to write instead, in French.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def read_population(text: str) -> int:
    """Read a number of inhabitants.

    Args:
        text: as typed.

    Raises:
        FigureError: it is no whole number.
    """
    bare = _bare(text)
    if not bare:
        raise FigureError("Indiquez le nombre d'habitants.")
    if bare.startswith("-"):
        raise FigureError("Le nombre d'habitants ne peut pas être négatif.")
    if not _WHOLE.fullmatch(bare):
        raise FigureError(
            "Écrivez le nombre d'habitants en chiffres et sans virgule, par exemple 3 500."
        )
    return int(bare.replace(".", ""))


def read_staff(text: str) -> Decimal:
    """Read a number of agents in full-time equivalents.

    Args:
        text: as typed.

    Raises:
        FigureError: it is no number, or it can be read in two ways (« 1.200 »).
    """
    bare = _bare(text)
    if not bare:
        raise FigureError("Indiquez le nombre d'agents : 0 s'il n'y en a aucun.")
    if bare.startswith("-"):
        raise FigureError("Le nombre d'agents ne peut pas être négatif.")
    if _TWO_READINGS.fullmatch(bare):
        whole = bare.replace(".", "").replace(",", "")
        raise FigureError(
            f"« {bare} » se lit de deux façons. Écrivez {whole}, ou deux chiffres au plus après la "
            "virgule."
        )
    if not _DECIMAL.fullmatch(bare):
        raise FigureError(
            "Écrivez le nombre d'agents en chiffres, avec deux chiffres au plus après la virgule, "
            "par exemple 49,5."
        )
    return Decimal(bare.replace(",", "."))


def _bare(text: str) -> str:
    """Leave out spaces, and the unit that may follow."""
    return _SPACES.sub("", _UNITS.sub("", text.strip()))
