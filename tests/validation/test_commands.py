"""``ouvroir validate`` and ``ouvroir schemas``: exit codes, French, JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.cli.main import main
from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
CLEAN, DIRTY = str(FOLDER / "deliberations.csv"), str(FOLDER / "deliberations-export.csv")
ACTS = "scdl/deliberations@2.1.5"


@pytest.fixture
def run(capsys):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""

    def runner(*argv: str) -> tuple[int, str, str]:
        try:
            code = main(argv)
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, *(text.replace("\u00a0", " ").replace("\u202f", " ") for text in (out, err))

    return runner


def test_a_valid_file_exits_0(run):
    code, out, err = run("validate", CLEAN, "--schema", ACTS)
    assert (code, err) == (0, "")
    assert "valide pour scdl/deliberations@2.1.5" in out
    assert "0 erreur, 0 avertissement, 200 lignes de données" in out


def test_a_file_with_findings_exits_1_and_is_told_by_cause(run):
    code, out, _ = run("validate", DIRTY, "--schema", ACTS)
    assert code == 1
    assert "1 040 erreurs, 1 avertissement" in out
    assert "DELIB_DATE (201 fois, lignes 4, 5, 6, 7, 8…)" in out
    assert "« 18/01/2024 » n'est pas une date" in out
    assert out.count("À faire : Écrivez 2024-01-18.") == 1
    assert out.index("Erreurs") < out.index("Avertissements")


def test_the_number_of_lines_cited_is_chosen(run):
    _, out, _ = run("validate", DIRTY, "--schema", ACTS, "--limit", "2")
    assert "DELIB_DATE (201 fois, lignes 4, 5…)" in out
    assert "Ligne (1 fois, ligne 105)" in out


def test_several_files_in_json_are_one_object_a_line_and_the_worst_code(run, tmp_path):
    png = tmp_path / "image.csv"
    png.write_bytes(b"\x89PNG\r\n\x1a\n")
    code, out, err = run(
        "validate", CLEAN, DIRTY, str(png), "--schema", ACTS, "--format", "json", "--limit", "1"
    )
    first, second, third = map(json.loads, out.splitlines())
    assert code == 2
    assert (first["valid"], second["valid"], len(second["findings"])) == (True, False, 1)
    assert (third["file"], third["error"]["code"]) == (str(png), "binary-file")
    assert "c'est une image PNG" in err


@pytest.mark.parametrize(
    ("file", "schema", "said"),
    [
        ("absent.csv", ACTS, "Le fichier est introuvable"),
        (CLEAN, "scdl/deliberation", "Vouliez-vous dire scdl/deliberations"),
        (CLEAN, "absent.json", "Ce schéma ne peut pas servir"),
    ],
)
def test_what_cannot_be_used_exits_2_with_a_sentence(run, file, schema, said):
    code, out, err = run("validate", file, "--schema", schema)
    assert (code, out) == (2, "")
    assert said in err
    code, out, _ = run("validate", file, "--schema", schema, "--format", "json")
    assert code == 2
    assert json.loads(out)["error"]["message"]


def test_a_limit_that_is_no_number_is_refused_in_french(run):
    code, _, err = run("validate", CLEAN, "--schema", ACTS, "--limit", "-1")
    assert code == 2
    assert "nombre entier" in err


def test_a_schema_file_of_ones_own_serves(run, tmp_path: Path):
    path = tmp_path / "a-moi.json"
    path.write_text(json.dumps({"fields": [{"name": "COLL_NOM"}]}))
    code, out, _ = run("validate", CLEAN, "--schema", str(path))
    assert code == 0
    assert "16 avertissements" in out


def test_schemas_are_listed(run):
    code, out, _ = run("schemas", "list")
    assert code == 0
    assert "scdl/deliberations@2.1.5 : Délibérations des assemblées locales" in out
    _, out, _ = run("schemas", "list", "--format", "json")
    assert {(one["id"], one["version"]) for one in json.loads(out)} >= {
        ("scdl/subventions", "2.1.1")
    }


def test_a_schema_is_shown(run):
    code, out, _ = run("schemas", "show", "scdl/subventions")
    assert code == 0
    assert "16 colonnes" in out
    assert "dateConvention (date, obligatoire) : Date de la convention" in out
    _, out, _ = run("schemas", "show", "scdl/subventions", "--format", "json")
    data = json.loads(out)
    assert [field["name"] for field in data["fields"]][:2] == ["nomAttribuant", "idAttribuant"]
    assert {"name": "one-of-required"}.items() <= data["checks"][-1].items()


def test_an_unknown_schema_is_not_shown(run):
    code, _, err = run("schemas", "show", "scdl/rien-de-tel")
    assert code == 2
    assert "Aucun schéma connu" in err


def test_the_schema_of_a_file_is_guessed(run, tmp_path):
    dirty = str(FOLDER / "subventions-export.csv")
    code, out, _ = run("schemas", "guess", dirty)
    assert (code, out.strip()) == (0, "14 colonnes sur 16 de scdl/subventions 2.1.1")
    _, out, _ = run("schemas", "guess", DIRTY, "--format", "json")
    assert json.loads(out)[0] == {
        "id": "scdl/deliberations", "version": "2.1.5", "found": 17, "total": 17,
    }  # fmt: skip
    other = tmp_path / "autre.csv"
    other.write_text("essence,hauteur\nchêne,12\n")
    code, out, _ = run("schemas", "guess", str(other))
    assert code == 1
    assert "Aucune colonne" in out
