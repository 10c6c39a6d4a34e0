"""The report for machines has the form that it promises, and is written as it is told."""

from __future__ import annotations

import io
import json

import pytest
from jsonschema import Draft202012Validator

from grader.errors import UnusableFileError
from grader.settings import DEFAULT_ROOT
from grader.validation.reports.json_lines import JsonWriter
from grader.validation.validate import validate
from tests.validation.reports import HOSTILE, Watched, finding, report, written

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
DIRTY = FOLDER / "deliberations-export.csv"
FORM = json.loads((DEFAULT_ROOT / "docs" / "rapport.schema.json").read_text(encoding="utf-8"))
SPEC = Draft202012Validator(FORM)


@pytest.fixture(scope="module")
def dirty():
    return validate(DIRTY, "scdl/deliberations@2.1.5")


def told(one, **options) -> dict:
    return json.loads(written(JsonWriter, (one, "a.csv"), **options))


def test_the_documented_form_is_itself_right_and_refuses_what_lacks():
    Draft202012Validator.check_schema(FORM)
    data = told(report(finding()))
    for key in data:
        assert not SPEC.is_valid({name: data[name] for name in data if name != key})


def test_a_dirty_file(dirty):
    data = told(dirty)
    SPEC.validate(data)
    assert list(data)[:4] == ["file", "valid", "schema", "stats"]
    assert (data["file"], data["valid"]) == ("a.csv", False)
    assert data["schema"]["id"] == "scdl/deliberations"
    stats = {"rows": 202, "columns": 17, "errors": 1038, "warnings": 3, "seconds": 0.123}
    assert data["stats"] == stats
    assert [one["code"] for one in data["reading"]][:2] == [
        "encoding-not-utf8", "delimiter-not-comma",
    ]  # fmt: skip
    assert len(data["findings"]) == sum(one["count"] for one in data["groups"]) == 1041
    assert {tuple(one) for one in data["findings"]} == {
        ("code", "severity", "line", "column", "value", "message", "why", "fix", "group")
    }


def test_every_finding_is_written_as_it_is(dirty):
    names = ("code", "severity", "line", "column", "value", "message", "why", "fix", "group")
    kept = [{name: getattr(one, name) for name in names} for one in dirty.findings]
    assert told(dirty)["findings"] == kept


def test_a_clean_file():
    data = told(validate(FOLDER / "deliberations.csv", "scdl/deliberations@2.1.5"))
    SPEC.validate(data)
    assert (data["valid"], data["findings"], data["groups"]) == (True, [], [])


@pytest.mark.parametrize("limit", [0, 3, 1_000, 1_001, 5_000])
def test_a_limit_cuts_the_list_and_no_count(dirty, limit):
    whole, cut = told(dirty), told(dirty, limit=limit)
    SPEC.validate(cut)
    assert cut["findings"] == whole["findings"][:limit]
    assert (cut["groups"], cut["stats"]) == (whole["groups"], whole["stats"])


def test_a_file_that_cannot_be_used_and_what_to_choose():
    out = io.StringIO()
    JsonWriter(out).refuse(UnusableFileError("several-sheets", "Deux.", "Choisissez.", ("A",)), "b")
    data = json.loads(out.getvalue())
    SPEC.validate(data)
    error = {"code": "several-sheets", "message": "Deux.", "hint": "Choisissez.", "choices": ["A"]}
    assert data == {"file": "b", "valid": False, "error": error}


@pytest.mark.parametrize("value", [HOSTILE, "é\u2028è\x85\u2029\x1c\n\r", "😀 ﷽ \x00", "", None])
def test_any_cell_comes_back_on_one_line(value):
    text = written(JsonWriter, (report(finding(value=value, column=value or "")), "é\u2028.csv"))
    assert len(text.splitlines()) == 1
    data = json.loads(text)
    SPEC.validate(data)
    assert data["findings"][0]["value"] == value
    assert data["findings"][0]["column"] == (value or "")
    assert data["file"] == "é\u2028.csv"


def test_several_files_are_one_object_a_line():
    text = written(JsonWriter, (report(finding()), "a.csv"), (report(), "b.csv"))
    assert [json.loads(line)["valid"] for line in text.splitlines()] == [False, True]


def test_findings_are_written_while_they_are_told():
    out = io.StringIO()
    many = Watched(5_000, out)
    JsonWriter(out).write(report(findings=many), "a.csv", 0.0)
    assert 0 < many.behind <= 1_000
    assert len(json.loads(out.getvalue())["findings"]) == 5_000


def test_lines_are_those_of_the_file(dirty):
    lines = DIRTY.read_bytes().decode("cp1252").split("\r\n")
    cells = [one for one in told(dirty)["findings"] if one["value"]]
    assert cells
    for one in cells:
        assert one["value"] in lines[one["line"] - 1]
