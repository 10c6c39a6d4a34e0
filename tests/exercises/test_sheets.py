"""Workbooks of several sheets: the sheet chosen is read, and a question is no attempt."""

from __future__ import annotations

import dataclasses

import pytest

from grader.errors import UnusableFileError
from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.model import Drop, Event, verdict_key
from grader.exercises.present import drops, since_restart
from grader.exercises.verdicts import (
    awaits_sheet,
    file_verdict,
    read_and_judge,
    unusable,
    unusable_verdict,
)
from grader.settings import Bounds
from tests.exercises.books import NOTES, book, replaced, rows_of, two_years
from tests.exercises.files import CLEAN, GIVEN, SCHEMA, exercise

MEND, OWN = exercise("registre"), exercise("mon-registre")


def outcome(subject, *events):
    return assess(subject, make_response(subject.id, events))


def said(found):
    return " ".join(f.message for f in found.feedback).replace("\u00a0", " ")


def without_files(subject, response):
    """What a copy holds when its learner keeps her files: the verdicts of the drops."""
    verdicts = {}
    for event in response.events:
        read = Drop.of(event)
        try:
            verdict = file_verdict(
                subject, response.files[read.sha256], Bounds(),
                schema=read.schema, sheet=read.sheet,
            )[1]  # fmt: skip
        except UnusableFileError as error:
            verdict = unusable_verdict(error, read.schema)
        verdicts[read.key] = verdict
    return dataclasses.replace(response, files={}, verdicts=verdicts)


@pytest.mark.parametrize(
    ("sheet", "status", "points"),
    [("Année 2026", "passed", 4), ("Année 2025", "failed", 0), ("", "not_attempted", 0)],
)
def test_the_sheet_chosen_is_the_one_that_counts(tmp_path, sheet, status, points):
    response = make_response(OWN.id, [drop(two_years(tmp_path), SCHEMA, sheet)])

    found = assess(OWN, response)

    assert (found.status, found.points) == (status, points)
    kept = assess(OWN, without_files(OWN, response))
    assert (kept.status, kept.points) == (status, points), "the same without the file"
    assert said(kept) == said(found)


def test_a_workbook_earns_what_the_same_table_earns_as_csv(tmp_path):
    half = CLEAN.with_name("registre-a-moitie.csv")
    sheets = {"Notice": NOTES, "Registre": rows_of(half)}

    as_csv, as_book = outcome(MEND, drop(half)), outcome(MEND, drop(book(tmp_path, sheets)))

    assert 0 < as_csv.points < MEND.points
    assert (as_book.points, as_book.feedback) == (as_csv.points, as_csv.feedback)


def test_a_workbook_and_a_csv_of_the_same_rows_have_the_same_faults(tmp_path):
    rows = rows_of(GIVEN, "cp1252", ";")
    given = file_verdict(MEND, GIVEN, Bounds())[1]

    found = file_verdict(MEND, book(tmp_path, {"Registre": rows}), Bounds())[1]

    # A workbook says how its letters are written: it has no encoding to get wrong.
    assert given.counts.keys() - found.counts.keys() == {("encoding-not-utf8", "")}
    assert found.counts == {c: n for c, n in given.counts.items() if c[0] != "encoding-not-utf8"}
    assert found.n_rows == given.n_rows


def test_lines_are_those_that_the_sheet_shows(tmp_path):
    rows = [["Registre de la commune"], [], *replaced(rows_of(CLEAN), "2026-02-20", "20/02/2026")]
    place = next(number for number, row in enumerate(rows, start=1) if "20/02/2026" in row)

    judged = read_and_judge(
        OWN, book(tmp_path, {"Registre": rows}), Bounds(), schema=SCHEMA
    )  # fmt: skip

    assert [f.line for f in judged.report.findings if f.column == "JOUR"] == [place]
    assert judged.table.dialect.sheet == "Registre"


