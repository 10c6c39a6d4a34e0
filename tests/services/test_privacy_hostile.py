"""The workbench of anonymisation meets other learners, other tabs, and requests that mean harm."""

from __future__ import annotations

import csv
import io
import json
import logging
import math

import pytest

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.services import privacy
from grader.services.operations import OPERATIONS, perform
from grader.services.privacy_desk import ANONYMISER
from grader.services.privacy_operations import PRIVACY_OPERATIONS
from grader.services.reception import Reception
from tests.services.anonymising import AIDS, ask, opened, treat

HOSTILE = '"><img src=x onerror=alert(1)>|'
#: Every operation, as it is rightly asked; ``revision`` is that of the view.
ASKED = {
    "view": {},
    "read": {"file": "f" * 64},
    "example": {},
    "own": {"file": "f" * 64},
    "sheet": {"sheet": "Feuil1"},
    "role": {"column": "Nom", "role": "free", "revision": 0},
    "treat": {"column": "Nom", "treatment": "drop", "level": 0, "values": {}, "revision": 0},
    "suppress": {"least": 2, "revision": 0},
    "count": {"by": ["Quartier"], "cells": 2, "revision": 0},
    "undo": {"revision": 0},
    "check": {"revision": 0},
    "rows": {"offset": 0},
    "people": {"revision": 0},
}


@pytest.fixture
def workshop(privacy_workshop):
    return privacy_workshop


@pytest.fixture
def view(workshop, ana):
    return opened(workshop, ana)


@pytest.fixture
def bea(workshop):
    return workshop.learners.create().id


def test_every_operation_is_tried_here_and_is_a_learner_s_own():
    assert {f"privacy_{name}" for name in ASKED} == PRIVACY_OPERATIONS.keys()
    assert all(OPERATIONS[name].role == "learner" for name in PRIVACY_OPERATIONS)


@pytest.mark.parametrize("name", sorted(ASKED.keys() - {"view", "example"}))
def test_nobody_acts_on_another_s_file(workshop, ana, bea, view, name):
    request = dict(ASKED[name])
    if "revision" in request:
        request["revision"] = view.revision
    if name in ("read", "own"):
        [stored] = workshop.files.of(ana)
        request["file"] = stored.sha256

    with pytest.raises(RefusedError) as refused:
        ask(workshop, bea, name, **request)

    assert refused.value.code in ("file-erased", "unknown-file")
    assert ask(workshop, ana, "view") == view
    assert workshop.files.of(bea) == []


def test_another_learner_s_bench_is_empty(workshop, view, bea):
    assert ask(workshop, bea, "view").state == "empty"
    with pytest.raises(NotFoundError):
        privacy.write(workshop, bea, ANONYMISER, "file")


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize("subject", ["essai/absent", "validateur", "../anonymiser", "x" * 90])
def test_a_subject_of_another_kind_is_none(workshop, ana, name, subject):
    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, name, subject, **ASKED[name])

    assert refused.value.code in ("unknown-exercise", "no-example-here")


@pytest.mark.parametrize("name", ["read", "sheet", "example"])
def test_an_exercise_takes_no_file(workshop, ana, name):
    with pytest.raises(RefusedError):
        ask(workshop, ana, name, AIDS, **ASKED[name])
    with pytest.raises(NotFoundError):
        Reception(workshop, ana, AIDS, name="a.csv", schema="", announced=9)


def test_the_page_takes_no_schema(workshop, ana):
    with pytest.raises(RefusedError):
        Reception(
            workshop, ana, ANONYMISER, name="a.csv", schema="scdl/subventions@2.1.1", announced=9
        )


WRONG = [
    pytest.param("role", {"column": 7}, id="a number for a column"),
    pytest.param("role", {"column": "a" * 201}, id="a long column"),
    pytest.param("role", {"role": None}, id="no role"),
    pytest.param("treat", {"treatment": ""}, id="no treatment"),
    pytest.param("treat", {"level": 10_000}, id="a level past all"),
    pytest.param("treat", {"level": True}, id="yes for a level"),
    pytest.param("treat", {"values": []}, id="a list of numbers"),
    pytest.param("treat", {"values": {"low": math.nan}}, id="no number at all"),
    pytest.param("treat", {"values": {"low": 10**400}}, id="a number of 400 digits"),
    pytest.param("treat", {"values": {"low": True}}, id="yes for a number"),
    pytest.param("treat", {"values": {"x" * 40: 1}}, id="a long name"),
    pytest.param("suppress", {"least": 1_001}, id="more rows than may be asked"),
    pytest.param("suppress", {"least": -1}, id="fewer than none"),
    pytest.param("count", {"by": "Nom"}, id="a text for columns"),
    pytest.param("count", {"by": [None]}, id="no column"),
    pytest.param("count", {"cells": 10**6}, id="cells past all"),
    pytest.param("undo", {"revision": "0"}, id="a text for a revision"),
    pytest.param("rows", {"offset": -20}, id="rows before the first"),
    pytest.param("people", {"revision": None}, id="no revision"),
    pytest.param("read", {"file": ""}, id="no file"),
    pytest.param("view", {"subject": ["anonymiser"]}, id="a list of subjects"),
]


