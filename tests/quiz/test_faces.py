"""What a learner is shown does not depend on the key."""

from __future__ import annotations

import copy
from collections import Counter
from itertools import permutations
from typing import Any

import pytest

from grader.quiz.declare import parse_item
from grader.quiz.draw import cover
from grader.quiz.registry import TYPES
from grader.quiz.score import expected

SEEDS = range(60)


def declared(name: str, **more: Any) -> dict[str, Any]:
    return {**copy.deepcopy(dict(TYPES[name].valid[0])), **more}


def turned(name: str, key: str, flag: str, **more: Any) -> list[dict[str, Any]]:
    """The same declaration with each entry in its turn the right one."""
    raw = declared(name, **more)
    return [
        {**raw, key: [{**e, flag: place == right} for place, e in enumerate(raw[key])]}
        for right in range(len(raw[key]))
    ]


def classified() -> list[dict[str, Any]]:
    raw = declared("classification")
    return [
        {**raw, "entries": [{**e, "column": c} for e, c in zip(raw["entries"], two, strict=True)]}
        for two in (("Prête", "À corriger"), ("À corriger", "Prête"), ("Prête", "Prête"))
    ]


#: By type, declarations that differ by their key alone.
SAME_FACE = {
    "single_choice": turned("single_choice", "answers", "correct"),
    "multiple_choice": turned("multiple_choice", "answers", "correct"),
    "true_false": [
        {**raw, "truth": truth}
        for raw in turned("true_false", "reasons", "correct")
        for truth in (True, False)
    ],
    "odd_one_out": turned("odd_one_out", "rows", "odd"),
    "classification": classified(),
    "numeric": [declared("numeric", value=value, mistakes=m) for value in (-3, 25.5)
                for m in ([{"value": 7, "feedback": "Non."}],)],
    "short_text": [declared("short_text", accepted=a, mistakes=[{"texts": ["x"], "feedback": "?"}])
                   for a in (["oui"], ["non", "peut-être"])],
    "span_marking": [
        declared("span_marking", spans=[{"text": text, "feedback": "Oui."}], decoys=[
            {"text": "300 €", "feedback": "Non."}]) for text in ("Vasseur", "4 rue des Tilleuls")
    ],
    "open_text": [declared("open_text", rubric=[{"text": text, "points": 1}], model=text)
                  for text in ("Un critère", "Un autre")],
}  # fmt: skip


def test_every_type_is_tried():
    assert {*SAME_FACE, "ordering", "matching"} == set(TYPES)


@pytest.mark.parametrize("name", SAME_FACE)
def test_face_is_the_same_whatever_the_key(name):
    items = [parse_item(raw, "essai/quiz.yml:1") for raw in SAME_FACE[name]]
    assert len({(item.body, expected(item)) if name == "open_text" else expected(item)
                for item in items}) > 1  # fmt: skip
    for seed in SEEDS:
        first, *others = (cover(item, seed) for item in items)
        assert all(other == first for other in others)


def test_face_of_pairs_and_steps_tells_nothing_of_the_key():
    """An author writes them in their order, so each answer must be found in every place."""
    steps = parse_item(declared("ordering"), "essai/quiz.yml:1")
    right = Counter(cover(steps, seed).shown(expected(steps)) for seed in range(600))
    assert set(right) == set(permutations("abc")) - {("a", "b", "c")}
    pairs = parse_item(declared("matching", decoys=["Montant"]), "essai/quiz.yml:1")
    right = Counter(tuple(sorted(cover(pairs, s).shown(expected(pairs)))) for s in range(600))
    assert len(right) == 6
    # 100 each on average: none so much more often that it would be worth guessing.
    assert max(right.values()) < 150


@pytest.mark.parametrize(
    "raw", [raw for kind in TYPES.values() for raw in kind.valid], ids=lambda raw: raw["type"]
)
def test_nothing_that_a_learner_is_told_later_is_on_the_face(raw):
    shown = repr(cover(parse_item(raw, "essai/quiz.yml:1"), seed=1).face)
    later = {"feedback", "if_wrong", "if_true", "if_false", "model"}
    told = [text for key, text in written(raw) if key in later]
    assert told or raw["type"] == "open_text"
    assert not [text for text in told if len(text) > 1 and text in shown]


def written(value: Any, key: str = "") -> list[tuple[str, str]]:
    """All texts of a declaration with the key that holds each."""
    if isinstance(value, dict):
        return [found for name, one in value.items() for found in written(one, name)]
    if isinstance(value, list):
        return [found for one in value for found in written(one, key)]
    return [(key, value)] if isinstance(value, str) else []
