"""What a browser may ask of the workbench of anonymisation, on its page or in an exercise."""

from __future__ import annotations

import math

import pytest

from grader.errors import RefusedError
from grader.ui.actions import ACTIONS, read_action
from grader.ui.shapes import GREATEST, MOST_COLUMNS

SHA = "0123456789abcdef" * 4
TREAT = {
    "column": "DATE_NAISSANCE",
    "treatment": "generalise:birth",
    "level": 2,
    "values": {},
    "revision": 300_002,
}
#: Name of the action → what is asked besides.
ALLOWED = {
    "view": {},
    "role": {"column": "NOM", "role": "direct", "revision": 1},
    "treat": TREAT,
    "suppress": {"least": 5, "revision": 1},
    "count": {"by": ["ADRESSE", "SEXE"], "cells": 5, "revision": 1},
    "undo": {"revision": 1},
    "check": {"revision": 1},
    "rows": {"offset": 20},
    "people": {"revision": 1},
}
OF_FILE = {
    "read": {"file": SHA},
    "example": {},
    "own": {"file": SHA},
    "sheet": {"sheet": "Aides <b>"},
}
HOSTILE_COLUMN = "\"> <img src=x onerror=alert(1)>|\n\t'; DROP"
ALSO_ALLOWED = [
    pytest.param("treat", {"column": HOSTILE_COLUMN}, id="a hostile column"),
    pytest.param("treat", {"treatment": "drop", "level": 0}, id="no level"),
    pytest.param("treat", {"values": {"low": 18, "high": 80.5}}, id="numbers"),
    pytest.param("count", {"by": []}, id="rows again"),
    pytest.param("count", {"by": [HOSTILE_COLUMN] * MOST_COLUMNS}, id="all columns"),
]
REFUSED = [
    pytest.param("role", {"role": "Direct <b>"}, id="a label for a role"),
    pytest.param("role", {"column": ""}, id="no column"),
    pytest.param("role", {"column": "a" * 201}, id="a long column"),
    pytest.param("role", {"subject": "anonymiser"}, id="another's bench"),
    pytest.param("treat", {"treatment": "generalise:../../x"}, id="a path for a ladder"),
    pytest.param("treat", {"treatment": ["drop"]}, id="a list of treatments"),
    pytest.param("treat", {"level": -1}, id="a level below the first"),
    pytest.param("treat", {"level": True}, id="yes for a level"),
    pytest.param("treat", {"level": 1.5}, id="half a level"),
    pytest.param("treat", {"values": {"low": "18"}}, id="a text for a number"),
    pytest.param("treat", {"values": {"low": math.nan}}, id="no number at all"),
    pytest.param("treat", {"values": {"low": math.inf}}, id="a number without an end"),
    pytest.param("treat", {"values": {"low": 10**400}}, id="a number of 400 digits"),
    pytest.param("treat", {"values": {"low": GREATEST}}, id="too great a number"),
    pytest.param("treat", {"values": {"low": True}}, id="yes for a number"),
    pytest.param("treat", {"values": {"__class__": 1}}, id="a Python name"),
    pytest.param("treat", {"values": dict.fromkeys("abcde", 1)}, id="five numbers"),
    pytest.param("treat", {"values": [["low", 1]]}, id="a list of numbers"),
    pytest.param("suppress", {"least": -1}, id="fewer than none"),
    pytest.param("suppress", {"least": "5"}, id="a text for rows"),
    pytest.param("count", {"by": "ADRESSE"}, id="one column alone"),
    pytest.param("count", {"by": [""]}, id="a column without a name"),
    pytest.param("count", {"by": ["A"] * (MOST_COLUMNS + 1)}, id="more columns than are shown"),
    pytest.param("undo", {"revision": -1}, id="a negative revision"),
    pytest.param("check", {"revision": "1"}, id="a text for a revision"),
    pytest.param("rows", {"offset": -20}, id="rows before the first"),
    pytest.param("rows", {"offset": 0, "limit": 10_000}, id="more rows than are given"),
    pytest.param("people", {"revision": None}, id="no revision"),
]
DOORS = [
    pytest.param("privacy", "", "anonymiser", id="page"),
    pytest.param("anonymise", "privacy_", "essai/aides", id="exercise"),
]


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize(("kind", "prefix", "ref"), DOORS)
def test_the_same_is_asked_at_both_doors(kind, prefix, ref, name):
    action, request = read_action(
        kind, ref, {"request": "r1", "action": f"{prefix}{name}", **ALLOWED[name]}
    )

    assert action.operation == f"privacy_{name}"
    assert request == {**ALLOWED[name], "subject": ref}
    assert action.aside == (name in ("rows", "people"))
    assert action.into == ("bench" if prefix and not action.aside else "")


@pytest.mark.parametrize("name", OF_FILE)
def test_a_file_is_chosen_on_the_page_alone(name):
    content = {"request": "r1", **OF_FILE[name]}

    action, request = read_action("privacy", "anonymiser", {**content, "action": name})

    assert action.operation == f"privacy_{name}"
    assert request == {**OF_FILE[name], "subject": "anonymiser"}
    with pytest.raises(RefusedError):
        read_action("anonymise", "essai/aides", {**content, "action": f"privacy_{name}"})


def test_nothing_else_can_be_asked():
    assert ACTIONS["privacy"].keys() == ALLOWED.keys() | OF_FILE.keys()
    inside = {name for name in ACTIONS["anonymise"] if name.startswith("privacy_")}
    assert inside == {f"privacy_{name}" for name in ALLOWED}


@pytest.mark.parametrize(("name", "changed"), ALSO_ALLOWED)
def test_what_files_really_hold_can_be_named(name, changed):
    content = {"request": "r1", "action": name, **ALLOWED[name], **changed}

    _, request = read_action("privacy", "anonymiser", content)

    assert changed.items() <= request.items()


@pytest.mark.parametrize(("name", "changed"), REFUSED)
@pytest.mark.parametrize(("kind", "prefix", "ref"), DOORS)
def test_another_shape_is_refused_before_the_server(kind, prefix, ref, name, changed):
    content = {"request": "r1", "action": f"{prefix}{name}", **ALLOWED[name], **changed}

    with pytest.raises(RefusedError) as refused:
        read_action(kind, ref, content)

    assert refused.value.code == "bad-request"
