"""Number formats of a spreadsheet: how a stored number is shown.

The codes are those of ECMA-376 part 1, 18.8.30 and 18.8.31 (``dd/mm/yyyy``, ``#,##0.00``,
``000 000 000 00000``…), which XLS shares. A code is parsed once, then serves all its cells.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

Kind = Literal["general", "number", "padded", "scientific", "stored", "date", "words"]

#: Formats that a workbook names by number only, as French Excel shows them.
_FRENCH_BUILTIN: Mapping[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "dd/mm/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "hh:mm",
    21: "hh:mm:ss",
    22: "dd/mm/yyyy hh:mm",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((5, 6, 37, 38), "#,##0"),
    **dict.fromkeys((7, 8, 39, 40), "#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0"),
    **dict.fromkeys((43, 44), "#,##0.00"),
    **dict.fromkeys((*range(27, 32), 36, *range(50, 55), 57, 58), "dd/mm/yyyy"),
    **dict.fromkeys((32, 33, 34, 35, 55, 56), "hh:mm:ss"),
}
#: Those that follow the reader's country, whatever the workbook says of them.
_LOCAL = (14, 22)
_LONGEST_CODE = 1_000
#: As many as a spreadsheet accepts.
_MOST_DECIMALS = 30

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>general|standard)|(?P<noon>am/pm|a/p)"
    r"|(?P<exponent>e[+-])(?=[0#?])|(?P<date>y+|m+|d+|h+|s+)|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_OPERATORS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)
#: What accountants put around negative numbers, and fillers: no dressing.
_PLAIN_LITERALS = frozenset("()-+ \u00a0\u202f'")
_ENGLISH = 0x09


@dataclass(frozen=True)
class Token:
    """A piece of a format.

    Attributes:
        kind: ``literal``, ``digit``, ``decimal``, ``mark`` (of decimals), ``date``, ``minute``,
            ``elapsed``, ``noon``, ``fraction`` (of a second) or ``end`` (the rest is not shown).
        text: as written in the code.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """How one range of numbers is shown.

    Attributes:
        kind: ``general``, ``number``, ``padded`` (leading zeros or digits in groups of their
            own, as in a SIRET), ``scientific``, ``stored`` (percentage or fraction: the stored
            number is told), ``date``, ``words`` (a text stands for the number).
        tokens: pieces in order, for ``padded``, ``date`` and ``words``.
        places: least and most decimals.
        integers: digits written at least before the decimal mark.
        exponent: digits of the exponent at least; its sign is written if ``signed``.
        signed: as said.
        grouped: thousands are set apart.
        dressed: a currency or another text is written beside the number.
        condition: tells whether a number is of this range, or None.
        english: months and days are named in English.
    """

    kind: Kind
    tokens: tuple[Token, ...] = ()
    places: tuple[int, int] = (0, 0)
    integers: int = 1
    exponent: int = 0
    signed: bool = False
    grouped: bool = False
    dressed: bool = False
    condition: Callable[[Decimal], bool] | None = None
    english: bool = False


GENERAL = Section("general")


@dataclass(frozen=True, eq=False)
class Format:
    """How the numbers of a cell are shown, by range; equal only to itself, so quick to look up."""

    sections: tuple[Section, ...]

    def section(self, value: Decimal) -> Section:
        """Choose the section that shows a number.

        Args:
            value: the number.
        """
        sections = self.sections
        if len(sections) == 1:
            return sections[0]
        if any(section.condition for section in sections):
            for section in sections:
                if section.condition is None or section.condition(value):
                    return section
            return sections[-1]
        if value < 0:
            return sections[1]
        return sections[2] if value == 0 and len(sections) > 2 else sections[0]


def builtin_format(number: int, code: str | None = None) -> Format:
    """Give the format of that number.

    Args:
        number: as the workbook names it.
        code: what the workbook says that this number means, if it does.
    """
    if code is None or number in _LOCAL:
        code = _FRENCH_BUILTIN.get(number, "General")
    return parse_format(code)


