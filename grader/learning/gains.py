"""« Avant, après »: the same objectives measured at the beginning and at the end of a path.

The gain of a person is told by objective; that of a group, by the normalised gain: the part of
what could still be learnt that was. Source: R. R. Hake, « Interactive-engagement versus
traditional methods », American Journal of Physics 66 (1998).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from grader.learning.mastery import Standing

#: Under that many people a group's figures would tell of one of them.
LEAST_PEOPLE = 5


@dataclass(frozen=True)
class Gain:
    """What changed on one objective.

    Attributes:
        objective: its id.
        before: probability that it was mastered, 0 to 1; for a group, the mean.
        after: the same at the end.
        people: measured both times.
    """

    objective: str
    before: float
    after: float
    people: int = 1

    @property
    def normalised(self) -> float | None:
        """Part of what could be learnt that was; None where next to nothing was left to learn."""
        left = 1 - self.before
        return None if left < 0.05 else (self.after - self.before) / left


def own_gains(before: Mapping[str, Standing], after: Mapping[str, Standing]) -> tuple[Gain, ...]:
    """Compare two tests of one person, on the objectives that both asked about.

    Args:
        before: of the first test, by objective.
        after: of the last one.
    """
    return tuple(
        Gain(name, before[name].mastered, after[name].mastered)
        for name in sorted(before.keys() & after.keys())
        if before[name].answers and after[name].answers
    )


def group_gains(people: Iterable[Iterable[Gain]]) -> tuple[Gain, ...]:
    """Bring the gains of a group together, objectives measured on too few people left out.

    Args:
        people: gains of each.
    """
    by_objective: dict[str, list[Gain]] = {}
    for gains in people:
        for gain in gains:
            by_objective.setdefault(gain.objective, []).append(gain)
    return tuple(
        Gain(name, fmean(g.before for g in all_), fmean(g.after for g in all_), len(all_))
        for name, all_ in sorted(by_objective.items())
        if len(all_) >= LEAST_PEOPLE
    )
