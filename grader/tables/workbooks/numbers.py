"""Stored numbers as texts: what the person sees, less what dresses it.

Decimals, leading zeros and an explicit scientific notation are kept as shown; separators of
thousands, currencies and percentages are dropped. A plain number takes the dot, the neutral
decimal mark; a scientific notation keeps the comma that French Excel shows and exports.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import NamedTuple

from grader.tables.workbooks.dates import holds_day, is_iso, serial_of, show_date
from grader.tables.workbooks.formats import GENERAL, Format, Section

#: Digits that a spreadsheet keeps of a number; the next ones are zeros.
SIGNIFICANT = 15
#: Past that many digits, an ordinary cell shows « 2,19E+13 ».
SHOWN_IN_FULL = 11
#: Past that power of ten, writing all zeros helps nobody.
_LARGEST_POWER = 20

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_SMALLEST_POWER, _GREATEST_POWER = -330, 308
#: What most numbers look like: nothing to round, nothing to rewrite.
_EASY = re.compile(r"(0|[1-9]\d*)(?:\.(\d*[1-9]))?")
_LONGEST_NUMBER = 400
_KEPT = Context(prec=SIGNIFICANT)
_WIDE = Context(prec=1_000)
_KEPT_SHOWN = 5_000


class Shown(NamedTuple):
    """A cell's text, and the codes of the notices that tell what it lost."""

    text: str
    codes: tuple[str, ...] = ()


class Known(dict[str, Shown]):
    """What each stored number shows in one format; equal cells are worked out once.

    Args:
        form: the format.
        since_1904: dates are counted from 1904.
    """

    def __init__(self, form: Format, *, since_1904: bool) -> None:
        super().__init__()
        self._form = form
        self._since_1904 = since_1904

    def __missing__(self, raw: str) -> Shown:
        if len(self) >= _KEPT_SHOWN:
            self.clear()
        shown = self[raw] = self._work_out(raw)
        return shown

    def _work_out(self, raw: str) -> Shown:
        easy = _shown_easily(raw, self._form.sections[0])
        if easy is not None:
            return easy
        value = to_decimal(raw)
        if value is None:
            return Shown(raw)
        section = self._form.section(value)
        if section.kind == "date":
            text = show_date(value, section, since_1904=self._since_1904)
            if text is not None:
                return _date_shown(text, section)
            section = GENERAL
        return show_number(value, section)


class Renderer:
    """Shows the numbers of one workbook.

    Args:
        since_1904: dates are counted from 1904.
    """

    def __init__(self, *, since_1904: bool = False) -> None:
        self._since_1904 = since_1904
        self._known: dict[Format, Known] = {}

    def known(self, form: Format) -> Known:
        """Give what numbers show in a format, by the number as the workbook stores it.

        Args:
            form: the format of some cells.
        """
        known = self._known.get(form)
        if known is None:
            known = self._known[form] = Known(form, since_1904=self._since_1904)
        return known

    def show(self, raw: str, form: Format) -> Shown:
        """Give what a cell shows.

        Args:
            raw: the number as the workbook stores it.
            form: the cell's format.
        """
        return self.known(form)[raw]

    def show_iso_date(self, raw: str, form: Format) -> Shown:
        """Give what a cell shows that stores a date in words (AAAA-MM-JJ).

        Args:
            raw: the date as the workbook stores it.
            form: the cell's format.
        """
        value = serial_of(raw)
        if value is None:
            return Shown(raw)
        section = form.section(value)
        text = show_date(value, section, since_1904=False) if section.kind == "date" else None
        return _date_shown(text, section) if text is not None else Shown(raw)


def to_decimal(raw: str) -> Decimal | None:
    """Read a stored number, or None when it is none.

    Args:
        raw: in the notation of XML and of Python (dot, « E » notation).
    """
    raw = raw.strip()
    if len(raw) > _LONGEST_NUMBER or not _NUMBER.fullmatch(raw):
        return None
    value = Decimal(raw)
    # No spreadsheet stores more than a double does.
    return value if not value or _SMALLEST_POWER <= value.adjusted() <= _GREATEST_POWER else None


