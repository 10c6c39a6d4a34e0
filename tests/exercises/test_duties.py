"""Exercises on duties: two tries a duty, keys that the rules of law give, and nothing foreign."""

from __future__ import annotations

import re

import pytest

from grader.errors import ContentError
from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.duties import KIND, asked_duties
from grader.exercises.kind import Surroundings
from grader.exercises.model import Event, Response
from grader.obligations.rules import rules
from tests.fixtures.course_paths import SMALL_SANDBOX

AROUND = Surroundings("essai", {}, SMALL_SANDBOX)
#: By the law, for a commune of 3 499 inhabitants: two are due at any size, a threshold spares one,
#: and there is no charging point.
RIGHT = {
    "answer-requests": "required",
    "databases": "advised",
    "charging-static": "not_applicable",
    "redact-secrets": "required",
}
RAW = {**KIND.valid[0], "points": 4, "duties": list(RIGHT)}
EXERCISE = parse_exercise(RAW, "exercises.yml:1", AROUND)


def check(**changes: str) -> Event:
    """Answer all that is right, but for these; an answer of "" is left out."""
    given = {**RIGHT, **{name.replace("_", "-"): one for name, one in changes.items()}}
    return answers({name: one for name, one in given.items() if one})


def answers(given) -> Event:
    return Event("duties", "2026-11-22T09:00:00+00:00", {"answers": given})


def judged(*events: Event):
    return assess(EXERCISE, Response(EXERCISE.id, 0, events))


def states(*events: Event) -> dict[str, tuple[str, int]]:
    asked = asked_duties(EXERCISE, Response(EXERCISE.id, 0, events))
    return {one.duty.rule.id: (one.state.state, one.state.tries_left) for one in asked}


def said(outcome) -> str:
    return " ".join(f.message for f in outcome.feedback).replace("\u00a0", " ")


def test_the_key_is_what_the_law_says_of_the_profile():
    asked = asked_duties(EXERCISE, Response(EXERCISE.id))
    assert {one.duty.rule.id: one.duty.status.value for one in asked} == RIGHT
    assert [one.duty.rule.id for one in asked] == list(RIGHT), "in the order of the declaration"


def test_one_inhabitant_more_and_the_threshold_binds():
    profile = {**RAW["profile"], "population": 3500}
    told = "Une commune de 3\u202f500 habitants, avec 52,5 agents."
    raw = {**RAW, "profile": profile, "statement": told}
    larger = parse_exercise(raw, "exercises.yml:1", AROUND)
    asked = asked_duties(larger, Response(larger.id))
    assert {one.duty.rule.id: one.duty.status.value for one in asked}["databases"] == "required"


def test_untouched_is_not_attempted():
    assert (judged().status, judged().points) == ("not_attempted", 0)


def test_all_right_at_once_earns_everything():
    outcome = judged(check())
    assert (outcome.status, outcome.points) == ("passed", 4)
    assert "dès le premier essai" in said(outcome)


def test_a_second_try_is_worth_half():
    first = check(databases="required")
    assert judged(first).points == 3
    assert "Un second essai vous attend à l'obligation 2." in said(judged(first))
    outcome = judged(first, answers({"databases": "advised"}))
    assert (outcome.status, outcome.points) == ("partial", 3.5)
    assert "moitié des points : obligation 2." in said(outcome)


def test_there_is_no_third_try():
    tries = [check(databases=one) for one in ("required", "not_applicable", "advised")]
    assert states(*tries)["databases"] == ("done", 0)
    outcome = judged(*tries)
    assert (outcome.status, outcome.points) == ("partial", 3)
    assert "Obligation 2 : à revoir." in said(outcome)


def test_the_same_answer_again_takes_no_try_away():
    same = [check(databases="required")] * 3
    assert states(*same)["databases"] == ("retry", 1)
    assert judged(*same, check()).points == 3.5


def test_what_is_right_stays_so_whatever_follows():
    assert judged(check(), check(databases="required")).points == 4


def test_a_duty_left_keeps_its_two_tries():
    first = check(databases="")
    assert states(first)["databases"] == ("open", 2)
    assert "Il vous reste à répondre à l'obligation 2." in said(judged(first))
    assert judged(first, check()).points == 4


def test_all_wrong_is_failed():
    wrong = {name: "advised" if one == "required" else "required" for name, one in RIGHT.items()}
    assert (judged(answers(wrong)).status, judged(answers(wrong)).points) == ("failed", 0)


def test_what_follows_the_solution_counts_for_nothing():
    outcome = judged(check(databases=""), Event("solution", ""), check())
    assert outcome.points == 3
    assert "Vous avez vu la solution" in said(outcome)
    assert judged(Event("solution", ""), check()).status == "not_attempted"
    assert set(states(Event("solution", "")).values()) == {("done", 0)}


@pytest.mark.parametrize(
    "given",
    [
        None,
        "required",
        ["required"],
        {"databases": "yes"},
        {"databases": None},
        {"databases": ["advised"]},
        {"databases": True},
        {7: "advised"},
        {f"duty-{n}": "advised" for n in range(16)},
    ],
)
def test_foreign_answers_are_uncheckable_and_never_zero(given):
    outcome = judged(answers(given))
    assert outcome.status == "uncheckable"
    assert outcome.feedback


def test_an_answer_about_a_duty_that_is_no_more_asked_is_told():
    outcome = judged(answers({**RIGHT, "prada": "required"}))
    assert (outcome.status, outcome.points) == ("passed", 4)
    assert "ne demande plus" in said(outcome)


@pytest.mark.parametrize(
    "statement",
    [
        "Une commune de 13 499 habitants et 52,5 agents.",
        "Une commune de 3 499 habitants et 52 agents.",
        "Une commune de 3 499,5 habitants et 52,5 agents.",
    ],
)
def test_a_statement_that_tells_other_figures_is_refused(statement):
    with pytest.raises(ContentError) as caught:
        parse_exercise({**RAW, "statement": statement}, "exercises.yml:1", AROUND)
    assert caught.value.code == "profile-untold"


def test_figures_are_told_with_spaces_or_without():
    for population in ("3499", "**3 499**", "3\u00a0499", "3\u202f499"):
        told = f"Une commune de {population} habitants, qui emploie 52,5 agents."
        assert parse_exercise({**RAW, "statement": told}, "exercises.yml:1", AROUND)


def test_a_near_name_is_proposed():
    with pytest.raises(ContentError) as caught:
        parse_exercise({**RAW, "duties": [*RIGHT, "database"]}, "exercises.yml:1", AROUND)
    assert caught.value.code == "unknown-duty"
    assert "databases" in caught.value.hint


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_what_is_shown_before_an_answer_tells_no_threshold(rule):
    shown = f"{rule.title} {rule.what}"
    assert not re.search(r"habitant|seuil|équivalents? temps plein|obligatoire|facultati", shown)
