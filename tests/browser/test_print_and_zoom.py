"""On paper, on a telephone, and at 200 %: the text is whole, and nothing runs off the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.walk import (
    DIRTY,
    GRADED,
    LESSON_1,
    LESSON_2,
    MODULE,
    answer,
    drop,
    go,
    mending,
    question,
    right_answers,
    seen,
    wrong_answer,
)

CONTROLS = "button, input[type=file], .bouton, .bandeau nav, .etapes, .voisines"
PAGES = [
    "", LESSON_1, LESSON_2, MODULE, "validateur", "quiz-libre", "mes-donnees", "mes-donnees/tout",
    "aide", "formateur",
]  # fmt: skip
A4 = 643  # CSS pixels between the margins of 20 mm
WIDTHS = {"a telephone": 390, "1024 at 200 %": 512}


@pytest.fixture(scope="module")
def worked(chromium, server):
    """A learner with a report, a wrong answer and a right one: pages have much to show."""
    visitor = Visitor(chromium, server.address)
    page = go(visitor.open(), LESSON_2)
    drop(mending(page), DIRTY)
    answer(page, GRADED[0], [wrong_answer(GRADED[0])])
    answer(page, "prep-r05", right_answers("prep-r05"))
    yield page
    visitor.context.close()


@pytest.fixture
def page(worked):
    yield worked
    worked.emulate_media(media="screen")
    worked.set_viewport_size({"width": 1024, "height": 900})


def shown(page, selector: str) -> list[str]:
    return page.locator(f":is({selector}):visible").evaluate_all(
        "places => places.map(place => place.outerHTML.slice(0, 100))"
    )


def beyond(page, apart: str) -> list[str]:
    """Give the places that stand past the right edge, those kept apart excepted."""
    return page.evaluate(
        """apart => [...document.querySelectorAll("body *")].filter(place =>
          !place.closest(apart) && place.getBoundingClientRect().right > innerWidth + 0.5
        ).map(place => place.outerHTML.slice(0, 100))""",
        apart,
    )


@pytest.mark.parametrize("address", [LESSON_2, MODULE])
def test_paper_shows_no_control(page, address):
    go(page, address)
    assert shown(page, CONTROLS) != []
    page.emulate_media(media="print")
    assert shown(page, CONTROLS) == []


def test_paper_shows_the_lesson_and_what_was_found(page, shot):
    go(page, LESSON_2)
    page.emulate_media(media="print")
    shot(page, "imprime")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for text in ("Comparer un fichier à un", "Valide ne veut pas dire publiable"):
        expect(page.get_by_text(text)).to_be_visible()
    expect(mending(page).get_by_text("le schéma attend DELIB_DATE").first).to_be_visible()
    assert "Bonne réponse." in seen(question(page, "prep-r05"))


def test_paper_shows_every_question_of_the_quiz(page):
    go(page, LESSON_2)
    page.emulate_media(media="print")
    for item in GRADED:
        expect(question(page, item)).to_be_visible()


def test_a_lesson_makes_pages_of_paper(page):
    go(page, LESSON_1)
    paper = page.pdf(format="A4")
    assert paper.startswith(b"%PDF")
    assert paper.count(b"/Type /Page\n") >= 3


@pytest.mark.parametrize("address", [LESSON_2, MODULE])
def test_a_sheet_is_wide_enough(page, address):
    page.set_viewport_size({"width": A4, "height": 900})
    go(page, address)
    page.emulate_media(media="print")
    assert beyond(page, ".lu-seulement") == []


def test_what_opens_on_demand_is_open_on_paper(page):
    go(page, LESSON_2)
    mending(page).get_by_text("Voir les données").last.click()
    last = mending(page).locator(".colonnes tbody tr").last
    expect(last).to_be_visible()
    mending(page).get_by_text("Voir les données").last.click()
    expect(last).to_be_hidden()
    page.emulate_media(media="print")
    expect(last).to_be_visible()


@pytest.mark.parametrize("address", [LESSON_2, MODULE])
def test_counts_are_seen_on_a_telephone_without_scrolling_sideways(page, address):
    page.set_viewport_size({"width": WIDTHS["a telephone"], "height": 800})
    go(page, address)
    for summary in page.locator("summary:visible").all():
        summary.click()
    hidden = page.locator(".piece .defile:visible:not(:has(.extrait, .avant-apres))").evaluate_all(
        """frames => frames.filter(frame => frame.scrollWidth > frame.clientWidth)
          .map(frame => frame.getAttribute("aria-label"))"""
    )
    assert hidden == []


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_nothing_runs_off_the_page(page, shot, address, width):
    page.set_viewport_size({"width": width, "height": 800})
    go(page, address)
    for summary in page.locator("summary:visible").all():
        summary.click()
    shot(page, f"{width}-{address.replace('/', '-') or 'accueil'}")
    assert beyond(page, ".defile, .lu-seulement, .evitement") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
