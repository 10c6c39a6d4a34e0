"""axe-core with every rule, the bones and the typography of each page, in each of its states.

Each state is looked at wide and narrow, light and dark.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
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
    onward,
    own_file,
    question,
    right_answers,
    wrong_answer,
)


@pytest.fixture
def page(newcomer):
    """A page whose colours change at once, so that axe never sees one half-way."""
    return newcomer(reduced_motion="reduce").open()


def test_home_at_first(page):
    go(page, "")
    assert violations(page) == []


def test_home_with_a_door_chosen_and_something_to_resume(page, shot):
    go(page, "")
    page.get_by_role("button", name="Je suis élue ou élu").click()
    expect(page.get_by_role("heading", name="Votre parcours : Décider d'ouvrir")).to_be_focused()
    go(page, "lecon/decider/pourquoi-ouvrir")
    go(page, "")
    expect(page.get_by_role("link", name="Continuer : Pourquoi ouvrir")).to_be_visible()
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
    for summary in mending(page).locator("summary:visible").all():
        summary.click()
    mending(page).locator("input[type=file]").set_input_files(named(b"a", "budget.pdf"))
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
        onward(answer(page, item, right_answers(item)))
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
    # In one go: what is told of the note may still be drawn again while each is clicked.
    page.locator(".rendu details").evaluate_all("all => all.forEach(one => { one.open = true; })")
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
        ("formateur", "L'espace formateur s'ouvre avec un compte."),
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
