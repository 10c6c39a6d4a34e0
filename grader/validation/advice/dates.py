"""What to write in place of a wrong date."""

from __future__ import annotations

import re
from collections.abc import Mapping

from grader.validation.advice.model import GENERAL, Advice
from grader.validation.repairs.recipes.dates import date_seen
from grader.validation.schemas import Field

#: What stands beside the dates of a period.
_BETWEEN = re.compile(r"(?:\b(?:du|de|le|au|a|à|et|entre)\b|[\s/;,_–-])*", re.IGNORECASE)
_ANY_DATE = re.compile(r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
#: By kind of date, how the fault is told.
_VARIANTS: Mapping[str, str] = {
    "midnight": "with-time",
    "with-time": "with-time",
    "month-first": "month-first",
    "in-text": "within",
    "serial": "serial",
    "several": "several",
    "incomplete": "incomplete",
    "impossible": "impossible",
}


def advise_date(field: Field, cell: str) -> Advice:
    """Say what to write in place of a wrong date.

    Args:
        field: a field of type ``date``.
        cell: the cell as written.
    """
    if field.format not in {"default", "any", "%Y-%m-%d"}:
        return Advice("other-form", {"form": field.format})
    seen = date_seen(cell)
    if not seen.kind:
        return GENERAL
    words = {"iso": seen.day.isoformat()} if seen.day else {}
    return Advice(_VARIANTS.get(seen.kind, "rewrite"), words)


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
    seen = [date_seen(text) for text in _ANY_DATE.findall(cell)]
    if any(one.day is None or one.kind == "month-first" for one in seen):
        return ""
    kept = [one.day.isoformat() for one in seen if one.day]
    return "/".join(kept) if 1 <= len(kept) <= 2 else ""
