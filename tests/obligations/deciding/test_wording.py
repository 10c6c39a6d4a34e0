"""Hours, euros and days as they are read."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from grader.obligations.deciding.wording import (
    clock,
    day_in_words,
    days,
    euros,
    hours,
    ranged,
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (euros(Decimal("4462.5")), "4\u202f463\u00a0€"),
        (euros(Decimal("0.49")), "0\u00a0€"),
        (hours(Decimal("1.94")), "1,9\u00a0heure"),
        (hours(Decimal("1.95")), "2\u00a0heures"),
        (days(Decimal("18.214")), "18,2\u00a0jours"),
        (day_in_words(date(2026, 12, 1)), "1er\u00a0décembre\u00a02026"),
        (day_in_words(date(2027, 8, 31)), "31\u00a0août\u00a02027"),
        (clock(time(9, 5)), "9\u00a0h\u00a005"),
        (ranged("1 €", "2 €", "3 €"), "2\u00a0€ (de 1\u00a0€ à 3\u00a0€)"),
        (ranged("2 €", "2 €", "2 €"), "2 €"),
    ],
)
def test_words(said, expected):
    assert said == expected
