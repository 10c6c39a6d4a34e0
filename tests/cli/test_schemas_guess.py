"""``ouvroir schemas guess``: from a text file or a workbook to the schema it likely follows."""

from __future__ import annotations

import json
from functools import partial

import pytest
from openpyxl import Workbook, load_workbook

from grader.settings import DEFAULT_ROOT
from grader.validation.schemas import load_schema
from tests.validation.schemas_facts import FOLDER

COMMUNE = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"


@pytest.fixture
def run(command, monkeypatch, tmp_path):
    """Run the command; give exit code, output, error output, with ordinary spaces."""
    monkeypatch.setenv("OUVROIR_DATA", str(tmp_path / "data"))
    return partial(command, "schemas", "guess")


@pytest.fixture
def workbook(tmp_path):
    """A workbook of two sheets: first names, and a list of trees."""
    book = Workbook()
    first = book.active
    first.title = "Prénoms"
    schema = load_schema("scdl/prenoms", FOLDER)
    first.append(schema.labels)
    first.append([field.example for field in schema.fields])
    second = book.create_sheet("Arbres")
    second.append(["essence", "hauteur"])
    second.append(["chêne", 12])
    path = tmp_path / "classeur.xlsx"
    book.save(path)
    return str(path)


def test_the_schema_of_a_dirty_export_is_guessed(run):
    code, out, err = run(str(COMMUNE / "subventions-export.csv"))
    assert (code, err) == (0, "")
    assert out == "14 colonnes sur 16 de scdl/subventions 2.1.1\n"


def test_the_likeliest_comes_first_for_machines(run):
    _, out, _ = run(str(COMMUNE / "deliberations-export.csv"), "--format", "json")
    assert json.loads(out)[0] == {
        "id": "scdl/deliberations", "version": "2.1.5", "found": 17, "total": 17,
    }  # fmt: skip


@pytest.mark.parametrize("option", ["--feuille", "--sheet"])
def test_the_sheet_of_a_workbook_is_named(run, workbook, option):
    code, out, _ = run(workbook, option, "Prénoms")
    assert (code, out) == (0, "6 colonnes sur 6 de scdl/prenoms 1.1.6\n")
    code, out, _ = run(workbook, option, "Arbres")
    assert (code, out) == (
        1,
        "Aucune colonne de ce fichier n'appartient à un schéma connu.\n",
    )


def test_the_only_sheet_with_known_columns_is_taken(run, workbook):
    assert run(workbook)[:2] == (0, "6 colonnes sur 6 de scdl/prenoms 1.1.6\n")


def test_a_workbook_of_several_such_sheets_asks_which(run, workbook):
    book = load_workbook(workbook)
    book.copy_worksheet(book["Prénoms"]).title = "Prénoms 2023"
    book.save(workbook)
    code, out, err = run(workbook)
    assert (code, out) == (2, "")
    assert "« Prénoms »" in err.replace("\xa0", " ")
    assert "« Prénoms 2023 »" in err.replace("\xa0", " ")


def test_few_common_columns_are_told_as_such(run, tmp_path):
    path = tmp_path / "autre.csv"
    header = ["siret", *(f"colonne {letter}" for letter in "abcdefgh")]
    path.write_text(";".join(header) + "\n" + ";".join("123456789") + "\n", encoding="utf-8")
    code, out, _ = run(str(path))
    assert code == 0
    assert out.splitlines()[-1].startswith("Peu de colonnes sont communes")


def test_a_folder_of_ones_own_takes_part(run, tmp_path):
    path = tmp_path / "mes" / "commune" / "arbres" / "1.0" / "schema.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"fields": [{"name": "essence"}, {"name": "hauteur"}]}))
    file = tmp_path / "arbres.csv"
    file.write_text("essence,hauteur\nchêne,12\n", encoding="utf-8")
    code, out, _ = run(str(file), "--folder", str(tmp_path / "mes"))
    assert (code, out) == (0, "2 colonnes sur 2 de commune/arbres 1.0\n")


def test_a_file_that_cannot_be_read_exits_2(run, tmp_path):
    code, out, err = run(str(tmp_path / "absent.csv"))
    assert (code, out) == (2, "")
    assert "introuvable" in err
