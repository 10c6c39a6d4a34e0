"""Which question is bad: figures worked out by hand, and the reason given."""

from __future__ import annotations

import pytest

from grader.learning.item_statistics import LEAST, Expected, Fault, FirstAnswer, figures

QUESTION = Expected("q1", frozenset("b"), ("a", "b", "c"), 60.0)


def answer(letter: str, rest: float | None = 0.5, seconds: float | None = 50, hints: int = 0):
    return FirstAnswer("q1", (letter,), float(letter == "b"), rest, seconds, hints)


def people(**counts: int) -> list[FirstAnswer]:
    """Say how many chose each letter; who is right does better elsewhere."""
    return [
        answer(letter, 0.8 if letter == "b" else 0.4)
        for letter, count in counts.items()
        for _ in range(count)
    ]


def faults(answers: list[FirstAnswer], reports: int = 0) -> tuple[Fault, ...]:
    found = figures(QUESTION, answers, reports)
    assert found is not None
    return found.faults


def test_nothing_is_said_of_too_few():
    assert figures(QUESTION, people(b=LEAST - 1)) is None
    others = [FirstAnswer("q2", ("a",), 0.0, 0.5, 1, 0)] * 50
    assert figures(QUESTION, [*people(b=LEAST - 1), *others]) is None


def test_a_good_question_has_figures_and_no_fault():
    found = figures(QUESTION, people(a=6, b=24, c=10))
    assert found.answers == 40
    assert found.difficulty == pytest.approx(0.6)
    assert found.chosen == pytest.approx({"a": 0.15, "b": 0.6, "c": 0.25})
    assert found.discrimination == pytest.approx(1.0)
    assert found.seconds == 50
    assert found.faults == ()


def test_discrimination_is_the_correlation_worked_out_by_hand():
    answers = [
        *[answer("b", 1.0)] * 8, *[answer("b", 0.0)] * 2, *[answer("a", 1.0)] * 5,
        *[answer("a", 0.0)] * 5,
    ]  # fmt: skip
    # Of 10 right, 8 are strong; of 10 wrong, 5: phi = (8·5 - 2·5) / √(10·10·13·7).
    assert figures(QUESTION, answers).discrimination == pytest.approx(30 / (10 * 91**0.5))


def test_all_right_has_no_discrimination():
    found = figures(QUESTION, people(b=40))
    assert found.discrimination is None
    assert Fault.TOO_EASY in found.faults


def test_too_hard_is_told():
    assert Fault.TOO_HARD in faults(people(a=20, b=6, c=14))


def test_a_question_that_the_weak_get_right_is_upside_down():
    answers = [*[answer("b", 0.2)] * 15, *[answer("a", 0.9)] * 10, *[answer("c", 0.8)] * 5]
    assert Fault.UPSIDE_DOWN in faults(answers)


def test_a_question_that_tells_nobody_apart_is_weak():
    answers = [answer(letter, rest) for letter in "bbbac" for rest in (0.2, 0.8)] * 4
    assert Fault.WEAK in faults(answers)


def test_a_wrong_answer_that_tempts_the_strong_is_told():
    answers = [*[answer("b", 0.7)] * 10, *[answer("a", 0.2)] * 12, *[answer("c", 0.95)] * 10]
    assert Fault.TEMPTING in faults(answers)
    assert Fault.TEMPTING not in faults(people(a=6, b=24, c=10))


def test_a_wrong_answer_that_nobody_chooses_is_told():
    assert Fault.IDLE_ANSWER in faults(people(a=15, b=25))


def test_slow_hinted_and_reported_are_told():
    slow = [answer("b" if n % 2 else "a", seconds=130, hints=1) for n in range(30)]
    found = faults(slow, reports=2)
    assert {Fault.SLOW, Fault.HINTED, Fault.REPORTED} <= set(found)


def test_one_report_is_not_a_fault():
    assert Fault.REPORTED not in faults(people(a=6, b=24, c=10), reports=1)


def test_time_that_nobody_measured_is_not_told():
    found = figures(QUESTION, [answer("b" if n % 2 else "a", seconds=None) for n in range(30)])
    assert found.seconds is None
