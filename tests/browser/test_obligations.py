"""The simulator in Chromium: by keyboard alone, for axe, narrow, on paper, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations

COMMUNE = "type=commune&habitants=3500&agents=50&fait=website&fait=grants&delegue=water"
REFUSED = "type=region&habitants=beaucoup&agents=1.200&fait=small-parent&delegue=licorne"
PAGES = {
    "form": "obligations",
    "filled": f"obligations?{COMMUNE}",
    "refused": f"obligations/resultat?{REFUSED}",
    "result": f"obligations/resultat?{COMMUNE}&detail=tout",
    "village": "obligations/resultat?type=commune&habitants=120&agents=1,5",
    "document-refused": f"obligations/clause.odt?{COMMUNE}&service=licorne",
}
_WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_any_look(opened, shot, name):
    page = opened(PAGES[name])
    shot(page, f"obligations-{name}")
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_a_telephone(opened, name, width):
    page = opened(PAGES[name], viewport={"width": width, "height": 780})
    assert page.evaluate(_WIDTH) <= width


def press(page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def tab_to(page, selector: str) -> None:
    """Go on by keyboard until something has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_the_keyboard_alone_goes_from_the_first_question_to_a_document(opened):
    page = opened("obligations")
    tab_to(page, "[name=type]")
    page.keyboard.press("Space")
    expect(page.get_by_label("Commune", exact=True)).to_be_checked()
    tab_to(page, "#habitants")
    page.keyboard.type("3 500 habitants")
    tab_to(page, "#agents")
    page.keyboard.type("50")
    tab_to(page, "#fait-website")
    page.keyboard.press("Space")
    tab_to(page, "#delegue-water")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultat?**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre commune a")
    page.get_by_role("link", name="Emporter des documents").focus()
    page.keyboard.press("Enter")
    tab_to(page, "#nom")
    page.keyboard.type("Val-Ouvert")
    tab_to(page, "button")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "obligations-de-publication.odt"


def test_the_summary_of_errors_has_the_focus_and_leads_to_each_field(opened):
    page = opened(PAGES["refused"])
    expect(page.locator("#erreurs")).to_be_focused()
    links = page.locator("#erreurs a")
    assert links.count() == 4
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#habitants")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("6 000 000")
    page.keyboard.press("Enter")
    page.wait_for_url("**habitants=6*")
    assert page.locator("#erreurs a").count() < 4


def test_what_makes_no_sense_is_put_away_and_comes_back_with_its_kind(opened):
    page = opened("obligations")
    parent, people = page.locator("#fait-small-parent"), page.locator("#habitants")
    expect(parent).to_be_visible()
    page.get_by_label("Commune", exact=True).check()
    expect(parent).to_be_hidden()
    page.get_by_label("Établissement public local", exact=True).check()
    expect(parent).to_be_visible()
    expect(people).to_be_hidden()
    parent.check()
    page.get_by_label("Commune", exact=True).check()
    expect(parent).to_be_visible()
    expect(people).to_be_visible()


def test_all_works_without_script_and_answers_come_back(opened):
    page = opened("obligations", java_script_enabled=False)
    page.locator("[name=type][value=syndicat]").check()
    page.locator("#agents").fill("12,5")
    page.get_by_role("button", name="Voir nos obligations").click()
    assert "Votre syndicat" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Modifier mes réponses").first.click()
    assert page.locator("#agents").input_value() == "12,5"
    expect(page.locator("[name=type][value=syndicat]")).to_be_checked()


def test_what_does_not_apply_is_folded_until_it_is_asked_for(opened):
    page = opened(f"obligations/resultat?{COMMUNE}")
    first = page.locator("#sans-objet ~ details").first
    expect(first.locator("li").first).to_be_hidden()
    first.locator("summary").press("Enter")
    expect(first.locator("li").first).to_be_visible()
    page.get_by_role("link", name="Ouvrir tous les détails").click()
    assert page.locator("main details:not([open])").count() == 0


def test_on_paper_everything_is_open_and_no_control_is_left(opened):
    page = opened(f"obligations/resultat?{COMMUNE}")
    page.emulate_media(media="print")
    assert page.get_by_role("button").count() == 0
    assert page.locator(".bandeau nav").first.is_hidden()
    folded = page.locator("main details li, main details dd")
    assert folded.count() > 50
    heights = folded.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) > 0, "what is folded is printed"
    assert page.pdf(format="A4").startswith(b"%PDF")
