"""Twenty minutes to decide: four short steps, from who we are to the note to sign."""

from __future__ import annotations

from dataclasses import dataclass

from grader.obligations.deciding.priorities import Priority, Wave, in_wave
from grader.obligations.questions import questions
from grader.services.deciding.place import DECIDE
from grader.services.deciding.situation import Situation
from grader.services.obligations.result import Result, result_of
from grader.typography import french


@dataclass(frozen=True)
class Step:
    """A step of the way.

    Attributes:
        number: from 1.
        place: its address, below the site's.
        title: what it is about.
        minutes: how long it takes.
    """

    number: int
    place: str
    title: str
    minutes: int

    @property
    def left(self) -> int:
        """Give the minutes left when it begins."""
        return sum(one.minutes for one in STEPS if one.number >= self.number)


STEPS: tuple[Step, ...] = (
    Step(1, DECIDE, "Qui nous sommes", 5),
    Step(2, f"{DECIDE}/loi", "Ce que la loi demande", 5),
    Step(3, f"{DECIDE}/cout", "Ce que cela coûterait", 5),
    Step(4, f"{DECIDE}/note", "Ce qu'il faut décider", 5),
)
LAW, COST, NOTE = STEPS[1:]


@dataclass(frozen=True)
class Law:
    """What the law asks, in short.

    Attributes:
        result: of the simulator, whole.
        counts: (theme, how many duties) where there are some.
        first: what to publish at once.
    """

    result: Result
    counts: tuple[tuple[str, int], ...]
    first: tuple[Priority, ...]


def law_of(situation: Situation) -> Law:
    """Give what the law asks.

    Args:
        situation: with a profile.

    Raises:
        ValueError: it has none.
    """
    if situation.profile is None:
        raise ValueError("a profile is needed")
    result = result_of(situation.profile, questions())
    return Law(
        result=result,
        counts=tuple((french(group.theme.title), len(group.duties)) for group in result.required),
        first=first_of(situation),
    )


def first_of(situation: Situation) -> tuple[Priority, ...]:
    """Give what to publish at once."""
    return in_wave(situation.ranked, Wave.NOW)


def year_of(situation: Situation) -> tuple[Priority, ...]:
    """Give what to publish within the year, the first ones left out."""
    return in_wave(situation.ranked, Wave.YEAR)
