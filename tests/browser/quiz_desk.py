"""What a visitor does with each type of question, in the words that she reads.

Entries are shown in an order drawn for each visitor: nothing here goes by a letter or a place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.quiz_reading import another_than_shown, passages, rows, words_of
from tests.browser.test_keyboard import press, tab_to
from tests.browser.walk import question

LESSON = "lecon/essai/essayer"
GRADED = "lecon/essai/faire-le-point"


@dataclass(frozen=True)
class Answers:
    """A question of the course for tests, and what may be answered to it."""

    item: str
    type: str
    right: Any
    wrong: Any
    why: str  # words of what is told of the wrong answer


_STEPS = (
    "Exporter le fichier du logiciel métier",
    "Corriger les dates et les codes",
    "Vérifier le fichier avec le schéma",
    "Publier sur le portail",
)
_PLACES = {
    "2026-10-15": "Date de mise en service",
    "00427": "Code de l'équipement",
    "120": "Nombre de places",
}
_COLUMNS = {
    "Le nombre de places": "Se publie",
    "Le portable du gardien": "Se retire",
    "Les remarques en texte libre": "Se vérifie d'abord",
}

SINGLE = Answers("es-r01", "single_choice", "Comme un texte", "Comme un nombre", "il resterait 427")
MULTIPLE = Answers(
    "es-r02",
    "multiple_choice",
    ["2026-10-15", "2026-03-01"],
    ["2026-10-15", "15/10/2026"],
    "Ici le jour vient en premier",
)
TRUE_FALSE = Answers(
    "es-r04",
    "true_false",
    ("Faux", "C'est un fichier de texte"),
    ("Vrai", "Il est gratuit"),
    "tout éditeur de texte l'ouvre",
)
ORDERING = Answers(
    "es-r03",
    "ordering",
    _STEPS,
    (_STEPS[2], _STEPS[0], _STEPS[3], _STEPS[1]),
    "Un fichier publié est vite repris",
)
MATCHING = Answers(
    "es-r05",
    "matching",
    _PLACES,
    {**_PLACES, "120": "Adresse"},
    "Une adresse porte le nom d'une voie",
)
CLASSIFICATION = Answers(
    "es-r06",
    "classification",
    _COLUMNS,
    {**_COLUMNS, "Le portable du gardien": "Se publie"},
    "Ce numéro est celui d'une personne",
)
NUMERIC = Answers("es-r07", "numeric", "25", "12", "et non leur part")
SHORT_TEXT = Answers("es-r08", "short_text", "utf 8", "ANSI", "Cet encodage ancien")
ODD_ONE_OUT = Answers("es-r09", "odd_one_out", "Piscine", "Stade", "Le nombre de places manque")
SPAN_MARKING = Answers(
    "es-r10",
    "span_marking",
    ["Mme Claire Vasseur,", "4 rue des Tilleuls"],
    ["300 €", "4 rue des Tilleuls"],
    "Un montant seul ne désigne personne",
)
#: Every type with a key. ``true_false`` has one try.
KEYED = [
    SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, MATCHING, CLASSIFICATION, NUMERIC, SHORT_TEXT,
    ODD_ONE_OUT, SPAN_MARKING,
]  # fmt: skip
TWO_TRIES = [one for one in KEYED if one is not TRUE_FALSE]
OPEN_TEXT = "es-r11"


def validate(box: Locator) -> None:
    """Validate with the mouse."""
    box.get_by_role("button", name="Valider").click()


def button(box: Locator, name: str) -> Locator:
    """Find a button by its whole name."""
    return box.get_by_role("button", name=name, exact=True)


def _line(box: Locator, text: str) -> Locator:
    """Find the line of an entry, whose words are these."""
    return box.locator("li.paire").filter(has_text=re.compile(rf"^\s*{re.escape(text)}"))


class Mouse:
    """Answers with the mouse; only text is typed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def single_choice(self, box: Locator, text: str) -> None:
        box.get_by_text(text, exact=True).click()

    def multiple_choice(self, box: Locator, texts: list[str]) -> None:
        for line in box.locator("li.reponse label").all():
            ticked = line.locator("input").is_checked()
            if ticked != (line.inner_text().strip() in texts):
                line.click()

    def true_false(self, box: Locator, texts: tuple[str, str]) -> None:
        for text in texts:
            box.get_by_text(text, exact=True).click()

    def ordering(self, box: Locator, texts: tuple[str, ...]) -> None:
        texts = another_than_shown(box, texts)
        for place, text in enumerate(texts):
            if rows(box)[place] != text:
                moved = box.locator(".rang").filter(has_text=text)
                target = box.locator(".rang").nth(place)
                moved.drag_to(
                    target, source_position={"x": 60, "y": 12}, target_position={"x": 60, "y": 4}
                )
                # Waited for: on a busy machine the step moves after the button is up.
                expect(box.locator(".rang-texte").nth(place)).to_have_text(text)
        assert rows(box) == list(texts)

    def matching(self, box: Locator, pairs: dict[str, str]) -> None:
        for left, right in pairs.items():
            box.get_by_label(left, exact=True).select_option(right)

    def classification(self, box: Locator, pairs: dict[str, str]) -> None:
        for entry, column in pairs.items():
            _line(box, entry).get_by_text(column, exact=True).click()

    def numeric(self, box: Locator, text: str) -> None:
        box.get_by_label("Votre réponse").click()
        box.get_by_label("Votre réponse").fill(text)

    short_text = numeric

    def odd_one_out(self, box: Locator, text: str) -> None:
        # Anywhere on the line: here in its second cell.
        box.locator("tr.rangee").filter(has_text=text).locator("td").first.click()

    def span_marking(self, box: Locator, texts: list[str]) -> None:
        for taken in set(passages(box)) - set(texts):
            if box.get_by_role("button", name=f"Retirer « {taken} »").count():
                box.get_by_role("button", name=f"Retirer « {taken} »").click()
        for text in texts:
            first, last, _ = words_of(box, text)
            if first.get_attribute("aria-selected") == "true":
                continue
            first.hover()
            self.page.mouse.down()
            last.hover()
            self.page.mouse.up()

    def validate(self, box: Locator) -> None:
        validate(box)


