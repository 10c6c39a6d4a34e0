"""A workbook of several sheets on a learner's page: asked, answered, read again, handed in."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter

import pytest

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.exercises.verdicts import file_verdict
from grader.progress.database import now
from grader.services import file_exercises, hand_ins, my_data
from grader.services.operations import perform
from grader.settings import Bounds
from grader.typography import NO_BREAK
from grader.workers.jobs import EXAMPLES_PER_CAUSE, check_file
from tests.exercises.books import NOTES, replaced, rows_of
from tests.services.doing import (
    DELIBERATIONS,
    DIRTY,
    GRANTS,
    MEND,
    OWN,
    SUBVENTIONS,
    drop,
    points,
    view,
)
from tests.support.workbooks import xlsx

ROWS = rows_of(GRANTS)
DATE = ROWS[1][ROWS[0].index("dateConvention")]
FAULTY = replaced(ROWS, DATE, "le 3 mars")
WRONG_DATES = sum(row.count(DATE) for row in ROWS)
HOSTILE = '<img src=x onerror="alert(1)">'[:31]


def book(**sheets):
    return xlsx({name.replace("_", " "): rows for name, rows in sheets.items()})


TWO_YEARS = book(Notice=NOTES, Aides_2026=ROWS, Aides_2025=FAULTY)


def choose(workshop, learner, sha256, sheet, exercise_id=OWN):
    exercise = workshop.course.exercise(exercise_id)
    file_exercises.read_sheet(workshop, learner, exercise, sha256, sheet)
    return view(workshop, learner, exercise_id)


def events_of(workshop, learner):
    return [e for e in workshop.events.of(learner, [OWN])[OWN] if e.kind == "file"]


def test_the_only_sheet_that_fits_is_read_and_named(workshop, ana):
    drop(workshop, ana, OWN, book(Notice=NOTES, Aides=ROWS), SUBVENTIONS)

    told = view(workshop, ana, OWN)

    assert told.outcome.points == 4
    assert ("Feuille", f"«{NO_BREAK}Aides{NO_BREAK}»") in told.report.facts
    assert {"Encodage", "Séparateur"}.isdisjoint(label for label, _ in told.report.facts)
    assert any("Aides" in message for _, message, _, _ in told.report.notices)
    assert (told.sheets.names, told.sheets.chosen) == (("Notice", "Aides"), "Aides")
    assert not told.sheets.asked


def test_a_workbook_of_one_sheet_leaves_nothing_to_choose(workshop, ana):
    drop(workshop, ana, OWN, book(Aides=ROWS), SUBVENTIONS)

    told = view(workshop, ana, OWN)

    assert told.sheets is None
    assert told.outcome.points == 4


def test_two_sheets_that_fit_are_a_question_and_no_attempt(workshop, ana):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS, name="<b>aides.xlsx")

    told = view(workshop, ana, OWN)

    assert told.sheets.asked
    assert told.sheets.file == sha256
    assert told.sheets.names == ("Notice", "Aides 2026", "Aides 2025")
    assert told.sheets.chosen == ""
    assert "<b>aides.xlsx" in told.sheets.sentence
    assert f"3{NO_BREAK}feuilles remplies" in told.sheets.sentence
    assert told.report is told.comparison is told.since_last is None
    assert (told.attempts, told.outcome.status) == (0, "not_attempted")


@pytest.mark.parametrize(("sheet", "earned"), [("Aides 2026", 4), ("Aides 2025", 0)])
def test_the_answer_reads_the_file_that_is_there(workshop, ana, sheet, earned):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)

    told = choose(workshop, ana, sha256, sheet)

    assert (told.outcome.points, told.attempts) == (earned, 1)
    assert told.report.sheet == told.sheets.chosen == sheet
    assert not told.sheets.asked
    assert told.report.valid == (earned == 4)
    assert told.schema == SUBVENTIONS
    first, answer = events_of(workshop, ana)
    assert "sheet" not in first.data
    assert answer.data == {**first.data, "sheet": sheet}


def test_another_sheet_may_be_read_and_the_same_answer_is_written_once(workshop, ana):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)
    for sheet in ("Aides 2025", "Aides 2025", "Aides 2026"):
        told = choose(workshop, ana, sha256, sheet)

    assert (told.report.sheet, told.outcome.points, told.attempts) == ("Aides 2026", 4, 1)
    assert told.comparison is None, "one file was dropped: there is nothing to compare"
    assert len(events_of(workshop, ana)) == 3
    assert view(workshop, ana, OWN) == told, "kept, and told again at the next visit"


def test_the_same_sheet_of_the_mended_workbook_is_proposed(workshop, ana):
    choose(workshop, ana, drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS), "Aides 2025")
    mended = book(Notice=NOTES, Aides_2026=ROWS, Aides_2025=ROWS)
    sha256 = drop(workshop, ana, OWN, mended, SUBVENTIONS)

    asked = view(workshop, ana, OWN)
    assert (asked.sheets.asked, asked.sheets.chosen) == (True, "Aides 2025")
    assert (asked.attempts, asked.outcome.points) == (1, 0), "nothing is taken for granted"

    told = choose(workshop, ana, sha256, "Aides 2025")
    assert (told.attempts, told.outcome.points) == (2, 4)
    assert [count for _, count in told.comparison.solved] == [WRONG_DATES]
    assert told.comparison.left == told.comparison.new == ()


@pytest.mark.parametrize("sheet", ["Aides 2024", "aides 2026", " Aides 2026", "../", "x" * 120])
def test_only_a_sheet_of_the_workbook_is_ever_written_down(workshop, ana, sheet):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)

    with pytest.raises(RefusedError) as refused:
        choose(workshop, ana, sha256, sheet)

    assert refused.value.code == "unknown-choice"
    assert len(events_of(workshop, ana)) == 1
    assert view(workshop, ana, OWN).sheets.asked


def test_a_csv_has_no_sheet_and_a_stranger_no_workbook(workshop, ana):
    as_csv = drop(workshop, ana, OWN, GRANTS.read_bytes(), SUBVENTIONS, name="aides.csv")
    with pytest.raises(RefusedError):
        choose(workshop, ana, as_csv, "Feuil1")
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)
    stranger = workshop.learners.create().id

    with pytest.raises(NotFoundError):
        choose(workshop, stranger, sha256, "Aides 2026")


def test_a_hostile_name_is_kept_as_text(workshop, ana):
    sha256 = drop(workshop, ana, OWN, xlsx({HOSTILE: ROWS, "A;B": ROWS}), SUBVENTIONS)

    told = choose(workshop, ana, sha256, HOSTILE)

    assert told.report.sheet == HOSTILE
    assert told.outcome.points == 4


@pytest.mark.parametrize("sheet", [None, 3, "", "x" * 200, ["Aides 2026"]])
def test_the_operation_takes_a_name_and_nothing_else(workshop, ana, sheet):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)
    request = {"exercise": OWN, "file": sha256, "sheet": sheet}

    with pytest.raises(RefusedError) as refused:
        perform(workshop, workshop.learners.find(ana), "read_sheet", request)

    assert refused.value.code == "bad-request"


def test_an_erased_workbook_is_no_longer_asked_about(workshop, ana):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)
    [stored] = workshop.files.of(ana)
    my_data.erase_file(workshop, ana, stored.id)

    assert view(workshop, ana, OWN).sheets is None
    with pytest.raises(OuvroirError):
        choose(workshop, ana, sha256, "Aides 2026")
    assert len(events_of(workshop, ana)) == 1


def test_a_question_that_a_kill_cut_short_is_asked_at_the_next_visit(workshop, ana):
    incoming = workshop.files.incoming()
    incoming.write(TWO_YEARS)
    workshop.files.keep(ana, OWN, "aides.xlsx", SUBVENTIONS, incoming)

    assert view(workshop, ana, OWN).sheets.asked


def test_points_stay_when_the_chosen_sheet_is_erased_with_its_file(workshop, ana):
    choose(workshop, ana, drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS), "Aides 2026")
    [stored] = workshop.files.of(ana)

    my_data.erase_file(workshop, ana, stored.id)

    assert points(workshop, ana, OWN) == 4


@pytest.mark.parametrize("send_files", [True, False])
def test_what_is_handed_in_says_which_sheet_counts(workshop, ana, send_files):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, SUBVENTIONS)
    choose(workshop, ana, sha256, "Aides 2025")
    module = workshop.course.modules["preparer"]

    hand_ins.hand_in(workshop, ana, module, send_files=send_files)

    [answers] = (workshop.settings.data / "gradebook").rglob(f"submitted/{ana}/**/reponses.json")
    sent = json.loads(answers.read_text(encoding="utf-8"))["responses"][OWN]
    last = [e for e in sent["events"] if e["kind"] == "file"][-1]
    assert last["sheet"] == ("Aides 2025" if send_files else "1")
    assert (answers.parent / "fichiers" / sha256).is_file() == send_files
    assert f"{sha256}/{SUBVENTIONS}#{last['sheet']}" in sent["verdicts"]
    assert "aides.xlsx" not in answers.read_text(encoding="utf-8")
    assert workshop.hand_ins.newest(ana, "preparer").handed_in_at <= now()


def test_a_wrong_schema_is_told_by_its_own_sheet(workshop, ana):
    sha256 = drop(workshop, ana, OWN, TWO_YEARS, DELIBERATIONS)

    told = choose(workshop, ana, sha256, "Aides 2026")

    assert told.schema == DELIBERATIONS
    assert not told.report.valid


def test_a_csv_after_a_workbook_is_compared_cause_by_cause(workshop, ana):
    rows = rows_of(DIRTY, "cp1252", ";")
    drop(workshop, ana, MEND, DIRTY.read_bytes(), name="export.csv")
    before = view(workshop, ana, MEND).comparison
    drop(workshop, ana, MEND, xlsx(rows), name="export.xlsx")

    told = view(workshop, ana, MEND)

    assert before.solved == before.new == ()
    # A workbook has no encoding to get wrong; nothing else changed.
    assert told.since_last.solved == (("Encodage autre que l'UTF-8", 1),)
    assert told.since_last.new == ()
    assert dict(told.since_last.left).items() <= dict(before.left).items()
    drop(workshop, ana, MEND, DIRTY.read_bytes() + b"\n", name="export.csv")
    assert view(workshop, ana, MEND).since_last.solved == ()


def test_causes_are_counted_whole_whatever_is_shown_of_them(workshop):
    exercise = workshop.course.exercise(MEND)
    report, verdict = file_verdict(exercise, DIRTY, Bounds())
    counted = Counter((f.severity, *f.cause) for f in report.findings)
    first = {}
    for finding in report.findings:
        first.setdefault((finding.severity, *finding.cause), finding)

    checked = check_file(exercise, DIRTY, "", Bounds())

    found = {(c.first.severity, *c.first.cause): c for c in checked.causes}
    assert len(found) == len(checked.causes), "one line a cause"
    assert {key: cause.count for key, cause in found.items()} == counted
    assert {key: cause.first for key, cause in found.items()} == first
    assert max(counted.values()) > EXAMPLES_PER_CAUSE
    assert all(
        len(cause.examples) == min(cause.count, EXAMPLES_PER_CAUSE) for cause in checked.causes
    )
    assert checked.verdict == verdict
    assert dataclasses.asdict(checked)["sheets"] == ()
