"""What a trainer takes away, opened in a real LibreOffice Calc in French: nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from grader.gradebook.export_csv import export_csv
from grader.gradebook.results import GRADED, GradeRow
from grader.services.sessions.attendance import AFTERNOON, MORNING, Attendance, attendance_csv
from grader.services.sessions.moodle import written_for_moodle
from tests.support.calc import Seen, opened

#: What people call themselves, and what Calc would make of it.
NAMES = (
    "=1+1", "+33", "-2", "@SUM(1)", "=HYPERLINK(\"https://a.example\")", "007", "1/2", "12e5",
    "3 mai", "mai-12", "VRAI", "faux", "12:30", "1 234", "5 €", "50 %", "(12)", ",5", "1.2.2026",
    "Élodie; « Œ »", "Mésange", "Marsouin 3", "Lou 🐝", "2Geais", "\"=1+1\"",
)  # fmt: skip
WHEN = datetime(2026, 10, 1, 12, 32, 5, tzinfo=UTC)
ROW = GradeRow(
    learner="", module="preparer", points={"preparer/quiz": 4.5, "preparer/long": 0.0},
    total=4.5, maximum=10.0, handed_in_at=WHEN, state=GRADED, graded_at=WHEN,
    reasons={"preparer/long": "Aucun fichier n'a été déposé."},
)  # fmt: skip
TITLES = {"preparer/quiz": "Préparer, l'été", "preparer/long": "=HYPERLINK(1)"}
HALVES = ((date(2026, 10, 1), MORNING), (date(2026, 10, 1), AFTERNOON))


def text(value: str) -> Seen:
    return Seen("string", value)


def as_typed(cell: Seen) -> str:
    """Give a pseudonym as it was typed; Calc shows the apostrophe that kept it a text."""
    assert (cell.kind, cell.formula) == ("string", ""), cell
    return cell.value.removeprefix("'")


def test_grades_and_attendance_are_what_was_written_and_nothing_runs(tmp_path):
    rows = [replace(ROW, learner=name) for name in NAMES]
    people = {name: frozenset(HALVES[: n % 3]) for n, name in enumerate(NAMES)}
    for name, content in {
        "notes.csv": export_csv(rows, TITLES, spreadsheet=True),
        "presence.csv": attendance_csv(Attendance(HALVES, people)),
    }.items():
        (tmp_path / name).write_bytes(content.encode())

    grades, attendance = opened([tmp_path / "notes.csv", tmp_path / "presence.csv"], tmp_path)

    head, *lines = grades
    assert head[:4] == [
        text("Pseudonyme"), text("Module"), text("Préparer, l'été (preparer/quiz)"),
        text("'=HYPERLINK(1) (preparer/long)"),
    ]  # fmt: skip
    assert [as_typed(line[0]) for line in lines] == list(NAMES)
    local = WHEN.astimezone().strftime("%Y-%m-%dT%H:%M:%S")
    for line in lines:
        assert line[1] == text("preparer")
        figures = [(cell.kind, float(cell.value)) for cell in line[2:7]]
        assert figures == [("float", one) for one in (4.5, 0, 4.5, 10, 9)]
        assert line[7] == line[10] == Seen("date", local)
        assert line[8:10] == [text("noté"), text("non")]
        assert line[11] == text("'=HYPERLINK(1) : Aucun fichier n'a été déposé.")

    head, *lines = attendance
    assert head == [
        text("Pseudonyme"), text("2026-10-01 matin"), text("2026-10-01 après-midi"),
        text("Demi-journées"),
    ]  # fmt: skip
    assert [as_typed(line[0]) for line in lines] == list(NAMES)
    for n, line in enumerate(lines):
        words = ["oui" if rank < n % 3 else "non" for rank in range(2)]
        assert line[1:] == [*map(text, words), Seen("float", str(n % 3))]


@pytest.mark.long
def test_moodle_s_file_runs_nothing_either(tmp_path):
    names = {str(n): name for n, name in enumerate(NAMES)}
    rows = [replace(ROW, learner=one) for one in names]
    (tmp_path / "moodle.csv").write_text(
        written_for_moodle(rows, names, {"preparer": "=HYPERLINK(1)"}), encoding="utf-8"
    )
    [lines] = opened([tmp_path / "moodle.csv"], tmp_path, ",")
    assert lines[0][1].value == "'=HYPERLINK(1) (%)"
    assert len(lines) == len(NAMES) + 1
    assert [cell.formula for line in lines for cell in line if cell.formula] == []
