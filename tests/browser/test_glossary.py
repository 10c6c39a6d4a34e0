"""What a word means, beside it: under the mouse, at the focus, under a finger, without script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.walk import LESSON_1, LESSON_2, go, seen

LONG = {"width": 320, "height": 640}


@pytest.fixture
def lesson(page):
    return go(page, LESSON_1)


def bubble(page):
    return page.get_by_role("tooltip")


def word(page, text: str):
    return page.locator("a.terme", has_text=re.compile(f"^{text}$")).first


def tab_on(page, term) -> None:
    """Reach a word with Tab, from the stop before it."""
    term.evaluate(
        """term => {
          const stops = [...document.querySelectorAll("a[href], button, input, [tabindex='0']")];
          stops[stops.indexOf(term) - 1].focus();
        }"""
    )
    page.keyboard.press("Tab")
    expect(term).to_be_focused()


def test_the_focus_shows_the_meaning_and_escape_hides_it_in_place(lesson, shot):
    term = word(lesson, "export")
    tab_on(lesson, term)
    expect(bubble(lesson)).to_be_visible()
    assert seen(bubble(lesson)).startswith("export Fichier produit par un logiciel")
    shot(lesson, "bulle")
    lesson.keyboard.press("Escape")
    expect(bubble(lesson)).to_have_count(0)
    expect(term).to_be_focused()
    lesson.keyboard.press("Tab")
    lesson.keyboard.press("Shift+Tab")
    expect(bubble(lesson)).to_be_visible()
    lesson.keyboard.press("Tab")
    expect(bubble(lesson)).to_have_count(0)


def test_enter_still_leads_to_the_definition(lesson):
    tab_on(lesson, word(lesson, "export"))
    lesson.keyboard.press("Enter")
    expect(lesson.locator("#mot-export")).to_be_in_viewport()
    assert lesson.url.endswith("#mot-export")
    expect(bubble(lesson)).to_have_count(0)


def test_the_mouse_shows_it_and_may_go_over_it(lesson):
    term = word(lesson, "export")
    term.hover()
    expect(bubble(lesson)).to_be_visible()
    box = bubble(lesson).bounding_box()
    for step in range(1, 6):
        lesson.mouse.move(box["x"] + 20, box["y"] + box["height"] * step / 6)
        lesson.wait_for_timeout(120)
    expect(bubble(lesson)).to_be_visible()
    lesson.keyboard.press("Escape")
    expect(bubble(lesson)).to_have_count(0)
    lesson.mouse.move(5, 5)
    term.hover()
    expect(bubble(lesson)).to_be_visible()
    lesson.mouse.move(5, 5)
    expect(bubble(lesson)).to_have_count(0)


def test_the_word_in_focus_is_explained_again_once_the_mouse_has_left_another(lesson):
    tab_on(lesson, word(lesson, "export"))
    word(lesson, "logiciel métier").hover()
    expect(bubble(lesson)).to_contain_text("logiciel métier")
    lesson.mouse.move(5, 5)
    expect(bubble(lesson)).to_contain_text("export")


def test_a_screen_reader_is_told_the_meaning(lesson):
    for term in lesson.locator("a.terme").all():
        described = lesson.locator(f"#{term.get_attribute('aria-describedby')}")
        expect(described).to_be_visible()
        assert described.evaluate("place => place.tagName") == "DD"
        expect(term).to_have_accessible_description(re.compile(r"\w+ \w+.*\.$"))


@pytest.mark.parametrize("address", [LESSON_1, LESSON_2])
def test_a_tap_shows_it_and_no_bubble_is_ever_cut(newcomer, shot, address):
    visitor = newcomer(viewport=LONG, has_touch=True, reduced_motion="reduce")
    page = go(visitor.open(), address)
    before, wide = page.url, page.evaluate("document.documentElement.scrollWidth")
    for term in page.locator("main a.terme").all():
        term.tap()
        expect(bubble(page)).to_be_visible()
        box = bubble(page).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= LONG["width"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= LONG["height"]
        assert page.evaluate("document.documentElement.scrollWidth") == wide
        # It may cover the next words: a tap takes it away.
        bubble(page).tap()
        expect(bubble(page)).to_have_count(0)
    assert page.url == before
    page.locator("main a.terme").last.tap()
    expect(bubble(page)).to_be_visible()
    shot(page, f"bulle-320-{address.rpartition('/')[2]}")
    page.locator("h1").tap()
    expect(bubble(page)).to_have_count(0)
    first = page.locator("main a.terme").first
    first.tap()
    first.tap()
    assert "#mot-" in page.url
    assert visitor.complaints == []


def test_a_word_of_an_activity_is_explained_where_the_page_can(lesson):
    """The page makes a link of it in a statement; in a choice, a link would take its place."""
    lesson.evaluate(
        """() => {
          const word = (mot, text) => {
            const span = document.createElement("span");
            span.className = "terme";
            span.dataset.mot = mot;
            span.append(text);
            return span;
          };
          const piece = document.querySelector(".piece");
          const choice = document.createElement("label");
          choice.append(word("mot-export", "dans un choix"));
          piece.append(word("mot-export", "un export"), word("mot-absent", "ailleurs"), choice);
        }"""
    )
    link = lesson.locator(".piece").get_by_role("link", name="un export")
    link.focus()
    expect(bubble(lesson)).to_contain_text("Fichier produit par un logiciel")
    expect(lesson.locator(".piece").get_by_role("link", name="ailleurs")).to_have_count(0)
    expect(lesson.locator("label .terme")).to_have_text("dans un choix")
    expect(lesson.locator("label a")).to_have_count(0)


def test_paper_has_no_bubble_and_keeps_the_words(lesson):
    tab_on(lesson, word(lesson, "export"))
    expect(bubble(lesson)).to_be_visible()
    lesson.emulate_media(media="print")
    expect(lesson.locator(".bulle")).to_be_hidden()
    expect(lesson.locator(".lexique")).to_be_visible()
    lesson.emulate_media(media="screen")


def test_a_module_explains_the_words_of_what_is_to_remember(newcomer, quiz_server):
    page = go(newcomer(quiz_server.address).open(), "module/essai")
    page.locator("a.terme").first.focus()
    expect(bubble(page)).to_contain_text("date ISO")


def test_an_open_bubble_is_without_fault(lesson):
    tab_on(lesson, word(lesson, "export"))
    expect(bubble(lesson)).to_be_visible()
    assert violations(lesson) == []


def test_without_script_the_word_leads_to_its_definition(newcomer):
    page = newcomer(java_script_enabled=False).open()
    page.goto(LESSON_1)
    word(page, "export").click()
    expect(page.locator("#mot-export")).to_be_in_viewport()
    page.get_by_role("link", name="Tout le glossaire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glossaire")
    page.get_by_label("Chercher dans le glossaire").fill("delegue")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("dt")).to_have_count(1)
    expect(page.locator("dt")).to_contain_text("délégué")


@pytest.mark.parametrize(
    "address", ["glossaire", "glossaire?q=zzz", "glossaire?q=iso#mot-date-iso"]
)
def test_the_page_of_the_glossary_is_without_fault(page, shot, address):
    page.goto(address)
    shot(page, "glossaire")
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_glossary_is_walked_with_the_keyboard(page):
    page.goto("glossaire")
    page.get_by_label("Chercher dans le glossaire").focus()
    page.keyboard.type("encodage")
    page.keyboard.press("Enter")
    expect(page.locator(".glossaire-compte")).to_contain_text("pour")
    letter = page.get_by_role("navigation", name="Lettres").get_by_role("link").last
    letter.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2:focus")).to_have_text(letter.inner_text())
