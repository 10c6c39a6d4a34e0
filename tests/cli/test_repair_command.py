"""``ouvroir repair``: what it lists, what it writes, exit codes, and what it refuses."""

from __future__ import annotations

import os
import shlex
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from grader.settings import DEFAULT_ROOT
from tests.validation.repairs.replays import run_script

FOLDER = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert"
CLEAN = str(FOLDER / "deliberations.csv")
ACTS = "scdl/deliberations@2.1.5"


@pytest.fixture
def run(command):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""
    return partial(command, "repair")


@pytest.fixture
def export(tmp_path) -> Path:
    """The damaged export of the commune, in a folder where results may be written."""
    path = tmp_path / "export.csv"
    path.write_bytes((FOLDER / "deliberations-export.csv").read_bytes())
    return path


@pytest.fixture
def small(tmp_path) -> Path:
    """Four columns of a schema of one's own: one sure repair, one to confirm, one refusal."""
    (tmp_path / "schema.json").write_text(
        '{"name": "votes", "fields": [{"name": "jour", "type": "date"},'
        ' {"name": "pour", "type": "integer"}, {"name": "fin", "type": "date"}]}',
        encoding="utf-8",
    )
    path = tmp_path / "votes.csv"
    path.write_text(
        "jour,pour,fin\n15/10/2017,4,03/04/2024\n16/10/2017,Unanimité,05/06/2024\n",
        encoding="utf-8",
    )
    return path


def schema_of(path: Path) -> str:
    return str(path.with_name("schema.json"))


def test_causes_are_listed_with_counts_previews_and_keys(run, small):
    before = sorted(small.parent.iterdir())
    code, out, err = run(str(small), "--schema", schema_of(small))
    assert (code, err) == (1, "")
    assert "votes.csv : 5 erreurs et 0 avertissement pour votes@non-indiquée." in out
    sure, unsure, lost = (
        out.index(title)
        for title in (
            "Réparations sûres",
            "Réparations à confirmer",
            "Ce qui ne peut pas être corrigé ici",
        )
    )
    assert sure < out.index("Dates écrites jour/mois/année, colonne jour : 2 cellules") < unsure
    assert "      ligne 2 : « 15/10/2017 » → « 2017-10-15 »" in out
    assert unsure < out.index("--repair 'date-ambiguous|fin'") < lost
    assert lost < out.index("      ligne 3 : « Unanimité »")
    assert "--sure applique la réparation sûre." in out
    assert sorted(small.parent.iterdir()) == before


def test_three_places_are_shown_and_the_others_counted(run, export):
    code, out, _ = run(str(export), "--schema", ACTS)
    assert code == 1
    assert out.count("« 18/01/2024 » → « 2024-01-18 »") == 3
    assert "      et 197 autres\n" in out


def test_nothing_to_mend_exits_0(run):
    code, out, err = run(CLEAN, "--schema", ACTS)
    assert (code, err) == (0, "")
    assert "Il ne reste rien à corriger." in out


def test_sure_writes_the_file_its_journal_and_a_script_that_does_the_same(run, export):
    names = {name: export.with_name(f"résultat.{name}") for name in ("csv", "journal", "py")}
    code, out, err = run(
        *(str(export), "--schema", ACTS, "--sure", "--output", str(names["csv"])),
        *("--journal", str(names["journal"]), "--script", str(names["py"])),
    )
    assert (code, err) == (1, "")
    assert "  - Dates écrites jour/mois/année, colonne DELIB_DATE : 200 cellules corrigées\n" in out
    assert " erreurs sur 1 038 corrigées, aucune nouvelle.\n" in out
    assert f"Fichier corrigé : {names['csv']}\n" in out
    written = names["csv"].read_bytes()
    assert written.startswith(b"COLL_NOM,COLL_SIRET,")
    assert names["journal"].read_bytes().startswith('\ufeff"étape";'.encode())
    assert run_script(names["py"].read_text(encoding="utf-8"), export) == written


