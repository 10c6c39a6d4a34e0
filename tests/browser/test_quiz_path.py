"""A graded quiz from end to end, and a case: resume, checkpoint, trail, drafts, score."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.quiz_desk import GRADED, button, validate
from tests.browser.quiz_reading import passages
from tests.browser.test_keyboard import arrived, press
from tests.browser.walk import go, question, seen


@pytest.fixture
def page(newcomer, quiz_server):
    visitor = newcomer(quiz_server.address, reduced_motion="reduce")
    yield go(visitor.open(), GRADED)
    assert visitor.complaints == []


def quiz(page):
    return page.locator("[data-kind=quiz]").first


def step_to(page, number):
    """Go to a question by the trail, once what was asked before is answered."""
    expect(page.locator("[aria-busy]")).to_have_count(0)
    quiz(page).get_by_role("button", name=re.compile(rf"^Question {number}\b")).click()


def pass_on(page, *numbers):
    for number in numbers:
        item = f"es-q{number:02}"
        expect(question(page, item)).to_be_visible()
        button(question(page, item), "Passer").click()


def test_a_checkpoint_stands_after_five_questions(page):
    pass_on(page, 1, 2)
    box = question(page, "es-q03")
    button(box, "Voir la solution").click()
    button(box, "Voir la solution quand même").click()
    button(box, "Question suivante").click()
    box = question(page, "es-q04")
    box.get_by_text("Faux", exact=True).click()
    box.get_by_text("Elle a moins de 50 agents").click()
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")
    button(box, "Question suivante").click()
    press(page, button(question(page, "es-q05"), "Passer"))

    checkpoint = page.locator(".point-etape")
    arrived(page, checkpoint.get_by_role("heading", name="Point d'étape"))
    told = seen(checkpoint)
    assert "50 % du parcours : 5 questions sur 10." in told
    assert "✔ Réussies : question 4" in re.sub(r"\s+", " ", told)
    assert "Solutions vues : question 3" in re.sub(r"\s+", " ", told)
    assert "Passées : questions 1, 2, 5" in re.sub(r"\s+", " ", told)
    expect(page.locator(".question-du-quiz:visible")).to_have_count(1)  # of the other quiz
    expect(checkpoint.get_by_role("progressbar")).to_have_attribute("value", "5")

    press(page, checkpoint.get_by_role("button", name="Revenir à la question 1"))
    arrived(page, page.get_by_role("heading", name="Question 1 sur 10"))
    press(page, button(question(page, "es-q01"), "Question suivante"))
    arrived(page, page.get_by_role("heading", name="Question 2 sur 10"))
    step_to(page, 5)
    button(question(page, "es-q05"), "Question suivante").click()
    press(page, checkpoint.get_by_role("button", name="Continuer"))
    arrived(page, page.get_by_role("heading", name="Question 6 sur 10"))
    expect(checkpoint).to_be_hidden()


def test_a_draft_outlives_the_answer_to_another_question(page):
    step_to(page, 7)
    page.get_by_label("Votre réponse").first.fill("12,5")
    page.get_by_label("Unité").select_option("k€")
    step_to(page, 10)
    question(page, "es-q10").locator(".mot-texte", has_text="3/4/25").click()
    step_to(page, 8)
    box = question(page, "es-q08")
    box.get_by_label("Votre réponse").fill("2026-03-01")
    box.get_by_label("Votre réponse").press("Enter")
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")
    step_to(page, 10)
    assert passages(question(page, "es-q10")) == ["3/4/25"]
    step_to(page, 7)
    box = question(page, "es-q07")
    expect(box.get_by_label("Votre réponse")).to_have_value("12,5")
    expect(box.get_by_label("Unité")).to_have_value("k€")
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")
    assert "« 12,5 k€ »" in seen(box)


def test_one_comes_back_to_the_question_that_was_left(page):
    pass_on(page, 1, 2, 3)
    expect(question(page, "es-q04")).to_be_visible()
    step_to(page, 9)
    button(question(page, "es-q09"), "Passer").click()
    expect(question(page, "es-q10")).to_be_visible()
    go(page, GRADED)
    expect(question(page, "es-q09")).to_be_visible()
    assert re.search(r"^Question\s9\b", page.locator(".pas[aria-current]").first.inner_text())


def test_all_solutions_close_the_quiz_and_the_trail_says_each_state(page):
    box = question(page, "es-q01")
    box.get_by_text("Un standard ouvert").click()
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")
    link = box.locator(".source a")
    expect(link).to_have_attribute("href", re.compile("^https://"))
    assert "article L300-4" in seen(box.locator(".source"))
    button(quiz(page), "Voir les solutions").click()
    press(page, button(quiz(page), "Voir les solutions quand même"))
    arrived(page, quiz(page).get_by_role("heading", name="Bilan du quiz"))
    names = [seen(one) for one in quiz(page).locator(".pas").all()]
    assert "réussie" in names[0]
    assert all("solution vue" in name for name in names[1:10])
    expect(button(quiz(page), "Voir les solutions")).to_have_count(0)


def test_an_answer_that_a_person_reads_is_in_no_ones_way(page):
    box = question(page, "es-q11")
    box.get_by_label("Votre réponse").fill("Le service des sports le relit chaque trimestre.")
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Une personne la lira")
    press(page, button(box, "Voir le bilan"))
    other = page.locator("[data-kind=quiz]").nth(1)
    arrived(page, other.get_by_role("heading", name="Bilan du quiz"))
    assert "en attente de lecture" in seen(other.locator(".pas").first)
    expect(other).not_to_contain_text("Il reste 1")
    go(page, GRADED)
    expect(other.get_by_role("heading", name="Bilan du quiz")).to_be_visible()
    step = other.get_by_role("button", name=re.compile("^Question 1"))
    step.click()
    expect(button(box, "Modifier ma réponse")).to_be_visible()


def test_a_case_shows_one_step_after_the_other(page):
    case = page.locator("[data-kind=case]")
    expect(case).to_contain_text("le portable du gardien y figure")
    expect(case.locator(".question")).to_have_count(1)
    box = question(page, "es-c01")
    box.get_by_text("Je retire le fichier du portail").click()
    press(page, button(box, "Valider"))
    arrived(page, box.locator(".conclusion"))
    expect(case.locator(".question")).to_have_count(2)
    press(page, button(box, "Étape suivante"))
    arrived(page, case.locator(".evenement").first)
    expect(case.locator(".evenement").first).to_contain_text("Le fichier est retiré.")

    box = question(page, "es-c02")
    button(box, "Passer").click()
    expect(box.locator(".conclusion")).to_be_focused()
    expect(button(box, "Valider")).to_have_count(0)
    box = question(page, "es-c03")
    field = box.get_by_label("Votre réponse")
    field.fill("dix-sept")
    validate(box)
    expect(box.get_by_role("alert")).to_be_visible()
    expect(field).to_have_value("dix-sept")
    field.fill("17")
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")
    press(page, button(box, "Voir le bilan"))
    arrived(page, case.get_by_role("heading", name="Bilan du cas"))
    assert "4 points sur 6" in seen(case)
    expect(case).to_contain_text("le portable du gardien y figure")
