"""What comes twice is told once more each time, with the line that had it first in the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.validation.model import Report
from grader.validation.validate import validate, validate_table
from tests.validation.oracle.direct import readers_of, schema_of
from tests.validation.tables import report_of, table_of

#: « ligne 4 » in a message, with its no-break space.
_LINE = re.compile(r"ligne[\s\u00a0](\d+)")


def repeats(report: Report, code: str) -> list[tuple[int | None, int]]:
    """Line of each repeat, and the line that it points at."""
    return [
        (one.line, int(_LINE.findall(one.message)[-1]))
        for one in report.findings
        if one.code == code and _LINE.search(one.message)
    ]


@pytest.mark.parametrize("name", ["row", "first", "key 0", "index", "line", "literal", "text"])
def test_a_column_may_bear_any_name(tmp_path: Path, name):
    unique = {"name": name, "constraints": {"unique": True}}
    report = report_of(tmp_path, [unique, "autre"], ["a", "1"], ["b", "2"], ["a", "3"])
    assert repeats(report, "unique-error") == [(4, 2)]
    keyed = report_of(tmp_path, [name, "autre"], ["a", "1"], ["a", "2"], ["a", "1"],
                      primaryKey=[name, "autre"])  # fmt: skip
    assert repeats(keyed, "primary-key") == [(4, 2)]


def test_a_column_named_twice_in_a_key(tmp_path: Path):
    report = report_of(tmp_path, ["a"], ["x"], ["y"], ["x"], primaryKey=["a", "a"])
    assert repeats(report, "primary-key") == [(4, 2)]


def test_lines_are_those_of_the_file(tmp_path: Path):
    """Title lines above, blank rows before and between, line breaks inside a cell."""
    schema = schema_of(
        tmp_path,
        {"fields": [{"name": "id", "type": "integer", "constraints": {"unique": True}},
                    {"name": "nom"}], "primaryKey": ["id", "nom"]},
    )  # fmt: skip
    path = tmp_path / "fichier.csv"
    path.write_text(
        'Titre,\n\nid,nom\n,\n01,"deux\nlignes"\n\n2,b\n1,c\n 2,b\nx,\n', encoding="utf-8"
    )
    report = validate(path, schema)
    assert repeats(report, "unique-error") == [(8, 5), (9, 7)]
    assert repeats(report, "primary-key") == [(9, 7)]
    empty = [one.line for one in report.findings if one.code == "primary-key"]
    assert empty == [9, 10], "a key wrong for its type counts as empty"


@pytest.mark.parametrize("kind", ["number", "any"])
def test_what_is_no_number_equals_nothing(tmp_path: Path, kind):
    """NaN is not NaN; the same text is the same text."""
    field = {"name": "a", "type": kind, "constraints": {"unique": True}}
    report = report_of(tmp_path, [field], ["NaN"], ["NaN"], ["1"], ["1"])
    found = repeats(report, "unique-error")
    assert found == ([(5, 4)] if kind == "number" else [(3, 2), (5, 4)])


def test_lists_and_objects_are_compared_by_what_they_hold(tmp_path: Path):
    field = {"name": "a", "type": "array", "constraints": {"unique": True}}
    report = report_of(tmp_path, [field], ["[1]"], ["[2]"], ["[ 1 ]"])
    assert repeats(report, "unique-error") == [(4, 2)]


_KINDS = (
    ({"type": "string"}, ["a", "A", "01", "1", " ", ""]),
    ({"type": "integer"}, ["1", "01", "+1", " 1", "2", "x", ""]),
    ({"type": "number"}, ["1", "1.0", "1e0", "NaN", "2", ""]),
    ({"type": "boolean"}, ["true", "1", "TRUE", "0", "x", ""]),
    ({"type": "date"}, ["2024-01-05", "2024-1-5", "2024-01-06", "05/01/2024", ""]),
    ({"type": "string", "format": "uuid"}, ["95ecc380-afe9-11e4-9b6c-751b66dd541e", "x", ""]),
    ({"type": "geopoint"}, ["1,2", "1.0, 2", "2,1", ""]),
)


def test_each_repeat_points_at_the_first(tmp_path: Path, times):
    """Against a walk through the rows with frictionless's values."""

    @settings(max_examples=60 * times, suppress_health_check=list(HealthCheck))
    @given(data=st.data(), kinds=st.lists(st.sampled_from(_KINDS), min_size=1, max_size=3))
    def campaign(data, kinds):
        names = [f"f{place}" for place in range(len(kinds))]
        fields = [
            {"name": name, **base, "constraints": {"unique": True}}
            for name, (base, _) in zip(names, kinds, strict=True)
        ]
        descriptor = {"fields": [*fields, {"name": "autre"}], "primaryKey": names}
        row = st.tuples(*(st.sampled_from(cells) for _, cells in kinds), st.sampled_from(["", "z"]))
        rows = data.draw(st.lists(row, max_size=12))
        schema = schema_of(tmp_path, descriptor)
        table = table_of(schema.labels, *rows)
        report = validate_table(table, schema)
        readers = readers_of(descriptor)
        met: dict[tuple, int] = {}
        keys, uniques = [], []
        for line, cells in zip(table.lines, rows, strict=True):
            read = [readers[name](cell)[0] for name, cell in zip(names, cells, strict=False)]
            # NaN equals nothing, but a tuple takes one for itself.
            values = tuple(value if value == value else object() for value in read)
            for name, value in zip(names, values, strict=True):
                if value is not None and met.setdefault((name, value), line) != line:
                    uniques.append((line, met[name, value]))
            if set(values) != {None} and met.setdefault(("", values), line) != line:
                keys.append((line, met["", values]))
        assert repeats(report, "unique-error") == uniques
        assert repeats(report, "primary-key") == keys

    campaign()
