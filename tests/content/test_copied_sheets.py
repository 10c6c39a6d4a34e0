"""The name of a sheet travels with its workbook, and stays with its owner otherwise."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

import grader
from grader.content.copies import ANSWERS, read_copy, write_copy
from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.model import Drop
from grader.exercises.verdicts import file_verdict
from grader.settings import Bounds
from tests.exercises.books import NOTES, book, replaced, rows_of
from tests.exercises.files import CLEAN, SCHEMA, exercise
from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

AT = datetime(2026, 10, 15, 8, 30, tzinfo=UTC)
OWN = "exemple/mon-registre"
WRONG, RIGHT = "Brouillon de Mme Duval", "Copie de Mme Duval"


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    monkeypatch.setenv("OUVROIR_COURSES", str(SMALL))
    monkeypatch.setenv("OUVROIR_SANDBOX", str(SMALL_SANDBOX))


@pytest.fixture
def response(tmp_path):
    """Two drops of two workbooks, whose sheets have the same names, each with its verdict."""
    clean = rows_of(CLEAN)
    wrong = replaced(clean, "2026-02-20", "20/02/2026")
    sheets = {WRONG: wrong, RIGHT: clean}
    first = book(tmp_path, sheets, "un.xlsx")
    second = book(tmp_path, {**sheets, "Notice": NOTES}, "deux.xlsx")
    made = make_response(OWN, [drop(first, SCHEMA, WRONG), drop(second, SCHEMA, RIGHT)])
    verdicts = {}
    for event in made.events:
        read = Drop.of(event)
        path = made.files[read.sha256]
        verdicts[read.key] = file_verdict(
            exercise("mon-registre"), path, Bounds(), schema=SCHEMA, sheet=read.sheet
        )[1]
    return dataclasses.replace(made, verdicts=verdicts)


def written(folder, response, *, with_files):
    write_copy(folder, "exemple", "abc", {OWN: response}, with_files=with_files, handed_in_at=AT)
    return read_copy(folder).responses[OWN]


@pytest.mark.parametrize("with_files", [True, False])
def test_every_door_gives_the_points_of_the_page(tmp_path, response, with_files):
    on_the_page = assess(exercise("mon-registre"), response)

    copied = written(tmp_path / "copie", response, with_files=with_files)

    assert on_the_page.points == 4
    assert assess(exercise("mon-registre"), copied) == on_the_page
    assert grader.score(OWN, tmp_path / "copie") == on_the_page.points


def test_a_sheet_is_named_where_its_workbook_is_sent(tmp_path, response):
    copied = written(tmp_path / "copie", response, with_files=True)

    assert [Drop.of(e).sheet for e in copied.events] == [WRONG, RIGHT]
    assert copied.verdicts == response.verdicts


def test_a_sheet_is_a_number_where_its_workbook_stays(tmp_path, response):
    copied = written(tmp_path / "copie", response, with_files=False)

    assert [Drop.of(e).sheet for e in copied.events] == ["1", "2"]
    assert {Drop.of(e).key for e in copied.events} == copied.verdicts.keys()
    assert "Duval" not in (tmp_path / "copie" / ANSWERS).read_text(encoding="utf-8")


def test_only_the_sheets_of_the_workbooks_sent_are_named(tmp_path, response):
    last = Drop.of(response.events[-1]).sha256
    kept = dataclasses.replace(response, files={last: response.files[last]})

    copied = written(tmp_path / "copie", kept, with_files=True)

    assert [Drop.of(e).sheet for e in copied.events] == ["1", RIGHT]
    assert WRONG not in (tmp_path / "copie" / ANSWERS).read_text(encoding="utf-8")
