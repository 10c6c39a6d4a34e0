"""Fields of these pages, and what people type in them: whole numbers, amounts, days, hours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from grader.services.obligations.figures import FigureError
from grader.services.obligations.form_view import Option

#: Values by name, as an address carries them.
Arguments = Mapping[str, Sequence[str]]
#: Characters of a figure, a day or an hour that are read, and shown again when refused.
LONGEST_TYPED = 40
_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009']+")
_WHOLE = re.compile(r"[0-9]{1,6}")
_AMOUNT = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")
_FRENCH_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_HOUR = re.compile(r"([0-9]{1,2}) ?(?:[h:] ?([0-9]{2})?)?")


@dataclass(frozen=True)
class Select:
    """One answer to choose in a list.

    Attributes:
        name: of what is sent, and of its place on the page.
        label: what is asked.
        options: what may be chosen; one is checked.
        hint: what helps, beneath; may be empty.
        error: what to mend, or "".
    """

    name: str
    label: str
    options: tuple[Option, ...]
    hint: str = ""
    error: str = ""


def first(arguments: Arguments, name: str, longest: int = LONGEST_TYPED) -> str:
    """Give the first value of a name, without the spaces around it, cut to a bound."""
    return next(iter(arguments.get(name, ())), "").strip()[:longest]


def read_whole(text: str) -> int:
    """Read a whole number.

    Raises:
        FigureError: it is none.
    """
    bare = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(bare):
        raise FigureError("Écrivez un nombre entier, en chiffres.")
    return int(bare)


def read_amount(text: str) -> Decimal:
    """Read a number of hours or euros, or a percentage: « 1 500 », « 12,5 ».

    Raises:
        FigureError: it is none.
    """
    bare = _SPACES.sub("", text).removesuffix("€").removesuffix("%")
    if not _AMOUNT.fullmatch(bare):
        raise FigureError("Écrivez un nombre en chiffres, par exemple 12,5.")
    return Decimal(bare.replace(",", "."))


def read_day(text: str) -> date:
    """Read a day, as browsers send it or as people type it: « 2027-01-15 », « 15/01/2027 ».

    Raises:
        FigureError: there is no such day.
    """
    iso, typed = _ISO_DAY.fullmatch(text), _FRENCH_DAY.fullmatch(text)
    parts = iso.groups() if iso else tuple(reversed(typed.groups())) if typed else ()
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        raise FigureError("Écrivez une date qui existe, par exemple 15/01/2027.") from None


def read_hour(text: str) -> time:
    """Read an hour of the day: « 14:00 », « 14 h 30 », « 9h ».

    Raises:
        FigureError: there is no such hour.
    """
    found = _HOUR.fullmatch(text.lower().replace("\u00a0", " ").replace("\u202f", " "))
    try:
        if found is not None:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    raise FigureError("Écrivez une heure de la journée, par exemple 14 h 30.")


def amount_text(value: Decimal) -> str:
    """Write « 12,5 » or « 50 », as a field takes it."""
    plain = f"{value:f}"
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")
