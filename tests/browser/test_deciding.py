"""The pages to decide with, in Chromium: by keyboard alone, for axe, narrow, without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from grader.obligations.deciding.competences import competences
from tests.browser.bones import violations

COMMUNE = "type=commune&habitants=4200&agents=62&fait=website&fait=grants&delegue=water"
SKILLS = "&".join(f"{one.id}={1 + index % 4}" for index, one in enumerate(competences().skills))
PAGES = {
    "begin": "decider",
    "begin-refused": "decider/loi?type=roi&habitants=x&agents=1.200",
    "law": f"decider/loi?{COMMUNE}",
    "cost": f"decider/cout?{COMMUNE}",
    "cost-refused": f"decider/cout?{COMMUNE}&hourly=501",
    "note": f"decider/note?{COMMUNE}",
    "priorities": f"decider/priorites?{COMMUNE}&actes=done",
    "priorities-refused": f"decider/priorites?{COMMUNE}&weight-risk=9&actes-interest=7",
    "costs": f"decider/couts?{COMMUNE}&software=3000",
    "costs-alone": "decider/couts",
    "road-map": f"decider/feuille-de-route?{COMMUNE}&done=initialise",
    "road-map-refused": f"decider/feuille-de-route?{COMMUNE}&framework=x&months=99",
    "programme": "animer/programme?sessions=law&sessions=structure&start=14:00&lieu=Mairie",
    "skills": "animer/competences",
    "skills-told": f"animer/competences?{SKILLS}",
}
WIDTHS = (1280, 360)
_WIDTH = "document.documentElement.scrollWidth"


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_any_look(opened, shot, name, width):
    page = opened(PAGES[name], viewport={"width": width, "height": 900})
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.evaluate(_WIDTH) <= width
    assert violations(page) == []
    if width == WIDTHS[0]:
        shot(page, f"deciding-{name}")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_the_smallest_telephone(opened, name):
    page = opened(PAGES[name], viewport={"width": 320, "height": 780})
    page.locator("main details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    assert page.evaluate(_WIDTH) <= 320


def tab_to(page, selector: str) -> None:
    """Go on by keyboard until something has the focus."""
    for _ in range(120):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reaches {selector}")


def test_the_keyboard_alone_goes_from_the_first_question_to_the_note(opened):
    page = opened("decider")
    tab_to(page, "[name=type]")
    page.keyboard.press("Space")
    tab_to(page, "#habitants")
    page.keyboard.type("4 200")
    tab_to(page, "#agents")
    page.keyboard.type("62")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decider/loi?**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Votre commune a")
    tab_to(page, "main .actions .bouton")
    page.keyboard.press("Enter")
    page.wait_for_url("**/decider/cout?**")
    tab_to(page, "#hourly")
    page.keyboard.press("Control+a")
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    page.wait_for_url("**hourly=40**")
    page.get_by_role("link", name="Étape suivante").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/decider/note?**hourly=40**")
    tab_to(page, "#nom")
    page.keyboard.type("Val-Ouvert")
    tab_to(page, "button")
    with page.expect_download() as got:
        page.keyboard.press("Enter")
    assert got.value.suggested_filename == "note-de-decision.docx"


def test_the_summary_of_errors_has_the_focus_and_leads_into_what_is_folded(opened):
    page = opened(PAGES["priorities-refused"])
    expect(page.locator("#erreurs")).to_be_focused()
    links = page.locator("#erreurs a")
    assert links.count() == 2
    for place in ("#weight-risk", "#actes-interest"):
        page.locator(f'#erreurs a[href="{place}"]').focus()
        page.keyboard.press("Enter")
        expect(page.locator(place)).to_be_focused()
        expect(page.locator(place)).to_be_visible()


def test_all_works_without_script(opened):
    page = opened(f"decider/priorites?{COMMUNE}", java_script_enabled=False)
    before = page.locator(".vague-now .jeu").all_inner_texts()
    page.get_by_label("Combien de jeux au plus", exact=False).fill("2")
    page.get_by_role("button", name="Reclasser").click()
    assert page.locator(".vague-now .jeu").all_inner_texts() == before[:2]
    assert "most-now=2" in page.url
    assert "interest=" not in page.url, "what was left as proposed is not in the address"

    page.goto("animer/programme")
    page.get_by_role("button", name="Préparer le programme").click()
    assert page.locator(".atelier").count() == 5


def test_on_paper_each_workshop_has_its_sheet_and_no_control_is_left(opened):
    page = opened(PAGES["programme"])
    page.emulate_media(media="print")
    assert page.locator("main form").count() == 2
    assert page.get_by_role("button").count() == 0
    assert page.locator(".voisinage").is_hidden()
    breaks = page.locator(".atelier").evaluate_all(
        "all => all.map(one => getComputedStyle(one).breakBefore)"
    )
    assert breaks == ["page", "page"]
    answers = page.locator(".corrige")
    # The sheet is handed out: its answers lie on another one, under a title of their own.
    assert (
        answers.evaluate_all("all => all.map(one => getComputedStyle(one).breakBefore)") == breaks
    )
    expect(answers.first.locator("h3")).to_be_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
