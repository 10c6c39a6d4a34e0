"""``ouvroir detect``: exit codes, formats, dirty files, and its documentation."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from grader.settings import DEFAULT_ROOT

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
AIDS = str(FOLDER / "anonymiser" / "aides.csv")
TEXT = (DEFAULT_ROOT / "docs" / "detecter.md").read_text(encoding="utf-8")
ROWS = [
    ["Titulaire", "SIRET", "Téléphone", "Observations"],
    *[
        [f"M. Éric {name}", "2,199E+13", f"06 39 98 12 {n:02d}", "Reçu le courrier d'août"]
        for n, name in enumerate(["Lefèvre", "Hénaff", "Bézier", "Gaël"] * 5)
    ],
]


@pytest.fixture
def run(command):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""
    return partial(command, "detect")


def dirty(path: Path) -> str:
    """Windows-1252, semicolons, two lines of title, a SIRET cut by a spreadsheet."""
    lines = ["REGISTRE DES TITULAIRES", "édité le 08/01/2026", *(";".join(row) for row in ROWS)]
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    return str(path)


def told(out: str) -> dict[str, tuple[str, str]]:
    return {one["label"]: (one["role"], one["kind"]) for one in json.loads(out)["columns"]}


EXPECTED = {
    "Titulaire": ("direct", "name"),
    "SIRET": ("free", "siren"),
    "Téléphone": ("direct", "phone"),
    "Observations": ("free", "text"),
}


def test_a_dirty_file_is_read_and_told(run, tmp_path):
    code, out, err = run(dirty(tmp_path / "export.csv"), "--format", "json")
    assert (code, err) == (1, "")
    found = told(out)
    assert {label: found[label] for label in ("Titulaire", "Téléphone")} == {
        label: EXPECTED[label] for label in ("Titulaire", "Téléphone")
    }
    assert found["Observations"][0] == "free"
    codes = {one["code"] for one in json.loads(out)["notices"]}
    assert {"encoding-not-utf8", "delimiter-not-comma", "title-lines"} <= codes


def test_the_sheet_of_a_workbook_is_chosen(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Vide de sens"
    for name in ("Vide de sens", "Titulaires"):
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in ROWS:
            sheet.append(row)
    path = str(tmp_path / "classeur.xlsx")
    book.save(path)
    code, out, err = run(path)
    assert (code, out) == (2, "")
    assert "--feuille" in err
    code, out, err = run(path, "--feuille", "Titulaires", "--format", "json")
    assert (code, err) == (1, "")
    assert told(out)["Titulaire"] == EXPECTED["Titulaire"]


def test_the_json_has_its_fields_and_no_value(run):
    code, out, err = run(AIDS, "--format", "json")
    assert (code, err) == (1, "")
    data = json.loads(out)
    assert (data["rows"], len(data["columns"])) == (2000, 15)
    for one in data["columns"]:
        assert set(one) == {
            "label", "role", "kind", "reason", "confidence", "cells", "share", "sampled",
        }  # fmt: skip
        assert 0 <= one["share"] <= 1
        assert one["reason"].endswith(".")
    inside = {(one["label"], one["kind"]): one["cells"] for one in data["texts"]}
    assert all(0 < inside["COMMENTAIRE", kind] < 2000 for kind in ("nir", "phone", "name", "email"))
    assert "@" not in out
    assert "06 39 98" not in out


def test_a_file_that_speaks_of_nobody_exits_0(run):
    code, out, err = run(str(FOLDER / "deliberations-export.csv"))
    assert (code, err) == (0, "")
    assert "Ne disent rien d'une personne, à ce qu'il semble (17)" in out
    assert "Le fichier est écrit en Windows-1252" in out
    assert "Désignent" not in out


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-file"), (b"\x89PNG\r\n\x1a\n" + bytes(200), "binary-file"), (None, None)],
)
def test_what_cannot_be_read_exits_2_with_a_sentence(run, tmp_path, content, code):
    path = tmp_path / "fichier.csv"
    if content is not None:
        path.write_bytes(content)
    status, out, err = run(str(path))
    assert (status, out) == (2, "")
    assert err.startswith(f"{path} : ")
    status, out, _ = run(str(path), "--format", "json")
    assert status == 2
    assert json.loads(out)["error"]["code"] == code or code is None


def test_an_odd_name_of_column_stays_on_its_line(run, tmp_path):
    path = tmp_path / "f.csv"
    path.write_text("\x1b[31mNOM" + "x" * 500 + ",AGE\nMartin,34\nPetit,51\n", encoding="utf-8")
    _, out, _ = run(str(path))
    assert "\x1b" not in out
    assert max(map(len, out.splitlines())) <= 160


def test_naming_a_sheet_of_a_text_file_is_said_to_change_nothing(run):
    assert "n'y change rien" in run(AIDS, "--feuille", "x")[2]


def blocks(language: str) -> list[str]:
    parts = TEXT.split(f"```{language}\n")[1:]
    return [part.split("```")[0] for part in parts]


def test_the_documentation_says_what_is_printed(run, monkeypatch):
    monkeypatch.chdir(DEFAULT_ROOT)
    words = shlex.split(blocks("sh")[0])
    assert words[:2] == ["ouvroir", "detect"]
    out = run(*words[2:])[1].splitlines()
    said = [line for line in blocks("text")[0].splitlines() if line != "…"]
    assert [line for line in said if line not in out] == []


def test_the_python_example_prints_what_it_says(monkeypatch):
    monkeypatch.chdir(DEFAULT_ROOT)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(blocks("python")[0], "detecter.md", "exec"), {})
    assert out.getvalue() == blocks("text")[1]


def test_every_option_is_named(run):
    options = {word.strip(",.") for word in run("--help")[1].split() if word.startswith("--")}
    assert {"--feuille", "--sheet", "--format"} <= options
    assert {one for one in options - {"--help"} if one not in TEXT} == set()
