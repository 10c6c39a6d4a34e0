"""Our faults of cells and rows are exactly those of a direct run of frictionless.

Over generated schemas and tables; a count of what was met shows that the comparison is of
something. The wanted differences have a test each.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.validation.schemas import load_schema
from grader.validation.validate import validate_table
from tests.validation.tables import table_of

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
V2_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
COMPARED = {
    "type-error", "constraint-error", "unique-error", "primary-key", "blank-row", "missing-cell",
    "extra-cell",
}  # fmt: skip

#: A field without its name, and cells that are right or wrong for it in telling ways.
FIELDS: list[tuple[dict[str, Any], list[str]]] = [
    ({"type": "string"}, ["a", " ", "NA"]),
    ({"type": "string", "constraints": {"required": True, "unique": True}}, ["a", "b", " "]),
    ({"constraints": {"pattern": r"^\d{2}$|x"}}, ["12", "1", "x", "yx", "12\n"]),
    ({"type": "string", "constraints": {"minLength": 2, "maxLength": 3}}, ["a", "ab", "abcd"]),
    ({"type": "string", "constraints": {"enum": ["oui", "non"]}}, ["oui", "Oui"]),
    ({"type": "string", "format": "uri"}, ["https://a.example", "a.example", "D:\\a.pdf"]),
    ({"type": "string", "format": "email"}, ["a@b.fr", "a@"]),
    ({"type": "string", "format": "uuid"}, ["95ecc380-afe9-11e4-9b6c-751b66dd541e", "95ec"]),
    ({"type": "integer", "constraints": {"minimum": 2, "maximum": 9}},
     ["1", "5", " 7 ", "1_0", "5.0"]),
    ({"type": "number", "constraints": {"exclusiveMinimum": 0, "exclusiveMaximum": 1}},
     ["0", "0.5", "1", "NaN", "1,5", "1e-1", "Infinity"]),
    ({"type": "number", "decimalChar": ",", "groupChar": " "}, ["1 500,5", "1.5", "x"]),
    ({"type": "integer", "bareNumber": False}, ["12 €", "€", "5"]),
    ({"type": "number", "missingValues": ["-", ""]}, ["-", "1", "--"]),
    ({"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]}, ["oui", "true", "NON"]),
    ({"type": "boolean", "constraints": {"required": True}}, ["true", "VRAI", "1"]),
    ({"type": "date", "constraints": {"minimum": "2020-01-01"}},
     ["2024-01-02", "2017-1-5", "15/10/2017", "2024-02-30", " 2024-01-02"]),
    ({"type": "date", "format": "%d/%m/%Y"}, ["15/10/2017", "2017-10-15"]),
    ({"type": "date", "format": "any"}, ["15/10/2017", "bientôt"]),
    ({"type": "datetime"}, ["2024-01-02T10:00:00Z", "2024-01-02"]),
    ({"type": "time"}, ["10:00:00", "10h"]),
    ({"type": "year"}, ["2024", "24", "02024"]),
    ({"type": "yearmonth"}, ["2024-01", "2024-13", "2024"]),
    ({"type": "duration"}, ["P1Y", "un an"]),
    ({"type": "array"}, ["[1, 2]", "1, 2", '{"a": 1}']),
    ({"type": "array", "arrayItem": {"type": "integer"}}, ["[1]", '["x"]']),
    ({"type": "object"}, ['{"a": 1}', "[1]"]),
    ({"type": "geopoint"}, ["2.35,48.85", "48.85"]),
    ({"type": "geopoint", "format": "array"}, ["[2.35, 48.85]", "2.35,48.85"]),
    ({"type": "geojson"}, ['{"type": "Point", "coordinates": [1, 2]}', "{}"]),
    ({"type": "any"}, ["x"]),
]  # fmt: skip

Case = tuple[dict[str, Any], list[list[str]]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a schema and rows; some rows are too short, too long or blank."""
    chosen = draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=4))
    fields = [{"name": f"f{index}", **field} for index, (field, _) in enumerate(chosen)]
    descriptor: dict[str, Any] = {"$schema": V2, "fields": fields}
    if draw(st.booleans()):
        descriptor["missingValues"] = ["", "NA"]
    # Frictionless cannot compare keys that are lists or objects.
    hashable = fields[0].get("type") not in {"array", "object", "geojson", "geopoint"}
    if hashable and draw(st.integers(0, 3)) == 0:
        descriptor["primaryKey"] = ["f0"]
    row = st.tuples(*(st.sampled_from([*pool, "", "x"]) for _, pool in chosen)).map(list)
    rows = draw(st.lists(row, min_size=1, max_size=6))
    for one in rows:
        change = draw(st.integers(0, 9))
        if change == 0:
            one.pop()
        elif change == 1:
            one.append(draw(st.sampled_from(["", "en trop"])))
        elif change == 2:
            one[:] = [""] * len(one)
    return descriptor, rows


