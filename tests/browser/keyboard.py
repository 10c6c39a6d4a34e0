"""A module walked with the keyboard alone: every question, case, dossier and quiz, rightly.

Nothing here clicks, ticks or puts the focus anywhere: keys are pressed, and wherever the focus
stops, a person must see it. Right answers are those of the courses' files.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Locator, Page, expect

from grader.exercises.duties_key import read_duties
from tests.browser.test_keyboard import FAR, arrived, look
from tests.browser.walk import go, plain, ready

#: Kinds of exercises that ask for no file.
WITHOUT_FILE = frozenset({"quiz", "case", "duties"})
#: Whether a place stands before the one that has the focus.
BEHIND = """target => document.activeElement !== document.body && Boolean(
  document.activeElement.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING)"""


def declared(courses: Path, module: str, name: str, key: str) -> list[dict[str, Any]]:
    """Read the list of a module's file; empty where there is no such file."""
    path = courses / module / name
    return yaml.safe_load(path.read_text(encoding="utf-8"))[key] if path.is_file() else []


def bare(text: str) -> str:
    """Leave out spaces, marks, and what typography and Markdown put into a text."""
    text = re.sub(r"\{[^{}]*\}|\]\([^)]*\)", "", text)
    return re.sub(r"[\s\u00a0\u202f`*_\[\]]+", "", text).replace("\u2019", "'")


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab, or Maj and Tab for what is behind, until the target has the focus."""
    if look(page, target.element_handle())["here"]:
        return
    key = "Shift+Tab" if page.evaluate(BEHIND, target.element_handle()) else "Tab"
    for _ in range(FAR):
        page.keyboard.press(key)
        # Found anew each time: what is told of a lesson may be drawn again meanwhile.
        if look(page, target.element_handle())["here"]:
            return
    raise AssertionError(f"never reached with {key}: {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to a control, and use it."""
    tab_to(page, target)
    page.keyboard.press(key)


