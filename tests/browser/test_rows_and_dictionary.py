"""Rows to judge and a dictionary in the browser: by mouse, and by keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, seen
from tests.fixtures.course_paths import ROWS
from tests.support.running import RunningServer

LESSON = "lecon/essai/registre"


@pytest.fixture(scope="module")
def rows_server(tmp_path_factory):
    """A server on the course of one exercise on rows."""
    running = RunningServer(tmp_path_factory.mktemp("rows"), {"OUVROIR_COURSES": str(ROWS)})
    yield running.start()
    running.stop()


@pytest.fixture
def page(newcomer, rows_server):
    visitor = newcomer(rows_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def exercise(page):
    return go(page, LESSON).locator(".piece[data-kind=rows]")


def row_of(box, bad):
    """Give the boxes of the rows that the schema refuses, or of the others: « B- » names them."""
    pattern = "B-0" if bad else "A-0"
    return box.locator(".lignes-a-juger tbody tr", has_text=pattern).get_by_role("checkbox")


def test_by_mouse_all_wrong_then_other_rows(page, shot):
    box = exercise(page)
    box.get_by_role("button", name="Vérifier mes réponses").click()
    expect(box.locator(".faute")).to_have_text("Cochez d'abord une ligne, au moins.")
    assert violations(page) == []
    told = seen(box)
    assert "VOTE_REEL est la somme exacte de VOTE_POUR" in told
    assert "Mal jugée" not in told
    assert "somme" not in box.locator(".lignes-a-juger").inner_html(), "no name of a row is sent"

    good = row_of(box, bad=False)
    for place in range(good.count()):
        good.nth(place).check()
    box.get_by_role("button", name="Vérifier mes réponses").click()
    expect(box.locator(".resultats-titre")).to_be_focused()
    assert "0 point sur 2" in seen(box.locator(".bilan"))
    expect(box.locator(".ligne-jugee")).to_have_count(5)
    assert seen(box).count("Mal jugée") == 5

    box.get_by_role("button", name="D'autres lignes").click()
    expect(box.get_by_role("checkbox").first).to_be_focused()
    page.reload()
    bad = row_of(box, bad=True)
    expect(bad).to_have_count(2)
    for place in range(2):
        bad.nth(place).check()
    box.get_by_role("button", name="Vérifier mes réponses").click()
    expect(box.locator(".resultats-titre")).to_be_focused()
    assert "1 point sur 2" in seen(box.locator(".bilan"))
    assert "Au deuxième tirage, moitié des points." in seen(box)
    assert violations(page) == []
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "360-lignes")


def test_by_keyboard_alone_all_right(page):
    box = exercise(page)
    bad = row_of(box, bad=True)
    for place in range(2):
        tab_to(page, bad.nth(place))
        page.keyboard.press("Space")
        expect(bad.nth(place)).to_be_checked()
    press(page, box.get_by_role("button", name="Vérifier mes réponses"))
    arrived(page, box.locator(".resultats-titre"))
    assert "2 points sur 2" in seen(box.locator(".bilan"))
    assert "Chaque ligne est bien jugée." in seen(box)


def test_a_dictionary_is_written_checked_and_taken_away(page, shot):
    box = go(page, LESSON).locator(".piece[data-kind=dictionary]")
    sheets = box.locator(".fiche-colonne")
    expect(sheets).to_have_count(10)
    surface = sheets.nth(3)
    surface.get_by_label("Description").fill("Surface utile de la salle")
    surface.get_by_label("Type").select_option("integer")
    page.reload()
    expect(surface.get_by_label("Description")).to_have_value("Surface utile de la salle")

    tab_to(page, surface.get_by_label("Unité"))
    page.keyboard.type("m²")
    surface.get_by_label("Une cellule").select_option("non")
    surface.get_by_label("Exemple").fill("82.5")
    press(page, box.get_by_role("button", name="Vérifier mon dictionnaire"))
    arrived(page, box.locator(".resultats-titre"))
    expect(surface.get_by_label("Type")).to_have_attribute("aria-invalid", "true")
    assert "ce type ne convient pas à toutes les valeurs" in seen(surface)
    assert violations(page) == []

    surface.get_by_label("Type").select_option("number")
    box.get_by_role("button", name="Vérifier mon dictionnaire").click()
    expect(surface.locator(".champ-faute")).to_have_count(0)
    with page.expect_download() as taken:
        box.get_by_role("link", name="Table Schema").click()
    assert '"name": "SURFACE"' in taken.value.path().read_text(encoding="utf-8")
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "360-dictionnaire")