class Keyboard:
    """Answers with the keyboard alone: wherever the focus stops, it is seen."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.keys = page.keyboard

    def _among(self, inputs: Locator, text: str) -> None:
        """Enter a group of radio buttons with Tab, choose with the arrows."""
        if inputs.locator("xpath=self::*[@checked]").count() == 0:
            tab_to(self.page, inputs.first)
            self.keys.press("Space")
        else:
            tab_to(self.page, inputs.locator("xpath=self::*[@checked]"))
        for _ in inputs.all():
            here = self.page.locator(":focus").evaluate(
                """at => (at.closest("tr") || at.closest("label")).innerText.trim()"""
            )
            if here.split("\t")[0].strip() == text:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"{text} is not among the answers")

    def single_choice(self, box: Locator, text: str) -> None:
        self._among(box.locator("li.reponse input"), text)

    def multiple_choice(self, box: Locator, texts: list[str]) -> None:
        for line in box.locator("li.reponse label").all():
            wanted = line.inner_text().strip() in texts
            if line.locator("input").is_checked() != wanted:
                press(self.page, line.locator("input"), "Space")

    def true_false(self, box: Locator, texts: tuple[str, str]) -> None:
        for place, text in enumerate(texts):
            self._among(box.locator("fieldset.partie").nth(place).locator("input"), text)

    def ordering(self, box: Locator, texts: tuple[str, ...]) -> None:
        texts = another_than_shown(box, texts)
        for place, text in enumerate(texts):
            up = box.get_by_role("button", name=f"Monter : {text}")
            if rows(box).index(text) > place:
                tab_to(self.page, up)
            for above in range(rows(box).index(text) - 1, place - 1, -1):
                self.keys.press("Enter")
                # Waited for: on a busy machine the step moves after the key is up.
                expect(box.locator(".rang-texte").nth(above)).to_have_text(text)
                expect(up).to_be_focused()

    def matching(self, box: Locator, pairs: dict[str, str]) -> None:
        for left, right in pairs.items():
            tab_to(self.page, box.get_by_label(left, exact=True))
            self.keys.type(right)

    def classification(self, box: Locator, pairs: dict[str, str]) -> None:
        for entry, column in pairs.items():
            self._among(_line(box, entry).locator("input"), column)

    def numeric(self, box: Locator, text: str) -> None:
        tab_to(self.page, box.get_by_label("Votre réponse"))
        self.keys.press("Control+a")
        self.keys.type(text)

    short_text = numeric

    def odd_one_out(self, box: Locator, text: str) -> None:
        self._among(box.locator("tr.rangee input"), text)

    def span_marking(self, box: Locator, texts: list[str]) -> None:
        tab_to(self.page, box.get_by_role("listbox"))
        for taken in set(passages(box)) - set(texts):
            for _ in self._walk(box, taken):
                self.keys.press("Space")
        for text in texts:
            first, _, _ = words_of(box, text)
            if first.get_attribute("aria-selected") == "true":
                continue
            next(self._walk(box, text))
            self.keys.press("Space")
            for _ in text.split()[1:]:
                self.keys.press("Shift+ArrowRight")

    def _walk(self, box: Locator, passage: str):
        """Go from the first word of the text to each word of a passage."""
        place = words_of(box, passage)[2]
        self.keys.press("Home")
        for _ in range(place):
            self.keys.press("ArrowRight")
        for _ in passage.split():
            yield
            self.keys.press("ArrowRight")

    def validate(self, box: Locator) -> None:
        press(self.page, box.get_by_role("button", name="Valider"))


def respond(hand: Mouse | Keyboard, one: Answers, given: Any) -> Locator:
    """Answer a question and validate; gives its box."""
    box = question(hand.page, one.item)
    getattr(hand, one.type)(box, given)
    hand.validate(box)
    return box
