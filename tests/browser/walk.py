"""What a visitor does on the pages, in a few words: open, answer, drop a file, hand in."""

from __future__ import annotations

import re
import time
from functools import cache
from pathlib import Path

import yaml
from playwright.sync_api import Locator, Page, expect

ROOT = Path(__file__).resolve().parents[2]
LESSON_1 = "lecon/preparer/ce-que-lit-une-machine"
LESSON_2 = "lecon/preparer/valider-ses-deliberations"
MODULE = "module/preparer"
VAL_OUVERT = ROOT / "sandbox_data" / "communes" / "val-ouvert"
DIRTY = VAL_OUVERT / "deliberations-export.csv"
CLEAN = VAL_OUVERT / "deliberations.csv"
SUBSIDIES = VAL_OUVERT / "subventions-exemple.csv"
GRADING = 120  # seconds that a run in the background may take on a busy machine
GRADED = ["prep-q01", "prep-q02", "prep-q03", "prep-q04", "prep-q05", "prep-q06"]


@cache
def _items() -> dict:
    text = (ROOT / "courses" / "preparer" / "quiz.yml").read_text(encoding="utf-8")
    return {item["id"]: item for item in yaml.safe_load(text)["items"]}


def lessons_of_the_course() -> int:
    """Count the lessons of every module that the catalogue lists."""
    courses = ROOT / "courses"
    catalogue = yaml.safe_load((courses / "catalogue.yml").read_text(encoding="utf-8"))
    declared = [(courses / slug / "module.yml").read_text("utf-8") for slug in catalogue["modules"]]
    return sum(len(yaml.safe_load(text)["lessons"]) for text in declared)


def right_answers(item: str) -> list[str]:
    """Give the letters of the right answers, from the course's source."""
    answers = _items()[item]["answers"]
    return [chr(ord("a") + n) for n, answer in enumerate(answers) if answer.get("correct")]


def wrong_answer(item: str) -> str:
    """Give the letter of an answer that is wrong."""
    answers = _items()[item]["answers"]
    return next(chr(ord("a") + n) for n, a in enumerate(answers) if not a.get("correct"))


def letter_of(item: str, choice: Locator) -> str:
    """Give the letter, in the course's source, of an answer that a page shows.

    The page's own letters are those of its places: they tell nothing.
    """
    shown = _bare(choice.evaluate("input => input.closest('label').textContent"))
    texts = [_bare(answer["text"]) for answer in _items()[item]["answers"]]
    return chr(ord("a") + texts.index(shown))


def _bare(text: str) -> str:
    """Leave out spaces, and what typography and Markdown put into a text."""
    return re.sub(r"[\s\u00a0\u202f`*_]+", "", text).replace("\u2019", "'")


def feedback_of(item: str, letter: str) -> str:
    """Give the first words of an answer's feedback, before any typography."""
    feedback = _items()[item]["answers"][ord(letter) - ord("a")]["feedback"]
    return re.split(r"[.:;,`«]", feedback)[0].strip()


def ready(page: Page) -> Page:
    """Wait until every activity of the page is drawn."""
    expect(page.locator("footer")).to_be_visible()
    expect(page.locator(".piece:not(.piece-ouverte)")).to_have_count(0)
    return page


def go(page: Page, address: str) -> Page:
    """Open an address and wait until every activity is drawn."""
    page.goto(address)
    return ready(page)


def question(page: Page, item: str) -> Locator:
    """Find the box of a question."""
    return page.locator(f'.question:has(> [id$="-{item}-titre"])')


def answer(page: Page, item: str, letters: list[str]) -> Locator:
    """Answer a question, and wait for what the page says of it."""
    box = question(page, item)
    for choice in box.locator("input").all():
        wanted = letter_of(item, choice) in letters
        if choice.get_attribute("type") == "checkbox" or wanted:
            choice.set_checked(wanted)
    second_try = "retry" in (box.get_attribute("class") or "")
    box.get_by_role("button", name="Valider").click()
    if second_try:
        expect(box).to_have_class(re.compile("done"))
    expect(box.locator(".resultat")).to_be_visible()
    return box


def onward(box: Locator) -> None:
    """Go on from a finished question of a quiz, past the checkpoint that may stand there."""
    box.get_by_role("button", name=re.compile("Question suivante|Voir le bilan")).click()
    checkpoint = box.page.locator(".point-etape:visible")
    if checkpoint.count():
        checkpoint.get_by_role("button", name="Continuer").click()


def exercise(page: Page, title: str) -> Locator:
    """Find an exercise on a file by its title."""
    return page.locator(".piece[data-kind=exercise]").filter(
        has=page.get_by_role("heading", name=title, exact=True)
    )


def mending(page: Page) -> Locator:
    """Find the exercise of the file to mend."""
    return exercise(page, "Rendre valide l'export de Val-Ouvert")


def own_file(page: Page) -> Locator:
    """Find the exercise on one's own file."""
    return exercise(page, "Valider un fichier de votre collectivité")


def named(content: bytes, name: str = "deliberations.csv") -> dict:
    """Give a file as the browser's file chooser takes one."""
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def drop(box: Locator, file: dict | Path) -> str:
    """Choose a file and drop it; gives what the page then tells."""
    box.locator("input[type=file]").set_input_files(file)
    expect(box.locator(".choisi")).not_to_be_empty()
    box.get_by_role("button", name="Déposer mon fichier").click()
    expect(box.locator(".resultats-titre")).to_be_focused()
    told = [box.locator(".resultats"), box.locator(".etabli:visible")]
    return "\n".join(seen(place) for part in told for place in part.all())


def noted(page: Page) -> str:
    """Ask for news of the note until it is there; gives it as the page writes it."""
    note, again = page.locator(".note-obtenue"), page.get_by_role("button", name="Actualiser")
    deadline = time.monotonic() + GRADING
    while not note.is_visible():
        assert time.monotonic() < deadline, "no note came"
        if again.is_visible() and not again.is_disabled():
            again.click()
        page.wait_for_timeout(500)
    return seen(note)


def points(box: Locator) -> str:
    """Read the points of an exercise, as the page writes them."""
    return seen(box.locator(".bilan .points").first)


def seen(place: Locator) -> str:
    """Read a place as a person does, with ordinary spaces."""
    return plain(place.inner_text())


def plain(text: str) -> str:
    """Give a text with ordinary spaces, so that it can be compared with typed words."""
    return re.sub(r"[ \u00a0\u202f]+", " ", text).replace("\ufe0e", "")


def without_choice(lines: list[str]) -> list[str]:
    """Leave out the choice, one line of the note, and its exercises, a line each on the page."""
    choice = "Le fichier de votre service"
    return [one for one in lines if "Au choix" not in one and not one.startswith(choice)]
