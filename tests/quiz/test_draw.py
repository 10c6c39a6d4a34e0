"""The drawn order of answers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.draw import public_order
from tests.quiz.items import MULTIPLE, SINGLE, make_item

TEN = make_item("multiple_choice", "ab", "abcdefghij")


@given(st.integers())
def test_order_holds_every_answer_once_and_stays(seed):
    order = public_order(TEN, seed)
    assert sorted(order) == list("abcdefghij")
    assert order == public_order(TEN, seed)


def test_order_is_the_same_in_every_version():
    assert public_order(SINGLE, 20261015) == ("d", "c", "a", "b")


def test_learners_and_items_differ():
    assert len({public_order(TEN, seed) for seed in range(20)}) == 20
    other = make_item("multiple_choice", "ab", "abcdefghij", item_id="essai-q02")
    assert public_order(TEN, 1) != public_order(other, 1)


def test_right_answer_is_found_in_every_place():
    places = {public_order(MULTIPLE, seed).index("a") for seed in range(60)}
    assert places == {0, 1, 2, 3}
