"""What a visitor does in « Quiz libre », in a few words: choose, answer, pass, end."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import go
from tests.support.training_course import RIGHT, WRONG, WRONG_TOO

FREE = "quiz-libre"


def arrive(page: Page) -> Page:
    """Open the page."""
    return go(page, FREE)


def title(page: Page) -> Locator:
    """Find the title of what is in sight: a choice, a result."""
    return page.locator(".libre-titre")


def number(page: Page) -> Locator:
    """Find « Question 3 sur 5 »."""
    return page.locator(".question-titre")


def begin(page: Page, size: str = "5 questions") -> Page:
    """Begin a draw of what is proposed."""
    page.get_by_label(size).check()
    page.get_by_role("button", name="Commencer").click()
    expect(number(page)).to_be_focused()
    return page


def item(page: Page) -> str:
    """Give the id of the question in sight."""
    return re.search(r"piece-\d+-(.+)-titre", number(page).get_attribute("id"))[1]


def pick(page: Page, words: str) -> None:
    """Choose an answer by its words."""
    page.locator(".question").get_by_role("radio", name=words, exact=True).check()


def answer(page: Page, *, right: bool = True) -> None:
    """Answer the question in sight until it is over."""
    box = page.locator(".question")
    for words in (RIGHT,) if right else (WRONG, WRONG_TOO):
        expect(box).not_to_have_class(re.compile("done"))
        pick(page, words)
        box.get_by_role("button", name="Valider").click()
        expect(box.locator(".resultat")).to_be_visible()
    expect(box).to_have_class(re.compile("done"))


def onward(page: Page, name: str = "Question suivante") -> None:
    """Go on from a question that is over."""
    page.locator(".question").get_by_role("button", name=name).click()
    arrived(page)


def skip(page: Page) -> None:
    """Pass the question in sight."""
    page.locator(".question").get_by_role("button", name="Passer").click()
    arrived(page)


def arrived(page: Page) -> None:
    """Wait for what comes next: its title takes the focus."""
    expect(page.locator(":is(.libre-titre, .question-titre, .bilan-titre):focus")).to_be_visible()


def ended(page: Page, *, right: int = 3) -> Page:
    """Go through a draw of five, some right and the others wrong, up to its result."""
    begin(arrive(page))
    for place in range(5):
        answer(page, right=place < right)
        onward(page, "Voir mon résultat" if place == 4 else "Question suivante")
        if place < 4:
            expect(number(page)).to_have_text(f"Question {place + 2} sur 5")
    expect(title(page)).to_be_focused()
    return page
