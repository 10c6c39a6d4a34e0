"""Matching and classification: each line with one of the targets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.draw import cover
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, expected, score
from tests.quiz.items import example, refusal_of, told

PAIRS = example("matching")
#: Lefts a, b, c; rights 1 « Date », 2 « Code » (of b and c); decoys 3 « Montant », 4 « Adresse ».
SAME_RIGHT = example("matching", 2)
COLUMNS = example("classification")
#: Columns 1 « Prête », 2 « À corriger », 3 « Perdue ».
THREE = example("classification", 1)


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        (["a=1", "b=2", "c=2"], 1),
        (["c=2", "a=1", "b=2"], 1),
        (["a=2", "b=2", "c=2"], 2 / 3),
        (["a=1", "b=3", "c=4"], 1 / 3),
        (["a=3", "b=1", "c=1"], 0),
    ],
)
def test_each_right_pair_earns_its_part(chosen, share):
    assert score(SAME_RIGHT, chosen).share == share


def test_equal_right_hand_sides_are_one_target():
    face = TYPES["matching"].face(SAME_RIGHT.body)
    assert [t.text for t in face.targets] == ["Date", "Code", "Montant", "Adresse"]
    assert expected(SAME_RIGHT) == ("a=1", "b=2", "c=2")


def test_a_decoy_says_why_it_goes_with_nothing():
    lines = told(SAME_RIGHT, "a=3", "b=4", "c=2")
    assert lines[0] == ("a", "wrong", "Un montant s'additionne ; pas cette valeur.")
    # A decoy without a feedback of its own: that of the line.
    assert lines[1] == ("b", "wrong", "Cette valeur commence par des zéros qui comptent.")
    assert lines[2] == ("c", "right", "Les zéros de tête font partie du code.")


def test_each_wrong_column_may_have_its_own_reason():
    assert told(THREE, "a=3", "b=2")[0] == ("a", "wrong", "Tout y est.")
    assert told(THREE, "a=2", "b=2")[0] == ("a", "wrong", "Elle suit la norme.")
    assert told(THREE, "a=1", "b=3")[1] == (
        "b",
        "wrong",
        "Qui saura si 26 est le jour ou l'année ?",
    )


def test_a_column_may_stay_empty():
    assert score(COLUMNS, ["a=1", "b=1"]).share == 0.5
    assert told(COLUMNS, "a=1", "b=1")[0][1] == "right"


@pytest.mark.parametrize("item", [PAIRS, COLUMNS], ids=["matching", "classification"])
@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Il reste 2 lignes à placer."),
        (["a=1"], "Il reste une ligne à placer."),
        (["a=1", "b="], "Il reste une ligne à placer."),
        (["a=", "b="], "Il reste 2 lignes à placer."),
        (["a=1", "b=9"], "Une case de votre réponse n'existe pas."),
        (["a=1", "b"], "Une case de votre réponse n'existe pas."),
        (["a=1", "b=01"], "Une case de votre réponse n'existe pas."),
        (["a=1", "b=2=2"], "Une case de votre réponse n'existe pas."),
        (["a=1", "a=2"], "Cette réponse ne fait pas partie de celles qui sont proposées."),
        (["a=1", "b=2", "c=1"], "Cette réponse ne fait pas partie de celles qui sont proposées."),
        (["=1", "a=1"], "Cette réponse ne fait pas partie de celles qui sont proposées."),
    ],
)
def test_a_line_left_or_unknown_takes_no_try(item, chosen, words):
    assert refusal_of(item, *chosen).message == words


@given(numbers=st.lists(st.sampled_from("1234"), min_size=3, max_size=3), seed=st.integers())
def test_share_is_the_part_of_right_verdicts_under_any_letters(numbers, seed):
    given_ = tuple(f"{letter}={n}" for letter, n in zip("abc", numbers, strict=True))
    drawn = cover(SAME_RIGHT, seed)
    result = score(SAME_RIGHT, drawn.source(drawn.shown(given_)))
    right = [r.verdict for r in result.remarks].count("right")
    assert result.share == right / 3
    assert result.correct == (accept(SAME_RIGHT, given_) == expected(SAME_RIGHT))


def test_columns_stay_where_the_author_put_them_and_right_hand_sides_do_not():
    columns = {tuple(t.text for t in cover(COLUMNS, seed).face.targets) for seed in range(30)}
    assert columns == {("Prête", "À corriger")}
    rights = {tuple(t.text for t in cover(PAIRS, seed).face.targets) for seed in range(30)}
    assert rights == {("Date", "Code"), ("Code", "Date")}
