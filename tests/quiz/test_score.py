"""Scoring one answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.quiz.score import score
from tests.quiz.items import MULTIPLE, SINGLE, make_item

LETTERS = "abcd"


@pytest.mark.parametrize(("chosen", "share"), [("b", 1), ("a", 0), ("d", 0)])
def test_single_choice_is_all_or_nothing(chosen, share):
    assert score(SINGLE, [chosen]).share == share


@pytest.mark.parametrize(
    ("chosen", "share"),
    [("ab", 1), ("ba", 1), ("a", 0.5), ("abc", 0.5), ("ac", 0), ("c", 0), ("abcd", 0), ("cd", 0)],
)
def test_multiple_choice_takes_a_wrong_answer_from_the_right_ones(chosen, share):
    assert score(MULTIPLE, list(chosen)).share == share


@pytest.mark.parametrize("item", [SINGLE, MULTIPLE])
@pytest.mark.parametrize(
    "chosen", [[], ["z"], ["a", "a"], ["A"], [""], ["a", "z"], "ab", [1], [None], ["ab"]]
)
def test_bad_answers_are_refused_in_french(item, chosen):
    with pytest.raises(RefusedError) as refusal:
        score(item, chosen)
    assert refusal.value.code == "bad-answer"
    assert refusal.value.hint


def test_single_choice_refuses_two_letters():
    with pytest.raises(RefusedError) as refusal:
        score(SINGLE, ["a", "b"])
    assert refusal.value.code == "bad-answer"


@given(
    right=st.sets(st.sampled_from(LETTERS), min_size=1, max_size=3),
    chosen=st.lists(st.sampled_from(LETTERS), min_size=1, unique=True),
)
def test_share_is_bounded_and_full_only_when_wholly_right(right, chosen):
    result = score(make_item("multiple_choice", "".join(right)), chosen)
    assert 0 <= result.share <= 1
    assert (result.share == 1) == result.correct == (set(chosen) == right)


@given(chosen=st.lists(st.sampled_from(LETTERS), min_size=1, unique=True))
def test_feedback_is_that_of_the_chosen_answers_alone(chosen):
    told = score(MULTIPLE, chosen).remarks
    assert [(r.target, r.text) for r in told] == [
        (x, f"Retour {x}.") for x in LETTERS if x in chosen
    ]
