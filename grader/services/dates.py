"""Dates and sizes as French readers write them."""

from __future__ import annotations

from datetime import datetime

from grader.typography import MONTHS, NO_BREAK, number

_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def weekday_and_day(moment: datetime) -> str:
    """Write « Mardi 24 novembre », in the server's time zone."""
    local = moment.astimezone()
    first = "1er" if local.day == 1 else str(local.day)
    name = _WEEKDAYS[local.weekday()].capitalize()
    return f"{name} {first}{NO_BREAK}{MONTHS[local.month - 1]}"


def day(moment: datetime) -> str:
    """Write « 15 octobre 2026 », « 1er mai 2026 », in the server's time zone."""
    local = moment.astimezone()
    first = "1er" if local.day == 1 else str(local.day)
    return f"{first}{NO_BREAK}{MONTHS[local.month - 1]} {local.year}"


def day_and_time(moment: datetime) -> str:
    """Write « 15 octobre 2026 à 9 h 05 »."""
    local = moment.astimezone()
    return f"{day(moment)} à {local.hour}{NO_BREAK}h{NO_BREAK}{local.minute:02d}"


def size_label(n_bytes: int) -> str:
    """Write « 37 ko », « 1,2 Mo »."""
    if n_bytes < 1000:
        return f"{n_bytes}{NO_BREAK}octets" if n_bytes > 1 else f"{n_bytes}{NO_BREAK}octet"
    if n_bytes < 1_000_000:
        return f"{number(n_bytes / 1000)}{NO_BREAK}ko"
    return f"{number(n_bytes / 1_000_000, 1)}{NO_BREAK}Mo"
