"""The workbench meets other learners, other tabs, and requests that mean harm."""

from __future__ import annotations

import json

import pytest

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.services import bench
from grader.services.bench_operations import BENCH_OPERATIONS
from grader.services.operations import OPERATIONS, perform
from grader.services.reception import Reception
from tests.services.benching import DAY_FIRST, ask, opened, put_down
from tests.services.doing import DELIBERATIONS, DIRTY, MEND, drop

HOSTILE = '"><img src=x onerror=alert(1)>|'
GROUP = "type-error/date|DELIB_DATE"


@pytest.fixture
def workshop(shared_workshop):
    return shared_workshop


@pytest.fixture
def view(workshop, ana):
    return opened(workshop, ana, DIRTY.read_bytes())


@pytest.fixture
def bea(workshop):
    return workshop.learners.create().id


#: Every operation, as it is rightly asked; ``revision`` is that of the view.
ASKED = {
    "view": {},
    "read": {"file": "f" * 64, "schema": ""},
    "schema": {"schema": DELIBERATIONS},
    "sheet": {"sheet": "Feuil1"},
    "sure": {"revision": 0},
    "apply": {"repair": DAY_FIRST, "lines": [], "revision": 0},
    "edit": {"line": 40, "column": "DELIB_DATE", "value": "x", "revision": 0},
    "remove": {"line": 40, "revision": 0},
    "undo": {"revision": 0},
    "check": {"revision": 0},
    "rows": {"group": GROUP, "offset": 0},
    "places": {"repair": DAY_FIRST, "offset": 0},
}


def test_the_list_is_whole():
    assert {f"bench_{name}" for name in ASKED} == BENCH_OPERATIONS.keys() <= OPERATIONS.keys()


@pytest.mark.parametrize("name", [name for name in ASKED if name != "view"])
@pytest.mark.parametrize("subject", ["validateur", MEND])
def test_another_learner_s_file_is_out_of_reach(workshop, ana, bea, view, name, subject):
    kept = ask(workshop, ana, "view")
    request = dict(ASKED[name])
    if "revision" in request:
        request["revision"] = view.revision
    if name == "read":
        [stored] = workshop.files.of(ana)
        request["file"] = stored.sha256

    with pytest.raises(RefusedError) as refused:
        ask(workshop, bea, name, subject, **request)

    assert refused.value.code in ("file-erased", "unknown-file", "unknown-choice")
    assert ask(workshop, ana, "view") == kept
    assert workshop.files.of(bea) == []


def test_what_another_learner_sees_is_an_empty_bench(workshop, view, bea):
    assert ask(workshop, bea, "view").state == "empty"
    with pytest.raises(NotFoundError):
        bench.write(workshop, bea, "validateur", "file")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("subject", ["preparer/quiz", "preparer/absent", "../validateur", "x" * 90])
def test_a_subject_that_takes_no_file_is_none(workshop, ana, name, subject):
    with pytest.raises(NotFoundError):
        ask(workshop, ana, name, subject, **ASKED[name])


WRONG = [
    pytest.param("sure", {"revision": "0"}, id="a text for a revision"),
    pytest.param("sure", {"revision": True}, id="a yes for a revision"),
    pytest.param("sure", {"revision": -1}, id="a negative revision"),
    pytest.param("sure", {"revision": None}, id="no revision"),
    pytest.param("apply", {"lines": [-2]}, id="a negative line"),
    pytest.param("apply", {"lines": [2**32]}, id="a line past any file"),
    pytest.param("apply", {"lines": [1.5]}, id="half a line"),
    pytest.param("apply", {"lines": "2"}, id="a text for lines"),
    pytest.param("apply", {"lines": list(range(1, 5_003))}, id="too many lines"),
    pytest.param("apply", {"repair": 7}, id="a number for a key"),
    pytest.param("apply", {"repair": "x" * 1_001}, id="a long key"),
    pytest.param("edit", {"value": "a\x00b"}, id="a NUL in a cell"),
    pytest.param("edit", {"value": "\ud800"}, id="half a character"),
    pytest.param("edit", {"value": None}, id="no value"),
    pytest.param("edit", {"line": 0}, id="line nought"),
    pytest.param("remove", {"line": "40"}, id="a text for a line"),
    pytest.param("rows", {"offset": -20}, id="rows before the first"),
    pytest.param("places", {"offset": 2**60}, id="places past all"),
    pytest.param("read", {"file": ""}, id="no file"),
    pytest.param("read", {"schema": 3}, id="a number for a schema"),
    pytest.param("view", {"subject": ["validateur"]}, id="a list of subjects"),
]


@pytest.mark.parametrize(("name", "changed"), WRONG)
def test_another_shape_is_refused_before_a_worker_sees_it(workshop, ana, view, name, changed):
    request = {"subject": "validateur", **ASKED[name], **changed}
    if "revision" in ASKED[name] and "revision" not in changed:
        request["revision"] = view.revision

    with pytest.raises(RefusedError) as refused:
        perform(workshop, workshop.learners.find(ana), f"bench_{name}", request)

    assert refused.value.code == "bad-request"
    assert ask(workshop, ana, "view") == view


