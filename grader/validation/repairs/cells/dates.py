"""Dates that are not written as the schema asks, and what the column shows of its habits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from grader.typography import french, plural
from grader.validation.repairs.cells.habits import counted
from grader.validation.repairs.model import Recipe
from grader.validation.repairs.recipes.dates import (
    DateSeen,
    date_seen,
    moment_seen,
    written_date,
    written_moment,
    year_of_date,
)
from grader.validation.repairs.sight import Recognised, WrongCells

#: By kind of date, its cause; sure where only one day can be meant.
_SURE = {
    "day-first": "date-day-first",
    "year-first": "date-year-first",
    "iso": "date-year-first",
    "spelled": "date-spelled",
    "midnight": "date-midnight",
}
_DOUBTFUL = {
    "either": "date-ambiguous",
    "month-first": "date-month-first",
    "two-digit": "date-two-digit-year",
    "weekday": "date-weekday",
    "with-time": "date-with-time",
    "in-text": "date-in-text",
    "serial": "date-serial",
}
_LOST = {
    "several": "date-several",
    "incomplete": "date-incomplete",
    "impossible": "date-impossible",
}

_COMPARE = "Comparez une ou deux de ces dates avec les actes avant d'accepter."


@dataclass(frozen=True)
class Order:
    """What the dates of a column tell of their order.

    Attributes:
        days: dates that have their day first for sure.
        months: dates that have their month first for sure.
        day_example: one of the former, or "".
        month_example: one of the latter, or "".
    """

    days: int
    months: int
    day_example: str
    month_example: str

    @property
    def first(self) -> str:
        """What to read first where nothing else tells: the habit of the column, or the French."""
        return "month" if self.months > self.days else "day"

    def told(self, noun: str) -> str:
        """Say it in a sentence.

        Args:
            noun: ``date``, or ``autre date`` where the dates spoken of are not among these.
        """
        days = _told(self.days, noun, "jour d'abord", self.day_example)
        months = _told(self.months, noun, "mois d'abord", self.month_example)
        if days and months:
            return french(f"La colonne mêle les deux ordres : {days}, et {months}.")
        if days or months:
            return french(f"Dans cette colonne, {days or months}.")
        return french(
            "Aucune autre date de la colonne ne montre dans quel ordre elles s'écrivent : l'usage "
            "français, jour d'abord, est proposé."
        )


def _told(count: int, noun: str, how: str, example: str) -> str:
    if not count:
        return ""
    dates = plural(count, noun, " ".join(f"{word}s" for word in noun.split()))
    verb = "s'écrit" if count == 1 else "s'écrivent"
    return f"{dates} {verb} {how} ({example})"


def order_of(seen: Mapping[str, DateSeen], counts: Mapping[str, int]) -> Order:
    """Count the dates of a column whose order shows.

    Args:
        seen: by cell, its date.
        counts: by cell, how often it is there.
    """
    totals = {"day-first": 0, "month-first": 0}
    examples = {"day-first": "", "month-first": ""}
    for cell, date in seen.items():
        # 05/05/2017 is the same day in both orders: it proves neither.
        if date.kind not in totals or (date.day and date.day.day == date.day.month):
            continue
        totals[date.kind] += counts[cell]
        examples[date.kind] = examples[date.kind] or cell.strip()
    return Order(
        totals["day-first"],
        totals["month-first"],
        examples["day-first"],
        examples["month-first"],
    )


def dates(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise dates by how they are written; a day that may be a month is never sure."""
    if wrong.field is None or wrong.field.type != "date" or wrong.code != "type-error":
        return
    form = "%Y-%m-%d" if wrong.field.format in {"default", "any"} else wrong.field.format
    counts = counted(wrong)
    seen = {cell: date_seen(cell) for cell in counts}
    order = order_of(seen, counts)
    for kind, cause in {**_SURE, **_DOUBTFUL}.items():
        cells = [cell for cell in wrong.distinct if seen[cell].kind == kind]
        if not cells:
            continue
        parameters = {"kind": kind, "first": order.first, "form": form}
        after = {cell: written_date(cell, **parameters) for cell in cells}
        sure = kind in _SURE and not (kind == "day-first" and order.months)
        known = kind in {"day-first", "month-first"}
        words = {"order": order.told("date" if known else "autre date")}
        words["doubt"] = "" if sure else f"{words['order']} {_COMPARE}"
        yield Recognised(
            cause, after, sure=sure, words=words, recipe=Recipe(written_date.__name__, parameters)
        )
    for kind, cause in _LOST.items():
        lost = frozenset(cell for cell in wrong.distinct if seen[cell].kind == kind)
        if lost:
            yield Recognised(cause, cells=lost)


def years_of_dates(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise dates where a year alone is asked for."""
    if wrong.field is None or wrong.field.type != "year" or wrong.code != "type-error":
        return
    after = {cell: year_of_date(cell) for cell in wrong.distinct}
    yield Recognised("year-of-date", after, recipe=Recipe(year_of_date.__name__))


def moments(wrong: WrongCells) -> Iterator[Recognised]:
    """Recognise dates with their time; one without a time has lost it."""
    field = wrong.field
    if field is None or field.type != "datetime" or wrong.code != "type-error":
        return
    if field.format not in {"default", "any"}:
        return
    counts = counted(wrong)
    seen = {cell: moment_seen(cell) for cell in counts}
    order = order_of({cell: one for cell, (one, _) in seen.items()}, counts)
    clear, doubtful = ["iso", "year-first", "spelled"], ["either", "month-first", "two-digit"]
    (doubtful if order.months else clear).append("day-first")
    words = {"order": order.told("date")}
    for cause, kinds in (("moment-form", clear), ("moment-ambiguous", doubtful)):
        parameters = {"kinds": kinds, "first": order.first}
        after = {cell: written_moment(cell, kinds, order.first) for cell in wrong.distinct}
        recipe = Recipe(written_moment.__name__, parameters)
        yield Recognised(cause, after, sure=kinds is clear, words=words, recipe=recipe)
    timeless = frozenset(cell for cell in wrong.distinct if seen[cell][0].day and not seen[cell][1])
    if timeless:
        yield Recognised("moment-without-time", cells=timeless)
