"""The report in sentences: verdict, constats, then each group once, with right plurals."""

from __future__ import annotations

import io

import pytest

from grader.errors import UnusableFileError
from grader.tables.model import Notice
from grader.validation.reports.plain_text import TextWriter
from tests.validation.reports import HOSTILE, Watched, finding, ordinary, report, written

WARNING = finding(severity="warning", code="extra-label", detail="", column="X", line=1)
ROW = finding(code="blank-row", detail="", column="", value=None)
BLANK = finding(code="blank-label", detail="", column="", line=1)
WHOLE = finding(code="missing-label", detail="", line=None, value=None)


def said(*told, **options) -> str:
    return ordinary(written(TextWriter, (report(*told), "a.csv"), **options))


def test_verdict_then_notices_then_errors_then_warnings():
    notice = Notice("title-lines", "error", "Un titre.", "Il gêne.", "Retirez-le.")
    text = ordinary(
        written(TextWriter, (report(WARNING, finding(), notices=[notice]), "mon dossier/a.csv"))
    )
    assert text.splitlines()[:2] == [
        "mon dossier/a.csv : non valide pour essai/dates@1.0.0 (Des dates)",
        "1 erreur, 1 avertissement, 5 lignes de données",
    ]
    places = [text.index(word) for word in ("Constats de lecture", "Erreurs", "Avertissements")]
    assert places == sorted(places)
    assert "  - Un titre.\n      Pourquoi : Il gêne.\n      À faire : Retirez-le.\n" in text


def test_a_valid_file_is_said_valid():
    assert said().splitlines() == [
        "a.csv : valide pour essai/dates@1.0.0 (Des dates)",
        "0 erreur, 0 avertissement, 5 lignes de données",
        "",
    ]


def test_a_group_is_told_by_its_first_finding_then_counted():
    text = said(*(finding(line=line) for line in range(2, 44)))
    assert text.count("n'est pas une date") == 1
    assert "  - DATE, ligne 2\n      « 1/2/2024 » n'est pas une date.\n" in text
    assert "      Et 41 autres cellules : lignes 3, 4, 5, 6, 7…\n" in text


@pytest.mark.parametrize(
    ("told", "count", "last"),
    [
        (finding(), 1, "      À faire : Écrivez 2024-02-01."),
        (finding(), 2, "      Et 1 autre cellule : ligne 2"),
        (finding(), 3, "      Et 2 autres cellules : lignes 2, 2"),
        (finding(), 7, "      Et 6 autres cellules : lignes 2, 2, 2, 2, 2…"),
        (ROW, 2, "      Et 1 autre ligne : ligne 2"),
        (ROW, 3, "      Et 2 autres lignes : lignes 2, 2"),
        (BLANK, 2, "      Et 1 autre colonne"),
        (BLANK, 3, "      Et 2 autres colonnes"),
        (WHOLE, 2, "      Et 1 autre endroit"),
        (WHOLE, 3, "      Et 2 autres endroits"),
    ],
)
def test_plurals(told, count, last):
    assert said(*[told] * count).splitlines()[-2] == last


@pytest.mark.parametrize(
    ("told", "place"), [(finding(), "DATE, ligne 2"), (ROW, "Ligne 2"), (WHOLE, "DATE")]
)
def test_places(told, place):
    assert f"  - {place}\n" in said(told)


def test_a_limit_is_the_number_of_lines_cited():
    some = [finding(line=line) for line in range(2, 9)]
    assert "Et 6 autres cellules : lignes 3, 4…\n" in said(*some, limit=2)
    assert "Et 6 autres cellules\n" in said(*some, limit=0)
    assert "Et 6 autres cellules : lignes 3, 4, 5, 6, 7, 8\n" in said(*some, limit=6)


def test_a_reason_is_not_told_twice_in_a_row():
    text = said(finding(), finding(column="AUTRE"), finding(column="C", why="Autre raison."))
    assert text.count("Pourquoi : Une date se lit partout.") == 1
    assert text.count("Pourquoi : Autre raison.") == 1


def test_nothing_commands_the_terminal():
    text = written(TextWriter, (report(finding(column=HOSTILE, message=HOSTILE)), HOSTILE))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "alert(1)" in text


def test_a_file_that_cannot_be_used():
    out = io.StringIO()
    TextWriter(out).refuse(UnusableFileError("empty-file", "Il est vide.", "Refaites-le."), "a.csv")
    assert ordinary(out.getvalue()) == "a.csv : Il est vide. Refaites-le.\n\n"


def test_findings_are_counted_without_being_told():
    class Untold(Watched):
        def __iter__(self):
            raise AssertionError("half a million sentences nobody reads")

    out = io.StringIO()
    TextWriter(out).write(report(findings=Untold(500_000, out)), "a.csv", 0.0)
    assert "500 000 erreurs" in ordinary(out.getvalue())
