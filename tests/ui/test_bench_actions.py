"""What a browser may ask of the workbench, alone on its page or under an exercise's report."""

from __future__ import annotations

import pytest

from grader.errors import RefusedError
from grader.settings import Bounds
from grader.ui.actions import ACTIONS, read_action
from grader.ui.shapes import CELL_CHARACTERS, MOST_LINES

SHA = "0123456789abcdef" * 4
SCHEMA = "scdl/deliberations@2.1.5"
REPAIR, GROUP = "date-day-first|DELIB_DATE", "type-error/date|DELIB_DATE"
EDIT = {"line": 14, "column": "DELIB_DATE", "value": "2017-10-15", "revision": 300_002}
#: Name of the action → what is asked besides.
ALLOWED = {
    "view": {},
    "read": {"file": SHA, "schema": ""},
    "schema": {"schema": SCHEMA},
    "sheet": {"sheet": "Délibérations <b>"},
    "sure": {"revision": 0},
    "apply": {"repair": REPAIR, "lines": [14, 15], "revision": 1},
    "edit": EDIT,
    "remove": {"line": 14, "revision": 1},
    "undo": {"revision": 1},
    "check": {"revision": 1},
    "rows": {"group": GROUP, "offset": 20},
    "places": {"repair": REPAIR, "offset": 0},
}
HOSTILE_COLUMN = "\"> <img src=x onerror=alert(1)>|\n\t'; DROP"
ALSO_ALLOWED = [
    pytest.param("apply", {"lines": []}, id="all lines"),
    pytest.param("apply", {"lines": [2] * MOST_LINES}, id="as many lines as may be"),
    pytest.param("apply", {"repair": f"stray-spaces|{HOSTILE_COLUMN}"}, id="a hostile column"),
    pytest.param("apply", {"repair": "siren-of-siret|COLL_SIRET|reveals"}, id="what reveals"),
    pytest.param("apply", {"repair": "blank-rows|"}, id="no column"),
    pytest.param("edit", {"column": HOSTILE_COLUMN}, id="a column with quotes"),
    pytest.param("edit", {"value": ""}, id="a cell that is emptied"),
    pytest.param("edit", {"value": "é" * CELL_CHARACTERS}, id="as long as a cell may be"),
    pytest.param("rows", {"group": "extra-cell|"}, id="a group without a column"),
]
REFUSED = [
    pytest.param("sure", {"revision": -1}, id="a negative revision"),
    pytest.param("sure", {"revision": True}, id="a yes for a revision"),
    pytest.param("sure", {"revision": "1"}, id="a text for a revision"),
    pytest.param("sure", {"revision": 1.5}, id="half a revision"),
    pytest.param("sure", {"revision": 2**53}, id="a revision that no browser writes"),
    pytest.param("sure", {"subject": "validateur"}, id="another's bench"),
    pytest.param("apply", {"lines": [-1]}, id="a negative line"),
    pytest.param("apply", {"lines": [0]}, id="line nought"),
    pytest.param("apply", {"lines": ["2"]}, id="texts for lines"),
    pytest.param("apply", {"lines": [True]}, id="yes for a line"),
    pytest.param("apply", {"lines": 2}, id="one line alone"),
    pytest.param("apply", {"lines": None}, id="no lines"),
    pytest.param("apply", {"lines": [2] * (MOST_LINES + 1)}, id="too many lines"),
    pytest.param("apply", {"repair": "date-day-first"}, id="a cause without its column"),
    pytest.param("apply", {"repair": "x|" + "a" * 199}, id="a long key"),
    pytest.param("apply", {"repair": "|DELIB_DATE"}, id="a column without its cause"),
    pytest.param("apply", {"repair": "../../x|a"}, id="a path"),
    pytest.param("apply", {"repair": ["x|y"]}, id="a list of keys"),
    pytest.param("apply", {"repair": "x|a\x00b"}, id="a NUL"),
    pytest.param("edit", {"line": 0}, id="an edit of nothing"),
    pytest.param("edit", {"line": "14"}, id="a text for a line"),
    pytest.param("edit", {"column": ""}, id="no column"),
    pytest.param("edit", {"column": "a" * 201}, id="a long column"),
    pytest.param("edit", {"value": None}, id="no value"),
    pytest.param("edit", {"value": 12}, id="a number for a cell"),
    pytest.param("edit", {"value": "é" * (CELL_CHARACTERS + 1)}, id="longer than a cell"),
    pytest.param("remove", {"line": -3}, id="a line before the first"),
    pytest.param("read", {"file": "../../etc/passwd"}, id="a path for a file"),
    pytest.param("read", {"schema": None}, id="no schema"),
    pytest.param("schema", {"schema": "../../etc"}, id="a path for a schema"),
    pytest.param("sheet", {"sheet": ""}, id="no sheet"),
    pytest.param("rows", {"offset": -20}, id="rows before the first"),
    pytest.param("rows", {"offset": 1e3}, id="a number with a point"),
    pytest.param("rows", {"group": GROUP, "limit": 10_000}, id="more rows than are given"),
]
DOORS = [
    pytest.param("bench", "", "validateur", id="alone"),
    pytest.param("exercise", "bench_", "preparer/export", id="exercise"),
]


@pytest.mark.parametrize("name", ALLOWED)
@pytest.mark.parametrize(("kind", "prefix", "ref"), DOORS)
def test_the_same_is_asked_at_both_doors_of_one_s_own_bench(kind, prefix, ref, name):
    action, request = read_action(
        kind, ref, {"request": "r1", "action": f"{prefix}{name}", **ALLOWED[name]}
    )

    assert action.operation == f"bench_{name}"
    assert request == {**ALLOWED[name], "subject": ref}
    assert action.aside == (name in ("rows", "places"))
    assert action.into == ("bench" if prefix and not action.aside else "")


def test_nothing_else_can_be_asked_of_a_bench():
    assert ACTIONS["bench"].keys() == ALLOWED.keys()
    under_exercise = {name for name in ACTIONS["exercise"] if name.startswith("bench_")}
    assert under_exercise == {f"bench_{name}" for name in ALLOWED}


@pytest.mark.parametrize(("name", "changed"), ALSO_ALLOWED)
def test_what_files_really_hold_can_be_named(name, changed):
    content = {"request": "r1", "action": name, **ALLOWED[name], **changed}

    _, request = read_action("bench", "validateur", content)

    assert changed.items() <= request.items()


@pytest.mark.parametrize(("name", "changed"), REFUSED)
@pytest.mark.parametrize(("kind", "prefix", "ref"), DOORS)
def test_another_shape_is_refused_before_the_server(kind, prefix, ref, name, changed):
    content = {"request": "r1", "action": f"{prefix}{name}", **ALLOWED[name], **changed}

    with pytest.raises(RefusedError) as refused:
        read_action(kind, ref, content)

    assert refused.value.code == "bad-request"


@pytest.mark.parametrize("name", [name for name, arguments in ALLOWED.items() if arguments])
def test_no_argument_may_be_left_out(name):
    for left_out in ALLOWED[name]:
        given = {key: value for key, value in ALLOWED[name].items() if key != left_out}
        with pytest.raises(RefusedError):
            read_action("bench", "validateur", {"request": "r1", "action": name, **given})


def test_a_cell_is_bounded_as_in_a_file():
    assert Bounds().cell_characters == CELL_CHARACTERS
