"""Numbers and names as Moodle writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def percents(share: Fraction) -> str:
    """Write a share as Moodle does: ``33.33333``, ``-50``."""
    written = f"{float(share * 100):.5f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def decimal(value: Fraction) -> str:
    """Write a number with a point and no exponent; one without an end keeps 28 digits."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return format(exact.normalize(), "f")


def category(title: str) -> str:
    """Write a title as the name of one category: a slash is doubled, or it would part two."""
    printable = "".join(c if c.isprintable() else " " for c in title)
    return " ".join(printable.split()).replace("/", "//")
