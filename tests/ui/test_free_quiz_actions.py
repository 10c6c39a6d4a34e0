"""What a browser may ask of the free quiz: every shape, and nothing else."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.ui.actions import ACTIONS, read_action
from grader.ui.shapes import MOST_NAMES

ITEM = {"draw": 3, "item": "prep-r01"}
#: Name of the action → what is asked.
ALLOWED = {
    "begin": {"modules": ["preparer"], "objectives": [], "count": 5},
    "redraw": {"draw": 3},
    "missed": {"draw": 3},
    "finish": {"draw": 3},
    "look": ITEM,
    "answer": {**ITEM, "chosen": ["a=2", "b=1"]},
    "skip": ITEM,
    "hint": ITEM,
    "reveal": ITEM,
}
REFUSED = [
    pytest.param("begin", {"modules": "preparer"}, id="a text for modules"),
    pytest.param("begin", {"modules": [None]}, id="nothing for a module"),
    pytest.param("begin", {"modules": ["../preparer"]}, id="a path"),
    pytest.param("begin", {"objectives": ["a"] * (MOST_NAMES + 1)}, id="too many objectives"),
    pytest.param("begin", {"count": -1}, id="a negative count"),
    pytest.param("begin", {"count": "5"}, id="a text for a count"),
    pytest.param("begin", {"items": ["prep-q01"]}, id="the questions themselves"),
    pytest.param("begin", {"seed": 1}, id="a seed"),
    pytest.param("look", {"draw": 0}, id="no draw"),
    pytest.param("look", {"draw": True}, id="a yes for a draw"),
    pytest.param("look", {"item": "libre/tirages/1"}, id="a key of ours"),
    pytest.param("answer", {"chosen": "a"}, id="letters as a text"),
    pytest.param("finish", {"item": "prep-r01"}, id="one argument too many"),
]


def asked(name, content):
    return read_action("free_quiz", "", {"request": "r1", "action": name, **content})


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_asked(name):
    action, request = asked(name, ALLOWED[name])

    assert (action.operation, request) == (f"free_{name}", ALLOWED[name])
    # The rest of the page's view, what may be chosen, stays as it is.
    assert action.into == "draw"


def test_every_action_is_tried_above():
    ours = {name for name, a in ACTIONS["free_quiz"].items() if a.operation.startswith("free_")}

    assert ours == ALLOWED.keys()


@pytest.mark.parametrize(("name", "spoilt"), REFUSED)
def test_anything_else_is_refused(name, spoilt):
    with pytest.raises(RefusedError) as refusal:
        asked(name, {**ALLOWED[name], **spoilt})

    assert refusal.value.code == "bad-request"
