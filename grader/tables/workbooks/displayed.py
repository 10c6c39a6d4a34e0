"""Numbers of a workbook that stores beside each one how it is shown (ODS).

The text says what the format does without the format having to be understood: how many
decimals, which leading zeros, which dressing. The stored number says what the text means.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from grader.tables.workbooks.dates import is_iso
from grader.tables.workbooks.formats import GENERAL
from grader.tables.workbooks.numbers import (
    SHOWN_IN_FULL,
    SIGNIFICANT,
    Shown,
    show_number,
    to_decimal,
)

_SCIENTIFIC = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+")
_CORE = re.compile(r"\d(?:.*\d)?", re.DOTALL)
_BETWEEN = re.compile(r"[\s.,'’]")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[\s.,'’]\d{3})+")
_PLAIN_AROUND = re.compile(r"[\s()+\-\u2212]*")
_CLOCK = re.compile(r"\d{1,4}:\d\d(?::\d\d(?:[.,]\d+)?)?(?: ?[AP]M)?")
_DURATION = re.compile(r"(-?)PT(\d{1,9})H(\d{1,9})M(\d{1,9})(?:[.,]\d+)?S")
#: How most numbers are displayed in French.
_FRENCH = re.compile(r"([1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+|[1-9]\d*|0)(?:,(\d+))?")
_BLANKS = str.maketrans(dict.fromkeys(" \u00a0\u202f"))
_WIDE = Context(prec=1_000)


def show_displayed(raw: str, text: str, *, percentage: bool = False) -> Shown:
    """Give what a cell that stores a number shows, less what dresses it.

    Args:
        raw: the number as stored.
        text: the number as displayed; may be empty.
        percentage: the cell is a percentage: the stored number is told.
    """
    easy = None if percentage else _shown_easily(raw, text)
    if easy is not None:
        return easy
    stored = to_decimal(raw)
    if stored is None:
        return Shown(text or raw)
    whole = show_number(stored, GENERAL)
    if percentage:
        return Shown(whole.text, (*whole.codes, "dressed-numbers"))
    seen = text.strip()
    core = _CORE.search(seen)
    if core is not None and not _SCIENTIFIC.fullmatch(seen):
        return _undressed(whole, seen, core)
    # A text that stands for the number, or a dash that hides a zero.
    in_words = any(character.isalpha() for character in seen)
    return Shown(seen if in_words else whole.text, whole.codes)


def _undressed(whole: Shown, seen: str, core: re.Match[str]) -> Shown:
    """Take from the displayed text what is beside its digits."""
    value = Decimal(whole.text)
    read = _read(core[0], value)
    if read is None:
        return Shown(whole.text, (*whole.codes, "dressed-numbers"))
    digits, grouped, rounded = read
    around = seen[: core.start()] + seen[core.end() :]
    dressed = grouped or _PLAIN_AROUND.fullmatch(around) is None
    codes = [*whole.codes]
    if rounded:
        codes.append("rounded-numbers")
    if dressed:
        codes.append("dressed-numbers")
    sign = "-" if value < 0 and digits.strip("0.") else ""
    return Shown(sign + digits, tuple(codes))


def show_displayed_date(stored: str, text: str) -> Shown:
    """Give what a cell that stores a date shows, its text if it has one.

    Args:
        stored: the date in words (AAAA-MM-JJ, with or without a time).
        text: the date as displayed; may be empty.
    """
    shown = text or stored
    told = not is_iso(shown) and _CLOCK.fullmatch(shown) is None
    return Shown(shown, ("dates-as-shown",) if told else ())


def show_displayed_time(stored: str, text: str) -> Shown:
    """Give what a cell that stores a duration shows, its text if it has one.

    Args:
        stored: the duration in the notation of XML (PT10H30M00S).
        text: the time as displayed; may be empty.
    """
    match = None if text else _DURATION.fullmatch(stored)
    if match is None:
        return Shown(text or stored)
    return Shown(f"{match[1]}{match[2]:0>2}:{match[3]:0>2}:{match[4]:0>2}")


def _shown_easily(raw: str, text: str) -> Shown | None:
    """Give what the common cases show without working it out; None for the others."""
    if len(raw) > SIGNIFICANT:
        return None
    match = _FRENCH.fullmatch(text)
    if match is None:
        return None
    digits, decimals = match[1], match[2]
    grouped = not digits.isdecimal()
    if grouped:
        digits = digits.translate(_BLANKS)
    if decimals:
        exact = decimals.rstrip("0")
        if raw != (f"{digits}.{exact}" if exact else digits):
            return None
        return Shown(f"{digits}.{decimals}", ("dressed-numbers",) if grouped else ())
    if raw != digits:
        return None
    codes = ("numbers-as-identifiers",) if len(digits) > SHOWN_IN_FULL else ()
    return Shown(digits, (*codes, "dressed-numbers") if grouped else codes)


def _read(core: str, value: Decimal) -> tuple[str, bool, bool] | None:
    """Understand digits as displayed: as kept, whether thousands are apart, whether rounded.

    The mark of decimals is the one that makes the text equal to the stored number.
    """
    for mark in (",", ".", ""):
        before, _, decimals = core.rpartition(mark) if mark else (core, "", "")
        digits = _BETWEEN.sub("", before)
        if not digits.isdecimal() or (mark and not decimals.isdecimal()):
            continue
        shown = abs(value).quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP, _WIDE)
        if Decimal(f"{digits}.{decimals or 0}") != shown:
            continue
        tail = f".{decimals}" if decimals else ""
        rounded = shown != abs(value)
        if digits == before:
            return digits + tail, False, rounded
        if _THOUSANDS.fullmatch(before):
            return digits + tail, True, rounded
        # Digits in groups of their own, as in a SIRET: kept as seen.
        return before + tail, False, rounded
    return None
