"""A road map: the six steps of a strategy, or the six phases of OpenDataLocale, set in time."""

from __future__ import annotations

import calendar
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from grader.obligations.deciding.choices import refuse_if_wrong
from grader.obligations.deciding.reading import declarations, read_data, sentences, whole
from grader.obligations.reading import refused
from grader.typography import french

FEWEST_MONTHS = 3
MOST_MONTHS = 36
FIRST_YEAR = 2020
LAST_YEAR = 2100
LONGEST_LEAD = 120


class Framework(enum.StrEnum):
    """Which road one takes."""

    STRATEGY = "strategy"
    LOCALE = "locale"


FRAMEWORK_TITLES: Mapping[Framework, str] = {
    Framework.STRATEGY: french("Six étapes, pour une collectivité"),
    Framework.LOCALE: french("Six phases, pour un territoire"),
}
FRAMEWORK_SOURCES: Mapping[Framework, str] = {
    Framework.STRATEGY: french(
        "Étapes présentées au webinaire de l'AMIF le 15/09/2020. Actions et contrôles d'Ouvroir."
    ),
    Framework.LOCALE: french(
        "Phases de l'expérimentation OpenDataLocale (2017). Actions et contrôles d'Ouvroir."
    ),
}


@dataclass(frozen=True)
class Step:
    """A step, and what comes out of it.

    Attributes:
        id: stable identifier.
        number: from 1.
        title: as an infinitive.
        aim: what it is for.
        actions: what one does.
        deliverable: what one holds at its end.
        who: who carries it, as a rule.
        done_when: how one knows that it is done.
        share: part of the time of the road, out of 100.
    """

    id: str
    number: int
    title: str
    aim: str
    actions: tuple[str, ...]
    deliverable: str
    who: str
    done_when: str
    share: int


@dataclass(frozen=True)
class Planned:
    """A step with its dates; both are None where it is done already."""

    step: Step
    who: str
    begins: date | None
    due: date | None
    done: bool


@cache
def steps(framework: Framework) -> tuple[Step, ...]:
    """Read the steps of a road, in order.

    Raises:
        ContentError: its file is wrong.
    """
    name = f"{framework.value}.yml"
    found = []
    for number, fields in enumerate(declarations(read_data(name), name), 1):
        found.append(
            Step(
                id=fields.text("id"),
                number=number,
                title=fields.text("title"),
                aim=fields.text("aim"),
                actions=sentences(fields, "actions"),
                deliverable=fields.text("deliverable"),
                who=fields.text("who"),
                done_when=fields.text("done_when"),
                share=whole(fields, "share", 1, 100),
            )
        )
        fields.done()
    if sum(step.share for step in found) != 100:
        raise refused(name, "bad-number", "Les parts de temps doivent faire 100 ensemble.")
    return tuple(found)


def planned(
    framework: Framework,
    start: date,
    months: int,
    done: frozenset[str] = frozenset(),
    leads: Mapping[str, str] | None = None,
) -> tuple[Planned, ...]:
    """Set the steps in time, one after the other; those that are done take none.

    Args:
        framework: which road.
        start: its first day.
        months: how long the steps that remain take together, 3 to 36.
        done: identifiers of steps that are done.
        leads: who carries a step, by identifier; the usual person where it is not said.

    Raises:
        BadChoicesError: a date, a duration, a step or a name cannot be.
    """
    every = steps(framework)
    named = leads or {}
    _check(every, start, months, done, named)
    left = [step for step in every if step.id not in done]
    whole_share = sum(step.share for step in left)
    days = (_later(start, months) - start).days
    found = []
    passed = 0
    for step in every:
        who = named.get(step.id, "").strip() or step.who
        if step.id in done:
            found.append(Planned(step, who, None, None, True))
            continue
        begins = start + timedelta(days * passed // whole_share)
        passed += step.share
        found.append(
            Planned(step, who, begins, start + timedelta(days * passed // whole_share - 1), False)
        )
    return tuple(found)


def _later(day: date, months: int) -> date:
    """Add months; the 31st becomes the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _check(
    every: tuple[Step, ...],
    start: date,
    months: int,
    done: frozenset[str],
    leads: Mapping[str, str],
) -> None:
    known = {step.id for step in every}
    wrong: dict[str, str] = {}
    if not FIRST_YEAR <= start.year <= LAST_YEAR:
        wrong["start"] = f"La date de début va de {FIRST_YEAR} à {LAST_YEAR}."
    if type(months) is not int or not FEWEST_MONTHS <= months <= MOST_MONTHS:
        wrong["months"] = f"La durée va de {FEWEST_MONTHS} à {MOST_MONTHS} mois."
    if done - known:
        wrong["done"] = "Une étape cochée comme faite est inconnue."
    for name, who in leads.items():
        if name not in known:
            wrong[f"lead-{name}"] = "Cette étape est inconnue."
        elif len(who) > LONGEST_LEAD:
            wrong[f"lead-{name}"] = f"Le nom tient en {LONGEST_LEAD} caractères au plus."
    refuse_if_wrong(wrong)
