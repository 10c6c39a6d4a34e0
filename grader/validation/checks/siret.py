"""SIRET and SIREN: shape and key."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ClassVar

import numpy as np
import polars as pl
from numpy.typing import NDArray
from stdnum.fr import siren, siret
from stdnum.util import clean

from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.model import Example

_COLUMN = {"column": "id"}
_DIGITS = b"0123456789"
#: What each digit counts for in Luhn's sum, and what it does at every second place.
_ONCE = bytes.maketrans(_DIGITS, bytes(range(10)))
_TWICE = bytes.maketrans(_DIGITS, bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))
#: La Poste's SIREN: its establishments have a key of their own.
_LA_POSTE = "356000000"
_SIREN_DIGITS = 9
#: Digits summed at once, by a table of all their numbers.
_SLICE = 5


def has_luhn_key(digits: str) -> bool:
    """Tell whether digits end with Luhn's key; a file may have a million of them.

    Args:
        digits: ASCII digits only.
    """
    raw = digits.encode()
    return (sum(raw[::-2].translate(_ONCE)) + sum(raw[-2::-2].translate(_TWICE))) % 10 == 0


@cache
def _luhn_sums(*, first_is_twice: bool) -> NDArray[np.uint8]:
    """Give Luhn's sum of every number of five digits; its last digit counts once or twice."""
    numbers = np.arange(10**_SLICE)
    sums = np.zeros(len(numbers), dtype=np.uint8)
    for place in range(_SLICE):
        digit = numbers // 10**place % 10
        twice = 2 * digit - 9 * (digit > 4)
        sums += (twice if (place % 2 == 1) != first_is_twice else digit).astype(np.uint8)
    return sums


def have_luhn_keys(numbers: NDArray[np.int64], digits: int) -> NDArray[np.bool_]:
    """Tell which numbers end with Luhn's key.

    Args:
        numbers: numbers of at most ``digits`` digits, leading zeros left out.
        digits: how many digits they are written with.
    """
    total = np.zeros(len(numbers), dtype=np.int16)
    rest = numbers
    for begin in range(0, digits, _SLICE):
        rest, part = np.divmod(rest, 10**_SLICE)
        # Five is odd: every other slice begins with a digit that counts twice.
        total += _luhn_sums(first_is_twice=begin // _SLICE % 2 == 1)[part]
    found: NDArray[np.bool_] = total % 10 == 0
    return found


class _Identifier(CellCheck):
    """A number with a key; spaces and dots are passed over."""

    digits: ClassVar[int]
    is_valid: ClassVar[Callable[[str], bool]]

    def at_once(self, texts: pl.Series) -> pl.Series:
        """Reckon the keys of all numbers that have their digits and nothing else."""
        read = texts.cast(pl.Int64, strict=False)
        # A number with a sign or a leading zero is smaller than its length lets think.
        plain = (texts.str.len_bytes() == self.digits) & (read >= 10 ** (self.digits - 1))
        numbers = read.fill_null(0).to_numpy()
        sound = have_luhn_keys(numbers, self.digits)
        sirens = numbers
        if self.digits > _SIREN_DIGITS:
            sirens = numbers // 10 ** (self.digits - _SIREN_DIGITS)
            sound &= have_luhn_keys(sirens, _SIREN_DIGITS)
        others = ~plain.fill_null(value=False) | pl.Series(sirens == int(_LA_POSTE))
        frame = pl.DataFrame({"sound": sound, "others": others})
        return frame.select(pl.when(~pl.col("others")).then("sound")).to_series()

    def judge(self, text: str) -> Flaw | None:
        """Look at the shape, then at the key."""
        if len(text) == self.digits and text.isascii() and text.isdigit():
            if text.startswith(_LA_POSTE):
                return None if type(self).is_valid(text) else Flaw()
            return None if has_luhn_key(text) and has_luhn_key(text[:9]) else Flaw()
        if type(self).is_valid(text):
            return None
        if SCIENTIFIC.fullmatch(text):
            return Flaw("scientific")
        compact = clean(text, " .").strip()
        return Flaw("" if compact.isdecimal() and len(compact) == self.digits else "shape")


class Siret(_Identifier):
    """14 digits, Luhn's key; La Poste has a rule of its own (source: python-stdnum)."""

    names = ("siret", "french-siret-value")
    digits = 14
    is_valid = siret.is_valid
    valid = (
        Example(
            _COLUMN,
            {
                "id": (
                    "21860194600013",
                    "218 601 946 00013",
                    "35600000049837",
                    "35600000000048",
                    "0" * 14,
                    None,
                )
            },
        ),
        Example({"column": "absent"}, {"id": ("1",)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {"id": ("21860194600014", "218601946", "2,19E+13", "35600000049838", "Mairie")},
            ((0, ""), (1, "shape"), (2, "scientific"), (3, ""), (4, "shape")),
        ),
        # The whole has Luhn's key, its SIREN has not.
        Example(_COLUMN, {"id": ("12345678900005",)}, ((0, ""),)),
    )


class Siren(_Identifier):
    """9 digits, Luhn's key."""

    names = ("siren", "french-siren-value")
    digits = 9
    is_valid = siren.is_valid
    valid = (Example(_COLUMN, {"id": ("218601946", "218 601 946", "356000000", None)}),)
    invalid = (
        Example(
            _COLUMN,
            {"id": ("123456789", "21860194600013", "2,19E+08")},
            ((0, ""), (1, "shape"), (2, "scientific")),
        ),
    )
