"""Recipes for dates: what date a cell holds, in what form it is written, and how to write it."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi lun monday mon",
            "mardi mar tuesday tue",
            "mercredi mer wednesday wed",
            "jeudi jeu thursday thu",
            "vendredi ven friday fri",
            "samedi sam saturday sat",
            "dimanche dim sunday sun",
        )
    )
    for name in names.split()
}

_DATE_SIGN = r"(?:\s?[/._\\-]\s?|\s)"
_THREE = rf"(\d{{1,4}}){_DATE_SIGN}(\d{{1,2}}){_DATE_SIGN}(\d{{1,5}})"
_SPELLED = (
    r"(?:le\s)?(?:([^\W\d]+)\.?,?\s)?(\d{1,2})(?:er|st|nd|rd|th)?[\s./-]{1,2}([^\W\d]+)\.?"
    r"[\s./,-]{1,2}(\d{4}|\d{2})"
)
_ENGLISH = r"(?:([^\W\d]+),?\s)?([^\W\d]+)\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})"
_NUMBERS_ONLY = re.compile(_THREE)
_EIGHT_DIGITS = re.compile(r"\d{8}")
_IN_LETTERS = re.compile(_SPELLED, re.IGNORECASE)
_IN_ENGLISH = re.compile(_ENGLISH, re.IGNORECASE)
#: A date amid other words: its year has four digits, so that no reference is taken for one.
_AMID = re.compile(
    rf"(?<!\d)(?:\d{{1,2}}{_DATE_SIGN}\d{{1,2}}{_DATE_SIGN}\d{{4}}"
    rf"|\d{{4}}{_DATE_SIGN}\d{{1,2}}{_DATE_SIGN}\d{{1,2}})(?!\d)"
    r"|(?<!\d)\d{1,2}(?:er)?[\s./-]{1,2}[^\W\d]+\.?[\s./,-]{1,2}\d{4}(?!\d)",
    re.IGNORECASE,
)
#: « du 3 au 5 mars », « 3 et 5 mars »: days that share a month.
_DAYS_TOGETHER = re.compile(
    r"\d{1,2}(?:er)?\s?(?:au|et|à|&|,|-)\s?\d{1,2}(?:er)?\s([^\W\d]+)", re.IGNORECASE
)
_CLOCK = re.compile(
    r"(?:T|,?\s(?:à\s)?)(\d{1,2})\s?[:hH]\s?(\d{2})?(?::(\d{2})(?:[.,]\d+)?)?"
    r"\s?(AM|PM)?\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
#: A date and a time as Table Schema wants them.
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?")
_MONTH_ALONE = re.compile(r"(?<![^\W_])([^\W\d_]+)\.?[\s./-]{0,2}(?:\d{4}|\d{2})(?!\d)")
_NO_DAY = re.compile(
    r"\d{4}|\d{4}\s?[-/.]\s?\d{1,2}|\d{1,2}\s?[-/.]\s?\d{4}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])"
    r"|\d{1,2}\s?[-/.]\s?\d{1,2}|[TS][1-4][\s/-]?\d{4}|\d{4}[\s/-]?[TS][1-4]|\d{4}\s?[-/]\s?\d{4}"
    r"|\d(?:er|e|ème)?\s?(?:trimestre|semestre)\s\d{4}",
    re.IGNORECASE,
)
_NO_YEAR = re.compile(r"(?:\d{1,2}(?:er)?[\s./-]{1,2})?([^\W\d_]+)\.?")
#: What nobody sees: it is no space for Python.
_UNSEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
#: Spreadsheets count days from there; 20000 is in 1954, 79999 in 2119.
_FIRST_DAY = date(1899, 12, 30)
_DAYS_COUNTED = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
#: Years on two digits, from there on, are of the former century (as POSIX reads them).
_FORMER_CENTURY = 69
#: A longer cell is no date.
_LONGEST_DATE = 200


class DateSeen(NamedTuple):
    """What date a cell holds.

    Attributes:
        kind: ``iso``, ``day-first``, ``month-first``, ``either`` (the day or the month first),
            ``year-first``, ``two-digit`` (year), ``spelled``, ``weekday`` (which is not that of the
            date), ``midnight`` and ``with-time`` (beside a time), ``in-text``, ``serial``;
            ``several``, ``incomplete``, ``impossible``, or "" when it is none of these.
        day: the date, its day read first where that matters.
        other: the date when the month is read first, where that is another day.
    """

    kind: str
    day: date | None = None
    other: date | None = None


def written_date(cell: str, kind: str, first: str = "day", form: str = "%Y-%m-%d") -> str:
    """Write a date as the schema asks; a cell whose date is not of that kind is left as it is.

    Args:
        cell: the cell as written.
        kind: how the date is written, as ``DateSeen.kind``.
        first: ``day`` or ``month``: what is read first where nothing else tells.
        form: how to write it, in the signs of ``strftime``.
    """
    seen = date_seen(cell)
    found = seen.other if first == "month" and seen.other else seen.day
    if seen.kind != kind or found is None or _has_form(cell, form):
        return cell
    return found.isoformat() if form == "%Y-%m-%d" else found.strftime(form)


def year_of_date(cell: str) -> str:
    """Write the year of a date, where a year alone is asked for.

    Args:
        cell: the cell as written.
    """
    seen = date_seen(cell)
    return f"{seen.day.year:04d}" if seen.day and seen.kind != "serial" else cell


def written_moment(cell: str, kinds: list[str], first: str = "day") -> str:
    """Write a date and its time as 2024-03-14T18:30:00; any other cell is left as it is.

    Args:
        cell: the cell as written.
        kinds: how the date is written, as ``DateSeen.kind``.
        first: ``day`` or ``month``: what is read first where nothing else tells.
    """
    seen, time = moment_seen(cell)
    found = seen.other if first == "month" and seen.other else seen.day
    if seen.kind not in kinds or found is None or not time or _MOMENT.fullmatch(cell):
        return cell
    return f"{found.isoformat()}T{time}"


def moment_seen(cell: str) -> tuple[DateSeen, str]:
    """See a date and the time beside it: « 18:30:00 » with its zone, or "" when there is none."""
    text = _date_text(cell) if len(cell) <= _LONGEST_DATE else ""
    clock = _CLOCK.search(text)
    if clock is None:
        return _whole_date(text), ""
    hour, minute, second = (int(clock[part] or 0) for part in (1, 2, 3))
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].upper() == "PM" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return DateSeen(""), ""
    zone = (clock[5] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return _whole_date(text[: clock.start()]), f"{hour:02d}:{minute:02d}:{second:02d}{zone}"


def _date_text(cell: str) -> str:
    return " ".join(_UNSEEN.sub("", cell).split()).strip(" .;,")


def _has_form(cell: str, form: str) -> bool:
    """Tell whether a date is written as the schema asks: one-digit days are admitted."""
    try:
        datetime.strptime(cell, form)  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return False
    return True


def date_seen(cell: str) -> DateSeen:
    """See what date a cell holds, and how it is written."""
    if len(cell) > _LONGEST_DATE:
        return DateSeen("")
    text = _date_text(cell)
    clock = _CLOCK.search(text)
    bare = text[: clock.start()] if clock else text
    seen = _whole_date(bare)
    if not seen.kind:
        return _date_amid(text) if clock else _whole_date_or_amid(bare)
    if clock is None or seen.kind in {"either", "two-digit", "impossible", "incomplete"}:
        return seen
    hour = int(clock[1]) % 12 if clock[4] else int(clock[1])
    if hour or int(clock[2] or 0) or int(clock[3] or 0) or (clock[4] or "").upper() == "PM":
        return seen._replace(kind="with-time")
    return seen._replace(kind="midnight") if seen.kind == "iso" else seen


def _whole_date_or_amid(text: str) -> DateSeen:
    counted = _DAYS_COUNTED.fullmatch(text)
    if counted:
        return DateSeen("serial", _FIRST_DAY + timedelta(days=int(counted[1])))
    named = _NO_YEAR.fullmatch(text)
    if _NO_DAY.fullmatch(text) or (named and _plain(named[1]) in _MONTHS):
        return DateSeen("incomplete")
    return _date_amid(text)


def _whole_date(text: str) -> DateSeen:
    """See the date that a text is, and nothing beside it."""
    numbers = _NUMBERS_ONLY.fullmatch(text)
    if numbers:
        return _of_numbers(*numbers.groups(), iso=text.count("-") == 2)
    if _EIGHT_DIGITS.fullmatch(text):
        return _of_eight(text)
    letters = _IN_LETTERS.fullmatch(text)
    if letters and _plain(letters[3]) in _MONTHS:
        weekday, day, month, year = letters.groups()
        return _of_letters(weekday, day, month, year)
    english = _IN_ENGLISH.fullmatch(text)
    if english and _plain(english[2]) in _MONTHS:
        weekday, month, day, year = english.groups()
        return _of_letters(weekday, day, month, year)
    return DateSeen("")


def _of_numbers(first: str, second: str, third: str, *, iso: bool) -> DateSeen:
    if len(first) == 4:
        if len(third) > 2:
            return DateSeen("")
        day = _day(int(first), int(second), int(third))
        if day is None:
            return DateSeen("impossible" if int(second) and int(third) else "incomplete")
        return DateSeen("iso" if iso else "year-first", day)
    if len(first) == 3 or len(third) == 1:
        return DateSeen("")
    if len(third) in {3, 5}:  # a slip of the pen in the year
        return DateSeen("impossible")
    return _two_orders(int(first), int(second), third)


def _two_orders(first: int, second: int, year: str) -> DateSeen:
    """Read two numbers and a year, the day first and the month first."""
    whole = _whole_year(year)
    day, month = _day(whole, second, first), _day(whole, first, second)
    other = month if day and month != day else None
    if len(year) == 2:
        found = day or month or _day(_whole_year(f"{first:02d}"), second, int(year))
        return DateSeen("two-digit" if found else "impossible", found, other)
    if day and other:
        return DateSeen("either", day, other)
    if day or month:
        return DateSeen("day-first" if day else "month-first", day or month)
    return DateSeen("impossible" if first and second else "incomplete")


def _of_eight(text: str) -> DateSeen:
    """Read 20171015 and 15102017: no eight digits of our centuries can be both."""
    if text[:2] in {"19", "20"}:
        day = _day(int(text[:4]), int(text[4:6]), int(text[6:]))
        if day:
            return DateSeen("year-first", day)
    if text[4:6] in {"19", "20"}:
        return _two_orders(int(text[:2]), int(text[2:4]), text[4:])
    return DateSeen("impossible" if text[:2] in {"19", "20"} else "")


def _of_letters(weekday: str | None, day: str, month: str, year: str) -> DateSeen:
    found = _day(_whole_year(year), _MONTHS[_plain(month)], int(day))
    if found is None:
        return DateSeen("impossible" if int(day) else "incomplete")
    if weekday is not None:
        if _plain(weekday) not in _WEEKDAYS:  # « séance 15 octobre 2017 »
            return DateSeen("in-text", found)
        if _WEEKDAYS[_plain(weekday)] != found.weekday():
            return DateSeen("weekday", found)
    return DateSeen("two-digit" if len(year) == 2 else "spelled", found)


def _date_amid(text: str) -> DateSeen:
    """Find the one date that a sentence holds."""
    together = _DAYS_TOGETHER.search(text)
    if together and _plain(together[1]) in _MONTHS:
        return DateSeen("several")
    found = [seen for seen in map(_whole_date, _AMID.findall(text)) if seen.kind]
    if len(found) > 1:
        return DateSeen("several")
    if found:
        seen = found[0]
        return seen._replace(kind="in-text") if seen.day else seen
    months = (_plain(match[1]) for match in _MONTH_ALONE.finditer(text))
    return DateSeen("incomplete" if any(month in _MONTHS for month in months) else "")


def _whole_year(year: str) -> int:
    if len(year) == 4:
        return int(year)
    return int(year) + (1900 if int(year) >= _FORMER_CENTURY else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _plain(word: str) -> str:
    """Give a word without case nor accents."""
    letters = unicodedata.normalize("NFKD", word).casefold()
    return "".join(letter for letter in letters if letter.isalnum())
