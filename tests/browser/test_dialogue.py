"""A conversation with branches in the browser: by mouse and mended, then by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, seen
from tests.fixtures.course_paths import DIALOGUE
from tests.support.running import RunningServer

LESSON = "lecon/essai/registre"


@pytest.fixture(scope="module")
def dialogue_server(tmp_path_factory):
    """A server on the course of one conversation."""
    settings = {"OUVROIR_COURSES": str(DIALOGUE)}
    running = RunningServer(tmp_path_factory.mktemp("dialogue"), settings)
    yield running.start()
    running.stop()


@pytest.fixture
def page(newcomer, dialogue_server):
    visitor = newcomer(dialogue_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def call(page):
    return go(page, LESSON).locator(".piece[data-kind=dialogue]")


def reply(box, words):
    box.locator(".reponse", has_text=words).get_by_role("radio").check()
    box.get_by_role("button", name="Répondre").click()
    expect(box.locator(".avis-replique").last).to_be_focused()


def test_by_mouse_a_door_that_closes_then_a_second_conversation(page, shot):
    box = call(page)
    box.get_by_role("button", name="Répondre").click()
    expect(box.locator(".faute")).to_have_text("Choisissez d'abord une réplique.")
    assert violations(page) == []
    assert "blessant" not in box.inner_html(), "no tone is told before its time"

    reply(box, "Rangez mieux")
    told = seen(box)
    assert "Ton : blessant" in told
    assert "Propos : vrai à moitié" in told
    assert "Refus Elle raccroche." in told
    assert "Ton juste : 0 réplique sur 1. Propos vrai : 0 réplique sur 1." in told
    expect(box.get_by_role("radio")).to_have_count(0)

    box.get_by_role("button", name="Rejouer").click()
    expect(box.locator(".replique").first).to_be_focused()
    reply(box, "Ce n'est rien")
    expect(box.locator(".replique.autrui").last).to_contain_text("Par où commencer")
    page.reload()
    expect(box.locator(".replique.vous")).to_contain_text("Ce n'est rien")
    reply(box, "Par l'armoire")
    assert "0,5 point sur 2" in seen(box.locator(".bilan"))
    assert "À la deuxième conversation, moitié des points." in seen(box)
    rows = box.get_by_role("table").locator("tbody tr")
    expect(rows).to_have_count(2)
    assert "complaisant" in seen(rows.first)
    assert violations(page) == []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "360-dialogue")


def test_by_keyboard_alone_to_an_agreement(page):
    box = call(page)
    for words in ("Cherchons ensemble", "Par l'armoire"):
        wanted = box.locator(".reponse", has_text=words).get_by_role("radio")
        tab_to(page, box.get_by_role("radio").first)
        page.keyboard.press("Space")
        for _ in range(4):
            if wanted.is_checked():
                break
            page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()
        press(page, box.get_by_role("button", name="Répondre"))
        arrived(page, box.locator(".avis-replique").last)
    assert "Accord Elle ouvre l'armoire." in seen(box.locator(".verdict-dialogue"))
    assert "2 points sur 2" in seen(box.locator(".bilan"))
    press(page, box.get_by_role("button", name="Rejouer"))
    arrived(page, box.locator(".replique").first)