def test_confirmed_repairs_are_applied_by_the_key_that_was_listed(run, small):
    listed = run(str(small), "--schema", schema_of(small))[1]
    line = next(line for line in listed.splitlines() if "ambiguous" in line)
    options = shlex.split(line)
    out_path = str(small.with_name("nouveau.csv"))
    code, out, _ = run(
        str(small), "--schema", schema_of(small), *options, "--sure", "--output", out_path
    )
    assert code == 1
    assert "4 erreurs sur 5 corrigées, aucune nouvelle." in out
    assert "Il reste 1 erreur." in out
    assert Path(out_path).read_text(encoding="utf-8").splitlines()[1] == "2017-10-15,4,2024-04-03"


def test_the_recommended_name_is_given_beside_the_file_and_never_replaces(run, export):
    argv = [str(export), "--schema", ACTS, "--repair", "blank-rows|", "--date", "2026-11-22"]
    code, out, _ = run(*argv)
    made = export.with_name("deliberations-20261122.csv")
    assert code == 1
    assert f"Fichier corrigé : {made}" in out
    before = made.read_bytes()
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert "« deliberations-20261122.csv » existe déjà, et ne sera pas remplacé." in err
    assert made.read_bytes() == before


def test_the_date_is_today_where_none_is_given(run, small):
    code, out, _ = run(str(small), "--schema", schema_of(small), "--sure")
    assert code == 1
    assert f"votes-{date.today():%Y%m%d}.csv" in out  # noqa: DTZ011 - the command's own day


@pytest.mark.parametrize("option", ["--output", "--journal", "--script"])
def test_the_file_that_is_read_is_never_replaced(run, export, option):
    before = export.read_bytes()
    link = export.with_name("lien.csv")
    link.symlink_to(export)
    results = {"--output": str(export.with_name("autre.csv")), option: str(link)}
    argv = [word for pair in results.items() for word in pair]
    code, out, err = run(str(export), "--schema", ACTS, "--sure", *argv)
    assert (code, out) == (2, "")
    assert "« lien.csv » serait remplacé" in err
    assert not export.with_name("autre.csv").exists()
    assert export.read_bytes() == before


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--output", "x.csv"], "--output n'a rien à écrire : aucune réparation n'est demandée"),
        (["--script", "x.py"], "Ajoutez --sure, ou --repair avec la clé d'une réparation."),
        (["--sure", "--repair", "absente|"], "Cette réparation n'est plus à faire"),
        (["--sure", "--date", "22/11/2026"], "--date : « 22/11/2026 » ne convient pas"),
        (["--sure", "--output", "a.csv", "--journal", "./a.csv"], "porteraient le même nom"),
        (["--sure", "--output", "absent/x.csv"], "n'a pas pu être écrit dans « absent/x.csv »"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(run, export, monkeypatch, argv, said):
    monkeypatch.chdir(export.parent)
    before = sorted(export.parent.iterdir())
    code, out, err = run(str(export), "--schema", ACTS, *argv)
    assert (code, out) == (2, "")
    assert said in err
    assert sorted(export.parent.iterdir()) == before


def test_files_and_schemas_that_cannot_be_read_exit_2(run, tmp_path):
    assert run(str(tmp_path / "absent.csv"), "--schema", ACTS)[0] == 2
    assert run(CLEAN, "--schema", "scdl/absent")[0] == 2


def test_a_workbook_of_several_sheets_is_asked_which(run, tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("Votes 2023", "Votes 2024"):
        sheet = book.create_sheet(name)
        sheet.append(["COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE"])
        sheet.append(["Val-Ouvert", "21990042000015", "1", "15/10/2017"])
    path = tmp_path / "votes.xlsx"
    book.save(path)
    code, _, err = run(str(path), "--schema", ACTS)
    assert code == 2
    assert "--feuille 'Votes 2023'" in err
    code, out, _ = run(str(path), "--schema", ACTS, "--feuille", "Votes 2024")
    assert code == 1
    assert "« 15/10/2017 » → « 2017-10-15 »" in out


def test_what_a_file_holds_commands_no_terminal(run, small):
    text = small.read_text(encoding="utf-8").replace("Unanimité", "\x1b[31m\x07rouge")
    small.write_text(text.replace("fin", "f\x1bin"), encoding="utf-8")
    _, out, err = run(str(small), "--schema", schema_of(small))
    assert "\x1b" not in out + err
    assert "\x07" not in out + err


def test_the_help_is_french(run):
    code, out, _ = run("--help")
    assert code == 0
    assert "corriger" in out.lower()
    assert os.linesep + "Options" in out
