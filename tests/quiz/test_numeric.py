"""A number, read as a French person types it, right within its tolerance and in its unit."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.quiz.score import accept, expected, score
from grader.quiz.types.french_number import in_full, rounded, split_number, value_of
from tests.quiz.items import example, refusal_of, told

#: 25 %, with two mistakes foreseen: 12, and 75 within 0.5.
PART = example("numeric")
#: 12 500.5 € within a cent, in € or k€.
AMOUNT = example("numeric", 1)
PLAIN = {"unit": "", "mistakes": [{"value": 1, "feedback": "Un."}], "if_wrong": "Non."}


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("12", "12"),
        ("12,5", "12,5"),
        ("12.5", "12,5"),
        ("12,50", "12,50"),
        (" 012 ", "12"),
        ("+3", "3"),
        ("-3", "-3"),
        ("\u22123,5", "-3,5"),
        ("– 3", "-3"),
        ("-0,0", "0,0"),
        (",5", "0,5"),
        ("1 250", "1250"),
        ("1\u202f250\u00a0000", "1250000"),
        ("1\u2009234 567,891", "1234567,891"),
        ("25 %", "25"),
        ("25%", "25"),
        ("25\u00a0%", "25"),
        ("2\u200b5", "25"),
    ],
)
def test_french_typing_is_read(typed, canonical):
    assert accept(PART, [typed]) == (canonical,)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("vingt-cinq", "n'est pas un nombre"),
        ("NaN", "n'est pas un nombre"),
        ("-Infinity", "n'est pas un nombre"),
        ("∞", "n'est pas un nombre"),
        ("%", "n'est pas un nombre"),
        ("-", "n'est pas un nombre"),
        ("12,", "n'est pas un nombre"),
        ("--5", "n'est pas un nombre"),
        ("٢٥", "n'est pas un nombre"),
        ("1e999", "n'est pas une unité"),
        ("0x10", "n'est pas une unité"),
        ("12²", "n'est pas une unité"),
        ("25 €", "n'est pas une unité"),
        ("12 ou 13", "n'est pas une unité"),
        ("1.250,5", "plusieurs virgules"),
        ("1,250.5", "plusieurs virgules"),
        ("1.250.000", "plusieurs virgules"),
        ("12 34", "ne séparent pas des milliers"),
        ("1 2500", "ne séparent pas des milliers"),
        ("9" * 16, "trop long"),
        ("0," + "1" * 16, "trop long"),
        ("9" * 41, "la limite est de 40"),
        ("   ", "Aucune réponse"),
        ("1\x002", "caractère illisible"),
    ],
)
def test_what_is_no_number_takes_no_try_and_says_how_to_write_it(typed, words):
    refusal = refusal_of(PART, typed)
    assert words in refusal.message
    assert refusal.hint


@pytest.mark.parametrize("chosen", [[], ["1", "2", "3"], ["1", "%", "%"]])
def test_one_number_is_awaited(chosen):
    assert refusal_of(PART, *chosen).message == "Un seul nombre est attendu."


@pytest.mark.parametrize(
    ("chosen", "share"),
    [
        (["12500,5", "€"], 1),
        (["12500,51", "€"], 1),
        (["12500,511", "€"], 0),
        (["12 500,49 €"], 1),
        (["12,5005", "k€"], 1),
        (["12,5005 K€", ""], 1),
        (["12,5005", "€"], 0),
        (["12500,5", "k€"], 0),
    ],
)
def test_the_unit_counts(chosen, share):
    assert score(AMOUNT, chosen).share == share


def test_a_unit_left_out_or_contradicted_takes_no_try():
    assert refusal_of(AMOUNT, "12500,5").hint == "Choisissez-la : €, k€."
    assert "écrit « k€ » et choisi « € »" in refusal_of(AMOUNT, "12 k€", "€").message
    assert refusal_of(AMOUNT, "12", "$").hint == "Unités possibles : €, k€."
    assert refusal_of(example("numeric", **PLAIN), "12 km").hint == (
        "Écrivez le nombre seul, en chiffres."
    )


@pytest.mark.parametrize(
    ("item", "chosen", "words"),
    [
        (PART, ["12"], "Douze est le nombre de lignes, pas leur part."),
        (PART, ["75,5"], "C'est la part des lignes justes."),
        (PART, ["75,6"], "Divisez"),
        (PART, ["-25"], "signe contraire"),
        (PART, ["0,25"], "place de la virgule"),
        (PART, ["2500"], "place de la virgule"),
        (PART, ["0"], "Divisez"),
        (AMOUNT, ["12500,5", "k€"], "autre unité"),
    ],
)
def test_a_wrong_number_is_told_why_this_one_is_wrong(item, chosen, words):
    (remark,) = told(item, *chosen)
    assert remark[:2] == ("", "wrong")
    assert words in remark[2]
    assert "25 %" not in remark[2]


def test_a_wide_tolerance_tells_no_slip_of_the_comma():
    wide = example("numeric", **{**PLAIN, "value": 1, "tolerance": 0.9, "mistakes": [
        {"value": 50, "feedback": "Cinquante."}]})  # fmt: skip
    assert told(wide, "9") == [("", "wrong", "Non.")]


@pytest.mark.parametrize(
    ("typed", "share"),
    [("33,33", 1), ("33,333333", 1), ("33,3349", 1), ("33,335", 0), ("33,3", 0), ("33", 0)],
)
def test_a_finer_answer_is_rounded_to_the_decimals_asked_for(typed, share):
    item = example("numeric", **{**PLAIN, "value": 33.333333, "decimals": 2})
    assert score(item, [typed]).share == share
    assert expected(item) == ("33,33",)


def test_the_value_is_the_one_written_and_not_the_nearest_float():
    item = example("numeric", **{**PLAIN, "value": 0.3, "tolerance": 0.1})
    assert [score(item, [n]).share for n in ("0,2", "0,4", "0,19", "0,41")] == [1, 1, 0, 0]
    assert expected(example("numeric", **{**PLAIN, "value": 12.50, "decimals": 2})) == ("12,50",)


@given(
    whole=st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1),
    decimals=st.text("0123456789", max_size=10),
    space=st.sampled_from([" ", "\u00a0", "\u202f"]),
    mark=st.sampled_from(",."),
)
def test_a_number_written_with_spaces_is_the_same_number(whole, decimals, space, mark):
    typed = f"{whole:,}".replace(",", space) + (mark + decimals if decimals else "")
    number, unit = split_number(" ".join(typed.split()))
    assert unit == ""
    exact = Fraction(f"{whole}" + (f".{decimals}" if decimals else ""))
    assert value_of(number) == exact
    assert split_number(number) == (number, "")


@given(st.fractions(min_value=-(10**6), max_value=10**6), st.integers(0, 6))
def test_rounding_is_to_the_nearest_and_away_from_zero(value, decimals):
    near = rounded(value, decimals)
    assert abs(near - value) * 10**decimals <= Fraction(1, 2)
    assert rounded(-value, decimals) == -near
    assert value_of(in_full(near, decimals)) == near
