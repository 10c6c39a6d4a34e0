"""Grades for Moodle under its identifiers, and who worked when: right in a spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from grader.documents.model import Heading, Table
from grader.errors import RefusedError
from grader.gradebook.results import GradeRow
from grader.progress.sessions.tables import MemberRow
from grader.progress.tables import EventRow, VisitRow
from grader.services.sessions.attendance import attendance_csv, attendance_of, sign_in_sheet
from grader.services.sessions.exports import Grades, moodle_file
from grader.services.sessions.moodle import written_for_moodle
from grader.services.sessions.moodle_identifiers import MOST_BYTES, read_pairs
from tests.services import reading
from tests.services.sessions.group import open_session, work

NAMES = {"a": "=1+1", "b": "Mésange", "c": "Pinson"}
TITLES = {"preparer": "Préparer, ranger", "publier": "Publier", "vide": "Personne"}


def row(learner, module, total, maximum=8.0):
    return GradeRow(
        learner=learner, module=module, points={}, total=total, maximum=maximum,
        handed_in_at=None, state="graded", graded_at=None, reasons={},
    )  # fmt: skip


ROWS = [
    row("a", "preparer", 7.0), row("b", "preparer", 2.5), row("b", "publier", 0.0),
    row("c", "preparer", None), row("ailleurs", "preparer", 8.0),
]  # fmt: skip


def lines(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def test_a_line_a_person_and_a_column_a_module_as_moodle_reads_them():
    text = written_for_moodle(ROWS, NAMES, TITLES)
    assert not text.startswith("\ufeff")
    assert lines(text) == [
        ["Identifiant", "Préparer, ranger (%)", "Publier (%)"],
        ["'=1+1", "87.50", ""],
        ["Mésange", "31.25", "0.00"],
    ]
    points = lines(written_for_moodle(ROWS, NAMES, TITLES, points=True))
    assert points[1:] == [["'=1+1", "7.00", ""], ["Mésange", "2.50", "0.00"]]


@pytest.mark.parametrize(
    "content",
    [
        "pseudonyme;identifiant\n=1+1;2024-17\nMÉSANGE;m@exemple.fr\n".encode("utf-8-sig"),
        "=1+1,2024-17\r\nmésange,m@exemple.fr\r\n\r\n".encode(),
        '"=1+1"\t2024-17\n Mésange \tm@exemple.fr'.encode("cp1252"),
    ],
)
def test_pseudonyms_become_moodle_s_identifiers(content):
    grades = written_for_moodle(ROWS, NAMES, TITLES)
    text = moodle_file(grades, content, Grades(field="courriel")).decode()
    assert lines(text)[0][0] == "Adresse de courriel"
    assert [line[0] for line in lines(text)[1:]] == ["2024-17", "m@exemple.fr"]
    assert "sange" not in text


def test_who_has_no_identifier_is_told_or_left_out():
    grades = written_for_moodle(ROWS, NAMES, TITLES)
    with pytest.raises(RefusedError, match="Mésange"):
        moodle_file(grades, b"=1+1;17", Grades())
    text = moodle_file(grades, b"=1+1;17", Grades(without=True)).decode()
    assert [line[0] for line in lines(text)[1:]] == ["17"]
    with pytest.raises(RefusedError, match="Aucun pseudonyme"):
        moodle_file(grades, b"Personne;17", Grades(without=True))
    assert moodle_file(grades, b"", Grades()).decode() == grades


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "aucun pseudonyme"),
        (b"Pseudonyme;Identifiant", "aucun pseudonyme"),
        (b"a;1\na;2", "Ligne 2"),
        (b"A;1\na;2", "Ligne 2"),
        (b"a;1\nb;1", "Ligne 2"),
        (b"a;1;2", "Ligne 1"),
        (b"a", "Ligne 1"),
        (b";17", "Ligne 1"),
        (b"a;=HYPERLINK()", "Ligne 1"),
        (b"a;" + b"x" * 300, "Ligne 1"),
        (b'a;"b', "guillemet"),
        (b"PK\x03\x04\x00\x00", "texte"),
        (b"x" * (MOST_BYTES + 1), "trop gros"),
    ],
)
def test_a_file_that_is_not_one_is_told_where(content, told):
    with pytest.raises(RefusedError, match=told):
        read_pairs(content)


@given(st.binary(max_size=200))
def test_no_file_is_an_error_of_ours(content):
    try:
        found = read_pairs(content)
    except RefusedError:
        return
    assert found
    assert not any(one.startswith(("=", "+", "-", "@")) for one in found.values())


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    workshop = reading.open_reading(tmp_path_factory.mktemp("presence"))
    trainer, session, people = open_session(workshop)
    work(workshop, people[0], 1)
    first = datetime(2026, 10, 5, 8, tzinfo=UTC).astimezone().replace(hour=9)
    moments = {people[0]: first + timedelta(hours=6), people[1]: first - timedelta(days=3)}
    with workshop.database.session() as opened:
        opened.execute(update(MemberRow).values(joined_at=first.astimezone(UTC)))
        for learner, at in moments.items():
            of_hers = {"learner_id": learner}
            opened.execute(update(EventRow).filter_by(**of_hers).values(at=at.astimezone(UTC)))
            opened.execute(
                update(VisitRow)
                .filter_by(**of_hers)
                .values(opened_at=at.astimezone(UTC), seen_at=at.astimezone(UTC), finished_at=None)
            )
    yield workshop, trainer, session
    workshop.close()


def test_half_days_are_those_of_what_people_did_from_the_time_they_joined(place):
    workshop, _, session = place
    found = attendance_of(workshop, session)
    told = [(on.isoformat(), half) for on, half in found.halves][:2]
    assert told == [("2026-10-05", "matin"), ("2026-10-05", "après-midi")]
    assert found.count(found.halves[0]) == 8
    assert found.count(found.halves[1]) == 1
    text = attendance_csv(found)
    assert text.startswith("\ufeffPseudonyme;2026-10-05 matin;2026-10-05 après-midi")
    table = list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))
    lines_by_name = {cells[0]: cells[1:3] for cells in table}
    assert lines_by_name["'=1+1"] == ["oui", "oui"]
    assert lines_by_name["Lou 🐝"] == ["oui", "non"]


def test_the_sheet_to_sign_holds_no_pseudonym_and_a_page_a_day(place):
    workshop, _, session = place
    found = attendance_of(workshop, session)
    sheet = sign_in_sheet(session, found)
    days = [block for block in sheet.blocks if isinstance(block, Heading)]
    assert days[0].text.startswith("Lundi 5")
    assert [one.new_page for one in days] == [False, *[True] * (len(days) - 1)]
    for table in (block for block in sheet.blocks if isinstance(block, Table)):
        assert table.head[0].endswith("(à remplir à la main)")
        assert len(table.rows) >= len(found.people)
        assert all(not any(cells[1:]) for cells in table.rows)
    assert not any(name in repr(sheet) for name in ("Mésange", "Lou", "=1+1"))