@lru_cache(maxsize=4096)
def parse_format(code: str) -> Format:
    """Understand a format; what is not understood shows the stored number.

    Args:
        code: of the number format.
    """
    code = code[:_LONGEST_CODE]
    lowered = code.casefold()
    if "jj" in lowered and "aa" in lowered:
        # Written by software that saves the words of the French screen instead of the codes.
        code = lowered.replace("j", "d").replace("a", "y")
    sections = [_section(tokens) for tokens in _split(code)]
    # The fourth section, or one that shows text, says nothing of numbers.
    numeric = [section for section in sections[:3] if section is not None]
    return Format(tuple(numeric) or (GENERAL,))


def _split(code: str) -> list[list[re.Match[str]]]:
    """Cut a code into tokens by section."""
    sections: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            sections.append([])
        else:
            sections[-1].append(match)
    return sections


def _section(matches: list[re.Match[str]]) -> Section | None:
    """Understand one section; None when it shows texts."""
    reading = _Reading()
    for match in matches:
        kind = str(match.lastgroup)
        getattr(reading, f"take_{kind}")(match[kind] or "")
    return reading.section()


class _Reading:
    """One section being understood; a method for each kind of token."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.condition: Callable[[Decimal], bool] | None = None
        self.english = False
        self.text = self.general = self.percent = self.fraction = self.grouped = False
        self.currency = False
        self.marked = False
        self.exponent: int | None = None
        self.signed = False

    def take_quoted(self, text: str) -> None:
        """A text between quotes."""
        self.tokens.append(Token("literal", text))

    def take_escaped(self, text: str) -> None:
        """A character after a backslash."""
        self.tokens.append(Token("literal", text))

    def take_space(self, _text: str) -> None:
        """A blank as wide as a character, or a filler: nothing is written."""

    def take_bracket(self, text: str) -> None:
        """A condition, a currency, a locale, an elapsed time, or a colour."""
        condition = _CONDITION.fullmatch(text.strip())
        if condition:
            compare, bound = _OPERATORS[condition[1]], Decimal(condition[2])
            self.condition = lambda value: compare(value, bound)
        elif text.startswith("$"):
            symbol, _, locale = text[1:].partition("-")
            self.currency = self.currency or bool(symbol.strip())
            self._take_locale(locale)
        elif _ELAPSED.fullmatch(text) and len(set(text.lower())) == 1:
            self.tokens.append(Token("elapsed", text.lower()))

    def _take_locale(self, locale: str) -> None:
        if locale.upper() == "F800":
            self._take_all("dddd d mmmm yyyy")
        elif locale.upper() == "F400":
            self._take_all("hh:mm:ss")
        elif re.fullmatch(r"[0-9A-Fa-f]{1,8}", locale):
            self.english = int(locale, 16) & 0x3FF == _ENGLISH

    def _take_all(self, code: str) -> None:
        """The date or time of the system: what follows in the code is not shown."""
        for match in _TOKEN.finditer(code):
            kind = "date" if match["date"] else "literal"
            self.tokens.append(Token(kind, match[0]))
        self.tokens.append(Token("end", ""))

    def take_general(self, _text: str) -> None:
        """The number as it comes."""
        self.general = True

    def take_noon(self, text: str) -> None:
        """Morning or afternoon."""
        self.tokens.append(Token("noon", text))

    def take_exponent(self, text: str) -> None:
        """The exponent of a scientific notation."""
        self.exponent, self.signed = 0, text[1] == "+"

    def take_date(self, text: str) -> None:
        """A year, month, day, hour, minute or second."""
        self.tokens.append(Token("date", text.lower()))

    def take_digit(self, text: str) -> None:
        """A digit."""
        if self.exponent is not None:
            self.exponent += 1
        else:
            self.tokens.append(Token("decimal" if self.marked else "digit", text))

    def take_other(self, text: str) -> None:
        """A decimal mark, a separator of thousands, a percentage, or an ordinary character."""
        if text == "@":
            self.text = True
        elif text == "." and not self.marked:
            self.marked = True
            self.tokens.append(Token("mark", text))
        elif text == ",":
            self.grouped = True
        else:
            self.percent = self.percent or text == "%"
            has_digit = any(token.kind == "digit" for token in self.tokens)
            self.fraction = self.fraction or (text == "/" and has_digit)
            self.tokens.append(Token("literal", text))

    def section(self) -> Section | None:
        """Decide what the tokens make together."""
        kinds = {token.kind for token in self.tokens}
        if kinds & {"date", "elapsed"} and "digit" not in kinds:
            return Section(
                "date", _date_tokens(self.tokens), condition=self.condition, english=self.english
            )
        if self.text:
            return None
        if not kinds & {"digit", "decimal"}:
            return self._without_digits()
        return self._number()

    def _without_digits(self) -> Section:
        words = "".join(token.text for token in self.tokens if token.kind == "literal")
        if not self.general and any(character.isalpha() for character in words):
            return Section("words", (Token("literal", words),), condition=self.condition)
        # Nothing but a dash, or nothing at all: data is never dropped for it.
        dressed = self.general and _dresses(words)
        return Section("general", dressed=dressed, condition=self.condition)

    def _number(self) -> Section:
        digits = [token.text for token in self.tokens if token.kind == "digit"]
        decimals = [token.text for token in self.tokens if token.kind == "decimal"]
        del decimals[_MOST_DECIMALS:]
        places = (decimals.count("0"), len(decimals))
        forced = len(digits) - digits.index("0") if "0" in digits else 0
        words = "".join(token.text for token in self.tokens if token.kind == "literal")
        dressed = self.currency or _dresses(words)
        inside = _literals_between_digits(self.tokens)
        kind: Kind = "number"
        if self.percent or self.fraction:
            kind, dressed = "stored", True
        elif self.exponent is not None:
            kind = "scientific"
        elif forced > 1 and not self.grouped:
            kind = "padded"
        return Section(
            kind,
            tuple(self.tokens) if kind == "padded" else (),
            places=places,
            integers=max(1, len(digits) if kind == "scientific" else forced),
            exponent=self.exponent or 0,
            signed=self.signed,
            grouped=self.grouped or (inside and forced < 2),
            dressed=dressed,
            condition=self.condition,
        )


def _dresses(words: str) -> bool:
    return any(character not in _PLAIN_LITERALS for character in words)


def _literals_between_digits(tokens: list[Token]) -> bool:
    places = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    return len(places) > 1 and places[-1] - places[0] >= len(places)


def _date_tokens(tokens: list[Token]) -> tuple[Token, ...]:
    """Tell minutes from months, and fractions of a second from decimals."""
    made: list[Token] = []
    clock = [token for token in tokens if token.kind in ("date", "elapsed")]
    seen = 0
    for token in tokens:
        if token.kind == "end":
            break
        if token.kind in ("date", "elapsed"):
            seen += 1
        if token.kind == "date" and token.text[0] == "m" and len(token.text) < 3:
            before = clock[seen - 2].text[0] if seen > 1 else ""
            after = clock[seen].text[0] if seen < len(clock) else ""
            if before == "h" or after == "s":
                token = Token("minute", token.text)  # noqa: PLW2901 - the same token, told apart
        if token.kind == "decimal" and made and made[-1].kind == "fraction":
            made[-1] = Token("fraction", made[-1].text + token.text)
        elif token.kind == "decimal":
            if made and made[-1] == Token("literal", "."):
                made.pop()
            made.append(Token("fraction", token.text))
        elif token.kind == "mark":
            made.append(Token("literal", "."))
        else:
            made.append(token)
    return tuple(made)
