"""Recipes for numbers: what number a cell holds, in what form, and how to write it."""

import re
from decimal import Decimal
from typing import NamedTuple

_NOT_SEEN = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CURRENCY = r"(?:€|EUROS?|EUR)"
_MONEY = re.compile(rf"^{_CURRENCY}\s*(?=[-\d.,(])|(?<=[\d.,)-])\s*{_CURRENCY}\.?$", re.IGNORECASE)
#: Minus signs of printers: they come from word processors and web pages.
_DASHES = re.compile("^[\u2212\u2013\u2012\u2010\u2011\uff0d]")
_BARE = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_COMMA = re.compile(r"\d+,\d+|,\d+|\d+,")
#: « 1,234 »: one thousand two hundred and thirty-four, or a little more than one.
_THREE_DECIMALS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_GROUPED = re.compile(r"(\d{1,3}(?:\s\d{3})+|\d{1,3}(?:['’ʼ´`]\d{3})+)(?:[.,](\d+))?")
_GROUPED_BY_DOT = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d*))?")
_GROUPED_BY_COMMA = re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d*))?")
_SCATTERED = re.compile(r"[1-9][\d\s]*(?:\s?[.,]\s?\d[\d\s]*)?")
_ONE_AMID = re.compile(
    r"(?:[^\W\d]{3,}\.?\s)*(\d[\d\s'’.,]*\d|\d)(?:\s?€)?(?:\s(?:[^\W\d]{2,}\.?))*"
)
#: Words that make the number another one.
_MULTIPLES = re.compile(
    r"\b(?:ke|kf|md|mds|mille|milliers?|millions?|milliards?|dizaines?|douzaines?|centaines?|cents?"
    r"|moitié|tiers|quarts?|demie?s?|moins|sauf|zéro|plus)\b",
    re.IGNORECASE,
)
_ABRIDGED = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d+")
_AS_DATE = re.compile(
    r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:\d{1,2}[-. ])?"
    r"(?:janv|f[eé]vr|mars|avr|mai|juin|juil|ao[uû]t|sept|oct|nov|d[eé]c)\.?(?:[-. ]\d{2,4})?",
    re.IGNORECASE,
)
#: Most numbers are that: nothing else has to be looked for.
_SIMPLE = re.compile(r"(-?)(\d+[.,]\d+)")
#: A longer cell is no number.
_LONGEST_NUMBER = 200


class NumberSeen(NamedTuple):
    """What number a cell holds.

    Attributes:
        kind: ``plain`` (digits, and a point before decimals), ``comma`` (before decimals),
            ``either`` and ``either-point`` (« 1,234 » and « 1.234 »: decimals or thousands),
            ``ornaments`` (groups of three, currency), ``negative`` (« (12) », « 12- »),
            ``spaces`` (that part no thousands), ``percent``, ``in-text``; ``words``,
            ``scientific``, ``date``, or "" when it is none of these.
        value: the number, with a point before decimals.
        thousands: the same when its one sign parts thousands, where it may.
    """

    kind: str
    value: str = ""
    thousands: str = ""


def written_number(
    cell: str,
    kinds: list[str],
    *,
    sign: str = ".",
    reading: str = "decimal",
    whole: bool = False,
    hundredth: bool = False,
    least: float | None = None,
    most: float | None = None,
) -> str:
    """Write a number bare; a cell whose number is not of these kinds is left as it is.

    Args:
        cell: the cell as written.
        kinds: how the number is written, as ``NumberSeen.kind``.
        sign: what to put before decimals.
        reading: ``decimal`` or ``thousands``: how « 1,234 » is read.
        whole: without decimals when they are zeros.
        hundredth: 45 % is written 0.45.
        least: a number under it is left as it is.
        most: a number above it is left as it is.
    """
    seen = number_seen(cell)
    if seen.kind not in kinds or not seen.value or (seen.kind == "plain" and "." not in seen.value):
        return cell  # digits alone are right in any schema, with a sign or spaces around too
    value = seen.thousands if reading == "thousands" and seen.thousands else seen.value
    if hundredth:
        value = _hundredth(value)
    if whole:
        value = re.sub(r"\.0*$", "", value)
        if "." in value:
            return cell
    number = Decimal(value)
    if (least is not None and number < Decimal(str(least))) or (
        most is not None and number > Decimal(str(most))
    ):
        return cell
    return value.replace(".", sign)


