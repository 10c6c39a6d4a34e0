"""axe-core with every rule, the bones and the typography of each page, in each of its states.

Each state is looked at wide and narrow, light and dark.
"""

from __future__ import annotations

import itertools
import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import NARROW, WIDE
from tests.browser.walk import (
    CLEAN,
    DIRTY,
    GRADED,
    LESSON_1,
    LESSON_2,
    MODULE,
    answer,
    drop,
    go,
    mending,
    named,
    noted,
    own_file,
    question,
    ready,
    right_answers,
    wrong_answer,
)

AXE = Axe()
#: An ordinary space where French wants one that does not break; and a mark that we never use.
BAD_SPACES = re.compile(r" [:;?!»](\s|$)|« |\d [%€]|!(\s|$)")
LOOKS = list(itertools.product((WIDE, NARROW), ("light", "dark")))


@pytest.fixture
def page(newcomer):
    """A page whose colours change at once, so that axe never sees one half-way."""
    return newcomer(reduced_motion="reduce").open()


def violations(page) -> list[str]:
    """Give what axe finds in each look, and what is wrong with the page's bones."""
    found = [f"bones: {fault}" for fault in bones(page)]
    found += [f"spaces: {text}" for text in badly_spaced(page)]
    for size, scheme in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{size['width']} {scheme}: the page scrolls sideways")
        for violation in AXE.run(page).response["violations"]:
            nodes = [node["html"][:200] for node in violation["nodes"][:3]]
            found.append(f"{size['width']} {scheme} {violation['id']}: {json.dumps(nodes)}")
    return found


def bones(page) -> list[str]:
    """Look at language, title, main part and headings."""
    faults = []
    if page.locator("html").get_attribute("lang") != "fr":
        faults.append("the page does not say that it is in French")
    if not page.title().endswith(" — Ouvroir") or len(page.title()) < len("x — Ouvroir"):
        faults.append(f"title: {page.title()}")
    if page.locator("main").count() != 1:
        faults.append("there is not one main part")
    levels = page.locator(":is(h1, h2, h3, h4, h5, h6):visible").evaluate_all(
        "titles => titles.map(title => [Number(title.tagName[1]), title.textContent.trim()])"
    )
    if [level for level, _ in levels].count(1) != 1:
        faults.append("there is not one h1")
    for (before, _), (level, text) in itertools.pairwise(levels):
        if level > before + 1:
            faults.append(f"from h{before} to h{level} at « {text} »")
    faults += [f"h{level} is empty" for level, text in levels if not text]
    return faults


