"""Booleans, addresses and texts that must have a given form: what the cell most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz, process

from grader.tables.labels import fold
from grader.typography import plural
from grader.validation.advice.dates import rewrite_period
from grader.validation.advice.model import GENERAL, Advice, quoted
from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.forms import describe_pattern
from grader.validation.schemas import Field

_YES = frozenset({"oui", "o", "vrai", "v", "true", "t", "yes", "y", "1", "x"})
_NO = frozenset({"non", "n", "faux", "f", "false", "no", "0"})
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:].*)?")
_DIGITS = re.compile(r"\^?(?:\\d|\[0-9\])\{(\d+)\}\$?")


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
        actual = sum(1 for c in cell if c.isdigit())
        variant = "siren" if (digits[1], actual) == ("14", 9) else "digits"
        return Advice(variant, words | {"expected": digits[1], "actual": plural(actual, "chiffre")})
    return Advice("", words)


def _rewritings(cell: str, digits: int) -> Iterator[str]:
    """Texts that the cell may stand for, the nearest first."""
    text = cell.strip()
    yield text
    yield re.sub(r"[\s.\-_]", "", text)
    yield text.replace(",", ".")
    yield re.sub(r"[.,]0+$", "", text)
    yield text.upper()
    yield text.lower()
    yield rewrite_period(text)
    if digits and text.isdecimal() and len(text) == digits - 1 and digits < 14:
        # A spreadsheet drops the leading zero of a code.
        yield text.zfill(digits)


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
    near = process.extractOne(fold(cell), list(by_fold), scorer=fuzz.WRatio, score_cutoff=86)
    if near is not None:
        return Advice("near", words | {"plain": by_fold[near[0]]})
    return Advice("", words)
