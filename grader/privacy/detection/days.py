"""Days: how they are written, and whether those of a column look like births."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from grader.privacy.detection.words import fold_word

_ISO = re.compile(r"((?:18|19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z+]{4,})?")
_FRENCH = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:18|19|20)\d\d)(?: [\d:h.]{4,})?")
_COMPACT = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_SHORT = re.compile(r"(\d{2})/(\d{2})/(\d{2})")
_SPOKEN = re.compile(r"(\d{1,2})(?:er)? ([^\W\d_]{3,9})\.? ((?:18|19|20)\d\d)")
_MONTHS = (
    "janv", "fev", "mars", "avr", "mai", "juin", "juil", "aou", "sept", "oct", "nov", "dec",
)  # fmt: skip
#: A day in a text, of whatever form; read by ``day_of``.
DAY_IN_TEXT = (
    r"(?:(?:18|19|20)\d\d-\d\d-\d\d|\d{1,2}[/.-]\d{1,2}[/.-](?:(?:18|19|20)\d\d|\d\d)|"
    r"\d{1,2}(?:er)? [a-zA-Zéûà]{3,9} (?:18|19|20)\d\d)"
)
#: Births of a population span generations; decisions of an office do not.
_GENERATION_YEARS = 20
#: People are born on Sundays too (two days out of seven); offices do not decide then.
_WEEKEND = 0.12
_ENOUGH = 20


def day_of(value: str) -> date | None:
    """Read a day.

    Args:
        value: a cell without outer blanks; two-digit years are taken in the century before 2030.
    """
    if not 6 <= len(value) <= 30:
        return None
    for pattern, order in ((_ISO, (1, 2, 3)), (_FRENCH, (3, 2, 1)), (_COMPACT, (1, 2, 3))):
        found = pattern.fullmatch(value)
        if found:
            return _made(*(int(found[place]) for place in order))
    found = _SHORT.fullmatch(value)
    if found:
        year = int(found[3])
        return _made(year + (2000 if year < 30 else 1900), int(found[2]), int(found[1]))
    found = _SPOKEN.fullmatch(value)
    if found:
        month = fold_word(found[2])
        for number, beginning in enumerate(_MONTHS, start=1):
            if month.startswith(beginning):
                return _made(int(found[3]), number, int(found[1]))
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def span_years(days: Sequence[date]) -> float:
    """Give the years between the 5th and the 95th percentile of some days.

    Args:
        days: at least one.
    """
    ordered = sorted(days)
    low, high = ordered[len(ordered) // 20], ordered[-1 - len(ordered) // 20]
    return (high - low).days / 365.25


def look_like_births(days: Sequence[date]) -> bool:
    """Tell whether days are spread as births are: over generations, on Sundays as well.

    Args:
        days: different days of a column.
    """
    if len(days) < _ENOUGH or span_years(days) < _GENERATION_YEARS:
        return False
    weekend = sum(day.weekday() >= 5 for day in days)
    # 1 January stands for « year alone » in many registers: it is no weekday's choice.
    return weekend >= _WEEKEND * len(days)
