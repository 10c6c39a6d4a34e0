"""Hours, euros and days as French readers write them."""

from __future__ import annotations

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from grader.typography import MONTHS, NO_BREAK, french, number


def euros(amount: Decimal) -> str:
    """Write « 4 463 € », to the nearest euro, half up."""
    return f"{number(int(_rounded(amount, '1')))}{NO_BREAK}€"


def hours(count: Decimal) -> str:
    """Write « 127,5 heures », to the nearest tenth."""
    return _counted(count, "heure")


def days(count: Decimal) -> str:
    """Write « 18,2 jours », to the nearest tenth."""
    return _counted(count, "jour")


def day_in_words(day: date) -> str:
    """Write « 1er décembre 2026 »."""
    first = "1er" if day.day == 1 else str(day.day)
    return f"{first}{NO_BREAK}{MONTHS[day.month - 1]}{NO_BREAK}{day.year}"


def clock(at: time) -> str:
    """Write « 9 h 05 »."""
    return f"{at.hour}{NO_BREAK}h{NO_BREAK}{at.minute:02d}"


def ranged(low: str, middle: str, high: str) -> str:
    """Write a figure with its range, or alone where there is none."""
    return middle if low == high else french(f"{middle} (de {low} à {high})")


def _counted(count: Decimal, noun: str) -> str:
    shown = _rounded(count, "0.1")
    # The plural begins at two in French: « 1,5 jour ».
    return f"{number(float(shown), 1)}{NO_BREAK}{noun}{'' if abs(shown) < 2 else 's'}"


def _rounded(value: Decimal, step: str) -> Decimal:
    return value.quantize(Decimal(step), ROUND_HALF_UP)
