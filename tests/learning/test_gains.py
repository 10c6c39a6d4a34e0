"""What changed between two tests."""

from __future__ import annotations

import pytest

from grader.learning.gains import LEAST_PEOPLE, Gain, group_gains, own_gains
from grader.learning.mastery import Standing


def standing(mastered: float, answers: int = 2) -> Standing:
    return Standing("o1", (1 - mastered, 0.0, mastered, 0.0), answers)


def test_only_what_was_asked_both_times_is_compared():
    before = {"o1": standing(0.2), "o2": standing(0.2), "o3": standing(0.2, 0)}
    after = {"o1": standing(0.9), "o3": standing(0.9), "o4": standing(0.9)}
    (gain,) = own_gains(before, after)
    assert (gain.objective, gain.before, gain.after) == ("o1", 0.2, 0.9)


def test_the_normalised_gain_is_a_part_of_what_was_left():
    assert Gain("o1", 0.2, 0.6).normalised == pytest.approx(0.5)
    assert Gain("o1", 0.6, 0.4).normalised == pytest.approx(-0.5)
    assert Gain("o1", 0.97, 1.0).normalised is None


def test_a_group_is_a_mean_and_never_a_few():
    many = [[Gain("o1", 0.1 * n, 0.8)] for n in range(LEAST_PEOPLE)]
    few = [[Gain("o2", 0.1, 0.8)] for _ in range(LEAST_PEOPLE - 1)]
    (gain,) = group_gains([*many, *few])
    assert gain.objective == "o1"
    assert gain.before == pytest.approx(0.2)
    assert gain.people == LEAST_PEOPLE
