"""Rows that several columns identify together, and what a key that nobody has says."""

from __future__ import annotations

import csv
import dataclasses

import pytest

from grader.content.load import load_course
from grader.exercises.assess import assess
from grader.exercises.mock import drop, make_response
from grader.exercises.twins import same
from grader.exercises.verdicts import file_verdict, unique_columns
from grader.settings import DEFAULT_ROOT, Bounds
from tests.exercises.files import exercise as small
from tests.fixtures.course_paths import REAL_SANDBOX

FOLDER = REAL_SANDBOX / "communes" / "val-ouvert" / "services"
KEY = ("ANNEE", "ENFANT_SEXE", "ENFANT_PRENOM")


@pytest.fixture(scope="module")
def names():
    """Give an exercise whose file has no column that identifies a row alone."""
    found = load_course(DEFAULT_ROOT / "courses", REAL_SANDBOX).exercise(
        "preparer/service-etat-civil"
    )
    assert found.settings["key"] == KEY
    return found


@pytest.fixture
def written(tmp_path):
    """Write the right file after a change; gives its path."""

    def write(change):
        with (FOLDER / "prenoms.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        rows = change(rows) or rows
        path = tmp_path / "prenoms.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


def counts(exercise, path):
    return file_verdict(exercise, path, Bounds())[1].counts


def test_a_name_given_in_two_years_is_two_rows(names, written):
    assert counts(names, written(lambda rows: None)) == {}
    assert unique_columns(names) == ()
    assert unique_columns(small("registre")) == ("ID",)


def test_a_row_that_was_right_and_is_gone_is_lost(names, written):
    # What identifies this one was right in the given file; the last row has its name in capitals.
    gone = written(lambda rows: [*rows[:-2], rows[-1]])
    report, verdict = file_verdict(names, gone, Bounds())
    assert verdict.counts == {("lost-row", ""): 1}
    (lost,) = [one for one in report.findings if one.code == "lost-row"]
    assert "ANNEE, ENFANT_SEXE, ENFANT_PRENOM" in lost.message
    assert lost.value.startswith("2025, M, ")


def test_a_year_that_was_read_wrong_is_told_at_its_line_and_column(names, written):
    def take_1905(rows):
        for row in rows:
            if row["ANNEE"] == "2016" and row["ENFANT_SEXE"] == "F":
                row["ANNEE"] = "1905"

    report, _ = file_verdict(names, written(take_1905), Bounds())
    altered = [one for one in report.findings if one.code == "altered-value"]
    assert {one.column for one in altered} == {"ANNEE"}
    assert {one.value for one in altered} == {"1905"}
    assert all(one.line and one.why and one.fix for one in altered)
    told = " ".join(f"{one.message} {one.why} {one.fix}" for one in altered)
    assert "2016" not in told, "the right year is the solution"


def test_a_key_that_is_still_badly_written_is_no_second_fault(names, written):
    def leave_days(rows):
        for row in rows:
            if row["ANNEE"] == "2016":
                row["ANNEE"] = "08/07/1905"

    found = counts(names, written(leave_days))
    assert {code for code, _ in found} == {"type-error/year"}


def test_a_new_row_is_nobody_elses_once_all_are_restored(names, written):
    more = written(lambda rows: [*rows, {**rows[0], "ENFANT_PRENOM": "Zélie", "ANNEE": "2026"}])
    assert counts(names, more) == {}


def test_a_file_without_a_column_of_its_key_says_which(names, written):
    def without_years(rows):
        return [{k: v for k, v in row.items() if k != "ANNEE"} for row in rows]

    report, _ = file_verdict(names, written(without_years), Bounds())
    lost = [one.message for one in report.findings if one.code == "lost-row"]
    assert any("sans la colonne ANNEE, ENFANT_SEXE, ENFANT_PRENOM" in one for one in lost)


@pytest.mark.parametrize(
    ("cell", "other", "kind", "equal"),
    [
        ('["lait", "soja"]', '["lait","soja"]', "array", True),
        ('["soja","lait"]', '["lait","soja"]', "array", False),
        ("[2.4,46.6]", "[2.4, 46.6]", "geopoint", True),
        ("[46.6, 2.4]", "[2.4, 46.6]", "geopoint", False),
        ("[2.4", "[2.4, 46.6]", "geopoint", False),
        ("2.4,46.6", "2.4, 46.6", "geopoint", False),
    ],
)
def test_lists_are_the_same_whatever_their_spaces(cell, other, kind, equal):
    assert same(cell, other, kind) is equal


def test_points_follow_what_was_restored(names):
    given, right = FOLDER / "prenoms-export.csv", FOLDER / "prenoms.csv"
    assert assess(names, make_response(names.id, [drop(given)])).points == 0
    assert assess(names, make_response(names.id, [drop(given), drop(right)])).points == 5
    alone = dataclasses.replace(names, points=1)
    assert assess(alone, make_response(names.id, [drop(right)])).points == 1


def test_a_row_that_comes_again_is_told_and_costs(names, written):
    twice = written(lambda rows: [*rows, rows[3]])
    report, verdict = file_verdict(names, twice, Bounds())
    assert verdict.counts == {("duplicate-key", ""): 1}
    (told,) = [one for one in report.findings if one.code == "duplicate-key"]
    assert "vient plusieurs fois" in told.message
    for path in (twice, written(lambda rows: rows * 2)):
        found = assess(names, make_response(names.id, [drop(path)]))
        assert found.status == "partial"
        assert found.points < names.points
        assert "en double" in " ".join(one.message for one in found.feedback)
