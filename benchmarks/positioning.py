"""How well the adaptive test places learners of known ability, against a fixed one as long.

Learners are not made by the model that judges them: each has an ability on every objective, half
of it shared by all (a Rasch model with guessing), and masters an objective when she would get
more than half of its questions of level 2 right without guessing. Both tests take the same bank
and the same time; the fixed form takes every objective in turn, at level 2 first. It is judged
twice: by its share of right answers alone, as such tests are, and by our model.

Counted on objectives: rightly placed; said mastered and not (a lesson wrongly skipped); said to
learn though mastered; left unsure. A test that is unsure sends to the lesson, which is never wrong
but costs time: « placed » counts it as « to learn ».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from grader.learning.mastery import Question, standings, targets_of
from grader.learning.positioning import Answered, Verdict, position, verdict_of

#: Learners, and the shapes of course: objectives, and questions of each at each level.
LEARNERS = 300
SHAPES = ((6, 4), (13, 4), (20, 4))
SECONDS = 45.0
CHANCE = 0.25
_DIFFICULTY = {1: -1.0, 2: 0.0, 3: 1.0}
_STEEP = 1.7


def measure() -> Iterator[tuple[str, str]]:
    """Give a label and its figures for every shape of course and every test."""
    for objectives, each in SHAPES:
        bank = _bank(objectives, each)
        for name, test in (
            ("adaptive", _adaptive),
            ("fixed form, our model", _fixed_by_model),
            ("fixed form, share of right answers", _fixed_by_share),
        ):
            yield f"{objectives} objectives, {name}", _told(bank, objectives, test)


def _bank(objectives: int, each: int) -> list[Question]:
    return [
        Question(f"o{one:02}-{level}-{number}", f"o{one:02}", level, CHANCE, SECONDS)
        for one in range(objectives)
        for level in _DIFFICULTY
        for number in range(each)
    ]


class Learner:
    """Somebody whose ability is known, and who answers accordingly."""

    def __init__(self, objectives: Sequence[str], number: int) -> None:
        self._random = np.random.default_rng(1_000 + number)
        shared = self._random.normal()
        own = self._random.normal(size=len(objectives))
        self.ability = dict(zip(objectives, (shared + own) * np.sqrt(0.5), strict=True))

    def masters(self, objective: str) -> bool:
        return bool(self.ability[objective] > _DIFFICULTY[2])

    def answers(self, question: Question) -> bool:
        known = 1 / (
            1 + np.exp(-_STEEP * (self.ability[question.objective] - _DIFFICULTY[question.level]))
        )
        return bool(self._random.random() < question.chance + (1 - question.chance) * known)


Judged = tuple[dict[str, Verdict], int]


def _adaptive(bank: list[Question], learner: Learner, number: int) -> Judged:
    answers: list[Answered] = []
    here = position(bank, answers, seed=number)
    while here.next is not None:
        answers.append(Answered(here.next.id, learner.answers(here.next), here.next.seconds))
        here = position(bank, answers, seed=number)
    return dict(here.verdicts), len(answers)


def _form(bank: list[Question]) -> list[Question]:
    """Take every objective in turn at level 2, then 1, 3, and again, for twelve minutes."""
    turns = sorted(bank, key=lambda q: (q.id[-1], (2, 1, 3).index(q.level), q.objective))
    return turns[: int(12 * 60 / SECONDS)]


def _fixed_by_model(bank: list[Question], learner: Learner, _: int) -> Judged:
    given = [(question, learner.answers(question)) for question in _form(bank)]
    believed = standings(targets_of(bank), given)
    return {name: verdict_of(one) for name, one in believed.items()}, len(given)


def _fixed_by_share(bank: list[Question], learner: Learner, _: int) -> Judged:
    given = [(question, learner.answers(question)) for question in _form(bank)]
    verdicts = dict.fromkeys((question.objective for question in bank), Verdict.UNSURE)
    for objective in verdicts:
        own = [right for question, right in given if question.objective == objective]
        if own:
            good = sum(own) > len(own) / 2
            verdicts[objective] = Verdict.MASTERED if good else Verdict.TO_LEARN
    return verdicts, len(given)


def _told(
    bank: list[Question],
    objectives: int,
    test: Callable[[list[Question], Learner, int], Judged],
) -> str:
    counts: Counter[str] = Counter()
    answered = 0
    names = sorted({question.objective for question in bank})
    for number in range(LEARNERS):
        learner = Learner(names, number)
        verdicts, asked = test(bank, learner, number)
        answered += asked
        for objective, verdict in verdicts.items():
            masters = learner.masters(objective)
            counts["mastered"] += verdict is Verdict.MASTERED
            counts["unsure"] += verdict is Verdict.UNSURE
            counts["rightly placed"] += (verdict is Verdict.MASTERED) == masters
            counts["wrongly skipped"] += verdict is Verdict.MASTERED and not masters
            counts["wrongly sent"] += verdict is Verdict.TO_LEARN and masters
    of = LEARNERS * objectives
    shares = (
        f"{name} {counts[name] / of:.1%}"
        for name in ("rightly placed", "wrongly skipped", "wrongly sent", "unsure")
    )
    wrongly = counts["wrongly skipped"] / max(1, counts["mastered"])
    return (
        f"{answered / LEARNERS:.1f} answers, {', '.join(shares)}; "
        f"of those called mastered, {wrongly:.0%} are not"
    )
