"""A telephone number that can be called."""

from __future__ import annotations

import re

from grader.typography import plural
from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.checks.cell_check import CellCheck, Flaw
from grader.validation.checks.model import Example

_BETWEEN = re.compile(r"[;,/|\n]|\s{2,}|\s-\s|\b(?:ou|et|puis)\b", re.I)
_FRENCH = re.compile(r"(?<!\d)0\d(?:[ .-]?\d\d){4}(?!\d)")
_DIGIT = re.compile(r"\d")
#: The shortest telephone number that is no short number (« 115 ») has nine digits in France.
_LONG = 9
_COLUMN = {"column": "tel"}


def _can_be_called(text: str) -> bool:
    """Tell whether a text is a French number, long or short, or any international one."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) or phonenumbers.is_valid_short_number(number)


def _holds_several(text: str, shortest: int) -> bool:
    """Tell whether a text holds two numbers of at least so many digits."""
    parts = _FRENCH.findall(text)
    if len(parts) < 2:
        parts = _BETWEEN.split(text)
    parts = [part for part in parts if len(_DIGIT.findall(part)) >= shortest]
    return len(parts) > 1 and sum(map(_can_be_called, parts)) > 1


class PhoneNumber(CellCheck):
    """A French number, a short one, or an international one (source: the phonenumbers library).

    Like Validata, it admits spaces and dots, and a number that lost its leading zero. Unlike
    Validata, it never admits two numbers in one cell: phonenumbers drops what follows a
    semicolon without a word, and the second number would be lost.
    """

    names = ("phone-number-value",)
    valid = (
        Example(
            _COLUMN,
            {
                "tel": (
                    "01 99 00 27 37",
                    "01.99.00.27.37",
                    "0199002737",
                    "199002737",
                    "+33 1 99 00 27 37",
                    "+33 (0)1 99 00 27 37",
                    "+32 2 548 32 11",
                    "115",
                    "3949",
                    None,
                )
            },
        ),
        # Numbers written in groups are not several short ones, 18 and 15 being two of those.
        Example(_COLUMN, {"tel": ("01/18/00/27/15", "+33199002737;ext=3")}),
        Example({"column": "absent"}, {"tel": ("x",)}),
    )
    invalid = (
        Example(
            _COLUMN,
            {
                "tel": (
                    "0199002737 / 0199002738",
                    "01 99 00 27 37 ou 01 99 00 27 38",
                    "0199002737;0199002738",
                    "01 99 00 27 37 01 99 00 27 38",
                    "15 / 112",
                )
            },
            tuple((row, "several") for row in range(5)),
        ),
        Example(
            _COLUMN,
            {"tel": ("Mairie", "1,99E+08", "9002737", "01 99 00 27 377", "+33 1 99", "0000000000")},
            ((0, "text"), (1, "scientific"), (2, "digits"), (3, "digits"), (4, ""), (5, "")),
        ),
    )

    def judge(self, text: str) -> Flaw | None:
        """Look for two numbers, then at the number, then for the likeliest cause."""
        callable_ = _can_be_called(text)
        if _holds_several(text, _LONG if callable_ else 1):
            return Flaw("several")
        if callable_:
            return None
        if SCIENTIFIC.fullmatch(text):
            return Flaw("scientific")
        count = len(_DIGIT.findall(text))
        if not count:
            return Flaw("text")
        abroad = text.lstrip().startswith(("+", "00"))
        if abroad or count == 10 or any(map(str.isalpha, text)):
            return Flaw()
        return Flaw("digits", words={"count": plural(count, "chiffre")})