def test_a_question_without_answer_takes_nothing_from_the_file_before(tmp_path):
    waiting = drop(two_years(tmp_path), SCHEMA)

    found = outcome(OWN, drop(CLEAN, SCHEMA), waiting)

    assert (found.status, found.points) == ("passed", 4)
    assert "quelle feuille" in said(found)
    assert "n'a pas pu être lu" not in said(found)


def test_a_question_without_answer_hides_no_refusal(tmp_path):
    broken = tmp_path / "image.csv"
    broken.write_bytes(b"\x89PNG\r\n\x1a\n")

    found = outcome(OWN, drop(broken, SCHEMA), drop(two_years(tmp_path), SCHEMA))

    assert found.status == "failed"
    assert "PNG" in said(found)


def test_a_sheet_chosen_by_mistake_is_not_the_first_file(tmp_path):
    path = two_years(tmp_path)
    mistaken = [drop(path, SCHEMA), drop(path, SCHEMA, "Notice"), drop(path, SCHEMA, "Année 2025")]

    first = outcome(OWN, *mistaken)
    mended = outcome(OWN, *mistaken, drop(CLEAN, SCHEMA))

    assert (first.status, first.points) == ("failed", 0)
    assert mended.points == 4
    assert "1 anomalie sur 1" in said(mended), "counted from the sheet chosen at last"


def test_a_sheet_that_is_gone_is_asked_for_again(tmp_path):
    found = outcome(OWN, drop(two_years(tmp_path), SCHEMA, "Année 1999"))

    assert found.status == "not_attempted"
    assert "dites laquelle" in said(found)


@pytest.mark.parametrize("code", ["several-sheets", "sheet-unknown"])
def test_a_question_is_told_from_other_refusals(code):
    asked = unusable_verdict(UnusableFileError(code, ""), SCHEMA)
    refused = unusable_verdict(UnusableFileError("workbook-damaged", ""), SCHEMA)

    assert awaits_sheet(asked)
    assert unusable(asked)
    assert not awaits_sheet(refused)
    assert not awaits_sheet(None)


def event(sha256, sheet=None, kind="file"):
    data = {"sha256": sha256, "schema": SCHEMA} | ({} if sheet is None else {"sheet": sheet})
    return Event(kind, "", data if kind == "file" else {})


@pytest.mark.parametrize(
    ("events", "kept"),
    [
        ([event("a"), event("a", "X")], [("a", "X")]),
        ([event("a"), event("a", "X"), event("a", "Y")], [("a", "Y")]),
        ([event("a"), event("b", "X")], [("a", ""), ("b", "X")]),
        ([event("a", "X"), event("a")], [("a", "X"), ("a", "")]),
        ([event("a"), event("a")], [("a", ""), ("a", "")]),
        ([event("a"), event("a", "")], [("a", ""), ("a", "")]),
        ([event("a"), event("b"), event("a", "X")], [("a", ""), ("b", ""), ("a", "X")]),
        ([event("a"), event("", kind="hint"), event("a", "X")], [("a", "X")]),
    ],
)
def test_the_choice_of_a_sheet_completes_the_drop_before_it(events, kept):
    assert [(d.sha256, d.sheet) for d in map(Drop.of, drops(events))] == kept


def test_a_choice_after_a_restart_is_a_drop_of_its_own():
    events = [event("a"), event("", kind="restart"), event("a", "X")]

    assert [Drop.of(e).sheet for e in since_restart(events)] == ["X"]


def test_keys_of_verdicts_tell_sheets_apart_and_are_the_old_ones_without():
    sha, keys = "0" * 64, set()
    for schema in ("", SCHEMA, "a/b@1"):
        for sheet in ("", "X", "Y", SCHEMA, f"X/{SCHEMA}", "X#Y", "#X"):
            keys.add(verdict_key(sha, schema, sheet))

    assert len(keys) == 3 * 7
    assert verdict_key(sha, "") == sha
    assert verdict_key(sha, SCHEMA) == f"{sha}/{SCHEMA}"
