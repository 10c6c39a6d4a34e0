"""The pandas script writes the very bytes that we write, step by step, and stands alone."""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import subprocess
import sys
import warnings
from pathlib import Path
from unittest.mock import patch

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from grader.errors import RefusedError
from grader.privacy.aids import read_aids
from grader.privacy.recipe import apply, check_recipe
from grader.privacy.records import records_of
from grader.privacy.script import pandas_script
from grader.privacy.transforms.embed import MODULES, _pieces
from grader.privacy.transforms.written import csv_bytes
from grader.settings import DEFAULT_ROOT, Bounds
from grader.tables.read import read_table
from tests.privacy.transforms.dirty import STREETS
from tests.privacy.transforms.test_recipe import COUNTS, EVERY, KEY, recipes, rows

EXAMPLE = DEFAULT_ROOT / "sandbox_data/communes/val-ouvert/anonymiser"
DIRTY = (
    "NOM,NE,OU,METIER,EUROS",
    "Ève,12/03/1984,12 bis rue des Lilas,infirmière,\"1 234,50 €\"",
    "DUPONT,1984-03-12,\"4, rue du 8 mai 1945 99042 Val-Ouvert\",Maçon,99",
    "=1+1,n.c.,chez Mme Dupont,,n.c.",
    "@x,30752,LA GARE,dompteur,-5",
    "\"il dit \"\"non\"\"\",1er mai 2025,\"deux\nlignes\",retraité,0",
    "\u00a0Ève \t,,,infirmière,12.5",
    "Léo,03/1984,12 av. de la Gare",
    "Zoé,1984,1 rue Inconnue,agent d'entretien,1000,de trop",
    ",,,,",
)  # fmt: skip


def run(script: str, path: Path) -> bytes:
    """Run a script in this process, as a whole: importing pandas a hundred times takes minutes."""
    place, out = path.with_name("anonymiser.py"), path.with_name("publié.csv")
    place.write_text(script, encoding="utf-8")
    said = io.StringIO()
    with (
        warnings.catch_warnings(),
        patch.object(sys, "argv", [str(place), str(path), str(out)]),
        patch.dict(os.environ, {"OUVROIR_CLE": KEY.decode()}),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
    ):
        warnings.simplefilter("error")
        runpy.run_path(str(place), run_name="__main__")
    assert said.getvalue() == ""
    return out.read_bytes()


def same_as_ours(path: Path, raw: list, aids=STREETS) -> str:
    table = read_table(path, Bounds())
    records = records_of(table)
    recipe = check_recipe(raw, records.columns)
    script = pandas_script(recipe, table, aids)
    assert run(script, path) == csv_bytes(apply(records, recipe, KEY, aids))
    return script


def write(folder: Path, lines=DIRTY, encoding="utf-8", end="\n", delimiter=",") -> Path:
    path = folder / "reçu.csv"
    text = end.join([*lines, ""])
    path.write_bytes(text.replace(",", delimiter).encode(encoding))
    return path


@pytest.mark.parametrize("step", [*EVERY, *COUNTS], ids=lambda one: str(sorted(one.items()))[:60])
def test_each_step_writes_what_we_write(tmp_path, step):
    same_as_ours(write(tmp_path), [step])


def test_steps_follow_one_another(tmp_path):
    drop, *others = [one for one in EVERY if one["do"] not in ("suppress", "pseudonymise")]
    same_as_ours(write(tmp_path), [*others, drop, *COUNTS[:1]])
    every = [{"do": "drop", "column": name} for name in ("NOM", "NE", "OU", "METIER", "EUROS")]
    same_as_ours(write(tmp_path), every[:4])
    same_as_ours(write(tmp_path), every)


@pytest.mark.parametrize("end", [[], COUNTS[:1]])
def test_a_file_of_which_no_row_is_left_keeps_its_columns(tmp_path, end):
    suppress = {"do": "suppress", "by": ["METIER"], "least": 2}
    same_as_ours(write(tmp_path, DIRTY[:1]), [suppress, *end])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=rows, raw=recipes)
def test_any_recipe_on_any_rows(tmp_path, drawn, raw):
    path = tmp_path / "reçu.csv"
    lines = [("NOM", "NE", "OU", "METIER", "EUROS"), *drawn]
    with path.open("w", encoding="utf-8", newline="", errors="replace") as out:
        for line in lines:
            cells = (cell.replace('"', "”").replace("\0", "") for cell in line)
            out.write(",".join(f'"{cell}"' for cell in cells) + "\n")
    if "orphan-quote" not in {one.code for one in read_table(path, Bounds()).notices}:
        same_as_ours(path, raw)


@pytest.mark.parametrize(
    "how",
    [
        {"encoding": "cp1252", "delimiter": ";"},
        {"encoding": "utf-8-sig", "end": "\r\n"},
        {"delimiter": "\t"},
        {"lines": ["Aides de 2025", "", *DIRTY]},
        {"lines": ["A,A,,B ", "1,2,3,4", "1,2,3,4"], "end": "\r"},
        {"lines": ["SEULE", "a", "", "b"]},
        {"lines": ["A,B", "1,2", "3,4", "5,6"], "end": "\u2028"},
    ],
    ids=str,
)
def test_the_file_is_read_as_we_read_it(tmp_path, how):
    path = write(tmp_path, **how)
    first = records_of(read_table(path, Bounds())).columns[0]
    same_as_ours(path, [{"do": "pseudonymise", "column": first}])