def oracle_faults(descriptor: dict[str, Any], rows: list[list[str]]) -> list[tuple[Any, ...]]:
    labels = [field["name"] for field in descriptor["fields"]]
    resource = Resource.from_descriptor(
        {"$schema": V2_RESOURCE, "name": "t", "data": [labels, *rows], "schema": descriptor}
    )
    report = resource.validate(limit_errors=10**9)
    assert not report.errors, report.errors
    found = []
    for kind, line, field, note in report.tasks[0].flatten(
        ["type", "rowNumber", "fieldName", "note"]
    ):
        detail = str(note).split('"')[1] if kind == "constraint-error" else ""
        found.append(
            (kind, line, "" if kind in {"extra-cell", "primary-key"} else field or "", detail)
        )
    return found


def our_faults(folder: Path, descriptor: dict[str, Any], rows: list[list[str]]) -> list[Any]:
    path = folder / "schema.json"
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    schema = load_schema(path, folder)
    report = validate_table(table_of(schema.labels, *rows), schema)
    return [
        (
            one.code,
            one.line,
            "" if one.code in {"extra-cell", "primary-key"} else one.column,
            one.detail if one.code == "constraint-error" else "",
        )
        for one in report.findings
    ]


def assert_same(folder: Path, case: Case) -> list[tuple[Any, ...]]:
    """Compare both; give what was found."""
    expected = oracle_faults(*case)
    blank = {line for kind, line, *_ in expected if kind == "blank-row"}
    # Wanted difference: a blank row is told once, not for its empty key as well.
    expected = [one for one in expected if one[1] not in blank or one[0] == "blank-row"]
    ours = our_faults(folder, *case)
    assert sorted(ours) == sorted(expected)
    return ours


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_faults_are_those_of_frictionless(tmp_path: Path, case: Case):
    assert_same(tmp_path, case)


def test_every_cell_of_every_field_is_judged_alike(tmp_path: Path):
    met: Counter[tuple[str, str]] = Counter()
    for field, pool in FIELDS:
        fields = [{"name": "f0", **field}, {"name": "f1"}]
        rows = [[cell, "x"] for cell in [*pool, "", "x", *pool[:1]]]
        rows += [["", ""], [pool[0]], [pool[0], "x", "de trop"]]
        found = assert_same(tmp_path, ({"$schema": V2, "fields": fields}, rows))
        assert found, field
        met.update((kind, detail) for kind, _, _, detail in found)
    assert {kind for kind, _ in met} == COMPARED - {"primary-key"}
    assert {detail for kind, detail in met if kind == "constraint-error"} == {
        "required", "pattern", "enum", "minLength", "maxLength", "minimum", "maximum",
        "exclusiveMinimum", "exclusiveMaximum",
    }  # fmt: skip


def test_a_key_is_judged_alike(tmp_path: Path):
    fields = [{"name": "f0"}, {"name": "f1", "type": "integer"}]
    descriptor = {"$schema": V2, "fields": fields, "primaryKey": ["f0", "f1"]}
    rows = [["a", "1"], ["a", "01"], ["a", "2"], ["", "1"], ["", ""], ["a", "x"], ["a", "y"]]
    found = assert_same(tmp_path, (descriptor, rows))
    assert [line for kind, line, *_ in found if kind == "primary-key"] == [3, 8]


@pytest.mark.parametrize("constraints", [{}, {"unique": True}, {"minimum": 0}])
def test_a_signalling_nan_is_a_wrong_number(tmp_path: Path, constraints):
    """Wanted difference: with frictionless it is a number, or makes the comparison raise."""
    descriptor = {"fields": [{"name": "a", "type": "number", "constraints": constraints}]}
    assert our_faults(tmp_path, descriptor, [["sNaN"]]) == [("type-error", 2, "a", "")]


def test_a_key_that_is_a_list_is_compared_too(tmp_path: Path):
    """Wanted difference: frictionless raises on a key that cannot be hashed."""
    descriptor = {"primaryKey": "a", "fields": [{"name": "a", "type": "array"}]}
    ours = our_faults(tmp_path, descriptor, [["[1]"], ["[2]"], ["[1]"]])
    assert ours == [("primary-key", 4, "", "")]
