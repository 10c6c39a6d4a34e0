"""Recipes for periods of one or two dates, and of two years."""

import re
from datetime import date

_ANY_DATE = re.compile(r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
#: What may stand beside the dates of a period.
_BETWEEN = re.compile(r"(?:\b(?:du|de|le|au|a|à|et|entre)\b|[\s/;,_–-])*", re.IGNORECASE)


def _iso(text: str) -> str:
    """Write one date AAAA-MM-JJ; raises ValueError where there is no such day."""
    parts = [int(part) for part in re.split(r"[/.\-]", text)]
    year, month, day = parts if parts[0] > 31 else reversed(parts)
    return date(year, month, day).isoformat()


def as_period(cell: str) -> str:
    """Write the one or two dates of a period as AAAA-MM-JJ/AAAA-MM-JJ."""
    dates = _ANY_DATE.findall(cell)
    if not 1 <= len(dates) <= 2 or not _BETWEEN.fullmatch(_ANY_DATE.sub("", cell)):
        return cell
    try:
        return "/".join(_iso(one) for one in dates)
    except ValueError:
        return cell


def as_years(cell: str) -> str:
    """Write two years as AAAA/AAAA."""
    match = re.fullmatch(r"\s*(\d{4})\s*(?:[-–_/\\]|à|et)\s*(\d{4})\s*", cell)
    return f"{match[1]}/{match[2]}" if match else cell
