"""The resume code in the browser: made, read, typed on another one, by keyboard, faultless."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.test_learning import REVIEW, a_night_later, missed
from tests.browser.walk import go
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.running import RunningServer
from tests.support.training_course import write_course

CODE = re.compile(r"\w{3}-\w{3}-\w{3}")


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    """A server over a course made for tests."""
    courses = write_course(tmp_path_factory.mktemp("course") / "courses")
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("data"), where).start()
    yield running
    running.stop()


@pytest.fixture
def person(newcomer, training):
    """Open a page of somebody in a browser of her own."""
    return lambda: newcomer(training.address, reduced_motion="reduce").open()


def made(page) -> str:
    page.goto("mes-donnees")
    assert violations(page) == []
    page.get_by_role("button", name="Créer mon code de reprise").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre code de reprise")
    code = page.locator("#code").inner_text()
    assert CODE.fullmatch(code)
    return code


def test_her_queue_is_found_again_on_another_browser_by_keyboard(person, training, shot):
    first, second = person(), person()
    missed(first)
    a_night_later(training)
    code = made(first)
    assert violations(first) == []
    shot(first, "code-de-reprise")

    go(second, "")
    second.get_by_role("link", name="J'ai un code de reprise").focus()
    second.keyboard.press("Enter")
    field = second.get_by_label("Votre code de reprise")
    for _ in range(12):
        second.keyboard.press("Tab")
        if field.evaluate("node => node === document.activeElement"):
            break
    second.keyboard.type(code.lower().replace("-", " "))
    second.keyboard.press("Enter")
    expect(second.get_by_role("heading", level=1)).to_have_text("Votre travail est retrouvé")
    assert violations(second) == []

    go(second, REVIEW)
    expect(second.locator(".test-ou")).to_contain_text("1 question à revoir")


def test_the_form_is_without_fault_and_a_wrong_code_is_told_beside_the_field(person, shot):
    page = person()
    page.goto("reprendre")
    assert violations(page) == []
    page.get_by_label("Votre code de reprise").fill("acd efh jkm")
    page.get_by_role("button", name="Retrouver mon travail").click()
    field = page.get_by_label("Votre code de reprise")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(field).to_have_accessible_description(re.compile("Ce code n'ouvre aucun travail"))
    expect(page).to_have_title(re.compile("^Erreur"))
    assert violations(page) == []
    shot(page, "reprendre-faux")


def test_a_browser_with_work_of_its_own_is_asked_first(person, shot):
    first, second = person(), person()
    code = made(first)
    missed(second)
    second.goto("reprendre")
    second.get_by_label("Votre code de reprise").fill(code)
    second.get_by_role("button", name="Retrouver mon travail").click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("Changer de travail")
    assert violations(second) == []
    shot(second, "reprendre-confirmer")
    second.get_by_role("button", name=re.compile("Continuer avec")).click()
    expect(second.get_by_role("heading", level=1)).to_have_text("Votre travail est retrouvé")


def test_the_printed_code_is_whole_and_its_buttons_are_not_there(person):
    page = person()
    made(page)
    page.emulate_media(media="print")
    expect(page.locator("#code")).to_be_visible()
    expect(page.get_by_text("/reprendre").first).to_be_visible()
    expect(page.get_by_role("link", name="Revenir à mes données")).to_be_hidden()
