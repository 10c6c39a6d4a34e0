"""Precision and recall against an expert's key, worked out by hand."""

from __future__ import annotations

import pytest

from grader.privacy.redaction.model import Span
from grader.privacy.redaction.scoring import Expected, score
from grader.privacy.redaction.spans import tidy

TEXT = (
    "La maire, Odile Fabre, ouvre la séance.\n"
    "Mme Jeanne Duvernet, 12 rue des Lilas, reçoit un secours de 450 €.\n"
    "M. Karim Benali, conseiller, vote contre."
)


def at(passage: str) -> Span:
    start = TEXT.index(passage)
    return Span(start, start + len(passage))


def expected(passage: str, *, hide: bool) -> Expected:
    return Expected(at(passage), hide, passage, "Parce que.")


KEY = [
    expected("Odile Fabre", hide=False),
    expected("Jeanne Duvernet", hide=True),
    expected("12 rue des Lilas", hide=True),
    expected("Karim Benali", hide=False),
]


def judge(*passages: str):
    return score(TEXT, KEY, tidy(TEXT, [at(one) for one in passages]))


def test_all_that_must_be_and_nothing_else():
    found = judge("Mme Jeanne Duvernet, 12 rue des Lilas")
    assert found.whole
    assert (found.recall, found.precision, found.mean) == (1, 1, 1)
    assert [one.state for one in found.judged] == ["kept", "hidden", "hidden", "kept"]


def test_nothing_hidden_is_worth_nothing():
    found = judge()
    assert (found.recall, found.precision, found.mean) == (0, 1, 0)
    assert not found.whole


def test_half_a_name_still_names():
    found = judge("Jeanne", "12 rue des Lilas")
    assert found.recall == 0.5
    assert found.judged[1].state == "cut"


def test_an_elected_person_hidden_costs_precision():
    found = judge("Jeanne Duvernet", "12 rue des Lilas", "Odile Fabre")
    # 14 and 13 letters had to be hidden, 10 had not.
    assert found.recall == 1
    assert found.precision == pytest.approx(27 / 37)
    assert found.judged[0].state == "lost"
    assert not found.whole


def test_everything_hidden_is_not_a_way_out():
    found = score(TEXT, KEY, [Span(0, len(TEXT))])
    assert found.recall == 1
    assert found.precision < 0.5
    assert not found.whole


def test_what_the_key_says_nothing_of_is_told_needless():
    found = judge("Jeanne Duvernet", "12 rue des Lilas", "séance")
    assert found.needless == (at("séance"),)
    assert not found.whole


def test_a_text_with_nothing_to_hide_is_left_alone():
    kept = [one for one in KEY if not one.hide]
    assert score(TEXT, kept, ()).whole
    assert score(TEXT, kept, ()).recall == 1
