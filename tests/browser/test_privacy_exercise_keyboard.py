"""The exercise of anonymisation with the keyboard alone, to a full score."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.privacy_desk import NAMING, exercise, level, rare, role, treatment
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import points

#: Columns as they stand on the page: those that stand open, by role and in the order of the file.
TYPED = {"drop": "Retirer", "quasi": "Quasi"}


@pytest.fixture
def page(newcomer, privacy_server):
    visitor = newcomer(privacy_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def choose(page, menu, value: str) -> None:
    """Go to a closed list with Tab, and type the beginning of the line that is wanted."""
    tab_to(page, menu)
    page.keyboard.type(TYPED[value])
    expect(menu).to_have_value(value)
    expect(menu).to_be_focused()


def climb(page, range_, steps: int) -> None:
    """Go to a range with Tab, and move it with the arrows."""
    tab_to(page, range_)
    for _ in range(steps):
        page.keyboard.press("ArrowRight")
    expect(range_).to_be_focused()


def test_a_full_score(page):
    box = exercise(page)
    shown = box.locator(".colonne-nom:visible").all_inner_texts()
    assert set(NAMING) <= set(shown)
    for column in shown:
        if column in NAMING:
            choose(page, treatment(box, column), "drop")
        elif column == "ADRESSE":
            choose(page, role(box, column), "quasi")
            expect(level(box, column)).to_be_visible()
            climb(page, level(box, column), 2)
        elif column == "DATE_NAISSANCE":
            climb(page, level(box, column), 4)
    climb(page, rare(box), 4)
    expect(box.locator(".personnes-phrase")).to_contain_text("Plus personne")
    expect(rare(box)).to_be_focused()

    press(page, box.get_by_role("button", name="Est-ce publiable"))
    arrived(page, box.locator(".avis-titre"))
    expect(box.locator(".bilan")).to_contain_text("Réussi")
    earned, most = re.findall(r"\d+", points(box))
    assert earned == most

    press(page, box.get_by_role("button", name="Un indice"))
    arrived(page, box.locator(".indice"))


def test_what_opens_is_reached_and_undone(page):
    box = exercise(page)
    climb(page, level(box, "DATE_NAISSANCE"), 1)
    expect(box.locator(".journal li")).to_have_count(1)
    press(page, box.locator("summary", has_text="Publier des comptes"))
    tab_to(page, box.get_by_role("checkbox", name="TYPE_AIDE"))
    page.keyboard.press("Space")
    expect(box.locator(".apercu thead")).to_contain_text("TYPE_AIDE")
    expect(box.get_by_role("checkbox", name="TYPE_AIDE")).to_be_focused()
    undo = box.get_by_role("button", name="Annuler le dernier choix")
    press(page, undo)
    expect(box.locator(".journal li")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(box.locator(".journal li")).to_have_count(0)
    arrived(page, undo)
    expect(undo).to_have_attribute("aria-disabled", "true")