def badly_spaced(page) -> list[str]:
    """Give the texts whose spaces are not those of French typography; cells are left alone."""
    texts = page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const texts = [...document.querySelectorAll("[aria-label]")].map(at => at.ariaLabel);
          while (walker.nextNode()) {
            const inside = walker.currentNode.parentElement;
            if (!inside.closest("script, code, td, .nom, .choisi")) {
              texts.push(walker.currentNode.data);
            }
          }
          return texts;
        }"""
    )
    return [text for text in texts if BAD_SPACES.search(text)]


def test_home_at_first(page):
    go(page, "")
    assert violations(page) == []


def test_home_with_a_door_chosen_and_something_to_resume(page, shot):
    go(page, "")
    page.get_by_role("link", name="Je suis élue ou élu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que lit une machine")
    ready(page)
    go(page, "")
    expect(page.get_by_role("link", name="Reprendre où j'en étais")).to_be_visible()
    expect(page.get_by_text("Votre porte")).to_be_visible()
    shot(page, "accueil-reprise")
    assert violations(page) == []


def test_lesson_at_first(page):
    go(page, LESSON_1)
    assert violations(page) == []


def test_lesson_with_a_fault_a_wrong_answer_and_a_passed_question(page, shot):
    go(page, LESSON_1)
    answer(page, "prep-r01", [wrong_answer("prep-r01")])
    box = question(page, "prep-r02")
    box.get_by_role("button", name="Passer").click()
    expect(box).to_contain_text("Question passée.")
    box = question(page, "prep-r03")
    box.get_by_role("button", name="Valider").click()
    expect(box.locator(".faute")).to_be_visible()
    shot(page, "lecon-erreurs")
    assert violations(page) == []


def test_lesson_answered_and_finished(page, shot):
    go(page, LESSON_1)
    for item in ("prep-r01", "prep-r02", "prep-r03", "prep-r04"):
        answer(page, item, right_answers(item))
    page.get_by_role("button", name="Terminer cette leçon").click()
    expect(page.get_by_role("heading", name="Leçon terminée")).to_be_focused()
    shot(page, "lecon-finie")
    assert violations(page) == []


def test_exercises_at_first(page):
    go(page, LESSON_2)
    assert violations(page) == []


def test_exercises_with_a_report_files_refused_and_a_quiz_under_way(page, shot):
    go(page, LESSON_2)
    drop(mending(page), DIRTY)
    for summary in mending(page).locator("summary").all():
        summary.click()
    mending(page).locator("input[type=file]").set_input_files(named(b"a", "budget.xlsx"))
    expect(mending(page).locator(".choisi")).to_contain_text("Ce format n'est pas lu ici.")
    own_file(page).get_by_label("Subventions versées").check()
    own_file(page).locator("input[type=file]").set_input_files(named(b"PK\x03\x04\x00\xff" * 99))
    own_file(page).get_by_role("button", name="Déposer mon fichier").click()
    expect(own_file(page).get_by_role("alert")).to_be_visible()
    answer(page, GRADED[0], [wrong_answer(GRADED[0])])
    page.get_by_role("button", name="Voir les solutions", exact=True).click()
    expect(page.get_by_text("les questions non finies seront fermées")).to_be_focused()
    shot(page, "exercices-en-cours")
    assert violations(page) == []


def test_exercises_finished_with_hints_and_solution_open(page, shot):
    go(page, LESSON_2)
    box = mending(page)
    drop(box, CLEAN)
    for name in ("Un indice", "Un autre indice"):
        box.get_by_role("button", name=name).click()
        expect(box.locator(".indice").last).to_be_focused()
    box.get_by_role("button", name="Voir la solution", exact=True).click()
    box.get_by_role("button", name="Voir la solution quand même").click()
    expect(box.get_by_role("heading", name="Solution")).to_be_focused()
    for item in GRADED:
        answer(page, item, right_answers(item)).locator(".actions button").click()
    page.get_by_role("button", name="Terminer cette leçon").click()
    expect(page.get_by_role("heading", name="Leçon terminée")).to_be_focused()
    shot(page, "exercices-finis")
    assert violations(page) == []


def test_module_at_first(page):
    go(page, MODULE)
    assert violations(page) == []


def test_module_waiting_then_graded(page, shot):
    go(page, LESSON_2)
    drop(mending(page), CLEAN)
    go(page, MODULE)
    page.get_by_role("button", name="Rendre mon travail").click()
    expect(page.locator(".rendu-etat")).to_contain_text("En attente de note")
    assert violations(page) == []

    noted(page)
    for summary in page.locator(".rendu summary").all():
        summary.click()
    shot(page, "module-note")
    assert violations(page) == []


def test_trainers_room_with_work_handed_in(page, newcomer, server, shot):
    learner = go(newcomer().open(), MODULE)
    learner.get_by_role("button", name="Rendre mon travail").click()
    expect(learner.locator(".rendu-etat")).to_contain_text("En attente de note")
    go(page, server.trainer_address)
    expect(page.get_by_role("table", name="Rendus reçus")).to_be_visible()
    shot(page, "formateur")
    assert violations(page) == []


def test_my_data_with_files(page, shot):
    go(page, LESSON_2)
    drop(mending(page), DIRTY)
    go(page, "mes-donnees")
    expect(page.get_by_role("button", name="Effacer ce fichier")).to_be_visible()
    shot(page, "mes-donnees")
    assert violations(page) == []


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("mes-donnees", "Mes données"),
        ("mes-donnees/tout", "Tout effacer"),
        ("aide", "Aide"),
        ("formateur", "L'espace formateur s'ouvre avec un lien."),
        ("module/inconnu", "Ce module n'existe pas."),
        ("nulle-part", "Cette page n'existe pas."),
    ],
)
def test_plain_page(page, shot, address, title):
    go(page, "mes-donnees")
    go(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    shot(page, f"page-{address.replace('/', '-')}")
    assert violations(page) == []