def test_a_byte_that_is_no_letter_is_read_as_we_read_it(tmp_path):
    path = write(tmp_path, [*DIRTY, *["Éloïse,1984,,,1"] * 30])
    path.write_bytes(path.read_bytes().replace("Léo".encode(), b"L\xffo"))
    assert "encoding-mixed" in {one.code for one in read_table(path, Bounds()).notices}
    same_as_ours(path, [EVERY[0]])
    same_as_ours(path, [EVERY[1]])


def test_a_sheet_of_texts_is_read_as_we_read_it(tmp_path):
    book = openpyxl.Workbook()
    for row in (["Aides"], ["NOM", "NE", "EUROS"], ["Ève", "12/03/1984", "12,5"], ["Léo", None, 7]):
        book.active.append(row)
    path = tmp_path / "reçu.xlsx"
    book.save(path)
    same_as_ours(path, [EVERY[1], EVERY[3], EVERY[10]])


def test_the_example_run_alone_as_a_person_does(tmp_path):
    path, out = EXAMPLE / "aides.csv", tmp_path / "publié.csv"
    aids = read_aids(EXAMPLE / "voies.csv")
    table = read_table(path, Bounds())
    records = records_of(table)
    raw = [
        {"do": "drop", "column": "NOM"},
        {"do": "pseudonymise", "column": "DOSSIER"},
        {"do": "generalise", "column": "ADRESSE", "by": "place", "level": 2, "streets": True},
        {"do": "generalise", "column": "DATE_NAISSANCE", "by": "birth", "level": 4},
        {"do": "generalise", "column": "PROFESSION", "by": "job", "level": 1},
        {"do": "noise", "column": "MONTANT", "scale": 10},
        {"do": "suppress", "by": ["ADRESSE", "DATE_NAISSANCE", "SEXE"], "least": 5},
    ]
    recipe = check_recipe(raw, records.columns)
    script = pandas_script(recipe, table, aids)
    place = tmp_path / "anonymiser.py"
    place.write_text(script, encoding="utf-8")

    def alone(*arguments: Path | str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-W", "error", "-I", str(place), *map(str, arguments)],
            capture_output=True, text=True, check=False, env=environment, encoding="utf-8",
        )  # fmt: skip

    done = alone(path, out, OUVROIR_CLE=KEY.decode(), PYTHONUTF8="1", LC_ALL="C.UTF-8")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert out.read_bytes() == csv_bytes(apply(records, recipe, KEY, aids))
    assert KEY.decode() not in script
    assert "grader" not in script
    told = alone(path, out, LC_ALL="C.UTF-8")
    assert told.returncode == 1
    assert "OUVROIR_CLE" in told.stderr
    assert "reçu" in alone(path, path, OUVROIR_CLE="x", LC_ALL="C.UTF-8").stderr


def test_the_script_says_how_to_run_it_and_what_it_does(tmp_path):
    script = same_as_ours(write(tmp_path), [EVERY[0], EVERY[1] | {"column": "NE"}])
    assert "OUVROIR_CLE=CLÉ python anonymiser.py FICHIER_REÇU FICHIER_À_PUBLIER" in script
    assert "    # 1. NOM : colonne retirée\n    tableau = retirer(tableau, 'NOM')\n" in script
    assert '$env:OUVROIR_CLE="CLÉ"' in script
    without = same_as_ours(write(tmp_path), [EVERY[0]])
    assert "OUVROIR_CLE=" not in without
    assert "hmac" not in without
    assert "def par_date" not in without


def test_names_of_columns_cannot_leave_their_place(tmp_path):
    name = 'A"""\\\nimport os\'); print(1)'
    path = tmp_path / "reçu.csv"
    path.write_text('"' + name.replace('"', '""') + '",B\nx,y\nx,y\n', encoding="utf-8")
    same_as_ours(path, [{"do": "pseudonymise", "column": name}])
    script = pandas_script((), read_table(path, Bounds()), name='a"""\nimport os # \\')
    compile(script, "script", "exec")
    assert "\nimport os #" not in script


def test_a_file_with_orphan_quotes_is_to_be_mended_first(tmp_path):
    path = write(tmp_path, ["A,B", '"x""y,3', "z,2"])
    with pytest.raises(RefusedError) as caught:
        pandas_script((), read_table(path, Bounds()))
    assert caught.value.code == "script-needs-mending"


def test_another_file_is_found_by_its_names_or_refused(tmp_path):
    path = write(tmp_path, ["A,B", "1,2"])
    script = pandas_script(({"do": "drop", "column": "A"},), read_table(path, Bounds()))
    path.write_text("Titre\nC,B,A\n1,2,3\n", encoding="utf-8")
    assert run(script, path) == b"C,B\n1,2\n"
    path.write_text("C,B\n1,2\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="Aucune ligne"):
        run(script, path)


def test_no_two_parts_of_a_script_have_one_name():
    names = [name for module in MODULES for piece in _pieces(module).pieces for name in piece.names]
    assert len(names) == len(set(names))


def test_what_is_written_reads_back_cell_by_cell(tmp_path):
    path = write(tmp_path)
    records = records_of(read_table(path, Bounds()))
    out = tmp_path / "écrit.csv"
    out.write_bytes(csv_bytes(records))
    assert records_of(read_table(out, Bounds())).equals(records)
    assert out.read_bytes().count(b"\n=1+1,n.c.,") == 1
