"""Texts that have not the form asked for, but are one gesture away from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.validation.advice.numbers import SCIENTIFIC
from grader.validation.advice.texts import advise_pattern
from grader.validation.checks.phone_number import PhoneNumber
from grader.validation.checks.year_interval import YearInterval
from grader.validation.repairs.cells.kinds import identifier_kind
from grader.validation.repairs.cells.once import once
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.book import follow
from grader.validation.repairs.recipes.choices import (
    in_capitals,
    in_lower_case,
    with_list_sign,
    with_point,
    without_signs,
)
from grader.validation.repairs.recipes.contacts import international_phone
from grader.validation.repairs.recipes.identifiers import without_decimals
from grader.validation.repairs.recipes.periods import as_period, as_years
from grader.validation.repairs.sight import Recognised, WrongCells
from grader.validation.schemas import Field

_LONGEST = 200
#: Day and month that may each be the other.
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}\b")
_DATE = re.compile(r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")
#: A number that a spreadsheet abridged: a code such as « 12E5 » has neither sign nor decimals.
_ABRIDGED = re.compile(r"[.,+]")
_PHONE = PhoneNumber({"column": ""})
_FRENCH_PHONE = r"\+33"
#: A day, as a spreadsheet writes a reference « 2.7 » that it took for the second of July.
_AS_DATE = re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/\d{4}|\d{4}-(?P<m2>\d{2})-(?P<d2>\d{2})")

#: What a rewriting is called and how a script does it, the surest first.
_RECIPES: tuple[tuple[str, Recipe, bool], ...] = (
    ("pattern-comma", Recipe(with_point.__name__), True),
    ("pattern-decimals", Recipe(without_decimals.__name__), True),
    ("pattern-capitals", Recipe(in_capitals.__name__), True),
    ("pattern-lower-case", Recipe(in_lower_case.__name__), True),
    *(
        ("list-sign", Recipe(with_list_sign.__name__, {"sign": sign}), True)
        for sign in ("|", ",", ";")
    ),
)


@once
def patterns(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise texts by what the advice on their finding proposes."""
    field = wrong.field
    if field is None or wrong.detail != "pattern":
        return
    left = [cell for cell in wrong.distinct if len(cell) <= _LONGEST]
    after = _advised(field, left)
    yield from _periods(left)
    spaced = {cell: new for cell, new in after.items() if "".join(cell.split()) == new}
    joined = {cell: new for cell, new in after.items() if without_signs(cell) == new}
    recipe = Recipe(without_signs.__name__)
    yield Recognised("pattern-spaces", spaced, sure=True, recipe=recipe)
    yield Recognised("pattern-signs", joined, recipe=recipe)
    for cause, recipe, sure in _RECIPES:
        same = {cell: new for cell, new in after.items() if follow(recipe, cell) == new}
        yield Recognised(cause, same, sure=sure, recipe=recipe)
    yield from _references(left)
    abridged = {cell for cell in left if SCIENTIFIC.fullmatch(cell) and _ABRIDGED.search(cell)}
    if abridged:
        yield Recognised("scientific", cells=frozenset(abridged), words={"name": "code"})


def _advised(field: Field, cells: list[str]) -> Mapping[str, str]:
    """Give what advice proposes, but for a zero: no form proves that one was there."""
    after: dict[str, str] = {}
    for cell in cells:
        advice = advise_pattern(field, cell)
        plain = advice.words.get("plain", "")
        if advice.variant == "rewrite" and plain != f"0{cell.strip()}":
            after[cell] = plain
    return after


def _periods(cells: list[str]) -> Iterator[Recognised]:
    """Recognise periods written otherwise; a day that may be a month is to be confirmed."""
    after = {cell: as_period(cell) for cell in cells}
    clear = {cell: new for cell, new in after.items() if not _is_ambiguous(cell)}
    recipe = Recipe(as_period.__name__)
    yield Recognised("period", clear, sure=True, recipe=recipe)
    yield Recognised("period-ambiguous", after, recipe=recipe)
    several = {cell for cell in cells if len(_DATE.findall(cell)) > 2}
    if several:
        yield Recognised("period-several", cells=frozenset(several))


def _is_ambiguous(cell: str) -> bool:
    return any(
        int(day) <= 12 and int(month) <= 12 and int(day) != int(month)
        for day, month in _DAY_FIRST.findall(cell)
    )


def _references(cells: list[str]) -> Iterator[Recognised]:
    """Recognise « 2.7 » that a spreadsheet took for a date, where the form admits « 2.7 »."""
    after: dict[str, str] = {}
    for cell in cells:
        match = _AS_DATE.fullmatch(cell)
        if match:
            after[cell] = f"{int(match['d'] or match['d2'])}.{int(match['m'] or match['m2'])}"
    yield Recognised("reference-as-date", after)


@once
def phones(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise telephone numbers for a form that begins with the country code."""
    if wrong.code == PhoneNumber.names[0]:
        yield from _several(wrong)
    field = wrong.field
    if field is None or wrong.detail != "pattern":
        return
    if not str(field.constraints["pattern"]).startswith(("^(" + _FRENCH_PHONE, _FRENCH_PHONE)):
        return
    after = {cell: international_phone(cell) for cell in wrong.distinct if len(cell) <= _LONGEST}
    after = {cell: new for cell, new in after.items() if _PHONE.judge(new) is None}
    whole = {cell: new for cell, new in after.items() if cell.strip().startswith(("+", "0", "("))}
    recipe = Recipe(international_phone.__name__)
    yield Recognised("phone", whole, sure=True, recipe=recipe)
    yield Recognised("phone-zero", after, recipe=recipe)
    yield from _several(wrong)


def _several(wrong: WrongCells) -> Iterator[Recognised]:
    flaws = {cell: _PHONE.judge(cell) for cell in wrong.distinct}
    several = {cell for cell, flaw in flaws.items() if flaw and flaw.variant == "several"}
    if several:
        yield Recognised("phone-several", cells=frozenset(several))


def years(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise two years that another sign than a slash stands between."""
    is_identifier = identifier_kind(wrong.sight.schema, wrong.column) is not None
    if is_identifier or not (wrong.code == YearInterval.names[0] or wrong.detail == "pattern"):
        return
    after = {cell: as_years(cell) for cell in wrong.distinct}
    yield Recognised("year-interval", after, sure=True, recipe=Recipe(as_years.__name__))
