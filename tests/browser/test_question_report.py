"""« Signaler un problème » : a dialog by mouse and by keyboard, in every kind of piece."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.test_keyboard import tab_to
from tests.browser.walk import go, question, seen

LESSON, GRADED = "lecon/essai/essayer", "lecon/essai/faire-le-point"
SIGNAL, SEND = "Signaler un problème avec cette question", "Envoyer le signalement"
BROKEN, TYPO, OTHER = "La page ne marche pas", "Une faute, ou un mot qui manque", "Autre chose"


@pytest.fixture
def visitor(newcomer, quiz_server):
    return newcomer(quiz_server.address, reduced_motion="reduce")


def opened(page, box):
    box.get_by_role("button", name=SIGNAL).click()
    dialog = page.get_by_role("dialog", name=SIGNAL)
    expect(dialog).to_be_visible()
    return dialog


def test_what_answers_itself_is_answered_before_anything_is_sent(page, visitor, shot):
    box = question(go(page, LESSON), "es-r01")
    dialog = opened(page, box)
    expect(dialog.get_by_role("radio").first).to_be_focused()
    expect(dialog.get_by_role("status")).to_be_empty()
    dialog.get_by_label(BROKEN).check()

    advice = seen(dialog.get_by_role("status"))
    assert "Rechargez d'abord la page" in advice
    assert "vos réponses validées sont conservées" in advice
    shot(page, "signalement")
    assert violations(page) == []
    told = [dialog.get_by_role("status").inner_text()]
    for name in ("La question est ambiguë", "La bonne réponse me semble fausse", OTHER):
        dialog.get_by_label(name).check()
        told.append(dialog.get_by_role("status").inner_text())
    assert len(set(told)) == len(told)


def test_a_report_is_thanked_for_where_the_reading_is_and_the_focus_comes_back(page, shot):
    box = question(go(page, LESSON), "es-r01")
    dialog = opened(page, box)
    dialog.get_by_label(TYPO).check()
    dialog.get_by_label("En quelques mots (facultatif)").fill("Il manque un accent.")
    dialog.get_by_role("button", name=SEND).click()

    thanks = dialog.get_by_text("Merci, votre signalement est enregistré.")
    expect(thanks).to_be_focused()
    expect(dialog.get_by_role("radio")).to_have_count(0)
    shot(page, "signalement-merci")
    assert violations(page) == []
    dialog.get_by_role("button", name="Revenir à la question").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(box.get_by_role("button", name=SIGNAL)).to_be_focused()
    go(page, "mes-donnees")
    expect(page.locator("main")).to_contain_text(re.compile(r"1\s+signalement sur des questions"))


def test_all_of_it_by_keyboard(page):
    box = question(go(page, LESSON), "es-r02")
    tab_to(page, box.get_by_role("button", name=SIGNAL))
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(box.get_by_role("button", name=SIGNAL)).to_be_focused()

    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(dialog.get_by_label("La bonne réponse me semble fausse")).to_be_checked()
    tab_to(page, dialog.get_by_role("textbox"))
    page.keyboard.type("La date de l'article a changé.")
    tab_to(page, dialog.get_by_role("button", name=SEND))
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Merci, votre signalement est enregistré.")).to_be_focused()
    tab_to(page, dialog.get_by_role("button", name="Revenir à la question"))
    page.keyboard.press("Enter")
    expect(box.get_by_role("button", name=SIGNAL)).to_be_focused()


def test_what_is_missing_is_said_and_nothing_is_sent(page, shot):
    box = question(go(page, LESSON), "es-r03")
    dialog = opened(page, box)
    dialog.get_by_role("button", name=SEND).click()
    expect(dialog.get_by_role("alert")).to_have_text("Choisissez d'abord ce qui se passe.")
    expect(dialog.get_by_role("radio").first).to_be_focused()
    dialog.get_by_label(OTHER).check()
    expect(dialog.get_by_role("alert")).to_be_empty()
    dialog.get_by_role("button", name=SEND).click()
    expect(dialog.get_by_role("alert")).to_have_text("Dites en quelques mots ce qui ne va pas.")
    expect(dialog.get_by_role("textbox")).to_be_focused()
    shot(page, "signalement-refus")
    assert violations(page) == []
    dialog.get_by_role("button", name="Annuler").click()
    go(page, "mes-donnees")
    expect(page.locator("main")).not_to_contain_text("signalement")


def test_one_report_too_many_is_told_in_the_dialog(page):
    box = question(go(page, LESSON), "es-r04")
    for _ in range(3):
        dialog = opened(page, box)
        dialog.get_by_label(BROKEN).check()
        dialog.get_by_role("button", name=SEND).click()
        dialog.get_by_role("button", name="Revenir à la question").click()
    dialog = opened(page, box)
    dialog.get_by_label(BROKEN).check()
    dialog.get_by_role("button", name=SEND).click()

    expect(dialog.get_by_role("alert").filter(has_text="Vous avez déjà envoyé")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("kind", ["quiz", "case"])
def test_questions_of_a_quiz_and_of_a_case_are_reported_too(page, kind):
    go(page, GRADED)
    piece = page.locator(f".piece[data-kind={kind}]").first
    answer = piece.locator(".question:visible").first
    dialog = opened(page, answer)
    dialog.get_by_label(TYPO).check()
    dialog.get_by_role("button", name=SEND).click()
    expect(dialog.get_by_text("Merci, votre signalement est enregistré.")).to_be_focused()
    dialog.get_by_role("button", name="Revenir à la question").click()
    # The question is still there, and still answers.
    expect(answer.get_by_role("button", name="Valider")).to_be_visible()


def test_an_answer_in_the_making_outlives_a_report(page):
    box = question(go(page, LESSON), "es-r11")
    box.get_by_role("textbox").fill("Ce fichier nomme des enfants")
    dialog = opened(page, box)
    dialog.get_by_label(BROKEN).check()
    dialog.get_by_role("button", name=SEND).click()
    dialog.get_by_role("button", name="Revenir à la question").click()

    expect(box.get_by_role("textbox")).to_have_value("Ce fichier nomme des enfants")


def test_nothing_of_it_is_printed(page):
    go(page, LESSON).emulate_media(media="print")
    expect(page.get_by_role("button", name=SIGNAL)).to_have_count(0)
