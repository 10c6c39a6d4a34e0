"""A dictionary to write: what is checked of each column, and the files that it becomes."""

from __future__ import annotations

import csv
import io

import pytest

from grader.content.check import check_course
from grader.content.load import load_course
from grader.errors import RefusedError
from grader.exercises.assess import assess
from grader.exercises.dictionary import checks, words_in
from grader.exercises.dictionary_facts import FILE, facts_of, fits
from grader.exercises.dictionary_files import as_csv, as_schema
from grader.exercises.model import Event, Response
from grader.validation.validate import validate
from tests.fixtures.course_paths import REAL_SANDBOX, ROWS

NAME = "essai/dictionnaire-salles"
AT = "2026-10-15T08:00:00+00:00"


@pytest.fixture(scope="module")
def course():
    return load_course(ROWS, REAL_SANDBOX)


@pytest.fixture(scope="module")
def exercise(course):
    return course.exercise(NAME)


@pytest.fixture
def right(course):
    """Give the dictionary of the course's own solution."""
    case = next(
        one
        for one in course.modules["essai"].cases
        if one.exercise == NAME and one.name == "solution"
    )
    return {name: dict(said) for name, said in case.events[0]["columns"].items()}


def outcome(exercise, said):
    return assess(exercise, Response(NAME, 0, (Event("dictionary", AT, {"columns": said}),)))


def test_the_right_one_earns_everything_and_each_fault_takes_its_part(exercise, right):
    assert (outcome(exercise, right).status, outcome(exercise, right).points) == ("passed", 3)
    right["SALLE_CODE"]["type"] = "integer"
    found = outcome(exercise, right)
    assert (found.status, found.points) == ("partial", round(3 * 44 / 45, 2))


@pytest.mark.parametrize(
    ("column", "field", "value", "told"),
    [
        ("SALLE_CODE", "type", "integer", "ne convient pas"),
        ("SURFACE", "type", "string", "ne dit pas assez"),
        ("MISE_EN_SERVICE", "type", "", "choisissez un type"),
        ("CAUTION", "empty", "non", "une cellule au moins est vide"),
        ("SURFACE", "empty", "oui", "aucune cellule n'est vide"),
        ("SURFACE", "empty", "", "dites si une cellule"),
        ("SALLE_NOM", "description", "Salle nom", "sans répéter son nom"),
        ("SALLE_NOM", "description", " ", "écrivez une description"),
        ("SALLE_NOM", "description", "Surface utile de la salle", "une autre colonne"),
        ("SURFACE", "unit", "", "dites l'unité"),
        ("SURFACE", "unit", "hectares", "ce n'est pas l'unité"),
        ("SURFACE", "example", "grande", "n'a pas la forme"),
        ("MISE_EN_SERVICE", "example", "01/09/1998", "n'a pas la forme"),
        ("QUARTIER", "example", "QUARTIER", "donnez un exemple"),
    ],
)
def test_each_fault_is_told_at_its_field(exercise, right, column, field, value, told):
    right[column][field] = value
    wrong = [one for one in checks(exercise, right) if not one.right]
    assert (column, field) in {(one.column, one.field) for one in wrong}
    assert any(told in one.message for one in wrong)


@pytest.mark.parametrize("unit", ["M²", "  m2 ", "Mètres carrés", "mètres\u00a0carrés"])
def test_a_unit_may_be_written_in_several_ways(exercise, right, unit):
    right["SURFACE"]["unit"] = unit
    assert outcome(exercise, right).status == "passed"


@pytest.mark.parametrize(
    ("kind", "value", "suits"),
    [("integer", "60", True), ("integer", "001", False), ("integer", "6,5", False),
     ("number", "0.5", True), ("number", "82.5", True), ("number", "007", False),
     ("date", "1998-09-01", True), ("date", "01/09/1998", False), ("date", "19980901", False),
     ("boolean", "oui", True), ("boolean", "OUI", False), ("string", " ", False)],
)  # fmt: skip
def test_what_a_type_reads(kind, value, suits):
    assert fits(kind, value) is suits


def test_an_event_of_another_shape_earns_nothing(exercise):
    said = {"description": "", "type": "", "unit": "", "empty": "", "example": ""}
    foreign = [None, "SURFACE", {"SURFACE": "m²"}, {"SURFACE": {"unit": "m²"}}]
    foreign.append({"SURFACE": {**said, "unit": "x" * 61}})
    foreign.append({f"C{n}": said for n in range(13)})
    for columns in foreign:
        with pytest.raises(RefusedError):
            words_in({"columns": columns})
        assert outcome(exercise, columns).status == "uncheckable"
    assert assess(exercise, Response(NAME)).status == "not_attempted"
    assert outcome(exercise, {}).points == 0


def test_as_csv_no_cell_becomes_a_formula(right):
    right["REMARQUE"]["description"] = '=HYPERLINK("http://a.example")'
    lines = list(csv.reader(io.StringIO(as_csv(right))))
    assert lines[0][:3] == ["colonne", "description", "type"]
    assert len(lines) == 11
    assert not any(cell.startswith(("=", "+", "@")) for line in lines for cell in line)


def test_as_a_schema_it_really_validates_its_file(exercise, right, tmp_path):
    schema = tmp_path / "schema.json"
    file = exercise.settings[FILE]
    schema.write_text(as_schema(right, "Les salles"), encoding="utf-8")
    assert validate(file, schema).n_errors == 0
    right["SURFACE"]["type"] = "integer"
    right["CAUTION"]["empty"] = "non"
    schema.write_text(as_schema(right, "Les salles"), encoding="utf-8")
    columns = {one.column for one in validate(file, schema).findings if one.severity == "error"}
    assert {"SURFACE", "CAUTION"} <= columns


def test_expected_and_file_agree_or_the_check_says_so(exercise, tmp_path):
    assert facts_of(exercise).header == tuple(exercise.settings["expected"])
    for path in ROWS.rglob("*.*"):
        target = tmp_path / path.relative_to(ROWS)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        text = text.replace("SURFACE: {types: [number]", "SURFACE: {types: [integer]")
        target.write_text(text, encoding="utf-8")
    assert "type-disagrees" in {one.code for one in check_course(tmp_path, REAL_SANDBOX)}
