"""``ouvroir validate``: exit codes, formats, where the report goes, and what is refused."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from grader.cli.main import main
from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
CLEAN, DIRTY = str(FOLDER / "deliberations.csv"), str(FOLDER / "deliberations-export.csv")
ACTS = "scdl/deliberations@2.1.5"
SPEC = Draft202012Validator(
    json.loads((DEFAULT_ROOT / "docs" / "rapport.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture
def run(command):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""
    return partial(command, "validate")


@pytest.fixture
def png(tmp_path) -> str:
    path = tmp_path / "image.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    return str(path)


#: Names of two sheets, the first of which a shell would run if it were not quoted.
SHEETS = ("$(rm x) 'y", "Actes 2024")


@pytest.fixture
def workbook(tmp_path) -> str:
    """Two sheets that both look like what the schema asks for."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    with Path(CLEAN).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[:4]
    for name in SHEETS:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "classeur.xlsx")
    return str(tmp_path / "classeur.xlsx")


def test_a_valid_file_exits_0(run):
    code, out, err = run(CLEAN, "--schema", ACTS)
    assert (code, err) == (0, "")
    assert " : valide pour scdl/deliberations@2.1.5" in out
    assert "0 erreur, 0 avertissement, 200 lignes de données" in out


def test_a_file_with_errors_exits_1_and_is_told_by_cause(run):
    code, out, _ = run(DIRTY, "--schema", ACTS)
    assert code == 1
    assert "1 038 erreurs, 3 avertissements" in out
    assert "  - DELIB_DATE, ligne 4\n      « 18/01/2024 » n'est pas une date" in out
    assert out.count("À faire : Écrivez 2024-01-18.") == 1
    assert "Et 200 autres cellules : lignes 5, 6, 7, 8, 9…" in out
    assert out.index("Erreurs") < out.index("Avertissements")
    assert (
        "Et 200 autres cellules : lignes 5, 6…" in run(DIRTY, "--schema", ACTS, "--limit", "2")[1]
    )


def test_several_files_in_json_are_one_object_a_line_and_the_worst_code(run, png):
    code, out, err = run(CLEAN, DIRTY, png, "--schema", ACTS, "--format", "json", "--limit", "1")
    told = [json.loads(line) for line in out.splitlines()]
    for one in told:
        SPEC.validate(one)
    first, second, third = told
    assert code == 2
    assert (first["valid"], second["valid"], len(second["findings"])) == (True, False, 1)
    assert (third["file"], third["error"]["code"]) == (png, "binary-file")
    assert f"{png} : Ce fichier n'est pas un tableau : c'est une image PNG" in err


@pytest.mark.parametrize(
    ("file", "schema", "said"),
    [
        ("absent.csv", ACTS, "Le fichier est introuvable"),
        (CLEAN, "scdl/deliberation", "Vouliez-vous dire scdl/deliberations"),
        (CLEAN, "absent.json", "Ce schéma ne peut pas servir"),
    ],
)
def test_what_cannot_be_used_exits_2_with_a_sentence(run, file, schema, said):
    code, out, err = run(file, "--schema", schema)
    assert (code, out) == (2, "")
    assert said in err
    code, out, _ = run(file, "--schema", schema, "--format", "json")
    assert code == 2
    SPEC.validate(json.loads(out))


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--limit", "-1", "validate : --limit : « -1 » n'est pas un nombre entier positif"),
        ("--limit", "x", "nombre entier"),
        (
            "--date",
            "21/11/2026",
            ": --date : « 21/11/2026 » n'est pas une date de la forme AAAA-MM-JJ",
        ),
        ("--format", "xml", "choix possibles : text, json, csv, html"),
    ],
)
def test_an_option_that_does_not_fit_is_refused_in_french(run, option, value, said):
    code, _, err = run(CLEAN, "--schema", ACTS, option, value)
    assert code == 2
    assert said in err
    assert "invalid" not in err


def test_a_schema_file_or_folder_of_ones_own_serves(run, tmp_path):
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"fields": [{"name": "COLL_NOM"}]}))
    for schema in (path, tmp_path):
        code, out, _ = run(CLEAN, "--schema", str(schema))
        assert code == 0
        assert "16 avertissements" in out


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_report_goes_to_a_file(run, tmp_path, png, form):
    output = tmp_path / "rapport"
    code, out, _ = run(DIRTY, png, "--schema", ACTS, "--format", form, "--output", str(output))
    assert (code, out) == (2, "")
    written = output.read_text(encoding="utf-8").replace("<wbr>", "")
    assert "deliberations-export.csv" in written
    assert "image.csv" in written
    printed = run(DIRTY, png, "--schema", ACTS, "--format", form)[1].replace("<wbr>", "")
    assert ("image.csv" in printed) is (form != "text")


def test_a_page_is_the_same_twice_and_bears_the_day_asked_for(run, tmp_path):
    pages = []
    for name in ("a", "b"):
        output = tmp_path / name
        run(DIRTY, "--schema", ACTS, "--format", "html", "--output", str(output))
        pages.append(output.read_bytes())
    assert pages[0] == pages[1]
    assert str(FOLDER).encode() not in pages[0]
    out = run(CLEAN, "--schema", ACTS, "--format", "html", "--date", "2026-11-21")[1]
    assert "Rapport de vérification du 21 novembre 2026" in out


