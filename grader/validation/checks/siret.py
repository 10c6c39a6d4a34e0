"""SIRET and SIREN: shape and key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from stdnum.fr import siren, siret
from stdnum.util import clean

from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.checks.model import Check, Example
from grader.validation.columns import Columns
from grader.validation.fault import Fault

_COLUMN = {"column": "id"}


class _Identifier(Check):
    """A number with a key; spaces and dots are passed over."""

    digits: ClassVar[int]
    is_valid: ClassVar[Callable[[str], bool]]

    def faults(self, columns: Columns) -> Iterator[Fault]:
        """Give the cells whose number has not its shape or its key."""
        known: dict[str, str | None] = {}
        for line, value, text in self.filled(columns, self.column):
            number = str(value)
            if number not in known:
                known[number] = self._variant(number)
            variant = known[number]
            if variant is not None:
                yield Fault(self.code, "", line, self.column, text, variant)

    def _variant(self, number: str) -> str | None:
        """Say what is wrong with a number; None when nothing is."""
        if type(self).is_valid(number):
            return None
        if SCIENTIFIC.fullmatch(number):
            return "scientific"
        compact = clean(number, " .").strip()
        return "" if compact.isdecimal() and len(compact) == self.digits else "shape"


class Siret(_Identifier):
    """14 digits, Luhn's key; La Poste has a rule of its own (source: python-stdnum)."""

    names = ("siret", "french-siret-value")
    digits = 14
    is_valid = siret.is_valid
    valid = (
        Example(
            _COLUMN,
            {"id": ("21860194600013", "218 601 946 00013", "35600000049837", "0" * 14, None)},
        ),
        Example({"column": "absent"}, {"id": ("1",)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {"id": ("21860194600014", "218601946", "2,19E+13", "35600000049838", "Mairie")},
            ((0, ""), (1, "shape"), (2, "scientific"), (3, ""), (4, "shape")),
        ),
    )


class Siren(_Identifier):
    """9 digits, Luhn's key."""

    names = ("siren", "french-siren-value")
    digits = 9
    is_valid = siren.is_valid
    valid = (Example(_COLUMN, {"id": ("218601946", "218 601 946", None)}),)
    invalid = (
        Example(
            _COLUMN,
            {"id": ("123456789", "21860194600013", "2,19E+08")},
            ((0, ""), (1, "shape"), (2, "scientific")),
        ),
    )
