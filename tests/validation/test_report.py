"""The report for machines has exactly the shape that it promises."""

from __future__ import annotations

import json

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.report import report_to_dict
from grader.validation.validate import validate

FILE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "deliberations-export.csv"


@pytest.fixture(scope="module")
def report():
    return validate(FILE, "scdl/deliberations@2.1.5")


def test_the_shape(report):
    data = json.loads(json.dumps(report_to_dict(report, FILE, 0.12345)))
    assert list(data) == ["file", "valid", "schema", "stats", "reading", "findings", "groups"]
    assert data["file"] == str(FILE)
    assert data["valid"] is False
    assert data["schema"] == {"id": "scdl/deliberations", "version": "2.1.5"}
    stats = {"rows": 202, "columns": 17, "errors": 1040, "warnings": 1, "seconds": 0.123}
    assert data["stats"] == stats
    assert {tuple(one) for one in data["reading"]} == {("code", "message")}
    assert {tuple(one) for one in data["findings"]} == {
        ("code", "severity", "line", "column", "value", "message", "why", "fix", "group")
    }
    assert {tuple(one) for one in data["groups"]} == {("group", "code", "column", "count")}


def test_counts_add_up(report):
    data = report_to_dict(report, FILE, 0.0)
    assert len(data["findings"]) == sum(one["count"] for one in data["groups"]) == 1041


def test_a_limit_cuts_the_list_and_no_count(report):
    whole, cut = report_to_dict(report, FILE, 0.0), report_to_dict(report, FILE, 0.0, limit=3)
    assert cut["findings"] == whole["findings"][:3]
    assert (cut["groups"], cut["stats"]) == (whole["groups"], whole["stats"])
    assert report_to_dict(report, FILE, 0.0, limit=0)["findings"] == []


def test_lines_are_those_of_the_file(report):
    lines = FILE.read_bytes().decode("cp1252").split("\r\n")
    for one in report_to_dict(report, FILE, 0.0)["findings"]:
        if one["value"] and one["line"] != 3:
            assert one["value"] in lines[one["line"] - 1]