@pytest.mark.parametrize(("name", "changed"), WRONG)
def test_another_shape_is_refused_before_a_worker_sees_it(workshop, ana, view, name, changed):
    request = {"subject": ANONYMISER, **ASKED[name], **changed}
    if "revision" in ASKED[name] and "revision" not in changed:
        request["revision"] = view.revision

    with pytest.raises(RefusedError) as refused:
        perform(workshop, workshop.learners.find(ana), f"privacy_{name}", request)

    assert refused.value.code == "bad-request"
    assert ask(workshop, ana, "view") == view


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        pytest.param("role", {"column": HOSTILE}, id="a column that is not there"),
        pytest.param("role", {"role": "owner"}, id="a role that is none"),
        pytest.param("treat", {"treatment": "generalise:age"}, id="a ladder not offered"),
        pytest.param("treat", {"treatment": "__class__"}, id="a Python name"),
        pytest.param("treat", {"treatment": "generalise:all", "level": 9}, id="no such level"),
        pytest.param("treat", {"column": "\ud800"}, id="half a character"),
        pytest.param("count", {"by": ["Nom", HOSTILE]}, id="counted by what is not there"),
    ],
)
def test_what_is_not_there_is_refused_and_not_written(workshop, ana, view, name, changed):
    request = {**ASKED[name], **changed, "revision": view.revision}

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, name, **request)

    assert refused.value.code in ("unknown-choice", "unknown-recipe")
    assert refused.value.hint
    assert ask(workshop, ana, "view") == view


@pytest.mark.parametrize("name", ["role", "treat", "suppress", "count", "undo", "check", "people"])
def test_a_tab_left_behind_is_refused(workshop, ana, view, name):
    now = treat(workshop, ana, view, "Aide", "drop")
    request = {**ASKED[name], "revision": view.revision}

    with pytest.raises(RefusedError) as refused:
        ask(workshop, ana, name, **request)

    assert refused.value.code == "changed-elsewhere"
    assert ask(workshop, ana, "view") == now


def test_columns_and_cells_made_to_do_harm_are_treated_like_any_other(workshop, ana, caplog):
    quoted = HOSTILE.replace('"', '""')
    content = f'"{quoted}","{quoted}",=1+1\n"=cmd|x",\u202eevil,a\n"=cmd|x",b,a\n'
    with caplog.at_level(logging.DEBUG):
        view = opened(workshop, ana, content.encode(), name='../"><b>.csv')
        first, second = view.columns[0].label, view.columns[1].label
        assert (first, second) == (HOSTILE, f"{HOSTILE} (2)")
        view = treat(workshop, ana, view, second, "drop")
        view = treat(workshop, ana, view, "=1+1", "generalise:all", 1)
        written = privacy.write(workshop, ana, ANONYMISER, "file")

    rows = list(csv.reader(io.StringIO(written.content.decode())))
    assert rows == [[HOSTILE, "=1+1"], ["=cmd|x", "*"], ["=cmd|x", "*"]]
    assert all(one.url.isascii() and "<" not in one.url for one in view.downloads)
    told = " ".join(record.getMessage() for record in caplog.records)
    assert "evil" not in told
    assert "cmd" not in told


def test_nothing_that_was_decided_is_among_the_events(workshop, ana, view):
    treat(workshop, ana, view, "Aide", "drop")

    events = workshop.events.of(ana, [ANONYMISER])[ANONYMISER]

    assert [event.kind for event in events] == ["file"]
    assert "drop" not in json.dumps([dict(event.data) for event in events])


def test_choices_have_an_end(workshop, ana, view, monkeypatch):
    monkeypatch.setattr(privacy, "MOST_DECISIONS", 2)
    now = treat(workshop, ana, view, "Aide", "drop")
    now = treat(workshop, ana, now, "Nom", "drop")

    with pytest.raises(OuvroirError) as refused:
        treat(workshop, ana, now, "Quartier", "drop")

    assert refused.value.code == "too-many-decisions"
    assert ask(workshop, ana, "view") == now
