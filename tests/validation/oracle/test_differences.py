"""What we say otherwise than frictionless, on purpose: the rows of docs/differences.md."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from frictionless import FrictionlessException, Resource

from grader.errors import UnknownSchemaError
from grader.settings import DEFAULT_ROOT, Bounds
from grader.validation.validate import validate, validate_table
from tests.validation.oracle.direct import V2, V2_RESOURCE, schema_of
from tests.validation.tables import table_of

PAGE = DEFAULT_ROOT / "docs" / "differences.md"
NUMBER = {"name": "a", "type": "number"}
MOMENT = {"name": "a", "type": "datetime"}
PAIR = [{"name": "a", "constraints": {"required": True}}, {"name": "b"}]
OLD = "https://frictionlessdata.io/schemas/table-schema.json"


def bound(field: dict[str, Any], **constraints: Any) -> dict[str, Any]:
    return {**field, "constraints": constraints}


class Case(NamedTuple):
    """A table that both judge.

    Attributes:
        key: its row in the page.
        schema: fields, or a whole descriptor.
        rows: header first.
        theirs: codes that frictionless gives, or the exception that it ends with.
        ours: codes that we give, or that of a refusal; warnings are marked with « ~ ».
    """

    key: str
    schema: list[dict[str, Any]] | dict[str, Any]
    rows: list[list[str]]
    theirs: list[str] | type[Exception]
    ours: list[str]


CASES = (
    # Cells.
    Case("nan-signalant", [NUMBER], [["a"], ["sNaN"]], [], ["type-error"]),
    Case("nan-signalant", [bound(NUMBER, unique=True)], [["a"], ["sNaN"]], TypeError,
         ["type-error"]),
    Case("nan-signalant", [bound(NUMBER, minimum=0)], [["a"], ["sNaN"]], ArithmeticError,
         ["type-error"]),
    Case("decalage-d-un-jour", [bound({**MOMENT, "format": "any"}, unique=True)],
         [["a"], ["2024-01-02T10:00:00+24:00"]], ValueError, ["type-error"]),
    Case("heure-sans-fuseau", [bound(MOMENT, minimum="2024-01-02T10:00:00Z")],
         [["a"], ["2024-01-02T11:00:00"]], TypeError, ["type-error"]),
    Case("heure-sans-fuseau", [bound({"name": "a", "type": "time"}, maximum="10:00:00")],
         [["a"], ["09:00:00Z"]], TypeError, ["type-error"]),
    # Keys.
    Case("listes-comparees", {"fields": [{"name": "a", "type": "array"}], "primaryKey": "a"},
         [["a"], ["[1]"], ["[2]"], ["[ 1 ]"]], TypeError, ["primary-key"]),
    Case("listes-comparees", [bound({"name": "a", "type": "object"}, unique=True)],
         [["a"], ['{"x": 1}'], ['{"x": 1}']], TypeError, ["unique-error"]),
    Case("ligne-vide-une-fois", {"fields": PAIR, "primaryKey": "a"}, [["a", "b"], ["", ""]],
         ["blank-row", "primary-key"], ["blank-row"]),
    # Header.
    Case("colonne-facultative-absente", PAIR, [["a"], ["x"]], ["missing-label"],
         ["~missing-optional-label"]),
    Case("colonne-en-plus", PAIR, [["a", "b", "c"], ["x", "y", "z"]], ["extra-label"],
         ["~extra-label"]),
    Case("colonnes-en-desordre", PAIR, [["b", "a"], ["", "x"]],
         ["incorrect-label", "incorrect-label", "constraint-error"], ["~label-order"]),
    Case("colonne-absente-au-milieu", PAIR, [["b"], ["x"]], ["missing-label", "incorrect-label"],
         ["missing-label"]),
    Case("casse-d-une-colonne", PAIR, [["A", "b"], ["x", "y"]], ["incorrect-label"],
         ["~label-case"]),
    Case("espace-autour-d-un-nom", PAIR, [["a ", "b"], ["x", "y"]], [], ["~label-case"]),
    Case("faute-dans-un-nom", [bound({"name": "beneficiaire"}, required=True)],
         [["benefficiaire"], ["x"]], ["incorrect-label"], ["misspelt-label"]),
    Case("faute-dans-un-nom-facultatif", [{"name": "beneficiaire"}], [["benefficiaire"], ["x"]],
         ["incorrect-label"], ["~misspelt-optional-label"]),
    Case("nom-en-double", PAIR, [["a", "b", "b"], ["x", "y", "z"]], ["extra-label"],
         ["duplicate-label"]),
    Case("colonne-sans-nom", PAIR, [["a", "b", ""], ["x", "y", ""]], ["extra-label"],
         ["blank-label"]),
    # Schemas.
    Case("borne-illisible", [bound({"name": "a", "type": "integer"}, minimum=2.5)],
         [["a"], ["3"]], TypeError, ["schema-unusable"]),
    Case("borne-illisible", [bound(NUMBER, maximum="NaN")], [["a"], ["3"]], ArithmeticError,
         ["schema-unusable"]),
    Case("motif-mal-ecrit", [bound({"name": "a"}, pattern="(a")], [["a"], ["a"]], re.error,
         ["schema-unusable"]),
    Case("format-wkt", [{"name": "a", "format": "wkt"}], [["a"], ["POINT (1 2)"]], ["error"],
         ["schema-unusable"]),
    Case("exemple-invalide", [{"name": "a", "type": "integer", "example": "dix"}],
         [["a"], ["10"]], FrictionlessException, []),
    Case("ancien-profil", {"$schema": OLD, "fields": [bound(NUMBER, exclusiveMinimum=0)]},
         [["a"], ["0"]], FrictionlessException, ["constraint-error"]),
    Case("cle-sur-une-colonne-inconnue", {"fields": PAIR, "primaryKey": "z"},
         [["a", "b"], ["x", "y"], ["x", "y"]], FrictionlessException, ["~unchecked-rule"]),
    Case("cles-etrangeres",
         {"fields": PAIR, "foreignKeys": [{"fields": ["b"], "reference":
          {"resource": "", "fields": ["a"]}}]}, [["a", "b"], ["x", "y"]],
         ["foreign-key"], ["~unchecked-rule"]),
)  # fmt: skip
#: Rows of the page whose test is a function below.
ALONE = {"deja-a-la-ligne", "sans-limite", "titre-au-dessus", "nan"}


def _descriptor(case: Case) -> dict[str, Any]:
    return case.schema if isinstance(case.schema, dict) else {"fields": case.schema}


def theirs(descriptor: dict[str, Any], rows: Sequence[Sequence[str]], **asked: Any) -> list[Any]:
    """Errors of frictionless, those of the whole first."""
    # The version of a resource is that of its schema.
    latest = {} if "$schema" in descriptor else {"$schema": V2_RESOURCE}
    resource = Resource.from_descriptor(
        {
            **latest,
            "name": "t",
            "dialect": {"headerRows": [1]},
            "data": rows,
            "schema": {"$schema": V2, **descriptor},
        }
    )
    report = resource.validate(**asked)
    return [*report.errors, *(error for task in report.tasks for error in task.errors)]


@pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])
def test_frictionless_says_otherwise(case: Case):
    """Or there is no difference any more, and its row has to go."""
    if isinstance(case.theirs, list):
        assert [one.type for one in theirs(_descriptor(case), case.rows)] == case.theirs
    else:
        with pytest.raises(case.theirs):
            theirs(_descriptor(case), case.rows)


@pytest.mark.parametrize("case", CASES, ids=[case.key for case in CASES])
def test_we_say_what_the_page_says(tmp_path: Path, case: Case):
    header, *rows = case.rows
    schema = schema_of(tmp_path, _descriptor(case))
    if case.ours == ["schema-unusable"]:
        with pytest.raises(UnknownSchemaError) as refused:
            validate_table(table_of(header, *rows), schema)
        assert [refused.value.code] == case.ours
        return
    report = validate_table(table_of(header, *rows), schema)
    found = [f"{'~' * (one.severity == 'warning')}{one.code}" for one in report.findings]
    assert found == case.ours


def test_a_repeat_points_at_the_first_line_that_has_the_value(tmp_path: Path):
    """« deja-a-la-ligne »: frictionless points at the one before."""
    descriptor = {"fields": [bound({"name": "a"}, unique=True)]}
    rows = [["x"], ["x"], ["x"]]
    notes = [one.note for one in theirs(descriptor, [["a"], *rows])]
    assert [note.rpartition(" ")[2] for note in notes] == ["2", "3"]
    report = validate_table(table_of(["a"], *rows), schema_of(tmp_path, descriptor))
    assert [re.findall(r"ligne\s(\d+)", one.message) for one in report.findings] == [["2"], ["2"]]


def test_nothing_is_capped(tmp_path: Path):
    """« sans-limite »: frictionless stops at a thousand errors unless it is told not to."""
    descriptor = {"fields": [{"name": "a", "type": "integer"}]}
    rows = [["x"]] * 1_500
    assert len(theirs(descriptor, [["a"], *rows])) == 1_000
    report = validate_table(table_of(["a"], *rows), schema_of(tmp_path, descriptor))
    assert len(report.findings) == report.n_errors == 1_500


def test_title_lines_are_passed_over(tmp_path: Path):
    """« titre-au-dessus »: frictionless takes a line of the usual width for the header."""
    descriptor = {"fields": PAIR}
    path = tmp_path / "fichier.csv"
    path.write_text("Subventions,2024\na,b\nx,y\n", encoding="utf-8")
    told = Resource.from_descriptor(
        {"name": "t", "path": path.name, "schema": descriptor}, basepath=str(tmp_path)
    ).validate()
    assert "incorrect-label" in {one.type for task in told.tasks for one in task.errors}
    report = validate(path, schema_of(tmp_path, descriptor), bounds=Bounds())
    assert report.valid
    assert {one.code for one in report.notices} == {"title-lines"}


def test_what_is_no_number_is_a_number_as_with_frictionless(tmp_path: Path):
    """« nan »: no difference, though a person may wonder."""
    descriptor = {"fields": [bound(NUMBER, unique=True)]}
    rows = [["NaN"], ["NaN"], ["Infinity"]]
    assert theirs(descriptor, [["a"], *rows]) == []
    assert validate_table(table_of(["a"], *rows), schema_of(tmp_path, descriptor)).valid


def test_every_case_is_a_row_of_the_page_and_every_row_a_case():
    written = PAGE.read_text(encoding="utf-8").partition("## Avec Validata")[0]
    rows = re.findall(r"^\| `([a-z-]+)` \|", written, re.MULTILINE)
    assert len(rows) == len(set(rows))
    assert set(rows) == {case.key for case in CASES} | ALONE
