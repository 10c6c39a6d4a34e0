"""The page of costs: hypotheses that may be changed, the account year by year, and its figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from grader.obligations.deciding.costs import (
    EFFORT_NOTE,
    Comparison,
    Costs,
    Hypothesis,
    Item,
    Year,
    compared,
    hypotheses,
)
from grader.obligations.deciding.wording import days, euros, hours
from grader.services.deciding.fields import LONGEST_TYPED, amount_text
from grader.services.deciding.situation import Situation
from grader.services.obligations.form_view import Line
from grader.typography import NO_BREAK, french, number

#: Those that the account of datasets one by one stands for.
BY_DATASET = ("datasets", "updates")
#: Those that weigh the most, and that somebody who decides can judge.
MAIN = ("preparation", "hourly", "trained", "steering", "software")


@dataclass(frozen=True)
class Asked:
    """A hypothesis as the page asks it.

    Attributes:
        line: the field.
        origin: where our figure comes from.
        unit: in words.
        changed: what was proposed, where it was changed; or "".
    """

    line: Line
    origin: str
    unit: str
    changed: str


@dataclass(frozen=True)
class Told:
    """A year in words: « 120 heures, soit 17 jours », « de 3 000 à 5 600 € »."""

    title: str
    hours: str
    days: str
    euros: str
    hours_range: str
    euros_range: str


@dataclass(frozen=True)
class Bar:
    """A line of the figure, and of the table beside it.

    Attributes:
        label: what it counts.
        first, following: width of both bars, in hundredths of the longest one.
        hours_first, euros_first, share_first: the first year, in words.
        hours_next, euros_next, share_next: each of the following ones.
    """

    label: str
    first: int
    following: int
    hours_first: str
    euros_first: str
    share_first: str
    hours_next: str
    euros_next: str
    share_next: str


@dataclass(frozen=True)
class Reckoning:
    """All that the page shows.

    Attributes:
        asked: the hypotheses.
        first, following, each: the first year, the others, and the first one by dataset; None
            where a hypothesis is to mend.
        bars: line by line.
        loads: (dataset, hours of preparation, updates a year), where they are counted one by one.
        datasets: how many datasets are counted, in words.
        effort_note: how effort is counted; empty where no dataset is counted by itself.
        comparison: what was said elsewhere of an authority of that size; None without a profile.
        errors: (field, sentence) in the order of the page.
    """

    asked: tuple[Asked, ...]
    first: Told | None
    following: Told | None
    each: Told | None
    bars: tuple[Bar, ...]
    loads: tuple[tuple[str, str, str], ...]
    datasets: str
    effort_note: str
    comparison: Comparison | None
    errors: tuple[tuple[str, str], ...]


def reckoning_of(situation: Situation, only: Iterable[str] = ()) -> Reckoning:
    """Give the page of costs.

    Args:
        situation: with or without a profile.
        only: the hypotheses to ask; all of them when empty.
    """
    account = situation.costs
    left_out = BY_DATASET if situation.profile else ()
    wanted = tuple(only) or tuple(one.id for one in hypotheses())
    shown = tuple(one for one in hypotheses() if one.id in wanted and one.id not in left_out)
    by_dataset = bool(situation.ranked) and account is not None
    return Reckoning(
        asked=tuple(_asked(one, situation) for one in shown),
        first=_told("La première année", account.first) if account else None,
        following=_told("Chaque année suivante", account.following) if account else None,
        each=_told("Par jeu, la première année", account.per_dataset) if account else None,
        bars=_bars(account) if account else (),
        loads=tuple(
            (one.title, hours(one.preparation), number(float(one.updates), 1))
            for one in (account.loads if account and by_dataset else ())
        ),
        datasets=_count(account),
        effort_note=EFFORT_NOTE if by_dataset else "",
        comparison=compared(situation.profile) if situation.profile else None,
        errors=tuple(
            (one.id, situation.errors[one.id]) for one in hypotheses() if one.id in situation.errors
        ),
    )


def _count(account: Costs | None) -> str:
    if account is None:
        return ""
    count = len(account.loads)
    return french(f"{number(count)} {'jeu' if count < 2 else 'jeux'} de données")


def _told(title: str, year: Year) -> Told:
    ranged = year.hours_low != year.hours_high
    of_hours = f"de {hours(year.hours_low)} à {hours(year.hours_high)}"
    of_euros = f"de {euros(year.euros_low)} à {euros(year.euros_high)}"
    return Told(
        title=title,
        hours=hours(year.hours),
        days=french(f"{days(year.days)} de sept heures"),
        euros=euros(year.euros),
        hours_range=of_hours if ranged else "",
        euros_range=of_euros if ranged else "",
    )


def _bars(account: Costs) -> tuple[Bar, ...]:
    longest = max(max(one.euros_first, one.euros_next) for one in account.items)
    return tuple(_bar(one, longest) for one in account.items)


def _bar(item: Item, longest: Decimal) -> Bar:
    def width(euros: Decimal) -> int:
        return round(100 * euros / longest) if longest else 0

    return Bar(
        label=item.label,
        first=width(item.euros_first),
        following=width(item.euros_next),
        hours_first=hours(item.hours_first),
        euros_first=euros(item.euros_first),
        share_first=f"{item.share_first}{NO_BREAK}%",
        hours_next=hours(item.hours_next),
        euros_next=euros(item.euros_next),
        share_next=f"{item.share_next}{NO_BREAK}%",
    )


def _asked(one: Hypothesis, situation: Situation) -> Asked:
    usual = amount_text(one.default)
    return Asked(
        line=Line(
            name=one.id,
            label=french(f"{one.label} ({one.unit})"),
            hint=french(
                f"{one.help} Proposé : {usual}. De {_bound(one.low)} à {_bound(one.high)}."
            ),
            value=situation.typed.get(one.id, usual),
            error=situation.errors.get(one.id, ""),
            longest=LONGEST_TYPED,
            numeric="numeric" if one.whole else "decimal",
        ),
        origin=french(one.origin),
        unit=french(one.unit),
        changed=usual if one.id in situation.values else "",
    )


def _bound(value: Decimal) -> str:
    return number(float(value), 2)
