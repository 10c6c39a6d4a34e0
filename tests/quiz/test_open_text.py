"""A text of one's own, and the marks of the person who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import RefusedError
from grader.exercises.model import Event
from grader.quiz.attempts import item_state
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, expected, rule, score
from tests.quiz.items import example, refusal_of
from tests.quiz.test_attempts import AT, answer

#: Criteria a (2 points) and b (1 point).
ITEM = example("open_text")
WITH_MODEL = example("open_text", 1)
TEXT = "Je publierais les fonctions, sans les noms."


def marked(*marks, item=ITEM):
    review = TYPES["open_text"].review
    assert review is not None
    return review(item.body, marks)


def reviewed(*marks, comment=""):
    return Event("review", AT, {"item": ITEM.id, "marks": list(marks), "comment": comment})


def test_a_text_waits_for_a_person():
    result = score(ITEM, [TEXT])
    assert (result.share, result.remarks, result.waits) == (0, (), True)
    assert expected(ITEM) == ()
    assert "essai" not in rule(ITEM, graded=True)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (f"  {TEXT}\n", TEXT),
        ("Une ligne.\r\nUne autre ligne.", "Une ligne.\nUne autre ligne."),
        ("Une ligne. \t\n\n\n\n  Une autre.", "Une ligne.\n\n  Une autre."),
        ("Une lig\u00adne\u200b entière, puis \u202eautre.", "Une ligne entière, puis autre."),
        ("<script>alert(1)</script> et **gras**", "<script>alert(1)</script> et **gras**"),
        ("a=b=c, puis d=1 et encore", "a=b=c, puis d=1 et encore"),
    ],
)
def test_lines_are_kept_and_invisible_marks_are_not(typed, kept):
    assert accept(ITEM, [typed]) == (kept,)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Un seul texte"),
        ([TEXT, TEXT], "Un seul texte"),
        (["Trop court."], "trop courte : 11\u00a0caractères"),
        (["   \n" * 20], "Aucune réponse"),
        (["x" * 3001], "la limite est de 3\u202f000"),
        ([TEXT + "\x00"], "caractère illisible"),
        ([TEXT + "\ud83d"], "caractère illisible"),
    ],
)
def test_what_is_no_answer_takes_no_try(chosen, words):
    assert words in refusal_of(ITEM, *chosen).message


@pytest.mark.parametrize(
    ("marks", "share"),
    [
        (("a=2", "b=1"), 1),
        (("b=1", "a=2"), 1),
        (("a=1.5", "b=0"), 0.5),
        (("a=0.75", "b=0.75"), 0.5),
        (("a=0", "b=0"), 0),
        (("a=02", "b=1"), 1),
    ],
)
def test_marks_add_up_over_the_points_of_the_rubric(marks, share):
    assert marked(*marks).share == share


def test_each_criterion_is_told_with_its_points():
    assert [(r.target, r.verdict, r.text) for r in marked("a=1.5", "b=1").remarks] == [
        ("", "partial", "Distingue la fonction et la personne : 1,5 sur 2 points."),
        ("", "right", "Propose une suite : 1 sur 1 point."),
    ]
    last = marked("a=2", "b=1", item=WITH_MODEL).remarks[-1]
    assert last.text == "Une réponse possible : Je publierais les fonctions."


@pytest.mark.parametrize(
    "marks",
    [(), ("a=2",), ("a=2", "a=1"), ("a=2", "b=1", "c=0"), ("a=2", "b=1", "b=1"), ("a=3", "b=1"),
     ("a=-1", "b=1"), ("a=2", "b="), ("a=2", "b"), ("a=2", "b=nan"), ("a=2", "b=1e0"),
     ("a=2", "b=inf"), ("a=2", "b=0.001"), ("a=2", "b=1=1"), ("a=2", "b= 1"), ("a=2", "b=1\n")],
)  # fmt: skip
def test_marks_that_are_none_are_refused(marks):
    with pytest.raises(RefusedError) as refusal:
        marked(*marks)
    assert refusal.value.code == "bad-answer"
    assert refusal.value.hint


@given(st.integers(0, 8), st.integers(0, 4))
def test_share_of_quarters_is_exact(first, second):
    found = marked(f"a={first / 4}", f"b={second / 4}")
    assert found.share == (first + second) / 12
    assert (found.share == 1) == all(r.verdict == "right" for r in found.remarks)


def test_it_may_be_rewritten_until_it_is_marked_and_not_after():
    written = [answer([f"{TEXT} Fois {n}."], ITEM) for n in range(30)]
    state = item_state(ITEM, written, solution_seen=False)
    assert (state.state, state.tries_left > 1) == ("waiting", True)
    assert state.last_chosen == (f"{TEXT} Fois 29.",)
    over = item_state(
        ITEM, [*written, reviewed("a=2", "b=0", comment="Et la suite ?"), written[0]], False
    )
    assert (over.state, over.tries_left, over.comment) == ("done", 0, "Et la suite ?")
    assert over.share == 2 / 3
    assert over.last_chosen == state.last_chosen


def test_marks_that_no_longer_fit_leave_it_waiting():
    state = item_state(ITEM, [answer([TEXT], ITEM), reviewed("a=9", "b=0")], solution_seen=False)
    assert (state.state, state.share, state.stale) == ("waiting", 0, 1)
