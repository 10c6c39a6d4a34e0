"""``quiz``: points, status and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.exercises.assess import assess
from grader.exercises.mock import answer, make_response
from grader.exercises.model import Exercise
from tests.exercises.files import exercise
from tests.quiz.items import make_item

ONE, TWO = "ex-q01", "ex-q02"
SKIP = {"kind": "skip", "item": ONE}
SOLUTION = {"kind": "solution"}


def outcome(*events):
    return assess(exercise("quiz"), make_response("exemple/quiz", events))


def said(found):
    text = " ".join(f.message for f in found.feedback)
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("events", "status", "points"),
    [
        ([], "not_attempted", 0),
        ([SKIP], "not_attempted", 0),
        ([SOLUTION], "not_attempted", 0),
        ([SOLUTION, answer(ONE, "a")], "not_attempted", 0),
        ([answer(ONE, "a"), answer(TWO, "a", "b")], "passed", 2),
        ([answer(ONE, "a")], "partial", 1),
        ([answer(ONE, "a"), SOLUTION, answer(TWO, "a", "b")], "partial", 1),
        ([answer(ONE, "b"), answer(ONE, "a"), answer(TWO, "a", "b")], "partial", 1.5),
        ([answer(ONE, "b"), answer(ONE, "c")], "failed", 0),
        ([answer(TWO, "a"), answer(TWO, "a", "b")], "partial", 0.5),
    ],
)
def test_points_and_status(events, status, points):
    found = outcome(*events)
    assert (found.status, found.points, found.max_points) == (status, points, 2)


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        ([], "Il vous reste à répondre aux questions 1 et 2."),
        ([answer(ONE, "a")], "Question 1 : juste."),
        ([answer(ONE, "a")], "Il vous reste à répondre à la question 2."),
        ([answer(ONE, "b")], "Un second essai vous attend à la question 1."),
        ([answer(ONE, "b"), answer(ONE, "c")], "Question 1 : à revoir."),
        ([answer(ONE, "a"), answer(TWO, "a", "b")], "Toutes les réponses sont justes"),
        ([SOLUTION], "Vous avez vu la solution"),
        ([answer(ONE, "z")], "La question a changé depuis votre réponse"),
        (
            [answer(ONE, "b"), answer(ONE, "a"), answer(TWO, "a", "b")],
            "Au second essai, moitié des points : question 1.",
        ),
    ],
)
def test_sentences(events, sentence):
    assert sentence in said(outcome(*events))


def test_feedback_names_no_answer_and_no_key():
    secrets = [a.text for i in exercise("quiz").items for a in i.body.answers]
    secrets += [a.feedback for i in exercise("quiz").items for a in i.body.answers]
    for events in ([], [answer(ONE, "b")], [answer(ONE, "a"), answer(TWO, "c")]):
        assert not any(secret in said(outcome(*events)) for secret in secrets)


SIX = Exercise(
    "essai/quiz", "quiz", "Six", 6.0, "Six questions.",
    items=tuple(make_item("multiple_choice", "ab", item_id=f"essai-q0{n}") for n in range(6)),
)  # fmt: skip
tries = st.tuples(
    st.integers(0, 5), st.lists(st.sampled_from("abcd"), min_size=1, unique=True)
).map(lambda pair: answer(f"essai-q0{pair[0]}", *pair[1]))


@given(st.lists(tries, max_size=14))
def test_points_never_fall_while_one_answers(events):
    before = 0.0
    for end in range(len(events) + 1):
        found = assess(SIX, make_response("essai/quiz", events[:end]))
        assert before <= found.points <= 6
        assert (found.status == "passed") == (found.points == 6)
        assert (found.status == "not_attempted") == (end == 0)
        assert found.feedback
        before = found.points
