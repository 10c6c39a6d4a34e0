"""Every type of item carries its own valid and invalid declarations."""

from __future__ import annotations

import copy
import pickle

import pytest

from grader.errors import ContentError
from grader.quiz.declare import parse_item
from grader.quiz.draw import cover
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, expected, rule, score

VALID = [(name, raw) for name, kind in TYPES.items() for raw in kind.valid]
INVALID = [(name, raw, code) for name, kind in TYPES.items() for raw, code in kind.invalid]


@pytest.mark.parametrize("name", TYPES)
def test_type_has_examples_of_both_sorts(name):
    assert TYPES[name].valid
    assert TYPES[name].invalid


@pytest.mark.parametrize(("name", "raw"), VALID)
def test_valid_example_is_accepted_and_its_key_earns_all(name, raw):
    item = parse_item(raw, "essai/quiz.yml:3")
    assert item.type == name
    key = expected(item)
    if TYPES[name].review is not None:
        assert key == ()
    else:
        assert score(item, key).share == 1
        assert all(remark.verdict == "right" for remark in score(item, key).remarks)
        for seed in range(5):
            drawn = cover(item, seed)
            assert accept(item, drawn.source(drawn.shown(key))) == key
        assert "essai" in rule(item, graded=True)
    assert "ne compte pas" in rule(item, graded=False)
    assert all(TYPES[name].texts(item.body))


@pytest.mark.parametrize(("name", "raw"), VALID)
def test_an_item_goes_through_a_process_and_into_a_set(name, raw):
    item = parse_item(raw, "essai/quiz.yml:3")
    other = parse_item({**raw, "question": "Une autre ?"}, "essai/quiz.yml:3")
    assert pickle.loads(pickle.dumps(item)) == item
    assert len({item, parse_item(raw, "essai/quiz.yml:9"), other}) == 2


@pytest.mark.parametrize(("name", "raw", "code"), INVALID)
def test_invalid_example_is_refused_with_its_code_and_place(name, raw, code):
    with pytest.raises(ContentError) as refusal:
        parse_item(raw, "essai/quiz.yml:3")
    assert refusal.value.code == code
    assert str(refusal.value).startswith("essai/quiz.yml:3: ")
    assert refusal.value.hint


def changed(**more):
    raw = copy.deepcopy(dict(TYPES["single_choice"].valid[0]))
    raw.update(more)
    return {key: value for key, value in raw.items() if value is not None}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (changed(id=None), "missing-key"),
        (changed(id="Prep Q01"), "bad-id"),
        (changed(id=12), "bad-value"),
        (changed(type="essay"), "unknown-item-type"),
        (changed(objective=""), "missing-key"),
        (changed(question=["?"]), "bad-value"),
        (changed(level=4), "bad-level"),
        (changed(level=True), "bad-level"),
        (changed(answers=None), "too-few-answers"),
        (changed(answers=["Oui", "Non"]), "bad-value"),
        (changed(answers=[{"text": "x", "feedback": "y"}] * 27), "too-many-answers"),
        (changed(answers=[{"text": "x", "feedback": "y", "correct": "oui"}] * 2), "bad-value"),
        (changed(answers=[{"text": "x", "feedback": "y", "juste": True}] * 2), "unknown-key"),
        (changed(points=3), "unknown-key"),
        ("prep-q01", "bad-value"),
        (None, "bad-value"),
    ],
)
def test_ill_formed_declaration_is_refused(raw, code):
    with pytest.raises(ContentError) as refusal:
        parse_item(raw, "essai/quiz.yml:3")
    assert refusal.value.code == code
