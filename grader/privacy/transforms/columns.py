"""Steps that change one column: pseudonyms, bounds, noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.privacy.transforms.mapping import mapped
from grader.privacy.transforms.scripted.empreintes import bruiter, empreinte, pseudonyme
from grader.privacy.transforms.scripted.nombres import borner

if TYPE_CHECKING:
    import polars as pl


def pseudonymised(values: pl.Series, length: int, key: bytes | None) -> pl.Series:
    """Replace values by fingerprints; a blank stays blank.

    Neither kind anonymises: the same value always gives the same fingerprint, so that a person can
    be followed from row to row; who has the key, or tries every possible value where there is
    none, finds the value again.

    Args:
        values: texts.
        length: hexadecimal signs that are kept.
        key: secret of an HMAC-SHA256, or None for a bare SHA-256.
    """
    if key is None:
        return mapped(values, lambda value: empreinte(value, length))
    return mapped(values, lambda value: pseudonyme(value, key, length))


def clipped(values: pl.Series, low: float | None, high: float | None) -> pl.Series:
    """Hide extreme values: « moins de 18 », « 80 et plus »; what is no number becomes blank.

    Args:
        values: texts.
        low: values below it are told so; None for no bound.
        high: values of it or more are told so; None for no bound.
    """
    return mapped(values, lambda value: borner(value, low, high))


def noised(values: pl.Series, column: str, scale: float, decimals: int, key: bytes) -> pl.Series:
    """Add Laplace noise to numbers; what is no number becomes blank.

    Args:
        values: texts.
        column: name of the column, a part of the seed.
        scale: of the noise, in units of the column: half of the gaps are under 0.7 times it.
        decimals: of what is written.
        key: the other part of the seed.
    """
    import polars as pl

    return pl.Series(
        values.name, bruiter(values.to_list(), column, scale, decimals, key), dtype=pl.String
    )
