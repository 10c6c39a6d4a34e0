"""The test of positioning: what it asks, when it leaves an objective, when it ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from grader.learning.mastery import Question
from grader.learning.positioning import (
    AGAIN_AFTER,
    MOST_ON_ONE,
    TIME,
    Answered,
    Position,
    Verdict,
    may_begin,
    position,
)

BANK = [
    Question(f"o{one}-{level}-{number}", f"o{one}", level, 0.25, 45)
    for one in range(5)
    for level in (1, 2, 3)
    for number in range(3)
]
NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def taken(right, *, bank=BANK, seconds=45.0, seed=1) -> tuple[Position, list[Answered]]:
    """Take a whole test; ``right`` says whether a question is answered right."""
    answers: list[Answered] = []
    here = position(bank, answers, seed=seed)
    while here.next is not None:
        answers.append(Answered(here.next.id, right(here.next), seconds))
        here = position(bank, answers, seed=seed)
    return here, answers


def test_who_knows_everything_is_told_so_and_kept_a_short_time():
    end, answers = taken(lambda _: True)
    assert set(end.verdicts.values()) == {Verdict.MASTERED}
    assert len(answers) < len(BANK) / 3
    assert end.seconds_left > 0


def test_who_knows_nothing_is_sent_to_every_lesson():
    end, _ = taken(lambda _: False)
    assert set(end.verdicts.values()) == {Verdict.TO_LEARN}


def test_who_knows_one_half_is_told_which():
    end, _ = taken(lambda question: question.objective in ("o0", "o1"))
    assert {name for name, one in end.verdicts.items() if one is Verdict.MASTERED} == {"o0", "o1"}


def test_nothing_is_asked_twice_nor_too_often_on_one_objective():
    _, answers = taken(lambda question: hash(question.id) % 2 == 0)
    asked = [one.item for one in answers]
    assert len(asked) == len(set(asked))
    for one in range(5):
        assert sum(item.startswith(f"o{one}-") for item in asked) <= MOST_ON_ONE


def test_an_objective_that_is_sure_is_left():
    end, answers = taken(lambda _: True)
    for number in range(len(answers)):
        before = position(BANK, answers[:number], seed=1)
        objective = answers[number].item.partition("-")[0]
        assert before.verdicts[objective] is Verdict.UNSURE
    assert end.next is None


def test_the_time_is_kept():
    end, answers = taken(lambda _: True, seconds=200.0)
    assert end.next is None
    assert len(answers) == 4
    assert end.seconds_left == 0


@pytest.mark.parametrize("seconds", [-1000.0, 0.0])
def test_a_clock_that_goes_back_gives_no_time(seconds):
    here = position(BANK, [Answered(BANK[0].id, True, seconds)], seed=1)
    assert here.seconds_left == TIME


def test_a_question_too_long_for_what_is_left_is_not_asked():
    slow = [Question("o1-2", "o1", 2, 0.25, 90), Question("o1-1", "o1", 1, 0.25, 30)]
    assert position(slow, [], seed=1, time=60).next == slow[1]
    assert position(slow, [], seed=1, time=20).next is None


def test_an_objective_never_asked_about_is_not_concluded():
    answers = [Answered(f"o{one}-2-0", True, 45) for one in range(4)]
    here = position(BANK, answers, seed=1)
    assert here.standings["o4"].mastered > 0.5
    assert here.verdicts["o4"] is Verdict.UNSURE


def test_two_learners_are_not_asked_the_same_first_question():
    assert len({position(BANK, [], seed=seed).next.id for seed in range(20)}) > 3
    assert position(BANK, [], seed=7).next == position(BANK, [], seed=7).next


def test_a_question_that_left_the_course_is_passed_over():
    here = position(BANK, [Answered("gone", True, 45)], seed=1)
    assert here.standings == position(BANK, [], seed=1).standings
    assert here.seconds_left == TIME - 45


def test_an_empty_bank_asks_nothing():
    here = position([], [], seed=1)
    assert here.next is None
    assert here.verdicts == {}


def test_it_may_be_taken_again_after_a_week():
    assert may_begin(None, NOW) is None
    assert may_begin(NOW - timedelta(days=6), NOW) == NOW + timedelta(days=1)
    assert may_begin(NOW - AGAIN_AFTER, NOW) is None
