"""Each pattern recognises what states law, and leaves alone what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from grader.content.legal import KINDS, first_legal_words, legal_words, patterns

SENTENCES = yaml.safe_load(
    Path(__file__).with_name("legal_sentences.yml").read_text(encoding="utf-8")
)
NOTHING = SENTENCES.pop("nothing")
BY_ID = {pattern.id: pattern for pattern in patterns()}


def pairs(side):
    return [(name, text) for name, both in SENTENCES.items() for text in both[side]]


def test_every_pattern_has_its_sentences_and_its_words():
    assert list(SENTENCES) == list(BY_ID)
    assert len(BY_ID) == len(patterns())
    for name, pattern in BY_ID.items():
        assert len(SENTENCES[name]["law"]) >= 2
        assert len(SENTENCES[name]["plain"]) >= 2
        assert pattern.kind in KINDS
        assert pattern.hint.endswith((".", "?"))
    assert {pattern.kind for pattern in patterns()} == set(KINDS)


@pytest.mark.parametrize(("name", "text"), pairs("law"))
def test_law_is_recognised_by_its_own_pattern(name, text):
    assert name in {found.pattern.id for found in legal_words(text)}


@pytest.mark.parametrize(("name", "text"), pairs("plain"))
def test_what_only_looks_like_law_is_left_alone(name, text):
    assert name not in {found.pattern.id for found in legal_words(text)}


@pytest.mark.parametrize("text", NOTHING)
def test_ordinary_prose_has_no_word_of_law(text):
    assert first_legal_words(text) is None


def test_capitals_curly_signs_and_line_breaks_change_nothing():
    assert first_legal_words("LA COMMUNE\nDOIT PUBLIER").words == "DOIT"
    found = first_legal_words("Le règlement d\u2019exécution est\nlong.")
    assert (found.pattern.id, found.words) == ("regulation", "règlement d'exécution")
    found = first_legal_words("Elle est tenue\nde répondre.")
    assert (found.pattern.id, found.offset) == ("bound-to", 9)


def test_the_first_words_are_those_that_come_first():
    assert first_legal_words("Un seuil, et une loi.").words == "seuil"
    assert first_legal_words("Une loi, et un seuil.").words == "loi"
