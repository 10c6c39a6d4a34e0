"""A word or a short expression, compared without what does not count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.score import accept, expected, score
from grader.quiz.types.typed import comparable, nearly
from tests.quiz.items import example, refusal_of, told

#: « UTF-8 », « utf8 » or « unicode utf-8 ».
ENCODING = example("short_text")
#: « 2026-03-01 », as it is written.
DATE = example("short_text", 1)


@pytest.mark.parametrize(
    "typed",
    ["UTF-8", "utf-8", "Utf 8", "UTF\u20118", "  utf  8. ", "« UTF-8 »", "utf8", "UTF8 !",
     "Unicode UTF-8", "ＵＴＦ-8"],
)  # fmt: skip
def test_what_does_not_count_is_passed_over(typed):
    assert score(ENCODING, [typed]).share == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Été", "ete"),
        ("l’adresse", "l'adresse"),
        ("L adresse", "l'adresse"),
        ("Cœur de ville", "coeur de ville"),
        ("open-data", "Open\u00a0Data…"),
        ("A\u030aland", "åland"),
        ("STRASSE", "straße"),
        ("Saint\u2014Ouen", "saint-ouen"),
    ],
)
def test_two_ways_to_write_one_thing(one, other):
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"), [("cote", "cotes"), ("1,5", "15"), ("2026/03", "202603")]
)
def test_two_things_stay_two(one, other):
    assert comparable(one) != comparable(other)


def test_a_wrong_answer_is_told_why_this_one_is_wrong():
    assert told(ENCODING, "ansi")[0][2].startswith("Cet encodage ancien")
    assert told(ENCODING, "csv")[0][2].startswith("Le CSV est un format")
    assert told(ENCODING, "je ne sais pas")[0][2].startswith("Cherchez le nom")
    assert told(ENCODING, "unicod utf-8")[0][2].startswith("À une lettre près")
    assert told(ENCODING, "UTF-8") == [("", "right", "Oui : il connaît toutes les lettres.")]


def test_the_exact_writing_counts_where_the_author_says_so():
    assert score(DATE, ["2026-03-01"]).share == 1
    assert score(DATE, [" 2026-03-01 "]).share == 1
    wrong = told(DATE, "2026 03 01")
    assert wrong[0][1] == "wrong"
    assert "pas l'écriture attendue" in wrong[0][2]
    assert "Cherchez" in told(DATE, "1er mars")[0][2]
    strict = example("short_text", accepted=["Val-Ouvert"], exact=True, mistakes=[
        {"texts": ["val-ouvert"], "feedback": "Un nom propre."}])  # fmt: skip
    assert told(strict, "val-ouvert") == [("", "wrong", "Un nom propre.")]


@pytest.mark.parametrize(
    ("typed", "near"),
    [("donnes", True), ("donneees", True), ("dnonees", True), ("dannees", True), ("donnees", False),
     ("donne", False), ("onndees", False), ("", False), ("code", False)],
)  # fmt: skip
def test_one_letter_away(typed, near):
    assert nearly(typed, ["donnees", "cote"]) is near


@given(st.text(max_size=40), st.text(max_size=40))
def test_nearness_is_mutual(one, other):
    assert nearly(one, [other], least=0) == nearly(other, [one], least=0)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ([], "Une seule réponse"),
        (["a", "b"], "Une seule réponse"),
        ([""], "Aucune réponse"),
        ([" \u00a0\t\n"], "Aucune réponse"),
        (["\u200b\ufeff"], "Aucune réponse"),
        (["…"], "ni lettre ni chiffre"),
        (["- ' -"], "ni lettre ni chiffre"),
        (["a\x00b"], "caractère illisible"),
        (["\x1b[2J"], "caractère illisible"),
        (["\udfff"], "caractère illisible"),
        (["x" * 121], "121 caractères ; la limite est de 120"),
    ],
)
def test_what_is_no_answer_takes_no_try(chosen, words):
    refusal = refusal_of(ENCODING, *chosen)
    assert words in refusal.message
    assert refusal.hint


def test_an_answer_too_long_says_how_much_to_take_out():
    assert refusal_of(DATE, "x" * 21).hint == "Retirez 1\u00a0caractère, puis validez."


def test_what_a_word_processor_leaves_is_taken_out():
    assert accept(ENCODING, ["U\u00adTF\u200b-\u202e8\r\n"]) == ("UTF-8",)
    assert accept(ENCODING, ["e\u0301te\u0301"]) == ("été",)
    assert expected(ENCODING) == ("UTF-8",)


@given(st.text(max_size=60))
def test_what_is_compared_is_stable(text):
    assert comparable(comparable(text)) == comparable(text)


@pytest.mark.parametrize("letter", ["ǽ", "ᴬ", "ẞ", "İ", "ﬁ", "ϓ", "\u0344"])
def test_letters_that_come_apart_are_stable_too(letter):
    assert comparable(comparable(f"a{letter}b")) == comparable(f"a{letter}b")
    assert comparable(f"a{letter}b".upper()) == comparable(f"a{letter}b".lower())
