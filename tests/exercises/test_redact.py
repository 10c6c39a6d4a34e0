"""Exercises of redaction: the last marks count, and the same text is read again."""

from __future__ import annotations

import pytest

from grader.exercises.assess import assess
from grader.exercises.declare import parse_exercise
from grader.exercises.kind import Surroundings
from grader.exercises.model import Event, Response
from grader.exercises.redact import KIND
from grader.exercises.redact_key import given_document
from tests.fixtures.course_paths import SMALL_SANDBOX

EXERCISE = parse_exercise(
    {
        **KIND.valid[0],
        "key": [
            *KIND.valid[0]["key"],
            {"hide": "12 rue du Lavoir", "reason": "private-life", "because": "Son adresse."},
        ],
    },
    "exercises.yml:1",
    Surroundings("exemple", {}, SMALL_SANDBOX),
)
TEXT = given_document(EXERCISE.settings["file"]).text


def marks(*passages: str) -> Event:
    spans = []
    for passage in passages:
        start = TEXT.find(passage)
        while start >= 0:
            spans.append([start, start + len(passage), "private-life"])
            start = TEXT.find(passage, start + 1)
    return Event("redaction", "2026-11-22T09:00:00+00:00", {"spans": spans})


def judged(*events: Event):
    return assess(EXERCISE, Response(EXERCISE.id, 0, events))


def said(outcome) -> str:
    return " ".join(f.message for f in outcome.feedback).replace("\u00a0", " ")


def test_untouched_is_not_attempted():
    assert judged().status == "not_attempted"


def test_all_that_must_be_hidden_earns_everything():
    outcome = judged(marks("Mme Jeanne Exemple", "12 rue du Lavoir"))
    assert (outcome.status, outcome.points) == ("passed", 4)
    assert "3 passages à cacher sont cachés sur 3." in said(outcome)


def test_an_address_left_is_told_by_its_line_and_not_by_its_words():
    outcome = judged(marks("Mme Jeanne Exemple"))
    assert outcome.status == "partial"
    # Two of three are hidden, and nothing else: 2 × 2/3 ÷ (2/3 + 1).
    assert outcome.points == pytest.approx(3.2)
    assert "Ligne 3 : un passage à cacher se lit encore. Son adresse." in said(outcome)
    assert "Lavoir" not in said(outcome)


def test_a_mark_that_runs_over_its_passage_is_told():
    line = "Mme Jeanne Exemple, 12 rue du Lavoir, reçoit un secours."
    outcome = judged(marks(line, "Mme Jeanne Exemple"))
    assert outcome.status == "partial"
    assert "Vos marques débordent" in said(outcome)


def test_half_a_name_is_a_name():
    outcome = judged(marks("Jeanne", "12 rue du Lavoir"))
    assert "un passage n'est caché qu'en partie" in said(outcome)


def test_an_elected_person_is_named_in_her_office():
    outcome = judged(marks("Mme Jeanne Exemple", "12 rue du Lavoir", "Odile Modèle"))
    assert outcome.status == "partial"
    assert "« Odile Modèle » est caché et devait rester. Une élue dans sa fonction." in said(
        outcome
    )


def test_everything_hidden_earns_little():
    everything = Event("redaction", "", {"spans": [[0, len(TEXT), ""]]})
    outcome = judged(everything)
    assert outcome.status == "partial"
    assert outcome.points < 3


def test_nothing_hidden_is_failed():
    assert judged(Event("redaction", "", {"spans": []})).status == "failed"


def test_the_last_marks_count():
    first, last = marks("Mme Jeanne Exemple", "12 rue du Lavoir"), marks("Odile Modèle")
    assert judged(last, first).status == "passed"
    assert judged(first, last).status == "failed"


def test_what_follows_the_solution_counts_for_nothing():
    outcome = judged(Event("solution", ""), marks("Mme Jeanne Exemple", "12 rue du Lavoir"))
    assert outcome.status == "not_attempted"
    assert "Vous avez demandé la solution" in said(outcome)


@pytest.mark.parametrize(
    "spans",
    [
        None,
        "all",
        [[0, 4]],
        [[0, "4", ""]],
        [[True, 4, ""]],
        [[0, 4, "because"]],
        [[0, 4, ["private-life"]]],
        [[0, 1, ""]] * 2001,
    ],
)
def test_foreign_spans_are_uncheckable_and_never_zero(spans):
    outcome = judged(Event("redaction", "", {"spans": spans}))
    assert outcome.status == "uncheckable"
    assert outcome.feedback


def test_places_outside_the_text_hide_nothing():
    assert (
        judged(Event("redaction", "", {"spans": [[-9, -2, ""], [10**9, 10**9 + 4, ""]]})).status
        == "failed"
    )
