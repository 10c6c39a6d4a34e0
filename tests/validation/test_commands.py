"""``ouvroir schemas``: exit codes, French, JSON."""

from __future__ import annotations

import json

import pytest

from grader.cli.main import main
from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
DIRTY = str(FOLDER / "deliberations-export.csv")


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
