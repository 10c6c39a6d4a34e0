"""What a browser may ask of an exercise done on the portal, and of its guided console."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.ui.actions import ACTIONS, read_action
from grader.ui.shapes import BODY_CHARACTERS, PATH_CHARACTERS

REF = "publier/par-api"
RECORD = "0123456789abcdef01234567"
ASKED = {"step": 2, "method": "POST", "path": "/api/1/datasets/", "body": '{"a": 1}', "key": True}
#: Name of the action → operation, and what is asked besides.
ALLOWED = {
    "hint": ("hint", {}),
    "solution": ("solution", {}),
    "refresh": ("exercise_view", {}),
    "start": ("publish_start", {}),
    "check": ("publish_check", {"record": RECORD}),
    "send": ("console_send", ASKED),
    "snippets": ("console_snippets", ASKED),
}
ALSO_ALLOWED = [
    pytest.param({"body": "{ \"pas fini\u2028 <script>'; DROP\x00"}, id="what is no JSON"),
    pytest.param({"body": "x" * BODY_CHARACTERS}, id="a long body"),
    pytest.param({"path": ""}, id="no path: the server says why"),
    pytest.param({"path": "/api/1/" + "x" * (PATH_CHARACTERS - 7)}, id="a long path"),
    pytest.param({"method": "DELETE", "body": ""}, id="no body"),
    pytest.param({"key": False}, id="no key"),
]
REFUSED = [
    pytest.param("send", {"step": 0}, id="a step before the first"),
    pytest.param("send", {"step": True}, id="yes for a step"),
    pytest.param("send", {"step": "2"}, id="a text for a step"),
    pytest.param("send", {"method": "post"}, id="small letters"),
    pytest.param("send", {"method": "TRACE"}, id="a method that the API has not"),
    pytest.param("send", {"method": "POST\n"}, id="a line end after a method"),
    pytest.param("send", {"path": None}, id="nothing for a path"),
    pytest.param("send", {"path": "/" * (PATH_CHARACTERS + 1)}, id="too long a path"),
    pytest.param("send", {"body": {"title": "x"}}, id="a body that is no text"),
    pytest.param("send", {"body": "x" * (BODY_CHARACTERS + 1)}, id="too long a body"),
    pytest.param("send", {"key": "bacasable_x"}, id="a key of one's own"),
    pytest.param("send", {"headers": {"Host": "ailleurs"}}, id="headers of one's own"),
    pytest.param("snippets", {"key": 1}, id="one for yes"),
    pytest.param("check", {"record": RECORD.upper()}, id="no identifier"),
    pytest.param("check", {"record": f"{RECORD}\n"}, id="a line end after an identifier"),
    pytest.param("check", {"record": [RECORD]}, id="a list of records"),
    pytest.param("check", {"space": "e-1"}, id="another's space"),
    pytest.param("start", {"exercise": "publier/autre"}, id="another exercise"),
]


@pytest.mark.parametrize("name", ALLOWED)
def test_what_is_asked_is_of_this_exercise(name):
    operation, asked = ALLOWED[name]

    action, request = read_action("publish", REF, {"request": "r1", "action": name, **asked})

    assert action.operation == operation
    assert request == {**asked, "exercise": REF}
    assert action.aside == (name == "snippets")


def test_nothing_else_can_be_asked():
    assert ACTIONS["publish"].keys() == ALLOWED.keys()


@pytest.mark.parametrize("changed", ALSO_ALLOWED)
def test_whatever_is_typed_reaches_the_portal_which_answers(changed):
    _, request = read_action(
        "publish", REF, {"request": "r1", "action": "send", **ASKED, **changed}
    )

    assert request == {**ASKED, **changed, "exercise": REF}


@pytest.mark.parametrize(("name", "changed"), REFUSED)
def test_another_shape_is_refused(name, changed):
    _, asked = ALLOWED[name]

    with pytest.raises(RefusedError):
        read_action("publish", REF, {"request": "r1", "action": name, **asked, **changed})


@pytest.mark.parametrize("name", ["check", "send", "snippets"])
def test_nothing_may_be_left_out(name):
    _, asked = ALLOWED[name]
    for key in asked:
        less = {k: v for k, v in asked.items() if k != key}
        with pytest.raises(RefusedError):
            read_action("publish", REF, {"request": "r1", "action": name, **less})
