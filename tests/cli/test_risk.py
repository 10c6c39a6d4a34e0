"""``ouvroir risk``: figures, exit codes, columns named nearly, and files as people send them."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from pycanon import anonymity

from tests.privacy.measures.tables import tables

ROWS = [
    ("Âge", "Sexe", "Rue, n°", "AIDE", "Montant"),
    ("30", "F", "Haute", "prêt", "1 250,50"),
    ("30", "F", "Haute", "secours", "300"),
    ("30", "F", "Haute", "secours", "300"),
    ("41", "M", "Basse", "prêt", "80"),
    ("41", "M", "Basse", "prêt", "90,5"),
    ("58", "F", "Basse", "secours", "90,50"),
]
#: Of the first two columns and of AIDE, worked out by hand.
FIGURES = {"rows": 6, "k": 1, "l": 1, "t": 0.5, "unique": 1, "at_risk": 6}


@pytest.fixture
def run(command):
    """Run the command; give exit code, output, error output (with ordinary spaces)."""
    return partial(command, "risk")


def text_of(rows: list[tuple[str, ...]], delimiter: str = ";") -> str:
    return "".join(
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + "\r\n"
        for row in rows
    )


@pytest.fixture
def file(tmp_path):
    """The rows as a French spreadsheet writes them: Windows-1252, semicolons."""
    path = tmp_path / "aides.csv"
    path.write_bytes(text_of(ROWS).encode("cp1252"))
    return str(path)


def figures(run, file: str, *argv: str) -> dict:
    code, out, err = run(file, *argv, "--format", "json")
    assert (code in (0, 1), err) == (True, "")
    return json.loads(out)


def test_json_is_six_figures_and_rows_at_risk_exit_1(run, file):
    code, out, err = run(file, "--quasi", "Âge,Sexe", "--sensitive", "AIDE", "--format", "json")
    assert (code, err) == (1, "")
    assert json.loads(out) == FIGURES
    assert list(json.loads(out)) == list(FIGURES)
    assert out.count("\n") == 1


def test_without_a_sensitive_column_l_and_t_are_null(run, file):
    assert figures(run, file, "--quasi", "Sexe", "--threshold", "3") == {
        "rows": 6, "k": 2, "l": None, "t": None, "unique": 0, "at_risk": 2,
    }  # fmt: skip


def test_the_command_itself(file):
    argv = [sys.executable, "-m", "grader", "risk", file, "--quasi", "age,SEXE"]
    argv += ["--sensitive", "aide", "--format", "json"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (1, FIGURES, "")


def test_no_row_at_risk_exits_0(run, file):
    assert run(file, "--quasi", "Sexe", "--threshold", "2")[0] == 0
    # A group with one sensitive value is something found, however large.
    assert run(file, "--quasi", "Sexe", "--threshold", "2", "--sensitive", "AIDE")[0] == 1
    assert run(file, "--quasi", "Sexe", "--threshold", "3")[0] == 1


def test_numbers_are_ordered_and_two_writings_of_one_are_one(run, file):
    found = figures(run, file, "--quasi", "Sexe", "--sensitive", "Montant")
    # M: 80 and 90.5, of 80, 90.5 (twice), 300 (twice) and 1,250.5: |2/6| + |3/6| + |1/6|.
    assert (found["l"], found["t"]) == (2, pytest.approx((2 / 6 + 3 / 6 + 1 / 6) / 3))


@pytest.mark.parametrize(
    "argv",
    [
        ["--quasi", "Âge,Sexe,Rue, n°"],
        ["--quasi", "Rue, n°, age ,sexe"],
        ["--quasi", "âge", "--quasi", "Rue, n°", "--quasi", "SEXE,,sexe"],
        ["--quasi", "AGE,RUE N°,Sexe"],
    ],
)
def test_columns_are_found_as_written_or_nearly(run, file, argv):
    code, out, _ = run(file, *argv)
    assert code == 1
    named = out.splitlines()[1].removeprefix("  Colonnes qui resserrent la recherche : ")
    assert sorted(named.replace("Rue, n°", "Rue").split(", ")) == ["Rue", "Sexe", "Âge"]


def test_the_exact_name_wins_and_a_name_that_could_be_two_is_refused(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("age,Age,s\n1,a,p\n1,b,q\n", encoding="utf-8")
    assert figures(run, str(path), "--quasi", "age")["k"] == 2
    assert figures(run, str(path), "--quasi", "Age")["k"] == 1
    code, out, err = run(str(path), "--quasi", "AGE")
    assert (code, out) == (2, "")
    assert "« AGE » peut désigner plusieurs colonnes : age, Age." in err


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (
            ["--quasi", "Sexe,Agee"],
            "Vouliez-vous dire « Âge » ? Colonnes du fichier : Âge, Sexe, Rue, n°, AIDE, Montant.",
        ),
        (["--quasi", "Sexe", "--sensitive", "zzz"], "pas de colonne « zzz ». Colonnes du fichier"),
        (["--quasi", " , "], "Aucune colonne n'est nommée."),
        (["--quasi", "Sexe,AIDE", "--sensitive", "aide"], "« AIDE » est donnée à la fois à"),
        (["--quasi", "\x1b[2Jx"], "pas de colonne « ·[2Jx »"),
        (["--quasi", "Sexe", "--threshold", "0"], "« 0 » n'est pas un nombre entier à partir de 1"),
        (["--quasi", "Sexe", "--threshold", "x"], "« x » n'est pas un nombre entier à partir de 1"),
        ([], "il manque : --quasi"),
    ],
)
def test_what_cannot_be_used_exits_2_with_a_sentence(run, file, argv, said):
    code, out, err = run(file, *argv)
    assert (code, out) == (2, "")
    assert said in err


def test_a_refusal_is_json_too(run, file):
    code, out, _ = run(file, "--quasi", "Agee", "--format", "json")
    assert (code, json.loads(out)["error"]["code"]) == (2, "unknown-column")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Le fichier est vide"),
        (b"\x89PNG\r\n\x1a\n", "c'est une image PNG"),
        (None, "Le fichier est introuvable"),
    ],
)
def test_a_file_that_cannot_be_read_exits_2(run, tmp_path, content, said):
    path = tmp_path / "x.csv"
    if content is not None:
        path.write_bytes(content)
    code, _, err = run(str(path), "--quasi", "a")
    assert code == 2
    assert said in err


def test_a_header_only_and_a_single_row(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,s\n", encoding="utf-8")
    nothing = {"rows": 0, "k": 0, "l": 0, "t": 0.0, "unique": 0, "at_risk": 0}
    assert figures(run, str(path), "--quasi", "a", "--sensitive", "s") == nothing
    code, out, _ = run(str(path), "--quasi", "a")
    assert code == 0
    assert "Il n'y a rien à publier : aucune ligne n'est gardée." in out
    path.write_text("a,s\nx,1\n", encoding="utf-8")
    assert figures(run, str(path), "--quasi", "a", "--sensitive", "s") == {
        "rows": 1, "k": 1, "l": 1, "t": 0.0, "unique": 1, "at_risk": 1,
    }  # fmt: skip


def test_blank_lines_are_nobody_and_title_lines_are_not_the_header(run, tmp_path):
    path = tmp_path / "x.csv"
    body = text_of([*ROWS[:3], ("",) * 5, *ROWS[3:]]) + "\r\n\r\n"
    path.write_bytes(("Export du 3 mars;;;;\r\n;;;;\r\n" + body).encode("cp1252"))
    assert figures(run, str(path), "--quasi", "age,sexe", "--sensitive", "aide") == FIGURES
    assert "3 lignes vides laissées de côté" in run(str(path), "--quasi", "age")[1]


def test_the_columns_asked_for_tell_which_line_is_the_header(run, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("Commune;Service\nVal-Ouvert;CCAS\nSexe;Aide\nF;x\nF;y\n", encoding="utf-8")
    assert figures(run, str(path), "--quasi", "sexe", "--sensitive", "aide")["rows"] == 2


def test_a_workbook_and_its_sheets(run, tmp_path):
    book = openpyxl.Workbook()
    for name in ("Aides", "Aides 2025"):
        sheet = book.create_sheet(name)
        for row in ROWS:
            sheet.append(row)
    book.remove(book.active)
    path = str(tmp_path / "aides.xlsx")
    book.save(path)
    asked = [path, "--quasi", "age,sexe", "--sensitive", "aide"]
    code, _, err = run(*asked)
    assert code == 2
    assert "--feuille Aides" in err
    assert figures(run, *asked, "--feuille", "Aides 2025") == FIGURES


def test_sentences_tell_the_three_criteria_and_what_no_measure_tells(run, file):
    code, out, err = run(file, "--quasi", "age,sexe", "--sensitive", "aide")
    flat = " ".join(out.split())
    assert (code, err) == (1, "")
    for said in (
        "aides.csv : 6 lignes",
        "- Plus petit groupe (k) : 1 (insuffisant)",
        "Peut-on isoler une personne ? (individualisation) Oui.",
        "(corrélation) Oui.",
        "(inférence) Oui.",
        "Est-ce publiable ? Non, pas en l'état : 3 points à corriger d'abord.",
        "2 autres colonnes du fichier : non regardées ici.",
        "Aucune mesure ne remplace l'avis de votre délégué à la protection des données (DPD).",
        "Nous n'avons trouvé aucun seuil réglementaire général en France",
    ):
        assert said in flat
    assert max(map(len, out.splitlines())) <= 100
    # The cells stay in the file: what is told may be pasted in a message.
    assert not {"Haute", "Basse", "secours"} & set(flat.replace(",", " ").split())


def test_a_terminal_without_accents_does_not_stop_it(file):
    argv = [sys.executable, "-m", "grader", "risk", file, "--quasi", "age"]
    done = subprocess.run(argv, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"Est-ce publiable" in done.stdout


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.filterwarnings("ignore:In a future version, the keys of `groups`")
@given(tables(least_rows=2))
def test_figures_are_those_of_pycanon_on_what_pandas_reads(run, tmp_path, table):
    frame = pd.DataFrame(table.columns)
    path = tmp_path / "table.csv"
    frame.to_csv(path, index=False)
    texts = dict.fromkeys([*table.quasi, *_worded(table)], str)
    read = pd.read_csv(path, dtype=texts, keep_default_na=False, skip_blank_lines=False)
    assume(all(read[label].nunique() > 1 for label in table.sensitive))
    assume(not (read == "").all(axis=1).any())
    found = figures(
        run, str(path), "--quasi", ",".join(table.quasi), "--sensitive", ",".join(table.sensitive)
    )
    assert found["k"] == anonymity.k_anonymity(read, table.quasi)
    assert found["l"] == anonymity.l_diversity(read, table.quasi, table.sensitive)
    t = anonymity.t_closeness(read, table.quasi, table.sensitive)
    assert found["t"] == pytest.approx(float(t), abs=1e-12)
    assert found["rows"] == len(read)


def _worded(table) -> list[str]:
    return [one for one in table.sensitive if isinstance(table.columns[one][0], str)]
