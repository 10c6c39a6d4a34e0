"""The CSV of grades: read back by the csv module, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from grader.gradebook.export_csv import export_csv, harmless
from grader.gradebook.results import GRADED, TO_REVIEW, WAITING, GradeRow

WHEN = datetime(2026, 10, 1, 12, 32, 5, 123456, tzinfo=UTC)
ROW = GradeRow(
    learner="tilleul-1234",
    module="preparer",
    points={"preparer/quiz": 4.5, "preparer/mon-fichier": 0.0},
    total=4.5,
    maximum=10.0,
    handed_in_at=WHEN,
    state=GRADED,
    graded_at=datetime(2026, 10, 1, 12, 40, tzinfo=UTC),
    reasons={"preparer/mon-fichier": "Aucun fichier n'a été déposé."},
)
TITLES = {"preparer/quiz": "Faire le point", "preparer/mon-fichier": "Votre fichier"}


def read(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_plain_csv_has_ids_points_and_utc_time() -> None:
    assert read(export_csv([ROW], TITLES)) == [
        ["pseudonyme", "module", "preparer/quiz", "preparer/mon-fichier",
         "total", "maximum", "note_sur_20", "rendu_le", "état", "en_retard", "noté_le",
         "raisons_des_zéros"],
        ["tilleul-1234", "preparer", "4.5", "0", "4.5", "10", "9", "2026-10-01T12:32:05Z", "noté",
         "non", "2026-10-01T12:40:00Z", "preparer/mon-fichier : Aucun fichier n'a été déposé."],
    ]  # fmt: skip


def test_spreadsheet_csv_opens_in_french() -> None:
    text = export_csv([ROW], TITLES, spreadsheet=True)
    assert text.encode("utf-8").startswith(b"\xef\xbb\xbf")
    header, line = read(text.removeprefix("\ufeff"), ";")
    assert header[2] == "Faire le point (preparer/quiz)"
    assert line[2] == "4,5"
    assert line[7] == WHEN.astimezone().strftime("%Y-%m-%d %H:%M:%S")


def test_a_copy_that_waits_has_no_points() -> None:
    waiting = replace(ROW, points={}, total=None, state=WAITING)
    line = read(export_csv([waiting], TITLES))[1]
    assert line[2:5] == ["", "", ""]
    assert line[6] == ""
    assert line[8] == "en attente"


def test_a_copy_to_review_says_so() -> None:
    assert read(export_csv([replace(ROW, state=TO_REVIEW)], TITLES))[1][8] == "à relire"


HOSTILE = [
    "=HYPERLINK(\"http://exemple.org\",\"clic\")",
    "+33 1",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
]  # fmt: skip


@pytest.mark.parametrize("spreadsheet", [False, True])
@pytest.mark.parametrize("cell", HOSTILE)
def test_formulas_are_neutralised_in_ids_and_titles(cell: str, spreadsheet: bool) -> None:
    row = replace(ROW, learner=cell, module=cell, points={cell: 1.0})
    text = export_csv([row], {cell: cell}, spreadsheet=spreadsheet).removeprefix("\ufeff")
    header, line = read(text, ";" if spreadsheet else ",")
    assert line[0] == line[1] == "'" + cell
    assert header[2].startswith("'" + cell)
    for written in (*header, *line):
        assert not written.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("spreadsheet", [False, True])
def test_commas_quotes_and_line_ends_survive(spreadsheet: bool) -> None:
    nasty = 'L\'élue, dite « Zoé » ; "la\nmaire"'
    row = replace(ROW, learner=nasty, points={nasty: 2.0})
    text = export_csv([row], {nasty: nasty}, spreadsheet=spreadsheet).removeprefix("\ufeff")
    header, line = read(text, ";" if spreadsheet else ",")
    assert line[0] == nasty
    assert header[2].startswith(nasty)
    assert len(header) == len(line)


def test_ordinary_text_is_left_alone() -> None:
    assert harmless("préparer = ouvrir") == "préparer = ouvrir"
