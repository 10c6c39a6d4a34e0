"""What counts once: an exercise, or the best of a choice."""

from __future__ import annotations

import pytest

from grader.exercises.choice import graded_of
from grader.exercises.model import (
    FAILED,
    NOT_ATTEMPTED,
    PARTIAL,
    PASSED,
    UNCHECKABLE,
    Choice,
    Exercise,
    Feedback,
    Outcome,
)

CHOICE = Choice("m/service", "Un service", "Choisissez au moins un service : le meilleur compte.")


def exercise(name: str, choice: Choice | None = CHOICE) -> Exercise:
    return Exercise(f"m/{name}", "mend_file", name.capitalize(), 5.0, "Corrigez.", choice=choice)


def earned(status: str, points: float) -> Outcome:
    return Outcome(status, points, 5.0, (Feedback("info", f"dit de {points}"),))


@pytest.fixture
def graded():
    given = (exercise("alone", None), exercise("a"), exercise("b"), exercise("c"))
    return graded_of(given)


def test_a_choice_counts_once_where_its_first_exercise_stands(graded):
    assert list(graded) == ["m/alone", "m/service"]
    assert [one.points for one in graded.values()] == [5.0, 5.0]
    assert [one.is_choice for one in graded.values()] == [False, True]


def test_nothing_begun_is_not_attempted_and_tells_the_rule(graded):
    found = graded["m/service"].outcome({"m/b": Outcome(NOT_ATTEMPTED, 0.0, 5.0)})
    assert (found.status, found.points, found.max_points) == (NOT_ATTEMPTED, 0.0, 5.0)
    assert [one.message for one in found.feedback] == [CHOICE.rule]


def test_one_that_is_done_counts_as_if_it_were_alone(graded):
    found = graded["m/service"].outcome({"m/b": earned(PASSED, 5.0)})
    assert (found.status, found.points) == (PASSED, 5.0)
    assert [one.message for one in found.feedback] == ["Exercice retenu : « B ».", "dit de 5.0"]


@pytest.mark.parametrize(
    "second", [(NOT_ATTEMPTED, 0.0), (FAILED, 0.0), (PARTIAL, 3.99), (UNCHECKABLE, 0.0)]
)
def test_a_second_one_never_lowers(graded, second):
    for one, other in (("m/a", "m/c"), ("m/c", "m/a")):
        outcomes = {one: earned(PARTIAL, 4.0), other: earned(*second)}
        assert graded["m/service"].outcome(outcomes).points == 4.0
        assert graded["m/service"].best(outcomes).id == one


def test_which_one_counts_is_told_among_how_many(graded):
    outcomes = {"m/a": earned(PARTIAL, 1.0), "m/c": earned(PARTIAL, 2.0)}
    told = graded["m/service"].outcome(outcomes).feedback[0].message
    assert told == "Exercice retenu : « C ». C'est le meilleur des 2 que vous avez commencés."


def test_what_could_not_be_checked_is_not_hidden_behind_a_zero(graded):
    outcomes = {"m/a": earned(FAILED, 0.0), "m/b": earned(UNCHECKABLE, 0.0)}
    assert graded["m/service"].outcome(outcomes).status == UNCHECKABLE


def test_an_exercise_without_choice_is_told_as_it_is(graded):
    outcome = earned(PARTIAL, 2.5)
    assert graded["m/alone"].outcome({"m/alone": outcome}) is outcome
