"""What a browser may ask of the positioning test and of the reviews: every shape, no more."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.ui.actions import read_action

ITEM = {"item": "prep-r01"}
ALLOWED = [
    ("placement", "begin", {"modules": []}, "placement_begin"),
    ("placement", "begin", {"modules": ["preparer"]}, "placement_begin"),
    ("placement", "answer", {"test": 1, **ITEM, "chosen": ["a"]}, "placement_answer"),
    ("placement", "skip", {"test": 1, **ITEM}, "placement_skip"),
    ("placement", "finish", {"test": 1}, "placement_finish"),
    ("recall", "answer", {**ITEM, "chosen": ["a"]}, "recall_answer"),
    ("recall", "rate", {**ITEM, "known": "easy"}, "recall_rate"),
]
REFUSED = [
    ("placement", "begin", {"modules": "preparer"}),
    ("placement", "begin", {"modules": ["../preparer"]}),
    ("placement", "begin", {"modules": [], "seconds": 9}),
    ("placement", "answer", {"test": 0, **ITEM, "chosen": ["a"]}),
    ("placement", "answer", {"test": 1, **ITEM, "chosen": ["a"], "right": True}),
    ("placement", "skip", ITEM),
    ("placement", "finish", {"test": True}),
    ("recall", "answer", {**ITEM, "chosen": "a"}),
    ("recall", "answer", {"item": "revision/journal/1", "chosen": ["a"]}),
    ("recall", "rate", {**ITEM, "known": 3}),
    ("recall", "rate", {**ITEM, "known": "easy", "due": "2030-01-01"}),
    ("recall", "hint", ITEM),
    ("question", "hesitated", ITEM),
]


@pytest.mark.parametrize(("piece", "name", "content", "operation"), ALLOWED)
def test_what_may_be_asked(piece, name, content, operation):
    action, request = read_action(piece, "", {"request": "r1", "action": name, **content})
    assert (action.operation, request) == (operation, content)


@pytest.mark.parametrize(("piece", "name", "content"), REFUSED)
def test_what_may_not(piece, name, content):
    with pytest.raises(RefusedError):
        read_action(piece, "", {"request": "r1", "action": name, **content})


def test_one_hesitates_on_the_question_of_that_piece_alone():
    action, request = read_action("question", "prep-r01", {"request": "r1", "action": "hesitated"})
    assert (action.operation, request, action.aside) == ("recall_hesitated", ITEM, True)
