"""True or false with its reason, and the odd one out of a table."""

from __future__ import annotations

import pytest

from grader.quiz.attempts import item_state
from grader.quiz.score import accept, expected, rule, score
from tests.quiz.items import example, refusal_of, told
from tests.quiz.test_attempts import answer

TRUE = example("true_false")
FALSE = example("true_false", truth=False)
ODD = example("odd_one_out")


@pytest.mark.parametrize(
    ("item", "verdict", "reason", "share"),
    [
        (TRUE, "true", "a", 1),
        (TRUE, "true", "b", 0.5),
        (TRUE, "false", "a", 0),
        (TRUE, "false", "b", 0),
        (FALSE, "false", "a", 1),
        (FALSE, "false", "b", 0.5),
        (FALSE, "true", "a", 0),
    ],
)
def test_the_reason_counts_with_the_right_verdict_only(item, verdict, reason, share):
    assert score(item, [verdict, reason]).share == share


def test_each_part_of_the_answer_is_told_of():
    assert told(TRUE, "false", "b") == [
        ("", "wrong", "Ouvrez-en un dans un éditeur de texte : son contenu se lit."),
        ("b", "wrong", "Sa taille ne dit pas quel logiciel sait le lire."),
    ]
    assert told(TRUE, "true", "a") == [
        ("", "right", "C'est bien le cas."),
        ("a", "right", "Oui : une ligne de texte par ligne du tableau."),
    ]


def test_the_verdict_comes_first_whatever_was_sent():
    assert accept(TRUE, ["b", "false"]) == ("false", "b")
    assert expected(FALSE) == ("false", "a")


@pytest.mark.parametrize(
    ("chosen", "word"),
    [
        (["a"], "vraie ou fausse"),
        (["true"], "raison"),
        (["true", "false"], "raison"),
        (["true", "false", "a"], "Un seul choix"),
        (["true", "true", "a"], "Un seul choix"),
        (["true", "a", "b"], "Un seul choix"),
        (["true", "c"], "ne fait pas partie"),
        (["vrai", "a"], "ne fait pas partie"),
        (["True", "a"], "ne fait pas partie"),
    ],
)
def test_what_is_missing_is_said(chosen, word):
    assert word in refusal_of(TRUE, *chosen).message


def test_one_try_only():
    found = item_state(TRUE, [answer(["false", "a"], TRUE)], solution_seen=False)
    assert (found.state, found.tries_left, found.share) == ("done", 0, 0)
    assert "Un seul essai." in rule(TRUE, graded=True)


@pytest.mark.parametrize(("chosen", "share"), [("a", 0), ("b", 1), ("c", 0)])
def test_the_odd_row_alone_is_right_and_each_says_why(chosen, share):
    feedback = {
        "a": "Ses cinq chiffres y sont.",
        "b": "Il manque le premier zéro.",
        "c": "La valeur manque, mais aucun zéro n'a été perdu.",
    }
    assert score(ODD, [chosen]).share == share
    assert told(ODD, chosen) == [(chosen, "right" if share else "wrong", feedback[chosen])]


def test_one_row_is_chosen():
    assert refusal_of(ODD).hint == "Choisissez l'intrus, puis validez."
    assert refusal_of(ODD, "a", "b").message == "Une seule ligne est attendue."
    assert "proposées" in refusal_of(ODD, "d").message
