"""Cells that break nothing, and are most likely wrong: told, never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import polars as pl

from grader.tables.labels import fold
from grader.typography import plural
from grader.validation.repairs.cells.identifiers import why_lost
from grader.validation.repairs.cells.kinds import DIGITS, identifier_kind, rules_of
from grader.validation.repairs.model import Refusal
from grader.validation.repairs.sight import Sight
from grader.validation.repairs.structure.seen import distinct, suspect
from grader.validation.schemas import Field

#: What a spreadsheet makes of a year that it takes for a count of days.
_EPOCH = date(1899, 12, 30)
_YEARS = range(1980, 2051)
#: Where spreadsheets and programs begin to count days: what they make of an empty cell.
_ZEROS = ("1899-12-30", "1899-12-31", "1900-01-01", "1904-01-01", "1970-01-01")
_AS_DAYS = {_EPOCH + timedelta(days=year): year for year in _YEARS}
_OLDEST = date(1000, 1, 1)
#: No act is dated from then on yet. There is no clock here: a file is told the same every day.
_LATEST = date(2050, 1, 1)
#: So long without any date of the column parts a date from the others, if it is longer than what
#: those take among themselves.
_GAP = timedelta(days=15 * 365)
#: Different dates by which a column is known.
_ENOUGH = 4
#: Texts that a spreadsheet writes for a reference such as « 2.7 », which it took for a day.
_AS_DATE = re.compile(
    r"\d{1,2}/\d{1,2}/\d{4}|\d{4}-\d{2}-\d{2}(?: 00:00:00)?"
    r"|\d{1,2}[-. ](?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)\.?"
    r"|(?:janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)\.?[-. ]\d{2}",
    re.IGNORECASE,
)
_MAY_BE_REFERENCE = r"^\d{1,2}[./-]\d{1,3}([./-]\d{1,3})?$"
_REFERENCE = re.compile(_MAY_BE_REFERENCE)
#: A shorter example (« 12 ») may be anybody's value.
_TELLING = 6
#: A value that more rows share is the producer's own, not one that was left from the example.
_RARE = 0.2
_PATH = r"^\s*([A-Za-z]:[\\/]|\\\\|file:)"


def _fields(sight: Sight, *types: str) -> Iterator[tuple[str, Field, pl.Series]]:
    """Give name, field and cells of the columns of some types."""
    for name, index in sight.columns.items():
        field = sight.examined.placement.fields.get(index)
        if field is not None and field.type in types:
            yield name, field, sight.text_of(name)


def dates(sight: Sight) -> Iterator[Refusal]:
    """Find years taken for days, dates that stand for nothing, and dates far from the others."""
    for name, field, text in _fields(sight, "date", "datetime"):
        if field.type == "date" and field.format not in {"default", "any", "%Y-%m-%d"}:
            continue
        cells = distinct(text)
        read = cells.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
        known = pl.DataFrame({"cell": cells, "date": read}).drop_nulls()
        if not known.height:
            continue
        day = pl.col("date")
        years = known.filter(day.is_in(list(_AS_DAYS)))
        words = {"years": ", ".join(str(_AS_DAYS[one]) for one in sorted(set(years["date"])))}
        yield from suspect(sight, name, "spreadsheet-year", years["cell"].to_list(), words)
        nothing = known.filter(pl.col("cell").str.slice(0, 10).is_in(_ZEROS))
        yield from suspect(sight, name, "zero-date", nothing["cell"].to_list())
        short = known.filter(day < _OLDEST)
        yield from suspect(sight, name, "short-year", short["cell"].to_list())
        told = [*years["cell"], *nothing["cell"], *short["cell"]]
        yield from _far(sight, name, known.filter(~pl.col("cell").is_in(told)).sort("date"))


def _far(sight: Sight, name: str, known: pl.DataFrame) -> Iterator[Refusal]:
    """Tell the few dates that years without any date part from the others.

    Args:
        sight: the draft.
        name: of the column.
        known: its different cells and their dates, in the order of the dates.
    """
    later = known.filter(pl.col("date") >= _LATEST)["cell"].to_list()
    past = known.filter(pl.col("date") < _LATEST)
    old: list[str] = []
    if past.height >= _ENOUGH:
        cells, days = past["cell"].to_list(), past["date"].to_list()
        few = max(1, int(len(days) * _RARE))
        for at in range(1, few + 1):
            if days[at] - days[at - 1] > max(_GAP, days[-1] - days[at]):
                old = cells[:at]
        for at in range(len(days) - few, len(days)):
            if days[at] - days[at - 1] > max(_GAP, days[at - 1] - days[0]):
                later = [*cells[at:], *later]
                break
    yield from suspect(sight, name, "future-date", later)
    yield from suspect(sight, name, "old-date", old)


def references(sight: Sight) -> Iterator[Refusal]:
    """Find, among references such as « 2.6 », dates that a spreadsheet made of others."""
    for name, field, text in _fields(sight, "string", "any"):
        if field.constraints.get("pattern") or field.constraints.get("enum"):
            continue
        likely = text.filter(
            text.str.contains(r"^\d{1,2}[./-]\d|^\d{4}-\d\d-\d\d").fill_null(value=False)
        )
        if not len(likely):
            continue
        cells = distinct(text).to_list()
        siblings = [cell for cell in cells if _REFERENCE.fullmatch(cell)]
        found = [cell for cell in cells if _AS_DATE.fullmatch(cell)]
        # A column of dates is one: references must be the rule, and dates the exception.
        if len(siblings) > len(found):
            words = {"sibling": siblings[0]}
            yield from suspect(sight, name, "spreadsheet-reference", found, words)


def identifiers(sight: Sight) -> Iterator[Refusal]:
    """Find, in columns of identifiers, what the schema admits and designates nobody."""
    for name, field, text in _fields(sight, "string", "any"):
        kind = identifier_kind(sight.schema, name)
        if kind is None:
            continue
        has_rule = any(True for _ in rules_of(sight.schema, name)) or "pattern" in field.constraints
        plain = text.str.contains(rf"^[1-9]\d{{{DIGITS[kind] - 1}}}$") & ~text.str.ends_with(
            "00000"
        )
        doubtful = distinct(text.filter(~plain.fill_null(value=False))).to_list()
        found: dict[str, list[str]] = {}
        for cell in doubtful:
            digits = "".join(cell.split())
            if digits and not digits.strip("0"):
                found.setdefault("null-identifier", []).append(cell)
            elif kind == "siret" and re.fullmatch(r"\d{9}00000", digits):
                found.setdefault("zeroed-end", []).append(cell)
            elif not has_rule and why_lost(kind, cell) == "words-for-identifier":
                found.setdefault("words-for-identifier", []).append(cell)
        words = {"name": kind.upper(), "digits": plural(DIGITS[kind], "chiffre")}
        for cause, cells in found.items():
            yield from suspect(sight, name, cause, cells, words)


def examples(sight: Sight) -> Iterator[Refusal]:
    """Find the schema's own example in a column whose values name each one row.

    Elsewhere, a value may be that of the example without harm: a town may well be the same.
    """
    for name, field, text in _fields(sight, "string", "any"):
        if len(field.example) >= _TELLING and _identifies(sight, field):
            count = int((text == field.example).sum())
            if 0 < count <= max(1, _RARE * len(text)) and len(text) > 1:
                yield from suspect(sight, name, "example-value", [field.example])


def _identifies(sight: Sight, field: Field) -> bool:
    """Tell whether a column names each row, so that no two files may hold the same value."""
    is_key = field.name in sight.schema.primary_key or bool(field.constraints.get("unique"))
    return is_key or fold(field.name.split("_")[0]) == "id"


def local_files(sight: Sight) -> Iterator[Refusal]:
    """Find links to a file of somebody's own computer, which are well-formed addresses."""
    for name, field, text in _fields(sight, "string", "any"):
        if field.format != "uri":
            continue
        likely = text.filter(
            text.str.contains(r"^\s*([A-Za-z]:[\\/]|\\\\|file:)").fill_null(value=False)
        )
        if len(likely):
            yield from suspect(sight, name, "local-file", distinct(likely).to_list())
