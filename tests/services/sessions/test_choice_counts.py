"""One register of a choice done is all of it done: in the room, in what is sent, in every grade."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest

from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from grader.services.grades_file import grades_csv
from grader.services.grading import grade_and_record
from grader.services.hand_ins import hand_in
from grader.services.modules import module_view
from grader.services.sessions.desk import whole_house
from grader.services.sessions.moodle import moodle_grades
from grader.services.sessions.report import session_report
from grader.services.sessions.room import room_ref, room_view
from grader.services.sessions.room_sent import sent_results
from grader.services.sessions.sending import results_of, send
from grader.services.trainers import trainer_view
from tests.services.choosing import (
    CHOICE,
    DICTIONARY,
    MODULE,
    ONE,
    OTHER,
    as_text,
    judge,
    open_choosing,
    write,
)

DONE, BEGUN = "Mésange", "Pinson"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    opened = open_choosing(tmp_path_factory.mktemp("choix"))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def trainer(workshop):
    one = workshop.learners.create()
    workshop.learners.set_role(one.id, TRAINER)
    return workshop.learners.find(one.id)


@pytest.fixture(scope="module")
def session(workshop, trainer):
    terms = Terms("Essai", now() + timedelta(days=9), modules=(MODULE,))
    return workshop.sessions.create(terms, "ACDEFH347", trainer.id)


@pytest.fixture(scope="module")
def people(workshop, session):
    """Two people: one did one register of two and the dictionary; the other missed a register."""
    found = {}
    for name in (DONE, BEGUN):
        one = workshop.learners.create()
        workshop.members.put(session.id, one.id, name, PRESENT)
        found[name] = one.id
    judge(workshop, found[DONE], OTHER)
    write(workshop, found[DONE])
    judge(workshop, found[BEGUN], ONE, right=False)
    return found


@pytest.fixture(scope="module")
def graded(workshop, people):
    hand_in(workshop, people[DONE], workshop.course.modules[MODULE], send_files=False)
    grade_and_record(workshop.settings)
    return workshop.hand_ins.of(people[DONE], MODULE)[0]


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_room_shows_all_of_it_and_waits_for_no_second_register(
    workshop, trainer, session, people
):
    view = room_view(workshop, trainer, room_ref(session.id, projection=False))
    lines = {one.pseudonym: one for one in view.people}
    assert plain(lines[DONE].passed) == "2 sur 2"
    assert plain(lines[DONE].points) == "5 sur 5"
    assert plain(lines[BEGUN].passed) == "0 sur 2"
    told = {plain(one.title): plain(one.label) for one in view.exercises}
    assert told["Le registre bis"].startswith("1 réussi,")
    assert told["Le registre bis"].endswith(", 0 pas commencé")
    assert told["Le registre refusé"].endswith(", 0 pas commencé")
    assert told["Le dictionnaire des salles à louer"].endswith(", 1 pas commencé")


def test_what_is_sent_home_counts_the_choice_once(workshop, session, people):
    results = results_of(workshop, people[DONE], session)
    exercises = results["modules"][0]["exercises"]
    assert [one["id"] for one in exercises] == [CHOICE, DICTIONARY]
    assert exercises[0]["title"] == "Un registre (Le registre bis)"
    assert sum(one["points"] for one in exercises) == sum(one["of"] for one in exercises) == 5
    at_home = workshop.learners.create()
    judge(workshop, at_home.id, OTHER)
    send(workshop, at_home, session, "Geai", results_of(workshop, at_home.id, session))
    sent = sent_results(workshop.members.of_session(session.id))
    assert [plain(one.lines[0]) for one in sent if one.pseudonym == "Geai"] == [
        "Les lignes du registre : 0 leçon terminée sur 1, 2 points sur 5."
    ]


def test_the_gradebook_and_its_exports_give_all_the_points(workshop, session, graded):
    assert (graded.points, graded.max_points) == (5, 5)
    assert set(graded.outcomes) == {CHOICE, DICTIONARY}
    rows = list(csv.DictReader(io.StringIO(grades_csv(workshop.settings, session=session.id))))
    mine = [row for row in rows if DONE in row.values()]
    assert len(mine) == 1
    assert not any("bis" in one or "refusé" in one for one in mine[0])
    figures = [float(one) for one in mine[0].values() if one.replace(".", "", 1).isdigit()]
    assert figures.count(5.0) == 2, "all of the points, out of all of them"
    assert f"{DONE},100.00" in moodle_grades(workshop.settings, session.id)


def test_the_trainer_s_figures_and_the_report_count_it_once(
    workshop, trainer, session, graded, people
):
    view = as_text(trainer_view(workshop, whole_house(workshop)))
    assert "Un registre" in view
    assert "Le registre bis" not in view
    assert '"1 sur 1", "2 points sur 2"' in view
    report = session_report(workshop, session, pseudonyms=True)
    rows = dict(row for one in report.blocks for row in getattr(one, "rows", ()) if len(row) == 2)
    assert plain(rows[DONE]) == "100 %"
    page = module_view(workshop, people[DONE], MODULE)
    assert plain(page.points_label) == "5 points sur 5"
    assert plain(page.hand_in.grade_label) == "5 points sur 5"
    assert {plain(one.title) for one in page.hand_in.exercises} == {
        "Un registre",
        "Le dictionnaire des salles à louer",
    }


def test_who_has_passed_one_is_never_stuck_on_a_second_one(workshop, trainer, session, monkeypatch):
    names = {}
    for name, first in (("Grive", True), ("Merle", False)):
        one = workshop.learners.create()
        workshop.members.put(session.id, one.id, name, PRESENT)
        names[name] = one.id
        if first:
            judge(workshop, one.id, ONE)
        judge(workshop, one.id, OTHER, right=False)
    monkeypatch.setattr("grader.services.sessions.room.now", lambda: now() + timedelta(minutes=20))
    monkeypatch.setattr("grader.services.sessions.room_work._finished", lambda *_given: False)
    view = room_view(workshop, trainer, room_ref(session.id, projection=False))
    stuck = {one.pseudonym: one.stuck for one in view.people if one.pseudonym in names}
    assert stuck["Grive"] == ""
    assert "20" in stuck["Merle"]
