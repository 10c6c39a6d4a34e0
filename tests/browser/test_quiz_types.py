"""Every type of question, wrong then right, by mouse and with the keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.quiz_desk import (
    KEYED,
    LESSON,
    TRUE_FALSE,
    TWO_TRIES,
    Keyboard,
    Mouse,
    button,
    respond,
)
from tests.browser.test_keyboard import arrived, press
from tests.browser.walk import go, question, seen

HANDS = [Mouse, Keyboard]
each_type = pytest.mark.parametrize("one", KEYED, ids=lambda one: one.type)


@pytest.fixture(scope="module", params=HANDS, ids=lambda hand: hand.__name__.lower())
def hand(request, chromium, quiz_server):
    """One visitor, who answers another question in each test."""
    visitor = Visitor(chromium, quiz_server.address, reduced_motion="reduce")
    yield request.param(go(visitor.open(), LESSON))
    visitor.context.close()
    assert visitor.complaints == []


@pytest.mark.parametrize("one", TWO_TRIES, ids=lambda one: one.type)
def test_wrong_then_right(hand, one):
    box = respond(hand, one, one.wrong)
    expect(box.locator(".resultat")).to_contain_text("Il vous reste un essai.")
    assert one.why in seen(box)
    said = box.locator("xpath=ancestor::*[@data-kind]").get_by_role("status")
    expect(said).to_contain_text("Il vous reste un essai.")
    expect(said).to_contain_text(one.why)

    respond(hand, one, one.right)
    expect(box.locator(".resultat")).to_have_text("✔\ufe0e Bonne réponse au second essai.")
    settled(hand, box.locator(".conclusion"))
    expect(box.locator(".bon").first).to_be_visible()
    expect(box.locator(".faux")).to_have_count(0)


def test_true_or_false_has_one_try(hand):
    box = respond(hand, TRUE_FALSE, TRUE_FALSE.wrong)
    expect(box.locator(".resultat")).to_contain_text("Ce n'est pas la réponse attendue.")
    told = seen(box)
    assert TRUE_FALSE.why in told
    assert "Réponse attendue : Faux" in told
    assert "C'était la raison attendue." in told
    settled(hand, box.locator(".conclusion"))


@each_type
def test_what_does_not_count_is_begun_anew_then_right_at_once(hand, one):
    box = question(hand.page, one.item)
    if isinstance(hand, Mouse):
        button(box, "Recommencer").click()
    else:
        press(hand.page, button(box, "Recommencer"))
    expect(box.get_by_role("button", name="Valider")).to_be_visible()
    expect(box.locator(":is(.bon, .faux):visible")).to_have_count(0)
    respond(hand, one, one.right)
    expect(box.locator(".resultat")).to_have_text("✔\ufe0e Bonne réponse.")


def test_what_was_answered_is_there_after_a_reload(chromium, quiz_server):
    visitor = Visitor(chromium, quiz_server.address)
    mouse = Mouse(go(visitor.open(), LESSON))
    before = [done(respond(mouse, one, one.right)) for one in KEYED]
    go(mouse.page, LESSON)
    after = [done(question(mouse.page, one.item)) for one in KEYED]
    visitor.context.close()
    assert after == before
    assert all("Bonne réponse." in told for told in after)


def settled(hand, place) -> None:
    """Check that the reading goes on there; with the keyboard, that it shows."""
    expect(place).to_be_focused()
    if isinstance(hand, Keyboard):
        arrived(hand.page, place)


def done(box) -> str:
    """Read a finished question."""
    expect(box.locator(".conclusion")).to_be_visible()
    return seen(box)
