"""Days as French readers write them."""

from __future__ import annotations

from datetime import date, datetime, time

from grader.services.dates import day


def written_day(moment: date) -> str:
    """Write « 15 octobre 2026 », « 1er mai 2026 »."""
    # At noon: no time zone of a server makes another day of it.
    return day(datetime.combine(moment, time(12)).astimezone())
