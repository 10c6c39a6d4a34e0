"""Joining a session on a telephone, and sending results from home: by a person, in a browser."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from grader.progress.database import Database, now
from grader.progress.learners import TRAINER, Learners
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.settings import Settings
from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import write_course

CODE = "ACDEFHJKM"


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A server over a course made for tests, with one session of one trainer."""
    courses = write_course(tmp_path_factory.mktemp("course") / "courses")
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("data"), where).start()
    database = Database(Settings(data=running.data))
    owner = Learners(database).create()
    Learners(database).set_role(owner.id, TRAINER)
    terms = Terms(title="Ouvrir ses données à Val-Ouvert", erase_at=now() + timedelta(days=90))
    running.session = TrainingSessions(database).create(terms, CODE, owner.id)
    database.close()
    yield running
    running.stop()


@pytest.fixture
def person(newcomer, training):
    return lambda: newcomer(training.address, reduced_motion="reduce").open()


def test_a_code_a_pseudonym_and_a_resume_code_on_a_telephone(person, shot):
    page = person()
    page.goto("")
    page.get_by_role("link", name="Rejoindre une session").first.click()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    field = page.get_by_label("Le code de la session")
    field.fill("xxx yyy xxx")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Le code de la session")).to_be_focused()
    page.get_by_label("Le code de la session").fill("acd efh jkm")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ouvrir ses données")
    shot(page, "session-rejoindre")
    name = page.get_by_label("Pseudonyme dans la session")
    name.fill("ana@mairie.fr")
    page.get_by_role("button", name="Rejoindre la session").click()
    expect(name).to_be_focused()
    expect(name).to_have_accessible_description(re.compile("adresse électronique"))
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    name.fill("Mésange bleue")
    page.get_by_role("button", name="Rejoindre la session").click()
    expect(page.get_by_text("Vous y êtes Mésange bleue.")).to_be_visible()
    expect(page.locator("#code")).to_have_text(re.compile(r"\w{3}-\w{3}-\w{3}"))
    shot(page, "session-rejointe")
    assert violations(page) == []
    page.get_by_role("link", name="Voir mes sessions").click()
    assert violations(page) == []
    shot(page, "seance")


def test_results_are_sent_from_home_once_they_were_read(person, shot):
    page = person()
    page.goto("mes-donnees")
    page.get_by_role("link", name="Envoyer mes résultats au formateur").click()
    assert violations(page) == []
    page.get_by_label("Le code de la session du formateur").fill(CODE)
    page.get_by_role("button", name="Voir ce qui serait envoyé").click()
    expect(page.get_by_role("table").first).to_contain_text("Non commencé")
    page.get_by_text("comme il est enregistré").click()
    assert violations(page) == []
    shot(page, "envoyer-mes-resultats")
    page.get_by_role("button", name="Envoyer ce tableau").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vos résultats sont envoyés")
    page.goto("ce-qui-est-conserve")
    assert violations(page) == []
    shot(page, "ce-qui-est-conserve")


def test_the_board_is_read_from_the_back_of_the_room(person, training, shot):
    page = person()
    page.goto(training.trainer_address)
    page.goto(f"formateur/sessions/{training.session.id}/tableau")
    assert violations(page) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    size = page.locator("#code").evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 80
    shot(page, "tableau-de-session")
