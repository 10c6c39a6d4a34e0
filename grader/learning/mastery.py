"""How sure one can be of what somebody masters, after a few answers.

A higher-order diagnostic model: each objective is mastered up to a level, 0 (nothing) to 3 (judge
a case); these levels depend on one general ability, so that an answer on one objective also says
a little of the others; an answer is right unless it slips, and wrong unless it was guessed.

Sources: J. de la Torre and J. A. Douglas, « Higher-order latent trait models for cognitive
diagnosis », Psychometrika 69 (2004), for one ability behind the objectives and for slips and
guesses; J. Chen and J. de la Torre, « A general cognitive diagnosis model for expert-defined
polytomous attributes », Applied Psychological Measurement 37 (2013), for levels in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Levels of an item: recall, apply, judge a case.
LEVELS = (1, 2, 3)
#: An objective is mastered by who can apply it; where no question asks for that, by who recalls it.
MASTERED = 2

#: General ability, as a standard normal: where it is looked at, and how likely each place is.
_ABILITY: Floats = np.linspace(-3.0, 3.0, 31)
_PRIOR: Floats = np.exp(-(_ABILITY**2) / 2)
#: How steeply the levels follow ability, and the ability at which half the people reach each.
_SLOPE = 1.5
_HALF: Floats = np.array([-1.0, 0.0, 1.0])
#: Wrong answers of people who master that level: harder questions slip more.
_SLIP = {1: 0.06, 2: 0.12, 3: 0.20}
#: Right answers of those who do not, however many choices there are: half-knowledge helps.
_LEAST_GUESS = 0.12


@dataclass(frozen=True)
class Question:
    """What the model knows of an item.

    Attributes:
        id: of the item.
        objective: what it is about.
        level: one of ``LEVELS``.
        chance: probability of answering it wholly right at random, 0 to 1.
        seconds: time that an answer takes, as the courses count it.
    """

    id: str
    objective: str
    level: int
    chance: float
    seconds: float


@dataclass(frozen=True)
class Standing:
    """What is believed of one objective.

    Attributes:
        objective: its id.
        levels: probability of each level, 0 to 3; their sum is 1.
        answers: how many answers bear on it.
        target: the level from which it is mastered.
    """

    objective: str
    levels: tuple[float, float, float, float]
    answers: int
    target: int = MASTERED

    @property
    def mastered(self) -> float:
        """Probability that it is mastered."""
        return sum(self.levels[self.target :])


def right_given_level(question: Question) -> Floats:
    """Give the probability of a right answer for somebody of level 0, 1, 2 or 3."""
    guess = max(question.chance, _LEAST_GUESS)
    slip = _SLIP[question.level]
    return np.array([guess if level < question.level else 1 - slip for level in (0, *LEVELS)])


def _levels_given_ability() -> Floats:
    """Give the probability of each level (columns) for each ability (rows)."""
    at_least = 1 / (1 + np.exp(-_SLOPE * (_ABILITY[:, None] - _HALF[None, :])))
    padded = np.hstack([np.ones((len(_ABILITY), 1)), at_least, np.zeros((len(_ABILITY), 1))])
    levels: Floats = padded[:, :-1] - padded[:, 1:]
    return levels


_LEVELS: Floats = _levels_given_ability()


def targets_of(bank: Iterable[Question]) -> Mapping[str, int]:
    """Give the level from which each objective is mastered, as far as its questions can tell.

    Args:
        bank: all questions that may be asked.
    """
    highest: dict[str, int] = {}
    for question in bank:
        highest[question.objective] = max(highest.get(question.objective, 0), question.level)
    return {name: min(MASTERED, highest[name]) for name in sorted(highest)}


def standings(
    targets: Mapping[str, int], answers: Iterable[tuple[Question, bool]]
) -> Mapping[str, Standing]:
    """Work out what is believed of every objective, whether or not it was asked about.

    Args:
        targets: the level from which each objective is mastered, by its id.
        answers: questions and whether each was answered wholly right; one left out counts as
            wrong, by whoever gives the answers.

    Raises:
        KeyError: an answer bears on an objective that is not among them.
    """
    rows = {objective: number for number, objective in enumerate(targets)}
    likelihood = np.ones((len(rows), len(LEVELS) + 1))
    counts = dict.fromkeys(rows, 0)
    for question, right in answers:
        probability = right_given_level(question)
        likelihood[rows[question.objective]] *= probability if right else 1 - probability
        counts[question.objective] += 1
    # Ability by objective by level; then ability alone, all objectives being seen together.
    joint = _LEVELS[:, None, :] * likelihood[None, :, :]
    evidence = joint.sum(axis=2)
    ability = np.log(_PRIOR) + np.log(evidence).sum(axis=1)
    ability = np.exp(ability - ability.max())
    ability /= ability.sum()
    levels = (ability[:, None, None] * joint / evidence[:, :, None]).sum(axis=0)
    return {
        objective: Standing(objective, _four(levels[row]), counts[objective], targets[objective])
        for objective, row in rows.items()
    }


def _four(levels: Floats) -> tuple[float, float, float, float]:
    nothing, recall, applies, judges = (float(one) for one in levels)
    return nothing, recall, applies, judges


def information(standing: Standing, question: Question) -> float:
    """Say how much an answer would tell about whether the objective is mastered, in bits.

    The mutual information of answer and mastery: what the Shannon entropy of the verdict is
    expected to lose. Source: C. Tatsuoka and T. Ferguson, « Sequential classification on
    partially ordered sets », J. R. Statist. Soc. B 65 (2003), for the use of Shannon entropy.
    """
    levels = np.array(standing.levels)
    right = right_given_level(question)
    mastered = float(levels[standing.target :].sum())
    both = float((levels * right)[standing.target :].sum())
    only = float((levels * right)[: standing.target].sum())
    total = _entropy(both + only)
    if mastered:
        total -= mastered * _entropy(both / mastered)
    if mastered < 1:
        total -= (1 - mastered) * _entropy(only / (1 - mastered))
    return max(0.0, total)


def _entropy(probability: float) -> float:
    """Give the entropy of a coin, in bits."""
    sides = np.array([probability, 1 - probability])
    sides = sides[sides > 0]
    return float(-(sides * np.log2(sides)).sum())
