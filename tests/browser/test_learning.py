"""The positioning test and the reviews in the browser: by mouse, by keyboard, told in words."""

from __future__ import annotations

import re
import sqlite3

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.training import RIGHT, WRONG, pick
from tests.browser.walk import go, question
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import write_course

TEST, REVIEW, LESSON = "positionnement", "revision", "lecon/ouvrir/choisir"


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A server over a course made for tests."""
    courses = write_course(tmp_path_factory.mktemp("course") / "courses")
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("data"), where).start()
    yield running
    running.stop()


@pytest.fixture
def page(newcomer, training):
    """A page whose colours change at once; anything that it complains of fails the test."""
    visitor = newcomer(training.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def a_night_later(training) -> None:
    """Make everything that was done there one day older."""
    with sqlite3.connect(training.data / "ouvroir.sqlite") as database:
        database.execute("UPDATE event SET at = datetime(at, '-1 day')")


def begun(page):
    go(page, TEST)
    page.get_by_role("button", name="Commencer le test").click()
    expect(page.locator(".question-titre")).to_be_focused()
    return page


def answer(page, words: str) -> None:
    place = page.locator(".question-titre")
    before = place.inner_text()
    pick(page, words)
    page.get_by_role("button", name="Valider").click()
    expect(page.locator(":is(.question-titre, .test-titre):focus")).not_to_have_text(before)


def ended(page, words: str):
    begun(page)
    while page.locator(".question-titre").count():
        answer(page, words)
    return page


def missed(page):
    """Miss a question of a lesson."""
    go(page, LESSON)
    box = question(page, "ou-r01")
    box.get_by_role("radio", name=WRONG, exact=True).check()
    box.get_by_role("button", name="Valider").click()
    expect(box.locator(".resultat")).to_be_visible()
    return box


def test_the_home_page_leads_to_both(page):
    go(page, "")
    page.get_by_role("link", name="le test de positionnement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Test de positionnement")
    go(page, "")
    page.get_by_role("link", name="vos questions à revoir").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("À revoir aujourd'hui")
    expect(page.locator(".test-ou")).to_contain_text("Rien à revoir")


def test_who_knows_is_told_what_to_pass_over_and_nothing_is_hidden(page, shot):
    ended(page, RIGHT)
    lessons = page.get_by_role("table", name="Ce que le test propose, leçon par leçon")
    expect(lessons.get_by_text("Vous pouvez la passer").first).to_be_visible()
    assert lessons.get_by_role("link").count() == 3
    expect(page.get_by_text(re.compile("repasser ce test à partir du"))).to_be_visible()
    assert violations(page) == []
    shot(page, "positionnement-resultat")

    go(page, "")
    expect(page.get_by_text("Acquis d'après votre test").first).to_be_visible()


def test_nothing_is_told_between_two_questions(page):
    begun(page)
    for _ in range(3):
        answer(page, WRONG)
        expect(page.locator(".question .resultat, .question .retour, .indice")).to_have_count(0)


def test_i_do_not_know_goes_on_and_a_reload_comes_back(page):
    begun(page)
    page.get_by_role("button", name="Je ne sais pas").click()
    expect(page.locator(".question-titre")).to_have_text("Question 2")
    go(page, TEST)
    expect(page.locator(".question-titre")).to_have_text("Question 2")


def test_it_is_stopped_by_keyboard_alone(page):
    begun(page)
    stop = page.get_by_role("button", name="Arrêter le test ici")
    for _ in range(12):
        page.keyboard.press("Tab")
        if stop.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".test-titre")).to_be_focused()
    expect(page.locator(".test-titre")).to_have_text("Votre résultat")


def test_no_module_no_test(page):
    go(page, TEST)
    for box in page.get_by_role("checkbox").all():
        box.uncheck()
    page.get_by_role("button", name="Commencer le test").click()
    expect(page.get_by_text("Choisissez au moins un module.").first).to_be_visible()
    expect(page.get_by_role("checkbox").first).to_be_focused()


@pytest.mark.parametrize("address", [TEST, REVIEW])
def test_the_first_screen_is_without_fault(page, address):
    go(page, address)
    assert violations(page) == []


def test_a_question_of_the_test_is_without_fault(page):
    begun(page)
    assert violations(page) == []


def test_what_is_missed_comes_back_and_is_rated(page, training, shot):
    missed(page)
    a_night_later(training)
    go(page, "")
    page.get_by_role("link", name="À revoir aujourd'hui").click()
    expect(page.locator(".test-ou")).to_contain_text("1 question à revoir")
    assert violations(page) == []
    pick(page, RIGHT)
    page.get_by_role("button", name="Valider").click()
    expect(page.get_by_role("button", name="Tout de suite")).to_be_visible()
    assert violations(page) == []
    shot(page, "revision")
    with page.expect_download() as caught:
        page.get_by_role("link", name=re.compile("agenda")).click()
    assert caught.value.suggested_filename == "a-revoir.ics"

    page.get_by_role("button", name="Bien").click()
    expect(page.locator(".test-ou")).to_contain_text("C'est tout pour aujourd'hui")
    expect(page.locator(".test-ou")).to_be_focused()


def test_what_is_missed_again_comes_back_tomorrow(page, training):
    missed(page)
    a_night_later(training)
    go(page, REVIEW)
    pick(page, WRONG)
    page.get_by_role("button", name="Valider").click()
    expect(page.get_by_text("Elle reviendra demain.")).to_be_visible()
    page.get_by_role("button", name="Terminer").click()
    days = page.get_by_role("table", name="Ce qui revient, jour par jour")
    expect(days.get_by_role("row", name=re.compile("Demain"))).to_be_visible()


def test_hesitating_on_a_right_answer_makes_it_come_back(page, training):
    go(page, LESSON)
    box = question(page, "ou-r01")
    box.get_by_role("radio", name=RIGHT, exact=True).check()
    box.get_by_role("button", name="Valider").click()
    box.get_by_role("button", name="J'ai hésité").click()
    expect(box.get_by_text("Cette question reviendra")).to_be_focused()
    a_night_later(training)
    a_night_later(training)
    go(page, REVIEW)
    expect(page.locator(".question-titre")).to_be_visible()
