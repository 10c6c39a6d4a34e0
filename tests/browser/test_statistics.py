"""The trainer's page on questions in the browser: from her room, without fault, by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import AXE, violations
from tests.browser.walk import go
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.item_crowd import crowd, place_twice
from tests.support.running import RunningServer
from tests.support.training_course import write_course

PAGE = "formateur/questions"
SIZES = [{"width": 1280, "height": 900}, {"width": 360, "height": 780}]


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """A server where the crowd answered."""
    folder = tmp_path_factory.mktemp("crowd")
    courses = write_course(folder / "courses")
    data = folder / "data"
    workshop = open_workshop(data, data / "build", courses=courses, sandbox=SMALL_SANDBOX)
    place_twice(workshop, crowd(workshop)[:6])
    workshop.close()
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(data, where).start()
    yield running
    running.stop()


@pytest.fixture
def room(newcomer, answered):
    """The trainer's room; anything that the browser complains of fails the test."""
    visitor = newcomer(answered.address, reduced_motion="reduce")
    page = visitor.open()
    page.goto(answered.trainer_address)
    yield page
    assert visitor.complaints == []


def test_the_page_is_reached_from_the_room_and_is_without_fault(room, shot):
    room.get_by_role("link", name="Voir quelles questions sont à revoir").click()
    expect(room.get_by_role("heading", level=1)).to_have_text("Les questions et leurs réponses")
    assert violations(room) == []
    room.emulate_media(color_scheme="light")
    for size in SIZES:
        room.set_viewport_size(size)
        assert room.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert AXE.run(room).response["violations"] == []
        shot(room, f"questions-{size['width']}")


def test_opened_details_are_without_fault(room):
    go(room, PAGE)
    for one in room.locator("summary").all():
        one.click()
    expect(room.locator(".stat-choix li").first).to_be_visible()
    assert violations(room) == []


def test_it_is_walked_by_keyboard(room):
    go(room, PAGE)
    summary = room.locator("#q-ou-r04 ~ details summary")
    for _ in range(30):
        room.keyboard.press("Tab")
        if summary.evaluate("node => node === document.activeElement"):
            break
    room.keyboard.press("Enter")
    expect(summary.locator("xpath=..").get_by_text("La bonne")).to_be_visible()


def test_the_table_leads_to_the_reasons_of_a_question(room):
    go(room, PAGE)
    room.get_by_role("link", name=re.compile("discrimination négative")).first.click()
    expect(room.locator("#q-ou-r04")).to_be_focused()


def test_without_answers_it_says_so_and_is_without_fault(newcomer, quiz_server):
    page = newcomer(quiz_server.address).open()
    page.goto(quiz_server.trainer_address)
    go(page, PAGE)
    expect(page.get_by_text("Aucune question n'a encore 20 réponses")).to_be_visible()
    assert page.locator("table, figure").count() == 0
    assert violations(page) == []


def test_the_figures_are_taken_away(room):
    go(room, PAGE)
    with room.expect_download() as caught:
        room.get_by_role("link", name="Télécharger ces chiffres (CSV)").click()
    assert caught.value.suggested_filename == "questions-ouvroir.csv"
