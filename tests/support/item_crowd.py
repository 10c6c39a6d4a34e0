"""Forty learners of known ability on the course of ``training_course``, each fault on one question.

All goes through the services, as their pages would; only the clock is the tests' own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from grader.quiz.draw import cover
from grader.quiz.score import expected
from grader.services import question_reports, questions
from grader.services.learning import placement
from grader.services.learning.placement_views import shown_name
from grader.services.workshop import seed_of

PEOPLE = 40
#: Letters of every question of that course: the second one is right.
RIGHT, WRONG, WRONG_TOO = "b", "a", "c"
#: Questions that fewer than twenty answer, and one that no lesson poses.
FEW, NEVER = "pu-r02", "ou-s01"
SLOW_SECONDS, USUAL_SECONDS = 300, 40


def _beyond(bound: float) -> Callable[[float, int], str]:
    """Right for who is able enough; the two wrong answers share the others."""
    return lambda ability, place: RIGHT if ability > bound else (WRONG, WRONG_TOO)[place % 2]


def _upside_down(ability: float, place: int) -> str:
    return RIGHT if ability < 0.5 else (WRONG, WRONG_TOO)[place % 2]


def _at_random(_ability: float, place: int) -> str:
    return (WRONG, RIGHT, WRONG_TOO, RIGHT)[place % 4]


def _tempting(ability: float, _place: int) -> str:
    if ability > 0.82:
        return WRONG
    return RIGHT if ability > 0.45 else WRONG_TOO


#: What each answers first, by her ability (0 to 1) and her place, in the order of the lessons.
FIRST: dict[str, Callable[[float, int], str]] = {
    "ou-r01": _beyond(0.3),
    "ou-r04": _upside_down,
    "ou-r02": _beyond(0.85),
    "ou-r03": _beyond(0.01),
    "ou-r05": _at_random,
    "ou-r06": _tempting,
    "ou-r07": _beyond(0.5),
    "ou-q01": _beyond(0.4),
    "ou-q02": _beyond(0.5),
    "ou-q03": _beyond(0.6),
    "pu-r01": _beyond(0.5),
    FEW: _beyond(0.5),
    "pu-r03": _beyond(0.4),
    "pu-r04": _beyond(0.6),
}


@dataclass
class Clock:
    """The time that the server believes."""

    now: datetime

    def on(self, **more: float) -> None:
        self.now += timedelta(**more)


@contextmanager
def clock() -> Iterator[Clock]:
    """Give the server a clock of ours."""
    moment = Clock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    with (
        patch("grader.progress.events.now", lambda: moment.now),
        patch.object(placement, "now", lambda: moment.now),
    ):
        yield moment


def answer(workshop, learner, name, letter):
    """Answer a question under the letter that she was shown."""
    _, item = questions.find_item(workshop, name)
    given = cover(item, seed_of(learner)).shown((letter,))
    questions.answer(workshop, learner, name, list(given))


def crowd(workshop) -> list[str]:
    """Make them answer; gives their ids, the least able first."""
    learners = [workshop.learners.create().id for _ in range(PEOPLE)]
    with clock() as moment:
        for place, learner in enumerate(learners):
            _go_through(workshop, learner, place, moment)
    for learner in learners[:2]:
        question_reports.report(workshop, learner, "pu-r01", "ambiguous", "Deux sens.")
    return learners


def _go_through(workshop, learner, place, moment):
    for name, chosen in FIRST.items():
        if name == FEW and place % 4:
            continue
        moment.on(seconds=SLOW_SECONDS if name == "ou-q02" else USUAL_SECONDS)
        if name == "ou-r07" and place % 3:
            questions.open_hint(workshop, learner, name)
        letter = chosen(place / (PEOPLE - 1), place)
        answer(workshop, learner, name, letter)
        if letter != RIGHT:
            # A second try is no first answer.
            answer(workshop, learner, name, RIGHT)


def place(workshop, learner, *, right: bool) -> None:
    """Take the positioning test, all right or all wrong."""
    view = placement.begin(workshop, learner, ())
    while view.question:
        _, item = questions.find_item(workshop, view.question.id)
        own = expected(item) if right else (WRONG,)
        drawn = cover(item, seed_of(shown_name(learner, view.number)))
        given = list(drawn.shown(own))
        view = placement.answer(workshop, learner, view.number, item.id, given)


def place_twice(workshop, learners) -> None:
    """Make each take the test knowing nothing, then everything a month later."""
    with clock() as moment:
        for learner in learners:
            place(workshop, learner, right=False)
        moment.on(days=30)
        for learner in learners:
            place(workshop, learner, right=True)