def test_a_cell_longer_than_cells_are_is_refused(workshop, ana, view):
    value = "é" * (workshop.settings.bounds.cell_characters + 1)

    with pytest.raises(RefusedError) as refused:
        ask(
            workshop, ana, "edit", line=40, column="DELIB_OBJET", value=value,
            revision=view.revision,
        )  # fmt: skip

    assert refused.value.code == "too-long"


@pytest.mark.parametrize(
    ("name", "request_", "code"),
    [
        ("apply", {"repair": f"stray-spaces{HOSTILE}", "lines": []}, "unknown-repair"),
        ("apply", {"repair": "\ud800|a", "lines": [40]}, "unknown-repair"),
        ("edit", {"line": 40, "column": HOSTILE, "value": "x"}, "unknown-cell"),
        ("edit", {"line": 2**31, "column": "DELIB_DATE", "value": "x"}, "unknown-cell"),
        ("remove", {"line": 1}, "unknown-cell"),
    ],
)
def test_what_is_not_there_is_refused_and_not_written(workshop, ana, view, name, request_, code):
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, name, revision=view.revision, **request_)

    assert refused.value.code == code
    assert refused.value.hint
    assert ask(workshop, ana, "view") == view


@pytest.mark.parametrize("group", [HOSTILE, "\ud800", f"extra-label{HOSTILE}", "|"])
def test_rows_of_no_group_are_refused(workshop, ana, view, group):
    with pytest.raises(NotFoundError) as refused:
        ask(workshop, ana, "rows", group=group, offset=0)

    assert refused.value.code == "unknown-group"


def test_a_column_named_to_do_harm_is_mended_like_any_other(workshop, ana):
    content = f'COLL_NOM,"{HOSTILE.replace(chr(34), chr(34) * 2)}"\nVal-Ouvert, de trop \n'
    view = opened(workshop, ana, content.encode(), schema=DELIBERATIONS)
    assert HOSTILE in {column.name for column in view.strip}

    edited = ask(
        workshop, ana, "edit", line=2, column=HOSTILE, value="=1+1", revision=view.revision
    )

    assert len(edited.steps) == 1
    written = bench.write(workshop, ana, "validateur", "file")
    assert b"=1+1" in written.content
    assert HOSTILE.replace('"', '""').encode() in written.content


@pytest.mark.parametrize("name", ["sure", "apply", "edit", "remove", "undo", "check"])
def test_a_decision_of_a_tab_left_behind_is_refused(workshop, ana, view, name):
    now = ask(workshop, ana, "remove", line=40, revision=view.revision)
    request = {**ASKED[name], "revision": view.revision}

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, name, **request)

    assert refused.value.code == "changed-elsewhere"
    assert ask(workshop, ana, "view") == now


def test_undone_then_decided_anew_is_no_longer_what_the_other_tab_saw(workshop, ana, view):
    first = ask(workshop, ana, "remove", line=40, revision=view.revision)
    undone = ask(workshop, ana, "undo", revision=first.revision)
    ask(workshop, ana, "remove", line=41, revision=undone.revision)

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "undo", revision=first.revision)

    assert refused.value.code == "changed-elsewhere"


def test_a_tab_that_shows_an_earlier_file_is_told_so(workshop, ana, view):
    opened(workshop, ana, DIRTY.read_bytes() + b"\n")

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "sure", revision=view.revision)

    assert refused.value.code == "changed-elsewhere"


@pytest.mark.parametrize("schema", ["scdl/absent@1.0.0", "../../etc@1", "x" * 121])
def test_only_a_schema_that_is_offered_may_be_named(workshop, ana, view, schema):
    with pytest.raises(OuvroirError):
        ask(workshop, ana, "schema", schema=schema)
    with pytest.raises(RefusedError):
        put_down(workshop, ana, b"a,b\n1,2\n", schema=schema)
    assert ask(workshop, ana, "view") == view


@pytest.mark.parametrize("subject", ["validateur/fichier", "validateur/", "autre"])
def test_no_other_address_takes_a_file(workshop, ana, subject):
    with pytest.raises(NotFoundError):
        Reception(workshop, ana, subject, name="a.csv", schema="", announced=3)


@pytest.mark.parametrize(
    "spoilt",
    [b"", b"{", b'{"drop": "x"}', b"[]", json.dumps({"basis": "0" * 64, "view": {}}).encode()],
)
def test_what_lies_beside_the_file_may_be_lost(workshop, ana, view, spoilt):
    [stored] = workshop.files.of(ana)
    for path in workshop.files.path(ana, stored.sha256).parent.glob("*atelier*"):
        path.write_bytes(spoilt)

    assert ask(workshop, ana, "view").n_errors == view.n_errors


def test_the_schema_of_an_exercise_is_its_own(workshop, ana):
    drop(workshop, ana, MEND, DIRTY.read_bytes())

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, "schema", MEND, schema=DELIBERATIONS)

    assert refused.value.code == "unknown-choice"
