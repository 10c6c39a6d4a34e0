"""Points for mending, from two verdicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercises.scoring import gain
from grader.validation.model import Verdict

A, B, C, D = (("type-error/date", "A"), ("siret", "B"), ("title-lines", ""), ("blank-row", ""))


def verdict(**counts):
    causes = {"a": A, "b": B, "c": C, "d": D}
    return Verdict("x@1", not counts, 9, {causes[k]: n for k, n in counts.items()})


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        ({"a": 40, "b": 1}, {}, 10),
        ({"a": 40, "b": 1}, {"a": 40, "b": 1}, 0),
        ({"a": 40, "b": 1}, {"a": 20, "b": 1}, 2.5),
        ({"a": 40, "b": 1}, {"a": 40}, 5),
        ({"a": 40, "b": 1}, {"a": 80}, 5),
        ({"a": 40, "b": 1}, {"a": 20, "c": 7}, 2.5),
        ({"a": 40, "b": 1}, {"c": 1}, 5),
        ({"a": 40, "b": 1}, {"a": 40, "c": 1, "d": 1}, 0),
        ({"a": 40}, {"c": 1}, 0),
        ({}, {}, 10),
        ({}, {"a": 1}, 0),
        ({"a": 100_000}, {"a": 1}, 9.99),
        ({"a": 3}, {"a": 1}, 6.67),
        ({"a": 3, "b": 0}, {"a": 1, "c": 0}, 6.67),
    ],
)
def test_each_cause_weighs_the_same(before, after, points):
    assert gain(verdict(**before), verdict(**after), 10).points == points


def test_what_changed_is_told_by_cause():
    made = gain(verdict(a=40, b=2, c=1), verdict(a=10, b=2, d=1), 10)
    assert made.solved == {A: 30, C: 1}
    assert made.left == {A: 10, B: 2}
    assert made.new == {D: 1}
    assert not made.complete


MISSING = ("missing-label", "A")


def of(**counts):
    return Verdict("x@1", False, 9, counts["counts"])


def test_faults_of_a_column_that_was_missing_are_revealed_and_not_new():
    before = of(counts={MISSING: 1, B: 4})
    made = gain(before, of(counts={A: 40, B: 4}), 10)
    assert made.revealed == {A: 40}
    assert made.new == {}
    assert 0 < made.points < 5
    assert gain(before, of(counts={B: 4}), 10).points == 5


def test_columns_said_to_be_unread_are_revealed_too():
    made = gain(of(counts={B: 4}), of(counts={A: 40}), 10, unread=frozenset({"A"}))
    assert made.revealed == {A: 40}
    assert made.points == 9.99


def test_what_went_with_lost_rows_was_not_solved():
    lost = ("lost-row", "")
    half = of(counts={A: 20, lost: 4})
    assert gain(of(counts={A: 40, B: 4}), half, 10, rows=8).points == 0
    assert gain(of(counts={A: 40, B: 4, C: 1}), half, 9, rows=8).points == 0.75
    assert gain(of(counts={A: 40, B: 4}), of(counts={lost: 9}), 10).kept == 0


counts = st.dictionaries(
    st.tuples(st.sampled_from(["x", "y/z", "missing-label"]), st.sampled_from(["A", "B", ""])),
    st.integers(0, 50),
)


@given(counts, counts, st.floats(0.5, 100))
def test_points_are_bounded_and_full_only_without_any_fault(before, after, most):
    most = round(most, 2)
    made = gain(of(counts=before), of(counts=after), most)
    assert 0 <= made.points <= most
    assert (made.points == most) == made.complete == (not any(after.values()))


@given(counts, counts, st.data())
def test_solving_one_more_never_costs_a_point(before, after, data):
    left = [cause for cause, n in after.items() if n]
    if not left:
        return
    cause = data.draw(st.sampled_from(left))
    better = {**after, cause: after[cause] - 1}
    worse, now = (gain(of(counts=before), of(counts=x), 10).points for x in (after, better))
    assert now >= worse
