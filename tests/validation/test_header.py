"""Which column is which field, and what is wrong with the labels."""

from __future__ import annotations

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.header import column_letter, place
from grader.validation.schemas import load_schema
from grader.validation.validate import validate_table
from tests.validation.tables import flat, schema_of, table_of

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"
ACTS = load_schema("scdl/deliberations@2.1.5", FOLDER)
ACTS_REQUIRED = {field.name: field.required for field in ACTS.fields}
AIDS = load_schema("scdl/subventions@2.1.1", FOLDER)


def placed(header, schema) -> dict[str, str]:
    """Map labels to the fields under which they are placed."""
    found = place(header, schema, 1).fields
    return {header[index]: field.name for index, field in found.items()}


def faults(header, schema) -> list[tuple[str, str]]:
    return [(fault.code, fault.column) for fault in place(header, schema, 1).faults]


@pytest.mark.parametrize(
    ("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_are_named_as_a_spreadsheet_does(index, letter):
    assert column_letter(index) == letter


def test_a_right_header_has_no_fault():
    assert faults(ACTS.labels, ACTS) == []
    assert placed(ACTS.labels, ACTS) == {name: name for name in ACTS.labels}


@pytest.mark.parametrize("label", ["delib_id", " DELIB_ID ", "Delib_ Id", "DELIB_ID\u00a0"])
def test_case_and_spaces_are_tolerated_with_a_warning(label):
    assert placed([label], ACTS) == {label: "DELIB_ID"}
    assert ("label-case", "DELIB_ID") in faults([label], ACTS)


@pytest.mark.parametrize("label", ["Delib Id", "délib-id", "DELIB ID*", "délib_id"])
def test_accents_and_signs_are_recognised_but_wrong(label):
    assert placed([label], ACTS) == {label: "DELIB_ID"}
    assert ("misspelt-label", "DELIB_ID") in faults([label], ACTS)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("DELIB_DTE", "DELIB_DATE"),
        ("DATE_DELIB", "DELIB_DATE"),
        ("Date délibération", "DELIB_DATE"),
        ("Date de la délib", "DELIB_DATE"),
        ("DELIB_OBJT", "DELIB_OBJET"),
        ("Objet", "DELIB_OBJET"),
        ("VOTE_EFFFECTIF", "VOTE_EFFECTIF"),
        ("VOTE_ABST", "VOTE_ABSTENTION"),
    ],
)
def test_a_label_like_one_field_alone_is_placed_under_it(label, name):
    assert placed([label], ACTS) == {label: name}
    code = "misspelt-label" if ACTS_REQUIRED[name] else "misspelt-optional-label"
    assert (code, name) in faults([label], ACTS)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Date de convention*", "dateConvention"),
        ("date Convention", "dateConvention"),
        ("id Bénéficiaire", "idBeneficiaire"),
        ("montant_total_attribué", None),
        ("beneficiaire", None),
    ],
)
def test_real_spellings_of_aids(label, name):
    assert placed([label], AIDS).get(label) == name


@pytest.mark.parametrize(
    "label", ["DELIB", "VOTE", "DATE", "NOM", "column_18", "PREF_SIRET", "?", "VOTE_X"]
)
def test_a_label_like_none_or_like_several_is_an_extra_one(label):
    assert placed([label], ACTS) == {}
    assert faults([label], ACTS)[0] == ("extra-label", label)


def test_a_misspelling_of_a_field_that_is_there_is_an_extra_one():
    header = [*ACTS.labels, "DELIB_DTE"]
    assert faults(header, ACTS) == [("extra-label", "DELIB_DTE")]


def test_two_labels_equally_like_one_field_are_not_placed(tmp_path):
    schema = schema_of(tmp_path, "observations")
    assert placed(["observation", "observationz"], schema) == {"observation": "observations"}
    assert placed(["observationx", "observationz"], schema) == {}


def test_a_label_nearer_to_another_field_is_not_taken_for_the_one_that_is_free():
    header = [name for name in AIDS.labels if name != "rnaBeneficiaire"] + ["numBeneficiaire"]
    assert placed(header, AIDS).get("numBeneficiaire") is None


def test_a_required_column_missing_is_an_error_and_an_optional_one_a_warning(tmp_path):
    schema = schema_of(tmp_path, {"name": "a", "constraints": {"required": True}}, "b", "c")
    report = validate_table(table_of(["c"], ["x"]), schema)
    assert flat(report) == [(1, "a", "missing-label"), (1, "b", "missing-optional-label")]
    assert [one.severity for one in report.findings] == ["error", "warning"]


def test_a_repeated_label_is_told_once_for_each_after_the_first(tmp_path):
    schema = schema_of(tmp_path, "a", "b")
    header = ["a", "A", "x", "x", "b"]
    assert faults(header, schema) == [
        ("duplicate-label", "a"),
        ("extra-label", "x"),
        ("duplicate-label", "x"),
    ]
    fault = place(header, schema, 3).faults[0]
    assert (fault.line, fault.words["letter"], fault.words["first"]) == (3, "B", "A")


def test_a_blank_label_is_told_by_its_letter(tmp_path):
    (fault,) = place(["a", " "], schema_of(tmp_path, "a"), 1).faults
    assert (fault.code, fault.words["letter"]) == ("blank-label", "B")


def test_another_order_is_one_warning(tmp_path):
    schema = schema_of(tmp_path, "a", "b", "c")
    (fault,) = place(["c", "a", "b"], schema, 1).faults
    assert (fault.code, fault.words["order"]) == ("label-order", "a, b, c")


def test_cells_under_a_misspelt_label_are_checked_under_the_right_field(tmp_path):
    fields = ({"name": "DELIB_DATE", "type": "date"}, "autre")
    schema = schema_of(tmp_path, *fields)
    wrong = validate_table(table_of(["DELIB_DTE", "autre"], ["15/10/2017", "x"]), schema)
    right = validate_table(table_of(["DELIB_DATE", "autre"], ["15/10/2017", "x"]), schema)
    assert flat(wrong) == [(1, "DELIB_DATE", "misspelt-optional-label"), *flat(right)]
    assert flat(right) == [(2, "DELIB_DATE", "type-error/date")]
