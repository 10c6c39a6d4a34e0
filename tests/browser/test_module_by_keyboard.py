"""A keyboard alone finishes a module: every lesson, question, case, dossier and quiz, all right."""

from __future__ import annotations

import pytest
import yaml
from playwright.sync_api import expect

from tests.browser.keyboard import WITHOUT_FILE, Hand, declared
from tests.browser.walk import ROOT, seen
from tests.fixtures.course_paths import DUTIES, QUIZ

COURSES = ROOT / "courses"


def of_the_catalogue() -> list[str]:
    """The modules of the courses that ask for no file: one can finish them without a mouse."""
    text = (COURSES / "catalogue.yml").read_text(encoding="utf-8")
    kinds = {
        module: {one["kind"] for one in declared(COURSES, module, "exercises.yml", "exercises")}
        for module in yaml.safe_load(text)["modules"]
    }
    return [module for module, found in kinds.items() if found and found <= WITHOUT_FILE]


#: Server, its courses, module.
WALKS = [
    ("quiz_server", QUIZ, "essai"),
    ("duties_server", DUTIES, "essai"),
    *[("server", COURSES, module) for module in of_the_catalogue()],
]


@pytest.mark.parametrize(
    ("served", "courses", "module"), WALKS, ids=[f"{name}-{module}" for name, _, module in WALKS]
)
def test_a_keyboard_alone_finishes_a_module(newcomer, request, shot, served, courses, module):
    visitor = newcomer(request.getfixturevalue(served).address, reduced_motion="reduce")
    page = visitor.open()
    hand = Hand(page, courses, module)
    hand.finish_module()

    lessons = yaml.safe_load((courses / module / "module.yml").read_text("utf-8"))["lessons"]
    expect(page).to_have_url(f"{request.getfixturevalue(served).address}module/{module}")
    states = page.locator(".lecons .lecon-faits")
    expect(states).to_have_count(len(lessons))
    assert ["Terminée" in seen(state) for state in states.all()] == [True] * len(lessons)
    expect(page.locator(".avancement progress").first).to_have_attribute("value", "1")
    asked = {one["id"]: one for one in declared(courses, module, "exercises.yml", "exercises")}
    results = page.get_by_role("columnheader", name="Résultat", exact=True)
    rows = page.locator("table").filter(has=results).locator("tbody tr")
    expect(rows).to_have_count(len(asked))
    # What a person has still to read gives its points later; all the rest is right.
    waits = {one["id"] for one in declared(courses, module, "quiz.yml", "items")
             if one["type"] == "open_text"}  # fmt: skip
    whole = [one for one in asked.values() if not waits & set(one.get("items", ()))]
    assert [seen(row) for row in rows.all() if "Réussi" in seen(row)] == [
        seen(rows.nth(place)) for place, one in enumerate(asked.values()) if one in whole
    ]
    assert len(hand.answered) == len(set(hand.answered))
    shot(page, f"au-clavier-{served}-{module}")
    assert visitor.complaints == []
