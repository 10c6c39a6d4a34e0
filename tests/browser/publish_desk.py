"""What a visitor does in an exercise of the portal, in a few words: send, edit, choose, check."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.walk import go

LESSON = "lecon/essai/publier"
STEPS = 5


def by_api(page: Page) -> Locator:
    """Open the lesson, and find the exercise that has a console."""
    return of_title(go(page, LESSON), "Publier par l'API")


def to_mend(page: Page) -> Locator:
    """Open the lesson, and find the exercise that begins with a record."""
    return of_title(go(page, LESSON), "Reprendre une fiche")


def of_title(page: Page, title: str) -> Locator:
    """Find an exercise by its title."""
    return page.locator(".piece[data-kind=publish]").filter(
        has=page.get_by_role("heading", name=title, exact=True)
    )


def step(box: Locator, number: int) -> Locator:
    """Go to a step of the console by its trail."""
    box.get_by_role("button", name=f"Étape {number} ").click()
    found = box.locator(".etape-console:visible")
    expect(found.locator(".question-titre")).to_be_focused()
    return found


def send(found: Locator) -> Locator:
    """Send the request of a step, and wait for the answer; gives it."""
    found.get_by_role("button", name="Envoyer", exact=True).click()
    expect(found.locator(".reponse-titre")).to_be_focused()
    return found.locator(".reponse-api")


def send_all(box: Locator) -> None:
    """Send the requests as they are proposed, one after the other."""
    for number in range(1, STEPS + 1):
        answer = send(box.locator(".etape-console:visible"))
        expect(answer).to_contain_text("C'est la réponse attendue")
        if number < STEPS:
            box.get_by_role("button", name="Étape suivante").click()


def check(box: Locator) -> None:
    """Have the chosen record looked at."""
    box.get_by_role("button", name="Faire vérifier ma fiche").click()
    expect(box.locator(".attendus-titre")).to_be_focused()


def goals(box: Locator, word: str) -> Locator:
    """Find the goals that stand under a word."""
    mark = box.page.locator(".marque-etat", has_text=word)
    return box.locator(".objectifs > li").filter(has=mark)
