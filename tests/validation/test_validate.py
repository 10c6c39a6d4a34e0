"""Whole files, dirty as real ones are, from bytes to findings."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path
from random import Random

import pytest

import grader
from grader.errors import UnknownSchemaError, UnusableFileError
from grader.settings import DEFAULT_ROOT, Bounds
from grader.validation.model import compare
from grader.validation.schemas import load_schema
from grader.validation.validate import validate
from tests.validation.tables import flat, report_of, schema_of

SCHEMAS = DEFAULT_ROOT / "sandbox_data" / "schemas"
VAL_OUVERT = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
ACTS = load_schema("scdl/deliberations@2.1.5", SCHEMAS)
HEADER = ";".join(ACTS.labels)
ROW = (
    "Commune de Val-Ouvert;21990042000015;2025-01;2025-01-30;7.5;finances locales/subventions;"
    "Objet;;;PREF099;2025-02-03;27;25;25;0;0;https://www.val-ouvert.example/1.pdf"
)


@pytest.fixture
def check(tmp_path: Path):
    """Validate a text, written in an encoding, against deliberations."""

    def checker(text: str, encoding: str = "utf-8", **options):
        path = tmp_path / "export.csv"
        path.write_bytes(text.encode(encoding))
        return validate(path, ACTS, **options)

    return checker


def causes(report) -> dict[tuple[str, str], int]:
    return dict(Counter(one.cause for one in report.findings))


def test_a_right_row_is_valid(check):
    report = check(f"{HEADER}\n{ROW}\n")
    assert report.valid
    assert (report.findings, report.n_rows, report.header) == ((), 1, ACTS.labels)


def test_a_header_alone_is_valid(check):
    assert check(f"{HEADER}\n").valid


def test_a_windows_export_with_titles_is_read_and_its_lines_are_those_of_the_file(check):
    text = (
        f"Registre édité\r\n\r\n{HEADER}\r\n{ROW}\r\n{ROW.replace('2025-01-30', '30/01/2025')}\r\n"
    )
    report = check(text, "cp1252")
    assert [one.code for one in report.notices] == [
        "encoding-not-utf8",
        "delimiter-not-comma",
        "title-lines",
    ]
    assert flat(report) == [(5, "DELIB_DATE", "type-error/date")]


def test_a_quoted_line_break_does_not_shift_lines(check):
    broken = ROW.replace(";Objet;", ';"Objet\nsur deux lignes";')
    report = check(f"{HEADER}\n{broken}\n{ROW.replace(';25;25;', ';25;Unanimité;')}\n")
    assert [line for line, *_ in flat(report)] == [3, 3]


def test_a_siret_in_scientific_notation_breaks_its_form_and_its_key(check):
    report = check(f"{HEADER}\n{ROW.replace('21990042000015', '2,199E+13')}\n")
    assert causes(report) == {
        ("constraint-error/pattern", "COLL_SIRET"): 1,
        ("siret", "COLL_SIRET"): 1,
    }
    assert all(
        "source" in one.fix or "origine" in one.fix or "logiciel" in one.fix
        for one in report.findings
    )


def test_a_wrong_vote_counts_as_empty_for_the_rules_over_votes(check):
    report = check(f"{HEADER}\n{ROW.replace(';25;25;', ';25;Unanimité;')}\n")
    assert causes(report) == {
        ("type-error/integer", "VOTE_POUR"): 1,
        ("cohesive-columns-value", "VOTE_EFFECTIF"): 1,
    }


def test_rules_that_compare_are_told_apart(check):
    report = check(f"{HEADER}\n{ROW.replace(';27;25;25;0;0;', ';20;25;26;0;0;')}\n")
    assert causes(report) == {
        ("compare-columns-value/VOTE_REEL", "VOTE_EFFECTIF"): 1,
        ("compare-columns-value/VOTE_POUR", "VOTE_REEL"): 1,
        ("sum-columns-value", "VOTE_REEL"): 1,
    }


def test_a_blank_row_is_told_once_and_no_rule_speaks_of_it(check):
    blank = ";" * (len(ACTS.labels) - 1)
    assert flat(check(f"{HEADER}\n{ROW}\n{blank}\n{ROW}\n\n")) == [
        (3, "", "blank-row"),
        (5, "", "blank-row"),
    ]


def test_short_and_long_rows_are_told_cell_by_cell(check):
    short = ROW.rsplit(";", 2)[0]
    report = check(f"{HEADER}\n{short}\n{ROW};a;\n")
    assert flat(report)[:3] == [
        (2, "VOTE_EFFECTIF", "cohesive-columns-value"),
        (2, "VOTE_ABSTENTION", "missing-cell"),
        (2, "DELIB_URL", "missing-cell"),
    ]
    assert flat(report)[3:] == [(3, "", "extra-cell"), (3, "", "extra-cell")]


def test_an_identifier_used_twice_is_told_when_asked_for(check):
    key = [{"name": "unique-values", "params": {"column": "DELIB_ID"}}]
    text = f"{HEADER}\n{ROW}\n{ROW}\n"
    assert check(text).valid
    report = check(text, extra_checks=key)
    assert flat(report) == [(3, "DELIB_ID", "duplicate-key")]
    assert "ligne 2" in report.findings[0].message


def test_an_extra_column_may_be_the_key(check):
    key = [{"name": "unique-values", "params": {"column": "REF"}}]
    report = check(f"{HEADER};REF\n{ROW};1\n{ROW};1\n", extra_checks=key)
    assert flat(report) == [(1, "REF", "extra-label"), (3, "REF", "duplicate-key")]


def test_findings_follow_the_file_line_by_line_and_column_by_column(check):
    bad = ROW.replace("2025-02-03", "03/02/2025").replace("21990042000015", "1")
    places = [(line, column) for line, column, _ in flat(check(f"{HEADER}\n{bad}\n{bad}\n"))]
    ranks = [(line, ACTS.labels.index(column)) for line, column in places]
    assert ranks == sorted(ranks)
    assert len(ranks) == 6


def test_nothing_is_capped(check):
    bad = ROW.replace("2025-01-30", "hier")
    report = check("\n".join([HEADER, *[bad] * 1_500, ""]))
    assert causes(report) == {("type-error/date", "DELIB_DATE"): 1_500}


def test_missing_values_of_the_schema_count_as_empty(tmp_path):
    fields = [{"name": "a", "constraints": {"required": True}}, {"name": "b", "type": "integer"}]
    report = report_of(
        tmp_path, fields, ["NC", "1"], ["x", "NC"], ["NC", ""], missingValues=["", "NC"]
    )
    assert flat(report) == [(2, "a", "constraint-error/required"), (4, "", "blank-row")]


def test_bounds_are_handed_to_the_reader(check):
    with pytest.raises(UnusableFileError) as refused:
        check(f"{HEADER}\n{ROW}\n{ROW}\n", bounds=Bounds(rows=1))
    assert refused.value.code == "too-many-rows"
    with pytest.raises(UnusableFileError):
        check(f"{HEADER}\n{ROW}\n", max_bytes=10)


def test_a_schema_may_be_given_by_reference_by_path_or_itself(tmp_path):
    file = VAL_OUVERT / "deliberations.csv"
    path = SCHEMAS / "scdl" / "deliberations" / "2.1.5" / "schema.json"
    for schema in ("scdl/deliberations", "scdl/deliberations@2.1.5", path, ACTS):
        assert validate(file, schema, schemas_folder=SCHEMAS).valid
    with pytest.raises(UnknownSchemaError):
        validate(file, str(path), schemas_folder=SCHEMAS)


def test_the_package_offers_validate_and_its_own_schemas():
    assert grader.validate(VAL_OUVERT / "subventions-exemple.csv", "scdl/subventions").valid


def test_a_report_crosses_the_border_of_a_process(check):
    report = check(f"{HEADER}\n{ROW.replace('7.5', '7,5')}\n")
    assert pickle.loads(pickle.dumps(report)) == report


def test_two_attempts_are_compared_by_cause(check):
    dirty = ROW.replace("2025-01-30", "30/01/2025").replace("7.5", "7,5")
    before = check(f"Titre\n{HEADER}\n{dirty}\n{dirty}\n").verdict()
    after = check(
        f"{HEADER}\n{ROW.replace('7.5', '7,5')}\n{ROW.replace('25;25', '25;24')}\n"
    ).verdict()
    change = compare(before, after)
    assert change.solved == {
        ("type-error/date", "DELIB_DATE"): 2,
        ("constraint-error/pattern", "DELIB_MATIERE_CODE"): 1,
        ("title-lines", ""): 1,
    }
    assert change.left == {
        ("constraint-error/pattern", "DELIB_MATIERE_CODE"): 1,
        ("delimiter-not-comma", ""): 1,
    }
    assert change.new == {("sum-columns-value", "VOTE_REEL"): 1}


def test_any_table_ends_in_a_report(tmp_path: Path, times):
    """Mutated exports: cells, labels and lines of every kind under every type of field."""
    kinds = (
        "string",
        "integer",
        "number",
        "boolean",
        "date",
        "datetime",
        "year",
        "array",
        "geopoint",
    )
    fields = [
        {"name": f"{kind}_x", "type": kind, "constraints": {"required": True}} for kind in kinds
    ]
    schema = schema_of(
        tmp_path, *fields, {"name": "uri_x", "format": "uri"},
        {"name": "code_x", "constraints": {"pattern": r"^\d{14}$"}},
        custom_checks=[
            {"name": "siret", "params": {"column": "code_x"}},
            {"name": "sum-columns-value",
             "params": {"column": "number_x", "columns": ["integer_x", "number_x"]}},
            {"name": "compare-columns-value",
             "params": {"column": "date_x", "op": ">", "column2": "year_x"}},
            {"name": "compare-columns-value",
             "params": {"column": "number_x", "op": ">", "column2": "integer_x"}},
        ],
    )  # fmt: skip
    cells = [
        "", " ", "x", "NaN", "sNaN", "1E999999999999999999", "-Infinity", "9" * 4_000,
        "1e-999", "²", "١٢",
        "31/02/2024", "00/00/0000", "2024-01-02T25:99", "2,18E+13", "{value}", "%s", "[[", '"',
        "é\u0301", "https://[::1", "\u202e",
        "0x1F", "1_0", "+5", "True", "[" * 500,
    ]  # fmt: skip
    draw = Random(7)
    labels = list(schema.labels)
    met: set[str] = set()
    for _ in range(60 * times):
        header = [
            draw.choice([label, label, label, draw.choice(labels), label[:-2], ""])
            for label in labels
        ]
        rows = [
            [
                draw.choice(cells).replace(";", "")
                for _ in range(len(labels) + draw.randrange(-1, 2))
            ]
            for _ in range(5)
        ]
        path = tmp_path / "fichier.csv"
        path.write_text("\n".join(";".join(row) for row in (header, *rows)), encoding="utf-8")
        try:
            report = validate(path, schema)
        except UnusableFileError:
            continue
        met.update(one.code for one in report.findings)
    assert met >= {
        "type-error",
        "constraint-error",
        "missing-cell",
        "extra-cell",
        "duplicate-label",
    }
