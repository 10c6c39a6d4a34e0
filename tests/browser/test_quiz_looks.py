"""How questions look before, while and after they are answered: axe, widths, paper, colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import Visitor
from tests.browser.quiz_desk import (
    GRADED,
    KEYED,
    LESSON,
    NUMERIC,
    OPEN_TEXT,
    SPAN_MARKING,
    TWO_TRIES,
    Mouse,
    button,
    respond,
    validate,
)
from tests.browser.walk import go, question

WIDTHS = {"a telephone": 390, "1024 at 200 %": 512, "wide": 1440}


@pytest.fixture(scope="module")
def visitor(chromium, quiz_server):
    made = Visitor(chromium, quiz_server.address, reduced_motion="reduce")
    yield made
    made.context.close()
    assert made.complaints == []


@pytest.fixture(scope="module")
def lesson(visitor):
    """One page on which the questions are first open, then under way, then finished."""
    return go(visitor.open(), LESSON)


def beyond(page) -> list[str]:
    """Give what stands past the right edge of the page."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter(place =>
          !place.closest(".defile, .lu-seulement, .evitement")
          && place.getBoundingClientRect().right > innerWidth + 0.5
        ).map(place => place.outerHTML.slice(0, 100))"""
    )


def at_each_width(page, shot, name: str) -> list[str]:
    found = []
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        shot(page, f"quiz-{name}-{width}")
        found += [f"{width}: {place}" for place in beyond(page)]
    return found


def under_way(page) -> None:
    """Answer wrong what has two tries, and leave drafts, faults, hints and a confirmation open."""
    mouse = Mouse(page)
    for one in TWO_TRIES:
        box = respond(mouse, one, one.wrong)
        expect(box.locator(".resultat")).to_be_visible()
    question(page, NUMERIC.item).get_by_role("button", name="Un indice").click()
    expect(question(page, NUMERIC.item).locator(".indice")).to_be_focused()
    mouse.span_marking(question(page, SPAN_MARKING.item), ["réuni le 15 octobre"])
    validate(question(page, "es-r04"))
    button(question(page, "es-r04"), "Voir la solution").click()
    validate(question(page, OPEN_TEXT))
    expect(page.locator(".faute:visible")).to_have_count(2)


def finish(page) -> None:
    """Ask for half of the solutions, answer the rest right."""
    mouse = Mouse(page)
    for place, one in enumerate(KEYED):
        box = question(page, one.item)
        if place % 2:
            if not button(box, "Voir la solution quand même").is_visible():
                button(box, "Voir la solution").click()
            button(box, "Voir la solution quand même").click()
        else:
            respond(mouse, one, one.right)
        expect(box.locator(".conclusion")).to_be_focused()
    box = question(page, OPEN_TEXT)
    box.get_by_label("Votre réponse").fill("Ce fichier nomme des enfants, comptons les repas.")
    validate(box)
    expect(box.locator(".conclusion")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "lead"),
    [("ouvertes", None), ("en-cours", under_way), ("finies", finish)],
    ids=["before", "during", "after"],
)
def test_every_type_is_without_fault(lesson, shot, name, lead):
    lesson.set_viewport_size({"width": 1024, "height": 900})
    if lead:
        lead(lesson)
    assert at_each_width(lesson, shot, name) == []
    assert violations(lesson) == []


def test_on_paper_what_was_answered_is_told_and_no_control_is_left(lesson, shot):
    lesson.set_viewport_size({"width": 643, "height": 900})  # A4 between its margins
    lesson.emulate_media(media="print")
    shot(lesson, "quiz-imprime")
    assert beyond(lesson) == []
    expect(lesson.locator(".piece-corps button:visible")).to_have_count(0)
    for one in KEYED:
        expect(question(lesson, one.item).locator(".resultat")).to_be_visible()
    lesson.emulate_media(media="screen")


def test_in_forced_colours_what_is_chosen_still_shows(newcomer, quiz_server, shot):
    page = newcomer(quiz_server.address, forced_colors="active", reduced_motion="reduce").open()
    go(page, LESSON)
    box = question(page, SPAN_MARKING.item)
    mouse = Mouse(page)
    mouse.span_marking(box, ["budget"])
    colours = """words => words.map(word => getComputedStyle(word).backgroundColor)"""
    marked = box.locator("[aria-selected=true]").evaluate_all(colours)
    others = box.locator("[aria-selected=false]").evaluate_all(colours)
    assert set(marked).isdisjoint(others)
    under_way(page)
    shot(page, "quiz-couleurs-forcees")
    for one in TWO_TRIES:
        expect(question(page, one.item).locator(".signe").first).to_be_visible()


def test_a_quiz_with_its_checkpoint_and_a_case_are_without_fault(visitor, shot):
    page = go(visitor.open(), GRADED)
    assert violations(page) == []
    page.set_viewport_size({"width": 1024, "height": 900})
    for number in range(1, 6):
        button(question(page, f"es-q{number:02}"), "Passer").click()
    expect(page.get_by_role("heading", name="Point d'étape")).to_be_focused()
    box = question(page, "es-c01")
    button(box, "Passer").click()
    expect(question(page, "es-c02")).to_be_visible()
    box = question(page, "es-q11")
    box.get_by_label("Votre réponse").fill("Le service des sports le relit chaque trimestre.")
    validate(box)
    expect(box.locator(".conclusion")).to_be_focused()
    assert at_each_width(page, shot, "parcours") == []
    assert violations(page) == []
    page.close()
