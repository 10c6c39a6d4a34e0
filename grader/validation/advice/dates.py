"""Dates as spreadsheets and people write them, and the ISO date that they mean."""

from __future__ import annotations

import re
from datetime import date, timedelta

from grader.tables.labels import fold
from grader.validation.advice.model import GENERAL, Advice
from grader.validation.schemas import Field

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february",
            "mars march",
            "avril avr april",
            "mai may",
            "juin june",
            "juillet juil july",
            "aout august",
            "septembre sept september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}

_DAY_FIRST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})|(\d{4})(\d{2})(\d{2})")
_SPELLED = re.compile(
    r"(?:[^\W\d]+\s+)?(\d{1,2})(?:er)?[ \-]([^\W\d]+)\.?[ \-](\d{4}|\d{2})\b", re.IGNORECASE
)
_MONTH_YEAR = re.compile(r"([^\W\d]+)\.?[ \-](?:\d{4}|\d{2})")
#: What stands beside the dates of a period.
_BETWEEN = re.compile(r"(?:\b(?:du|de|le|au|a|à|et|entre)\b|[\s/;,_–-])*", re.IGNORECASE)
#: Years on two digits, from there on, are of the former century (as POSIX reads them).
_FORMER = 69
_TIME = re.compile(r"[T ]\s*\d{1,2}\s*[:hH]\s*\d{0,2}.*$")
_INCOMPLETE = re.compile(r"\d{4}|\d{4}[-/]\d{1,2}|\d{1,2}[-/]\d{4}")
_ANY_DATE = re.compile(r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")

#: Spreadsheets count days from there; a bare number in this range is most likely such a count.
_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-7][0-9]{4}")


class ImpossibleDateError(ValueError):
    """The text has the shape of a date that the calendar does not have."""


def read_date(text: str) -> date | None:
    """Understand a date written by hand, or give None.

    Args:
        text: the cell without its time.

    Raises:
        ImpossibleDateError: it has the shape of a date, but no such day exists.
    """
    match = _DAY_FIRST.fullmatch(text)
    if match:
        day, month, year = match.groups()
        return _made(_century(year), int(month), int(day))
    match = _YEAR_FIRST.fullmatch(text)
    if match:
        year, month, day = (part for part in match.groups() if part is not None)
        return _made(int(year), int(month), int(day))
    match = _SPELLED.fullmatch(text)
    if match and fold(match[2]) in _MONTHS:
        return _made(_century(match[3]), _MONTHS[fold(match[2])], int(match[1]))
    return None


def _century(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= _FORMER else 2000)


def _made(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ImpossibleDateError from None


def advise_date(field: Field, cell: str) -> Advice:
    """Say what to write in place of a wrong date.

    Args:
        field: a field of type ``date``.
        cell: the cell as written.
    """
    if field.format not in {"default", "any", "%Y-%m-%d"}:
        return Advice("other-form", {"form": field.format})
    text = " ".join(cell.split())
    if len(_ANY_DATE.findall(text)) > 1:
        return Advice("several")
    bare = _TIME.sub("", text)
    try:
        found = read_date(bare)
    except ImpossibleDateError:
        swapped = _month_first(bare)
        return Advice("month-first", {"iso": swapped}) if swapped else Advice("impossible")
    if found is not None:
        return Advice("with-time" if bare != text else "rewrite", {"iso": found.isoformat()})
    if _SERIAL.fullmatch(bare):
        return Advice("serial", {"iso": (_EPOCH + timedelta(days=int(bare))).isoformat()})
    return _advise_part(text, bare)


def _advise_part(text: str, bare: str) -> Advice:
    """Recognise a month without its day, and a date amid other words."""
    month = _MONTH_YEAR.fullmatch(bare)
    if _INCOMPLETE.fullmatch(bare) or (month and fold(month[1]) in _MONTHS):
        return Advice("incomplete")
    within = _only_date_within(text)
    return Advice("within", {"iso": within}) if within else GENERAL


def _month_first(text: str) -> str:
    """Read 10/15/2017 as an American would; "" when that is no date either."""
    match = _DAY_FIRST.fullmatch(text)
    if match is None:
        return ""
    try:
        return _made(_century(match[3]), int(match[1]), int(match[2])).isoformat()
    except ImpossibleDateError:
        return ""


def _only_date_within(text: str) -> str:
    """Find the one date that a sentence holds; "" when there is none or several."""
    try:
        dates = [read_date(match[0]) for match in _ANY_DATE.finditer(text)]
        dates += [read_date(match[0]) for match in _SPELLED.finditer(text)]
    except ImpossibleDateError:
        return ""
    found = [one for one in dates if one is not None]
    return found[0].isoformat() if len(found) == 1 else ""


def holds_date(text: str) -> bool:
    """Tell whether there is something like a date in a text.

    Args:
        text: a cell as written.
    """
    return bool(_ANY_DATE.search(text))


def rewrite_period(cell: str) -> str:
    """Write one or two dates found in a cell as ``AAAA-MM-JJ`` or ``AAAA-MM-JJ/AAAA-MM-JJ``.

    Args:
        cell: the cell as written.

    Returns:
        the period, or "" when there is no such thing in the cell, or something else with it.
    """
    if not _BETWEEN.fullmatch(_ANY_DATE.sub("", cell)):
        return ""
    try:
        dates = [read_date(text) for text in _ANY_DATE.findall(cell)]
    except ImpossibleDateError:
        return ""
    kept = [one.isoformat() for one in dates if one is not None]
    return "/".join(kept) if 1 <= len(kept) <= 2 else ""
