"""Booleans, addresses and texts that must have a given form: what the cell most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from grader.tables.labels import fold
from grader.typography import plural
from grader.validation.advice.dates import holds_date, rewrite_period
from grader.validation.advice.model import GENERAL, Advice, quoted
from grader.validation.advice.numbers import ABSENT, SCIENTIFIC
from grader.validation.forms import describe_pattern
from grader.validation.schemas import Field

_YES = frozenset({"oui", "o", "vrai", "v", "true", "t", "yes", "y", "1", "x"})
_NO = frozenset({"non", "n", "faux", "f", "false", "no", "0"})
#: « www.commune.fr/actes »; a file's name and a decimal number are no domain.
_DOMAIN = re.compile(
    r"(?:[\w-]+\.)+(?!(?:pdf|docx?|odt|xlsx?|ods|csv|jpe?g|png|zip|html?)\b)[^\W\d_]{2,}"
    r"(?:[/?#:].*)?",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\^?(?:\\d|\[0-9\])\{(\d+)\}\$?")
_SEPARATORS = re.compile(r"[\s.\-_*]")
#: A code written in groups, « 219 900 420 00015 » or « FR-ABC-P123 »: neither a number, whose
#: point or sign counts, nor words, which would run together.
_GROUPS = re.compile(r"[0-9A-Z]+(?:[\s.\-_*][0-9A-Z]+)+")
_DECIMAL = re.compile(r"\d+\.\d+")
#: A number of metropolitan France: overseas ones have another country code than +33.
_NATIONAL = re.compile(r"0(?!262|263|269|508|590|594|596|639|69)([1-79]\d{8})")
_LIST_SIGNS = re.compile(r"\s*[|,;]\s*")
#: From that many letters on, a text is like a value that only holds it.
_TELLING = 4


def form_of(field: Field) -> str:
    """Say in words which form a pattern asks for.

    Args:
        field: a field with a ``pattern`` constraint.
    """
    pattern = str(field.constraints.get("pattern", ""))
    described = describe_pattern(pattern)
    if described:
        return described
    if field.example:
        return f"la même forme que {quoted(field.example)}"
    return f"la forme que décrit l'expression régulière (une écriture codée) {quoted(pattern)}"


def accepted(field: Field) -> tuple[list[str], list[str]]:
    """Give the texts that a boolean field reads as true and as false.

    Args:
        field: a field of type ``boolean``.
    """
    true = field.descriptor.get("trueValues") or ["true", "True", "TRUE", "1"]
    false = field.descriptor.get("falseValues") or ["false", "False", "FALSE", "0"]
    return list(map(str, true)), list(map(str, false))


def advise_boolean(field: Field, cell: str) -> Advice:
    """Say what to write in place of a wrong boolean."""
    true, false = accepted(field)
    words = {"allowed": f"{quoted(true[0])} ou {quoted(false[0])}"}
    meant = fold(cell)
    for spellings, texts in ((_YES, true), (_NO, false)):
        if meant in spellings:
            return Advice("rewrite", words | {"plain": texts[0]})
    return Advice("", words)


def advise_uri(field: Field, cell: str) -> Advice:  # noqa: ARG001 - same shape as other advisers
    """Say what to write in place of a wrong web address."""
    text = cell.strip()
    if "://" in text and " " not in text and text != cell:
        return Advice("rewrite", {"plain": text})
    if _DOMAIN.fullmatch(text):
        return Advice("rewrite", {"plain": f"https://{text}"})
    return GENERAL


def advise_array(field: Field, cell: str) -> Advice:  # noqa: ARG001 - same shape as other advisers
    """Say how a list is written, with the values of the schema's own example."""
    return Advice("", {"example": field.example or '["lundi", "mardi"]'})


def advise_pattern(field: Field, cell: str) -> Advice:
    """Say what to write in place of a text that has not the form asked for."""
    pattern = str(field.constraints["pattern"])
    words = {"form": form_of(field)}
    digits = _DIGITS.fullmatch(pattern)
    if SCIENTIFIC.fullmatch(cell) and not re.match(f"^{pattern}$", cell):
        return Advice("scientific", words)
    for candidate in _rewritings(cell, int(digits[1]) if digits else 0):
        if candidate != cell and re.match(f"^{pattern}$", candidate):
            return Advice("rewrite", words | {"plain": candidate})
    if digits:
        number = _SEPARATORS.sub("", cell)
        if number.isdecimal() and len(number) != int(digits[1]):
            variant = "siren" if (digits[1], len(number)) == ("14", 9) else "digits"
            actual = plural(len(number), "chiffre")
            return Advice(variant, words | {"expected": digits[1], "actual": actual})
    return Advice("", words)


def _rewritings(cell: str, digits: int) -> Iterator[str]:
    """Texts that the cell may stand for, the nearest first."""
    text = cell.strip()
    yield text
    if _is_code(text):
        yield _SEPARATORS.sub("", text)
    yield text.replace(",", ".")
    yield re.sub(r"[.,]0+$", "", text)
    yield text.upper()
    yield text.lower()
    yield rewrite_period(text)
    if text.isdecimal() and (len(text) == digits - 1 or 4 <= len(text) <= 12) and digits < 14:
        # A spreadsheet drops the leading zero of a code.
        yield f"0{text}"
    national = _NATIONAL.fullmatch(_SEPARATORS.sub("", text))
    if national:
        yield f"+33{national[1]}"
    yield from (_LIST_SIGNS.sub(sign, text) for sign in "|,;")


def _is_code(text: str) -> bool:
    """Tell whether a text is a code whose groups may be put end to end."""
    if not _GROUPS.fullmatch(text) or _DECIMAL.fullmatch(text) or holds_date(text):
        return False
    return all(any(c.isdigit() for c in part) for part in text.split())


def advise_enum(field: Field, cell: str) -> Advice:
    """Say which admitted value was most likely meant."""
    values = [str(value) for value in field.constraints["enum"]]
    shown = ", ".join(quoted(value) for value in values[:8])
    rest = len(values) - 8
    if rest > 0:
        shown += f" et {rest} autre{'s' if rest > 1 else ''}"
    words = {"allowed": shown}
    by_fold = {fold(value): value for value in values}
    if fold(cell) in by_fold:
        return Advice("rewrite", words | {"plain": by_fold[fold(cell)]})
    near = _nearest(cell, by_fold)
    return Advice("near", words | {"plain": near}) if near else Advice("", words)


def _nearest(cell: str, by_fold: Mapping[str, str]) -> str:
    """Give the value that a text is like; "" when there is none, or when it may be any."""
    meant = fold(cell)
    if meant.isdecimal() or ABSENT.fullmatch(cell):
        return ""
    if len(meant) >= _TELLING:
        near = process.extractOne(meant, list(by_fold), scorer=fuzz.WRatio, score_cutoff=86)
        return by_fold[near[0]] if near else ""
    begun = [value for value in by_fold.values() if fold(value.split(" ")[0]) == meant]
    return begun[0] if len(begun) == 1 else ""
