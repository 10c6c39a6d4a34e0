"""The page of the road map: six steps or six phases, set in time, with who does what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from urllib.parse import urlencode

from grader.obligations.deciding.choices import BadChoicesError
from grader.obligations.deciding.steps import (
    FRAMEWORK_SOURCES,
    FRAMEWORK_TITLES,
    LONGEST_LEAD,
    Framework,
    Planned,
    Step,
    planned,
    steps,
)
from grader.services.deciding.fields import (
    LONGEST_TYPED,
    Arguments,
    first,
    read_day,
    read_whole,
)
from grader.services.deciding.situation import Situation
from grader.services.obligations.figures import FigureError
from grader.services.obligations.form_view import Line, Option
from grader.services.obligations.papers import printable
from grader.services.obligations.written_dates import written_day
from grader.typography import french

FRAMEWORK, START, MONTHS, DONE = "framework", "start", "months", "done"
USUAL_MONTHS = 12
_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Asked:
    """A step as the form asks about it."""

    step: Step
    who: Line
    done: Option


@dataclass(frozen=True)
class RoadMap:
    """All that the page shows.

    Attributes:
        framework: which road.
        source: where it comes from.
        roads: what may be chosen.
        start, months: what sets it in time.
        asked: step by step.
        lines: the steps with their dates; empty where something is to mend.
        ends: the last day, in words; empty when all is done.
        errors: (field, sentence) in the order of the page.
        pairs: what was said, as names and values.
    """

    framework: Framework
    source: str
    roads: tuple[Option, ...]
    start: Line
    months: Line
    asked: tuple[Asked, ...]
    lines: tuple[Planned, ...]
    ends: str
    errors: tuple[tuple[str, str], ...]
    pairs: tuple[tuple[str, str], ...]

    def fault(self, name: str) -> str:
        """Say what is wrong with a field; may be empty."""
        return dict(self.errors).get(name, "")

    def query(self, situation: Situation) -> str:
        """Give the address's query that says the same again."""
        return urlencode([*situation.pairs, *self.pairs])


def road_map_of(arguments: Arguments, today: date | None = None) -> RoadMap:
    """Give the page of the road map.

    Args:
        arguments: values by name.
        today: the first of the next month is proposed; the real day when not given.
    """
    errors: dict[str, str] = {}
    typed = {name: first(arguments, name) for name in (FRAMEWORK, START, MONTHS)}

    def take(name: str, read: Callable[[str], _Value], usual: _Value) -> _Value:
        if not typed[name]:
            return usual
        try:
            return read(typed[name])
        except FigureError as error:
            errors[name] = error.sentence
            return usual

    framework = _framework(typed[FRAMEWORK], errors)
    usual_start = _next_month(today or datetime.now(UTC).astimezone().date())
    start = take(START, read_day, usual_start)
    months = take(MONTHS, read_whole, USUAL_MONTHS)
    every = steps(framework)
    ids = {one.id for one in every}
    # Boxes of the other road may still be ticked when a person changes roads: they say nothing.
    others = {one.id for other in Framework for one in steps(other)} - ids
    done = frozenset(one[:LONGEST_TYPED] for one in arguments.get(DONE, ())) - others
    leads = {
        one.id: printable(first(arguments, f"lead-{one.id}", LONGEST_LEAD + 1)) for one in every
    }
    lines: tuple[Planned, ...] = ()
    try:
        lines = planned(framework, start, months, done, leads)
    except BadChoicesError as error:
        errors |= error.fields
    lines = () if errors else lines
    ends = [line.due for line in lines if line.due]
    order = (FRAMEWORK, START, MONTHS, DONE, *(f"lead-{one.id}" for one in every))
    said = {name: french(text) for name, text in errors.items()}
    return RoadMap(
        framework=framework,
        source=FRAMEWORK_SOURCES[framework],
        roads=tuple(
            Option(one.value, title, checked=one is framework)
            for one, title in FRAMEWORK_TITLES.items()
        ),
        start=Line(
            START, french("Quand commencez-vous ?"), french("Jour, mois, année : 15/01/2027."),
            typed[START] if START in errors else f"{start:%d/%m/%Y}",
            said.get(START, ""), LONGEST_TYPED,
        ),
        months=Line(
            MONTHS, french("En combien de mois ?"), french("De 3 à 36 mois, pour ce qui reste."),
            typed[MONTHS] or str(USUAL_MONTHS), said.get(MONTHS, ""), LONGEST_TYPED, "numeric",
        ),
        asked=tuple(
            Asked(
                one,
                Line(
                    f"lead-{one.id}", "Qui s'en charge",
                    french(f"Sans réponse : {one.who[:1].lower()}{one.who[1:]}."),
                    leads[one.id], said.get(f"lead-{one.id}", ""), LONGEST_LEAD, optional=True,
                ),
                Option(one.id, "C'est fait", checked=one.id in done),
            )
            for one in every
        ),
        lines=lines,
        ends=written_day(max(ends)) if ends else "",
        errors=tuple((name, said[name]) for name in order if name in said),
        pairs=tuple(_pairs(framework, start, months, done & ids, leads)) if not errors else (),
    )  # fmt: skip


def _framework(text: str, errors: dict[str, str]) -> Framework:
    try:
        return Framework(text or Framework.STRATEGY.value)
    except ValueError:
        errors[FRAMEWORK] = "Choisissez une des deux feuilles de route."
        return Framework.STRATEGY


def _pairs(
    framework: Framework, start: date, months: int, done: frozenset[str], leads: dict[str, str]
) -> list[tuple[str, str]]:
    pairs = [(FRAMEWORK, framework.value), (START, start.isoformat()), (MONTHS, str(months))]
    pairs += [(DONE, one.id) for one in steps(framework) if one.id in done]
    return pairs + [(f"lead-{name}", who) for name, who in leads.items() if who]


def _next_month(day: date) -> date:
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, 1)
