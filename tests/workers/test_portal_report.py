"""What the portal's job tells of an uploaded file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from grader.settings import DEFAULT_ROOT, Bounds
from grader.workers.portal_report import report_on
from tests.support.workbooks import xlsx

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"
COMMUNE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"


def look(path, schema="", bounds=None):
    found = report_on(path, schema, SCHEMAS, bounds or Bounds())
    json.dumps(found)
    return found


def of(tmp_path, content, schema=""):
    path = tmp_path / "fichier.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return look(path, schema)


def test_a_clean_file_is_valid_and_its_columns_are_those_of_the_schema():
    found = look(COMMUNE / "deliberations.csv", "scdl/deliberations")
    assert (found["state"], found["counts"]["errors"]) == ("valid", 0)
    assert found["groups"] == [one for one in found["groups"] if one["severity"] != "error"]
    assert all(column["from_schema"] for column in found["columns"])
    assert {column["kind"] for column in found["columns"]} >= {"string", "date", "integer"}
    assert "sans contrôler" in found["told"]
    assert len(found["preview"]["rows"]) == 20
    assert found["n_rows"] > 20


def test_a_dirty_file_is_told_by_causes_errors_first():
    found = look(COMMUNE / "deliberations-export.csv", "scdl/deliberations@2.1.5")
    assert found["state"] == "invalid"
    assert found["counts"]["errors"] == sum(
        group["count"] for group in found["groups"] if group["severity"] == "error"
    )
    severities = [group["severity"] for group in found["groups"]]
    assert severities == sorted(severities, key=lambda one: one != "error")
    for group in found["groups"]:
        assert group["title"]
        assert group["example"]
        assert group["fix"]


def test_without_a_schema_kinds_are_told_by_the_values(tmp_path):
    found = of(
        tmp_path,
        "nom;n;prix;euros;le;ok;code;rien;mêlé\n"
        "a;1;1.5;2,50;2026-01-02;true;01234;;1\n"
        "b;-2;3;4,00;2026-02-03;false;75001;;deux\n",
    )
    assert found["state"] == "no-schema"
    told = {column["label"]: (column["kind"], column["decimal"]) for column in found["columns"]}
    assert told == {
        "nom": ("string", ""),
        "n": ("integer", ""),
        "prix": ("number", "."),
        "euros": ("number", ","),
        "le": ("date", ""),
        "ok": ("boolean", ""),
        "code": ("string", ""),
        "rien": ("string", ""),
        "mêlé": ("string", ""),
    }
    assert (found["delimiter"], found["encoding"]) == (";", "utf-8")


def test_an_unknown_schema_leaves_the_file_unchecked_and_says_so(tmp_path):
    found = of(tmp_path, "a,b\n1,2\n", "scdl/inconnu")
    assert found["state"] == "no-schema"
    assert "pas été contrôlé" in found["told"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 100, b"%PDF-1.7\n", b"PK\x03\x04abc"])
def test_what_is_no_table_is_unreadable_and_says_why(tmp_path, content):
    found = of(tmp_path, content)
    assert (found["state"], found["preview"], found["columns"]) == ("unreadable", None, [])
    assert found["told"].endswith((".", "»"))


def test_a_workbook_of_several_sheets_is_told_what_to_do(tmp_path):
    found = of(tmp_path, xlsx({"Un": [["a"], [1]], "Deux": [["b"], [2]]}))
    assert found["state"] == "unreadable"
    assert "une seule feuille par fichier" in found["told"]


def test_a_report_stays_small_whatever_the_file(tmp_path):
    header = ",".join(f"{'c' * 5000}{number}" for number in range(1000))
    row = ",".join("v" * 5000 for _ in range(1000))
    found = of(tmp_path, f"{header}\n{row}\n", "scdl/subventions")
    assert found["state"] == "invalid"
    assert len(json.dumps(found)) < 2_000_000


def test_a_file_past_the_bound_is_told(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a\n" + "1\n" * 1000)
    found = look(path, bounds=replace(Bounds(), portal_upload_bytes=100))
    assert found["state"] == "unreadable"
    assert "limite" in found["told"]