class Hand:
    """Somebody who answers rightly, with the keyboard.

    Args:
        page: open on the server of these courses.
        courses: folder of the courses.
        module: slug of the module.
    """

    def __init__(self, page: Page, courses: Path, module: str) -> None:
        self.page = page
        self.module = module
        self.keys = page.keyboard
        self._items = {one["id"]: one for one in declared(courses, module, "quiz.yml", "items")}
        self._exercises = {
            one["id"]: one for one in declared(courses, module, "exercises.yml", "exercises")
        }
        self.answered: list[str] = []
        self._activities: dict[str, Callable[[Locator], None]] = {
            "question": lambda piece: self.question(piece.locator(".question")),
            "quiz": self.quiz,
            "case": self.case,
            "duties": self.duties,
        }

    # A module, a lesson -------------------------------------------------------------------

    def finish_module(self) -> None:
        """Open the module, then each of its lessons by the link of the one before."""
        go(self.page, f"module/{self.module}")
        self._follow(self.page.locator(".lecons a").first)
        while "/lecon/" in self.page.url:
            self.lesson()

    def lesson(self) -> None:
        """Do every activity of the lesson, end it, and go on by its last link."""
        for piece in self.page.locator(".piece").all():
            kind = str(piece.get_attribute("data-kind"))
            if kind in self._activities:
                self._activities[kind](piece)
        end = self.page.locator(".piece[data-kind=lesson_end]")
        press(self.page, end.get_by_role("button", name="Terminer cette leçon"))
        arrived(self.page, end.get_by_role("heading", name="Leçon terminée"))
        self._follow(end.locator(".suites a").first)

    def _follow(self, link: Locator) -> None:
        before = self.page.url
        press(self.page, link)
        self.page.wait_for_url(lambda address: address != before)
        ready(self.page)

    # Activities ---------------------------------------------------------------------------

    def quiz(self, piece: Locator) -> None:
        """Answer every question of a quiz, past its checkpoints, to its score."""
        score = piece.get_by_role("heading", name="Bilan du quiz")
        while not score.is_visible():
            box = piece.locator(".question-du-quiz:visible")
            self.question(box)
            press(
                self.page,
                box.get_by_role("button", name=re.compile("Question suivante|Voir le bilan")),
            )
            if piece.locator(".point-etape").is_visible():
                press(self.page, piece.get_by_role("button", name="Continuer"))
        arrived(self.page, score)

    def case(self, piece: Locator) -> None:
        """Answer each step of a case, as it opens."""
        end = piece.get_by_role("heading", name="Bilan du cas")
        for number in itertools.count():
            box = piece.locator(".question").nth(number)
            self.question(box)
            over = end.is_visible()
            name = "Voir le bilan" if over else "Étape suivante"
            press(self.page, box.get_by_role("button", name=name))
            if over:
                break
        arrived(self.page, end)

    def duties(self, piece: Locator) -> None:
        """Say of each duty whether the law asks it of this authority, then have it checked."""
        lines = piece.locator("li.devoir")
        uid = str(piece.get_attribute("id"))
        asked = [
            one.removeprefix(f"{uid}-") for one in lines.evaluate_all("all => all.map(a => a.id)")
        ]
        exercise = next(
            one
            for one in self._exercises.values()
            if sorted(one.get("duties", ())) == sorted(asked)
        )
        expected = {d.rule.id: d.status.value for d in read_duties(exercise, exercise["id"])}
        for name, line in zip(asked, lines.all(), strict=True):
            values = line.locator("input").evaluate_all("all => all.map(one => one.value)")
            self._choose(line.locator("input"), values.index(expected[name]))
        press(self.page, piece.get_by_role("button", name="Vérifier mes réponses"))
        arrived(self.page, piece.locator(".resultats-titre"))
        expect(piece.locator("li.devoir .devoir-fait.bon")).to_have_count(len(asked))
        self.answered.append(exercise["id"])

    def question(self, box: Locator) -> None:
        """Answer a question of any type, and see that it is right."""
        title = str(box.locator(".question-titre").get_attribute("id"))
        item = max((i for i in self._items if title.endswith(f"-{i}-titre")), key=len)
        kind = self._items[item]["type"]
        getattr(self, f"_{kind}")(box, self._items[item])
        press(self.page, box.get_by_role("button", name="Valider", exact=True))
        told = "Une personne la lira" if kind == "open_text" else "Bonne réponse."
        expect(box.locator(".resultat")).to_contain_text(told)
        arrived(self.page, box.locator(".conclusion"))
        self.answered.append(item)

    # Types of questions -------------------------------------------------------------------

    def _choose(self, radios: Locator, wanted: int) -> None:
        """Enter a group of radio buttons with Tab, and choose one with the arrows."""
        place = "all => all.indexOf(document.activeElement)"
        for _ in range(FAR):
            self.keys.press("Tab")
            look(self.page)
            if radios.evaluate_all(place) >= 0:
                break
        else:
            raise AssertionError(f"never reached: {radios}")
        for _ in radios.all():
            if radios.evaluate_all(place) == wanted:
                break
            self.keys.press("ArrowDown")
            look(self.page)
        if not radios.nth(wanted).is_checked():
            self.keys.press("Space")
        expect(radios.nth(wanted)).to_be_checked()

    @staticmethod
    def _places(lines: Locator, texts: list[str]) -> list[int]:
        """Find which lines say these texts; entries are shown in an order drawn for each one."""
        shown = [bare(text) for text in lines.evaluate_all("all => all.map(a => a.textContent)")]
        return [shown.index(bare(text)) for text in texts]

    def _single_choice(self, box: Locator, item: dict[str, Any]) -> None:
        right = [one["text"] for one in item["answers"] if one.get("correct")]
        labels = box.locator("li.reponse label")
        self._choose(box.locator("li.reponse input"), self._places(labels, right)[0])

    def _multiple_choice(self, box: Locator, item: dict[str, Any]) -> None:
        right = [one["text"] for one in item["answers"] if one.get("correct")]
        for place in sorted(self._places(box.locator("li.reponse label"), right)):
            press(self.page, box.locator("li.reponse input").nth(place), "Space")

    def _true_false(self, box: Locator, item: dict[str, Any]) -> None:
        reason = next(one["text"] for one in item["reasons"] if one.get("correct"))
        for number, text in enumerate(["Vrai" if item["truth"] else "Faux", reason]):
            part = box.locator("fieldset.partie").nth(number)
            self._choose(part.locator("input"), self._places(part.locator("label"), [text])[0])

    def _ordering(self, box: Locator, item: dict[str, Any]) -> None:
        rows = box.locator(".rang-texte")
        for place, step in enumerate(item["steps"]):
            now = self._places(rows, [step["text"]])[0]
            if now == place:
                continue
            up = box.get_by_role("button", name=f"Monter : {plain(rows.nth(now).inner_text())}")
            tab_to(self.page, up)
            for above in range(now - 1, place - 1, -1):
                self.keys.press("Enter")
                expect(box.locator("li.rang").nth(above).locator("button:focus")).to_be_visible()

    def _matching(self, box: Locator, item: dict[str, Any]) -> None:
        for pair in item["pairs"]:
            place = self._places(box.locator("li.paire label"), [pair["left"]])[0]
            select = box.locator("li.paire select").nth(place)
            tab_to(self.page, select)
            wanted = self._places(select.locator("option"), [pair["right"]])[0]
            for _ in range(wanted):
                self.keys.press("ArrowDown")
            assert select.evaluate("select => select.selectedIndex") == wanted

    def _classification(self, box: Locator, item: dict[str, Any]) -> None:
        lines = box.locator("li.paire")
        columns = {bare(one["text"]): one["column"] for one in item["entries"]}
        for line in lines.all():
            column = columns[bare(str(line.locator("legend").text_content()))]
            place = self._places(line.locator("label"), [column])[0]
            self._choose(line.locator("input"), place)

    def _numeric(self, box: Locator, item: dict[str, Any]) -> None:
        self._write(box, str(item["value"]).replace(".", ","))
        if len(item.get("units", ())) > 1:
            unit = next(name for name, factor in item["units"].items() if factor == 1)
            tab_to(self.page, box.get_by_label("Unité"))
            self.keys.press("Home")
            for _ in range(self._places(box.locator("option"), [unit])[0]):
                self.keys.press("ArrowDown")

    def _short_text(self, box: Locator, item: dict[str, Any]) -> None:
        self._write(box, str(item["accepted"][0]))

    def _open_text(self, box: Locator, item: dict[str, Any]) -> None:
        self._write(box, item["model"])

    def _write(self, box: Locator, text: str) -> None:
        tab_to(self.page, box.get_by_label("Votre réponse"))
        self.keys.type(text)

    def _odd_one_out(self, box: Locator, item: dict[str, Any]) -> None:
        odd = next("".join(map(str, row["cells"])) for row in item["rows"] if row.get("odd"))
        place = self._places(box.locator("tr.rangee"), [odd])[0]
        self._choose(box.locator("tr.rangee input"), place)

    def _span_marking(self, box: Locator, item: dict[str, Any]) -> None:
        words = [bare(word) for word in box.locator(".mot-texte").all_inner_texts()]
        ends = [sum(map(len, words[: place + 1])) for place in range(len(words))]
        tab_to(self.page, box.get_by_role("listbox"))
        for span in item["spans"]:
            begins = "".join(words).index(bare(span["text"]))
            first = next(n for n, end in enumerate(ends) if end > begins)
            last = next(n for n, end in enumerate(ends) if end >= begins + len(bare(span["text"])))
            self.keys.press("Home")
            for _ in range(first):
                self.keys.press("ArrowRight")
            self.keys.press("Space")
            for _ in range(last - first):
                self.keys.press("Shift+ArrowRight")
