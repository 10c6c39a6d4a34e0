"""Items that several tests use."""

from __future__ import annotations

from grader.quiz.declare import parse_item
from grader.quiz.model import Item
from grader.quiz.registry import TYPES


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