def share_of_one(cell: str, sign: str = ".") -> str:
    """Write 45 as 0.45, where a share of 1 is asked for; up to 1, it is left as it is.

    Args:
        cell: the cell as written.
        sign: what to put before decimals.
    """
    seen = number_seen(cell)
    if (
        seen.kind not in {"plain", "comma", "either", "either-point"}
        or not 1 < Decimal(seen.value) <= 100
    ):
        return cell
    return _hundredth(seen.value).replace(".", sign)


def number_seen(cell: str) -> NumberSeen:
    """See what number a cell holds, and how it is written."""
    text = cell.strip()
    simple = _SIMPLE.fullmatch(text) if len(text) <= _LONGEST_NUMBER else None
    if simple:
        return _with_minus(simple[1], _number_alone(simple[2]))
    text = _NOT_SEEN.sub("", text).strip()
    if not text or len(text) > _LONGEST_NUMBER:
        return NumberSeen("")
    if text.endswith("%"):
        seen = _number_with_sign(text[:-1].strip())
        known = seen.kind in {"plain", "comma", "ornaments", "either", "either-point"}
        return NumberSeen("percent", seen.value) if known else NumberSeen("")
    seen = _number_with_sign(text)
    return seen if seen.kind else _no_number_alone(text)


def _no_number_alone(text: str) -> NumberSeen:
    """See what a text is that is no number by itself."""
    if _ABRIDGED.fullmatch(text):
        return NumberSeen("scientific")
    if _AS_DATE.fullmatch(text):
        return NumberSeen("date")
    return _number_amid(text) if any(c.isdigit() for c in text) else NumberSeen("words")


def _number_with_sign(text: str) -> NumberSeen:
    """See a number with its sign and its currency."""
    bare = _MONEY.sub("", text).strip()
    minus = ""
    negative = False
    if bare.startswith("(") and bare.endswith(")"):
        bare, minus, negative = _MONEY.sub("", bare[1:-1].strip()), "-", True
    elif bare.endswith("-") and bare[:1].isdigit():
        bare, minus, negative = bare[:-1].rstrip(), "-", True
    else:
        bare = _DASHES.sub("-", bare)
        if bare[:1] in {"-", "+"}:
            minus = bare[:1].strip("+")
            negative = bool(minus) and bare[1:2].isspace()
            bare = bare[1:].lstrip()
    seen = _number_alone(bare)
    if not seen.kind:
        return seen
    kind = seen.kind
    adorned = minus + bare != text.lstrip("+")
    if seen.thousands:
        kind = "either" if adorned else kind
    elif negative:
        kind = "negative"
    elif kind in {"plain", "comma"} and adorned:
        kind = "ornaments"
    return _with_minus(minus, seen._replace(kind=kind))


def _with_minus(minus: str, seen: NumberSeen) -> NumberSeen:
    if not minus:
        return seen
    thousands = minus + seen.thousands if seen.thousands else ""
    return NumberSeen(seen.kind, minus + seen.value, thousands)


def _number_alone(text: str) -> NumberSeen:
    """See a number without sign nor currency."""
    either = _THREE_DECIMALS.fullmatch(text)
    if either:
        kind = "either-point" if "." in text else "either"
        return NumberSeen(kind, f"{either[1]}.{either[2]}", f"{either[1]}{either[2]}")
    if _BARE.fullmatch(text):
        return NumberSeen("plain", f"0{text}" if text.startswith(".") else text)
    if _COMMA.fullmatch(text):
        before, after = text.split(",")
        return NumberSeen("comma", f"{before or 0}.{after}" if after else before)
    for form in (_GROUPED, _GROUPED_BY_DOT, _GROUPED_BY_COMMA):
        grouped = form.fullmatch(text)
        if grouped:
            digits = re.sub(r"\D", "", grouped[1])
            return NumberSeen("ornaments", f"{digits}.{grouped[2]}" if grouped[2] else digits)
    if _SCATTERED.fullmatch(text):
        return NumberSeen("spaces", re.sub(r"\s", "", text).replace(",", "."))
    return NumberSeen("")


def _number_amid(text: str) -> NumberSeen:
    """Find the one number that stands among words."""
    match = _ONE_AMID.fullmatch(text)
    if match is None or _MULTIPLES.search(text):
        return NumberSeen("")
    seen = _number_alone(match[1])
    kept = seen.kind in {"plain", "comma", "ornaments"}  # amid words, « 1,234 » says too little
    return NumberSeen("in-text", seen.value) if kept else NumberSeen("")


def _hundredth(value: str) -> str:
    text = format(Decimal(value) / 100, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
