"""Columns of amounts: which they are, and the round numbers that they are cut at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from grader.privacy.transforms.scripted.nombres import lire_nombre

if TYPE_CHECKING:
    import polars as pl

#: A number that counts nothing: a telephone, an identifier of nine digits or more.
_NUMBERED = re.compile(r"0\d|\d{9}|(?:\d\d ?){5}$")
#: Amounts beyond that are mistakes.
_GREATEST = 10**12
#: Round numbers that bounds are taken from, for each power of ten.
_ROUND = tuple(Decimal(one) for one in ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8"))
#: A hundredth is the least that money knows.
_LEAST = Decimal("0.01")
_BANDS = 8
#: Distinct values that are looked at, at most.
_LOOKED_AT = 400


def is_amount(value: str) -> bool:
    """Tell whether a text is a number that counts something.

    Args:
        value: a cell.
    """
    return lire_nombre(value) is not None and not _NUMBERED.match(value)


def sample(values: pl.Series) -> list[str]:
    """Give some of the distinct values of a column, blank apart: the same ones each time.

    Args:
        values: texts.
    """
    filled = values.filter(values != "").unique().sort()
    return filled.gather_every(max(1, len(filled) // _LOOKED_AT)).to_list()[:_LOOKED_AT]


def sorted_amounts(values: pl.Series) -> list[tuple[Decimal, int]]:
    """Give each amount of a column and how many cells hold it, smallest first.

    Args:
        values: texts; those that are no number are left out.
    """
    return sorted(
        (number, count)
        for text, count in values.value_counts().iter_rows()
        if (number := lire_nombre(text)) is not None and abs(number) < _GREATEST
    )


def at_share(amounts: Sequence[tuple[Decimal, int]], share: Decimal) -> Decimal:
    """Give the amount that a share of the cells do not exceed.

    Args:
        amounts: as ``sorted_amounts`` gives them; not empty.
        share: 0 to 1.
    """
    wanted = share * sum(count for _, count in amounts)
    seen = 0
    for number, count in amounts:
        seen += count
        if seen >= wanted:
            return number
    return amounts[-1][0]


def round_bounds(values: pl.Series) -> list[float]:
    """Choose round bounds that cut amounts into bands of about the same number of rows.

    Each bound is the round number (1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten) nearest
    to an eighth of the sorted values; the smaller of two as near. The same values always give the
    same bounds, which are written in the recipe: another file is cut at the same places.

    Args:
        values: texts; those that are no number count for nothing.

    Returns:
        1 to 7 increasing bounds.
    """
    amounts = sorted_amounts(values)
    if not amounts:
        return [0]
    eighths = (Decimal(one) / _BANDS for one in range(1, _BANDS))
    bounds = sorted({rounded(at_share(amounts, one)) for one in eighths})
    # Nothing lies below a bound that is no greater than the least value.
    kept = [one for one in bounds if one > amounts[0][0]] or bounds[:1]
    return [as_number(one) for one in kept]


def rounded(number: Decimal) -> Decimal:
    """Give the round number that is nearest.

    Args:
        number: any.
    """
    size = abs(number)
    if not size:
        return Decimal(0)
    power = Decimal(1).scaleb(size.adjusted())
    rounds = [*(one * power for one in _ROUND), 10 * power]
    near = min(rounds, key=lambda one: (abs(one - size), one))
    near = max(near.quantize(_LEAST), _LEAST)
    return near if number > 0 else -near


def as_number(number: Decimal) -> float:
    """Give a number as JSON writes it best: 80 rather than 80.0.

    Args:
        number: any.
    """
    return int(number) if number == int(number) else float(number)
