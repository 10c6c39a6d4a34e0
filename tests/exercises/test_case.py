"""``case``: steps that open one after the other, and what each earns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.content.load import load_course
from grader.exercises.assess import assess
from grader.exercises.case import closed, step_states, steps_open
from grader.exercises.mock import answer, make_response
from grader.quiz.attempts import DONE, OPEN, RETRY
from tests.fixtures.course_paths import DRAWN, REAL_SANDBOX

CASE = load_course(DRAWN, REAL_SANDBOX).exercise("tirage/archives")
ONE, TWO, THREE = (item.id for item in CASE.items)
SOLUTION = {"kind": "solution"}


def skip(item):
    return {"kind": "skip", "item": item}


def reveal(item):
    return {"kind": "reveal", "item": item}


def response(events):
    return make_response(CASE.id, events)


def outcome(*events):
    return assess(CASE, response(events))


def states(*events):
    return step_states(CASE, response(events))


RIGHT = (answer(ONE, "a"), answer(TWO, "a", "b"), answer(THREE, "a"))


@pytest.mark.parametrize(
    ("events", "seen"),
    [
        ([], 1),
        ([answer(ONE, "b")], 1),
        ([answer(ONE, "b"), answer(ONE, "b")], 2),
        ([answer(ONE, "a")], 2),
        ([skip(ONE)], 2),
        ([reveal(ONE)], 2),
        ([skip(TWO)], 1),
        ([answer(THREE, "a")], 1),
        ([skip(ONE), skip(TWO)], 3),
        ([*RIGHT], 3),
        ([SOLUTION], 3),
        ([{"kind": "hint", "item": ONE}], 1),
    ],
)
def test_a_step_is_seen_once_the_earlier_ones_are_closed(events, seen):
    assert steps_open(states(*events)) == seen


@pytest.mark.parametrize(
    ("events", "status", "points"),
    [
        ([], "not_attempted", 0),
        ([*RIGHT], "passed", 6),
        ([skip(ONE), skip(TWO), skip(THREE)], "not_attempted", 0),
        ([skip(ONE), *RIGHT], "partial", 4),
        ([reveal(ONE), *RIGHT], "partial", 4),
        ([answer(ONE, "b"), skip(ONE), *RIGHT], "partial", 4),
        ([answer(ONE, "b"), *RIGHT], "partial", 5),
        ([*reversed(RIGHT)], "partial", 2),
        ([answer(TWO, "c"), *RIGHT], "passed", 6),
        ([RIGHT[0], SOLUTION, *RIGHT[1:]], "partial", 2),
        ([answer(ONE, "b"), answer(ONE, "b")], "failed", 0),
    ],
)
def test_points_and_status(events, status, points):
    found = outcome(*events)
    assert (found.status, found.points, found.max_points) == (status, points, 6)


def test_passing_closes_and_keeps_what_was_earned_before():
    first, second, _ = states(answer(TWO, "a"), answer(ONE, "a"), answer(TWO, "a"), skip(TWO))
    assert (first.state, first.share) == (DONE, 1)
    assert (second.state, second.tries_left, second.share) == (DONE, 0, 0.5)


def test_what_comes_before_its_time_takes_no_try_and_opens_no_hint():
    early = [answer(TWO, "c"), {"kind": "hint", "item": TWO}, reveal(TWO), skip(TWO)]
    _, second, third = states(*early, answer(ONE, "a"))
    assert (second.state, second.tries_left, second.revealed) == (OPEN, 2, False)
    assert third.state == OPEN
    _, second, _ = states(*early, answer(ONE, "a"), answer(TWO, "c"))
    assert second.state == RETRY


STEP_EVENTS = st.sampled_from(
    [
        *RIGHT, answer(ONE, "b"), answer(TWO, "c"), answer(THREE, "b"),
        skip(ONE), skip(TWO), skip(THREE), reveal(ONE), reveal(TWO),
    ]
)  # fmt: skip


@given(st.lists(STEP_EVENTS, max_size=12))
def test_steps_open_in_order_and_nothing_closed_opens_again(events):
    before, points = 0, 0.0
    for end in range(len(events) + 1):
        now = step_states(CASE, response(events[:end]))
        shut = [closed(state) for state in now]
        assert shut == sorted(shut, reverse=True)
        assert sum(shut) >= before
        found = assess(CASE, response(events[:end]))
        assert points <= found.points <= 6
        before, points = sum(shut), found.points


def test_sentences_speak_of_steps():
    said = " ".join(f.message for f in outcome(skip(ONE), answer(TWO, "c")).feedback)
    plain = said.replace("\u00a0", " ")
    assert "Étape 1 : sans réponse." in plain
    assert "Un second essai vous attend à l'étape 2." in plain
    assert "Il vous reste à répondre à l'étape 3." in plain
