"""Dates and times of a spreadsheet, from days counted since 1900 or 1904 to what is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from grader.tables.workbooks.formats import Section, Token
from grader.typography import MONTHS

_DAY = 86_400_000
#: 31 December 9999, the last day that a spreadsheet knows.
_LAST = 2_958_465
#: A 29 February 1900 that never was, kept since Lotus 1-2-3.
_PHANTOM = 60
_1904 = 1_462

_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin",
    "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?")
_STORED = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?Z?|"
    r"T?(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z?"
)


@dataclass(frozen=True)
class Moment:
    """A day and a time of day as shown (the day may be one that never was).

    Attributes:
        year, month, day: of the calendar.
        weekday: 0 for Monday.
        milliseconds: since midnight.
        elapsed: milliseconds since the origin of the count.
    """

    year: int
    month: int
    day: int
    weekday: int
    milliseconds: int
    elapsed: int


def serial_of(text: str) -> Decimal | None:
    """Give the number of days since 1900 of a date written AAAA-MM-JJ, with or without time.

    Args:
        text: as an XLSX workbook may store it; None when it is something else.
    """
    match = _STORED.fullmatch(text.strip())
    if match is None:
        return None
    days = 0
    if match[1]:
        try:
            days = (date(int(match[1]), int(match[2]), int(match[3])) - date(1899, 12, 30)).days
        except ValueError:
            return None
    hours, minutes, seconds, fraction = match.groups()[3:7] if match[1] else match.groups()[7:]
    clock = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    part = int((fraction or "0")[:3].ljust(3, "0"))
    return Decimal(days) + (Decimal(clock * 1000 + part) / _DAY)


def show_date(value: Decimal, section: Section, *, since_1904: bool) -> str | None:
    """Write a date or time as its format shows it; None when the number is no date.

    Args:
        value: days since the origin.
        section: of kind ``date``.
        since_1904: the workbook counts from 1904, as old Macintosh ones do.
    """
    tokens = section.tokens
    fine = any(token.kind == "fraction" for token in tokens)
    moment = _moment(value, since_1904=since_1904, fine=fine)
    if moment is None:
        return None
    half = any(token.kind == "noon" for token in tokens)
    return "".join(_written(token, moment, half=half, english=section.english) for token in tokens)


def holds_day(section: Section) -> bool:
    """Tell whether a format shows a day, a month or a year, rather than a time alone.

    Args:
        section: of kind ``date``.
    """
    return any(token.kind == "date" and token.text[0] in "ymd" for token in section.tokens)


def is_iso(text: str) -> bool:
    """Tell whether a date is written AAAA-MM-JJ, with or without a time.

    Args:
        text: the date as shown.
    """
    return _ISO.fullmatch(text) is not None


def _moment(value: Decimal, *, since_1904: bool, fine: bool) -> Moment | None:
    if not 0 <= value <= _LAST:
        return None
    total = round(value * _DAY)
    if not fine:
        total = (total + 500) // 1000 * 1000
    days, clock = divmod(total, _DAY)
    if since_1904:
        days += _1904
    if days > _LAST:
        return None
    weekday = (days + 5) % 7
    if days == _PHANTOM and not since_1904:
        return Moment(1900, 2, 29, weekday, clock, total)
    if days == 0:
        return Moment(1900, 1, 0, weekday, clock, total)
    day = date(1899, 12, 31 if days < _PHANTOM else 30) + timedelta(days=days)
    return Moment(day.year, day.month, day.day, weekday, clock, total)


def _written(token: Token, moment: Moment, *, half: bool, english: bool) -> str:
    """Write one piece."""
    width = len(token.text)
    if token.kind == "date":
        return _of_date(token.text[0], width, moment, half=half, english=english)
    if token.kind == "minute":
        return str(moment.milliseconds // 60_000 % 60).zfill(min(width, 2))
    if token.kind == "elapsed":
        unit = {"h": 3_600_000, "m": 60_000, "s": 1_000}[token.text[0]]
        return str(moment.elapsed // unit).zfill(min(width, 9))
    if token.kind == "fraction":
        return "," + str(moment.milliseconds % 1000).zfill(3)[: min(width, 3)]
    if token.kind == "noon":
        late = moment.milliseconds >= _DAY // 2
        return ("PM" if late else "AM") if width > 3 else ("P" if late else "A")
    return token.text


def _of_date(letter: str, width: int, moment: Moment, *, half: bool, english: bool) -> str:
    if letter == "y":
        return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
    if letter == "m":
        return _month(moment.month, width, english=english)
    if letter == "d":
        return _day(moment, width, english=english)
    if letter == "h":
        hour = moment.milliseconds // 3_600_000
        hour = ((hour + 11) % 12 + 1) if half else hour
        return str(hour).zfill(min(width, 2))
    return str(moment.milliseconds // 1000 % 60).zfill(min(width, 2))


def _day(moment: Moment, width: int, *, english: bool) -> str:
    if width < 3:
        return str(moment.day).zfill(width)
    name = (_ENGLISH_DAYS if english else _DAYS)[moment.weekday]
    if width > 3:
        return name
    return name[:3] if english else f"{name[:3]}."


def _month(month: int, width: int, *, english: bool) -> str:
    if width < 3:
        return str(month).zfill(width)
    name = (_ENGLISH_MONTHS if english else MONTHS)[month - 1]
    if width == 5:
        return name[0].upper()
    if width > 3:
        return name
    return name[:3] if english else _SHORT_MONTHS[month - 1]
