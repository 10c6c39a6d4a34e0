"""Two tries an item: the first in full, the second by half, the better counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercises.model import Event
from grader.quiz.attempts import ItemState, item_state
from grader.quiz.score import score
from tests.quiz.items import MULTIPLE, SINGLE, make_item

AT = "2026-10-15T08:00:00+00:00"


def answer(chosen, item=SINGLE):
    return Event("answer", AT, {"item": item.id, "chosen": list(chosen)})


def skip(item=SINGLE):
    return Event("skip", AT, {"item": item.id})


SOLUTION = Event("solution", AT)


def state(*events, item=SINGLE, solution_seen=False) -> ItemState:
    return item_state(item, events, solution_seen)


@pytest.mark.parametrize(
    ("events", "name", "tries", "share"),
    [
        ([], "open", 2, 0),
        ([answer("b")], "done", 0, 1),
        ([answer("a")], "retry", 1, 0),
        ([answer("a"), answer("b")], "done", 0, 0.5),
        ([answer("a"), answer("c")], "done", 0, 0),
        ([answer("a"), answer("c"), answer("b")], "done", 0, 0),
        ([answer("b"), answer("a")], "done", 0, 1),
        ([skip()], "skipped", 2, 0),
        ([skip(), answer("b")], "done", 0, 1),
        ([answer("a"), skip()], "skipped", 1, 0),
        ([answer("a"), skip(), answer("b")], "done", 0, 0.5),
        ([answer("b"), skip()], "done", 0, 1),
    ],
)
def test_single_choice_states(events, name, tries, share):
    found = state(*events)
    assert (found.state, found.tries_left, found.share) == (name, tries, share)


@pytest.mark.parametrize(
    ("first", "second", "share"),
    [("a", "ab", 0.5), ("a", "c", 0.5), ("cd", "a", 0.25), ("abc", "ab", 0.5), ("a", "a", 0.5)],
)
def test_better_of_first_and_half_of_second_counts(first, second, share):
    events = [answer(first, MULTIPLE), answer(second, MULTIPLE)]
    assert state(*events, item=MULTIPLE).share == share


def test_solution_closes_the_item_and_keeps_what_was_earned():
    found = state(answer("a", MULTIPLE), SOLUTION, answer("ab", MULTIPLE), item=MULTIPLE)
    assert (found.state, found.tries_left, found.share) == ("done", 0, 0.5)
    assert found.last_chosen == ("a",)
    assert state(solution_seen=True).state == "done"


def test_other_items_are_passed_over():
    other = make_item("single_choice", "b", item_id="essai-q02")
    found = state(answer("b", other), skip(other), answer("a"))
    assert (found.state, found.share, len(found.results)) == ("retry", 0, 1)


@pytest.mark.parametrize("chosen", [["z"], [], ["a", "b"], None, 3, "b", [["b"]]])
def test_an_answer_that_no_longer_fits_takes_no_try(chosen):
    old = Event("answer", AT, {"item": SINGLE.id, "chosen": chosen})
    found = state(old)
    assert (found.state, found.tries_left, found.stale) == ("open", 2, 1)
    assert state(old, answer("b")).share == 1


answers = st.lists(st.sampled_from("abcd"), min_size=1, unique=True)


@given(st.lists(answers, max_size=5))
def test_counted_share_follows_the_stated_rule(sequence):
    found = state(*(answer(chosen, MULTIPLE) for chosen in sequence), item=MULTIPLE)
    shares = [score(MULTIPLE, chosen).share for chosen in sequence]
    expected = 0.0
    if shares:
        expected = shares[0]
        if shares[0] < 1 and len(shares) > 1:
            expected = max(shares[0], shares[1] / 2)
    assert found.share == expected
    assert found.tries_left + len(found.results) == 2 or found.state == "done"