def test_no_file_that_is_needed_is_replaced(run, tmp_path):
    mine = tmp_path / "mien.csv"
    mine.write_bytes(Path(CLEAN).read_bytes())
    own = tmp_path / "schema.json"
    own.write_text(json.dumps({"fields": [{"name": "COLL_NOM"}]}))
    os.link(mine, tmp_path / "lien.csv")
    for output in (mine, tmp_path / "lien.csv", own):
        before = output.read_bytes()
        code, _, err = run(str(mine), "--schema", str(own), "--output", str(output))
        assert code == 2
        assert "dont la vérification a besoin" in err
        assert output.read_bytes() == before


def test_a_report_that_cannot_be_written_is_said(run, tmp_path):
    output = tmp_path / "absent" / "rapport.json"
    code, out, err = run(CLEAN, "--schema", ACTS, "--format", "json", "--output", str(output))
    assert code == 2
    assert "n'a pas pu être écrit" in err
    SPEC.validate(json.loads(out))


def test_a_workbook_of_several_sheets_is_refused_with_their_names_and_the_way_to_ask(run, workbook):
    code, out, err = run(workbook, "--schema", ACTS)
    assert (code, out) == (2, "")
    assert all(name in err for name in SHEETS)
    # Pasted into a shell, the name stays a name.
    assert "Par exemple : --feuille '$(rm x) '\"'\"'y'" in err
    _, out, _ = run(workbook, "--schema", ACTS, "--format", "json")
    data = json.loads(out)
    SPEC.validate(data)
    assert data["error"]["choices"] == list(SHEETS)


def test_naming_a_sheet_of_a_text_file_is_said_to_change_nothing(run):
    code, _, err = run(CLEAN, "--schema", ACTS, "--feuille", "Actes 2024")

    assert code == 0
    assert "ce fichier n'est pas un classeur, l'option --feuille n'y change rien." in err


@pytest.mark.parametrize("option", ["--feuille", "--sheet"])
def test_a_sheet_is_chosen(run, workbook, option):
    code, out, err = run(workbook, "--schema", ACTS, option, SHEETS[1], "--format", "json")
    data = json.loads(out)
    assert err == ""
    assert code == (0 if data["valid"] else 1)
    assert (data["dialect"]["sheet"], data["stats"]["rows"]) == (SHEETS[1], 3)
    assert run(workbook, "--schema", ACTS, option, "Absente")[0] == 2


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
def test_a_reader_that_leaves_is_no_drama(form):
    command = [
        sys.executable, "-m", "grader.cli.main", "validate", DIRTY, "--schema", ACTS,
        "--format", form,
    ]  # fmt: skip
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=DEFAULT_ROOT
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
@pytest.mark.parametrize("closing", [">/dev/full", ">&-"])
def test_a_report_that_cannot_be_written_is_no_valid_file(form, closing):
    command = f'"$@" {closing}'
    done = subprocess.run(
        ["sh", "-c", command, "sh", sys.executable, "-m", "grader.cli.main", "validate", DIRTY,
         "--schema", ACTS, "--format", form],
        cwd=DEFAULT_ROOT, stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "Le rapport n'a pas pu être écrit sur la sortie standard" in done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_any_terminal_gets_its_report(tmp_path):
    odd = tmp_path / os.fsdecode(b"\xff.csv")
    odd.write_bytes(b"\x89PNG\r\n\x1a\n")
    for form, encoding in (("json", "utf-8"), ("csv", "utf-8"), ("text", "ascii")):
        done = subprocess.run(
            [sys.executable, "-m", "grader.cli.main", "validate", str(odd), DIRTY,
             "--schema", ACTS, "--format", form],
            env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
            cwd=DEFAULT_ROOT, capture_output=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2
        assert b"Traceback" not in done.stderr
        assert "deliberations-export.csv" in done.stdout.decode(encoding)


def blocks(language: str) -> list[str]:
    """Give the examples of the documentation."""
    text = (DEFAULT_ROOT / "docs" / "valider.md").read_text(encoding="utf-8")
    return [part.split("```")[0] for part in text.split(f"```{language}\n")[1:]]


def test_the_python_examples_of_the_documentation_print_what_they_say(monkeypatch):
    monkeypatch.chdir(DEFAULT_ROOT)
    examples = list(zip(blocks("python"), blocks("text"), strict=True))
    assert len(examples) == 2
    for code, said in examples:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, "valider.md", "exec"), {})
        assert out.getvalue() == said


def test_the_commands_of_the_documentation_work(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(DEFAULT_ROOT)
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    assert len(lines) == 4
    for line in lines:
        name, *argv = line.replace("rapport.html", str(tmp_path / "rapport.html")).split()
        assert name == "ouvroir"
        assert main(argv) in {0, 1}
        assert capsys.readouterr().err == ""
    assert (tmp_path / "rapport.html").exists()


def test_the_documentation_names_every_option(run):
    _, help_text, _ = run("--help")
    text = (DEFAULT_ROOT / "docs" / "valider.md").read_text(encoding="utf-8")
    options = {word.strip(",") for word in help_text.split() if word.startswith("--")}
    assert {"--format", "--limit", "--output", "--sheet", "--feuille", "--date"} <= options
    assert {one for one in options - {"--help"} if one not in text} == set()
