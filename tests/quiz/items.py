"""Items that several tests use."""

from __future__ import annotations

from typing import Any

import pytest

from grader.errors import RefusedError
from grader.quiz.declare import parse_item
from grader.quiz.model import Item
from grader.quiz.registry import TYPES
from grader.quiz.score import accept, score


def make_item(kind: str, right: str, letters: str = "abcd", item_id: str = "essai-q01") -> Item:
    """Make an item whose right answers are the given letters."""
    answers = [
        {"text": f"Réponse {x}", "correct": x in right, "feedback": f"Retour {x}."} for x in letters
    ]
    raw = {
        "id": item_id,
        "type": kind,
        "objective": "essai-o1",
        "level": 1,
        "question": "Laquelle ?",
        "answers": answers,
    }
    return parse_item(raw, "essai/quiz.yml:1")


SINGLE = make_item("single_choice", "b")
MULTIPLE = make_item("multiple_choice", "ab")
#: The examples that each type carries.
EVERY_TYPE = tuple(
    parse_item(raw, "essai/quiz.yml:1") for kind in TYPES.values() for raw in kind.valid
)


def example(name: str, place: int = 0, **more: Any) -> Item:
    """Make the item of an example that a type carries, with other values for some keys."""
    return parse_item({**TYPES[name].valid[place], **more}, "essai/quiz.yml:1")


def refusal_of(item: Item, *chosen: str) -> RefusedError:
    """Give the refusal of an answer that must be refused."""
    with pytest.raises(RefusedError) as refusal:
        accept(item, chosen)
    assert refusal.value.code == "bad-answer"
    return refusal.value


def told(item: Item, *chosen: str) -> list[tuple[str, str, str]]:
    """Give what is told of an answer: target, verdict, text."""
    return [(r.target, r.verdict, r.text) for r in score(item, chosen).remarks]