def show_number(stored: Decimal, section: Section) -> Shown:
    """Write a number as its format shows it, less what dresses it.

    Args:
        stored: the number.
        section: of any kind but ``date``.
    """
    value = _KEPT.plus(stored)
    codes = [*_identifier_codes(value, section)]
    if section.kind == "words":
        return Shown(section.tokens[0].text, tuple(codes))
    if section.kind in ("general", "stored"):
        text = plain(value)
    elif section.kind == "scientific":
        text = _scientific(value, section)
    else:
        text, rounded = _rounded(value, section)
        if rounded:
            codes.append("rounded-numbers")
    if section.dressed or (section.grouped and abs(value) >= 1000):
        codes.append("dressed-numbers")
    return Shown(text, tuple(codes))


def _shown_easily(raw: str, section: Section) -> Shown | None:
    """Give what the common cases show without working it out; None for the others."""
    rarer = section.kind not in ("general", "number") or section.condition or section.dressed
    if rarer or len(raw) > SIGNIFICANT:
        return None
    if section.kind == "general" and raw.isdigit() and raw[0] != "0":
        return Shown(raw, ("numbers-as-identifiers",) if len(raw) > SHOWN_IN_FULL else ())
    match = _EASY.fullmatch(raw)
    if match is None or raw == "0":
        return None
    whole, decimals = match[1], match[2] or ""
    if section.kind == "general":
        return Shown(raw)
    least, most = section.places
    if len(decimals) > most:
        return None
    decimals = decimals.ljust(least, "0")
    grouped = section.grouped and len(whole) > 3
    text = f"{whole}.{decimals}" if decimals else whole
    return Shown(text, ("dressed-numbers",) if grouped else ())


def plain(value: Decimal) -> str:
    """Write a number in full, in the shortest way.

    Args:
        value: the number.
    """
    if not value:
        return "0"
    power = value.adjusted()
    value = value.normalize(_WIDE)
    if abs(power) > _LARGEST_POWER:
        return f"{value:E}"
    return f"{value:f}"


def _date_shown(text: str, section: Section) -> Shown:
    told = holds_day(section) and not is_iso(text)
    return Shown(text, ("dates-as-shown",) if told else ())


def _identifier_codes(value: Decimal, section: Section) -> tuple[str, ...]:
    """Tell integers so long that they are no quantity: identifiers that a cell damages."""
    power = value.adjusted()
    if power < SHOWN_IN_FULL or power > _LARGEST_POWER or value != value.to_integral_value():
        return ()
    damaged = ("digits-lost",) if power >= SIGNIFICANT else ()
    hidden = section.kind in ("general", "scientific")
    return (("numbers-as-identifiers",) if hidden else ()) + damaged


def _rounded(value: Decimal, section: Section) -> tuple[str, bool]:
    """Round as the format does; tell whether decimals were hidden."""
    least, most = section.places
    shown = _quantized(abs(value), most)
    whole, _, decimals = f"{shown:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(least, "0")
    if section.kind == "padded" and not most:
        whole = _padded(whole, section)
    else:
        whole = whole.zfill(section.integers)
    sign = "-" if value < 0 and shown else ""
    return f"{sign}{whole}.{decimals}" if decimals else sign + whole, shown != abs(value)


def _quantized(value: Decimal, places: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def _padded(digits: str, section: Section) -> str:
    """Lay digits out from the right: « 219 900 420 00015 » for ``000 000 000 00000``."""
    places = sum(1 for token in section.tokens if token.kind == "digit")
    digits = digits.lstrip("0").rjust(section.integers, "0")
    left = list(digits)
    pieces: list[str] = []
    for token in reversed(section.tokens):
        if token.kind != "digit":
            pieces.append(token.text if token.kind == "literal" else "")
            continue
        places -= 1
        if not places:
            pieces.append("".join(left))
            left = []
        elif left:
            pieces.append(left.pop())
    return "".join(reversed(pieces)).strip()


def _scientific(value: Decimal, section: Section) -> str:
    """Write « 2,19E+13 », as French Excel shows and exports it."""
    step = section.integers
    power = value.adjusted() // step * step if value else 0
    mantissa = _quantized(abs(value).scaleb(-power, _WIDE), section.places[1])
    if mantissa.adjusted() >= step:
        power += step
        mantissa = _quantized(abs(value).scaleb(-power, _WIDE), section.places[1])
    whole, _, decimals = f"{mantissa:f}".partition(".")
    decimals = decimals.rstrip("0").ljust(section.places[0], "0")
    sign = "-" if power < 0 else "+" if section.signed else ""
    minus = "-" if value < 0 else ""
    mark = "," if decimals else ""
    exponent = str(abs(power)).zfill(section.exponent)
    return f"{minus}{whole}{mark}{decimals}E{sign}{exponent}"
