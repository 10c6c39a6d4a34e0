"""Ways out of a question: pass it, take a hint, ask for the solution; and what is never lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.quiz_desk import (
    CLASSIFICATION,
    KEYED,
    LESSON,
    MATCHING,
    NUMERIC,
    OPEN_TEXT,
    ORDERING,
    SHORT_TEXT,
    SINGLE,
    SPAN_MARKING,
    Mouse,
    button,
    validate,
)
from tests.browser.quiz_reading import passages, rows, words_of
from tests.browser.test_keyboard import arrived, press
from tests.browser.walk import go, question, seen

ASK, SURE = "Voir la solution", "Voir la solution quand même"
#: What each type says to who validates with nothing answered.
EMPTY = {
    "single_choice": "Choisissez une réponse, ou passez la question.",
    "multiple_choice": "Cochez au moins une réponse, ou passez la question.",
    "true_false": "Choisissez « Vrai » ou « Faux », ou passez la question.",
    "ordering": "Vous n'avez encore déplacé aucune étape : rangez-les, ou passez la question.",
    "matching": "Choisissez une réponse pour chaque ligne, ou passez la question.",
    "classification": "Choisissez une réponse pour chaque ligne, ou passez la question.",
    "numeric": "Écrivez votre réponse, ou passez la question.",
    "short_text": "Écrivez votre réponse, ou passez la question.",
    "odd_one_out": "Choisissez une ligne du tableau, ou passez la question.",
    "span_marking": "Marquez au moins un passage, ou passez la question.",
}
#: What a solution says beyond the right answer: why it is right.
REASON = {
    "single_choice": "un code se lit lettre à lettre",
    "multiple_choice": "l'année, le mois, puis le jour",
    "true_false": "C'est bien faux.",
    "ordering": "Tout part de la source",
    "matching": "Les zéros de tête font partie du code.",
    "classification": "Un numéro personnel mène droit à quelqu'un.",
    "numeric": "Douze lignes sur 48, soit un quart.",
    "short_text": "il connaît toutes les lettres accentuées",
    "odd_one_out": "son zéro est perdu",
    "span_marking": "Ce nom désigne la personne qui reçoit l'aide.",
}
each_type = pytest.mark.parametrize("one", KEYED, ids=lambda one: one.type)


@pytest.fixture(scope="module")
def page(chromium, quiz_server):
    """One visitor, who leaves another question in each test."""
    visitor = Visitor(chromium, quiz_server.address, reduced_motion="reduce")
    yield go(visitor.open(), LESSON)
    visitor.context.close()
    assert visitor.complaints == []


@pytest.fixture
def fresh(newcomer, quiz_server):
    return go(newcomer(quiz_server.address, reduced_motion="reduce").open(), LESSON)


@each_type
def test_nothing_answered_says_what_to_do_then_it_is_passed_and_solved(page, one):
    box = question(page, one.item)
    press(page, button(box, "Valider"))
    assert seen(box.locator(".faute")) == EMPTY[one.type]
    arrived(page, page.locator(":focus"))
    assert box.evaluate("box => box.querySelector('fieldset').contains(document.activeElement)")

    press(page, button(box, "Passer"))
    expect(box.locator(".note")).to_contain_text("Question passée.")
    expect(button(box, "Valider")).to_be_visible()

    press(page, button(box, ASK))
    arrived(page, box.locator(".confirmation p"))
    press(page, button(box, "Ne rien changer"))
    arrived(page, button(box, ASK))
    button(box, ASK).click()
    button(box, SURE).click()
    expect(box.locator(".conclusion")).to_be_focused()
    expect(box.locator(".resultat")).to_contain_text("Vous avez demandé la solution.")
    expect(button(box, "Valider")).to_have_count(0)
    told = seen(box)
    for words in [*solution(one), REASON[one.type]]:
        assert words in told


def solution(one) -> list[str]:
    """Give the words that a solution holds."""
    if isinstance(one.right, dict):
        return [*one.right, *one.right.values()]
    return (
        ["UTF-8"]
        if one is SHORT_TEXT
        else [*one.right]
        if isinstance(one.right, list | tuple)
        else [one.right]
    )


def test_hints_open_one_by_one_and_keep_what_is_chosen(fresh):
    box = question(fresh, SINGLE.item)
    Mouse(fresh).single_choice(box, SINGLE.wrong)
    box.get_by_role("button", name="Un indice (1 sur 2)").click()
    expect(box.locator(".indice")).to_be_focused()
    expect(box.locator(".indice")).to_contain_text("Indice 1 sur 2")
    expect(box.get_by_label(SINGLE.wrong)).to_be_checked()
    press(fresh, box.get_by_role("button", name="Un autre indice (2 sur 2)"))
    arrived(fresh, box.locator(".indice").last)
    expect(box.locator(".indice")).to_have_count(2)
    expect(box.get_by_role("button", name="indice")).to_have_count(0)
    expect(box.get_by_label(SINGLE.wrong)).to_be_checked()


def test_what_is_typed_outlives_a_hint_a_pass_and_a_refusal(fresh):
    box = question(fresh, NUMERIC.item)
    field = box.get_by_label("Votre réponse")
    field.fill("environ 12")
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    expect(field).to_have_value("environ 12")
    button(box, "Passer").click()
    expect(box.locator(".note")).to_contain_text("Question passée.")
    expect(field).to_have_value("environ 12")
    validate(box)
    expect(box.get_by_role("alert")).to_be_visible()
    expect(field).to_have_value("environ 12")
    # No try was lost by what is no number.
    field.fill(f" {NUMERIC.right} % ")
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Bonne réponse.")


def test_an_order_outlives_a_hint(fresh):
    box = question(fresh, ORDERING.item)
    shown = rows(box)
    Mouse(fresh).ordering(box, ORDERING.wrong)
    moved = rows(box)
    assert moved != shown
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    assert rows(box) == moved


def test_each_move_is_announced_and_the_ends_hold(fresh):
    box = question(fresh, ORDERING.item)
    said = fresh.locator(".piece").filter(has=box).get_by_role("status")
    second = rows(box)[1]
    press(fresh, box.get_by_role("button", name=f"Descendre : {second}"))
    expect(said).to_have_text("Étape placée en 3e position sur 4.")
    arrived(fresh, box.get_by_role("button", name=f"Descendre : {second}"))
    fresh.keyboard.press("Enter")
    expect(said).to_have_text("Étape placée en 4e position sur 4.")
    fresh.keyboard.press("Enter")
    expect(said).to_have_text("Cette étape est déjà la dernière.")
    arrived(fresh, box.get_by_role("button", name=f"Descendre : {second}"))
    first = rows(box)[0]
    box.locator(".rang").filter(has_text=second).drag_to(
        box.locator(".rang").first, source_position={"x": 60, "y": 12},
        target_position={"x": 60, "y": 4},
    )  # fmt: skip
    expect(said).to_have_text("Étape placée en 1re position sur 4.")
    assert rows(box)[:2] == [second, first]


def test_too_little_answered_leads_to_what_is_missing(fresh):
    box = question(fresh, MATCHING.item)
    left, right = next(iter(MATCHING.right.items()))
    box.get_by_label(left, exact=True).select_option(right)
    validate(box)
    assert "(il en reste 2)" in seen(box.locator(".faute"))
    expect(box.locator("select:focus")).to_have_value("")
    expect(box.get_by_label(left, exact=True)).to_have_value(re.compile(r"\d"))

    box = question(fresh, CLASSIFICATION.item)
    box.get_by_text("Se publie", exact=True).first.click()
    validate(box)
    assert "(il en reste 2)" in seen(box.locator(".faute"))
    expect(box.locator("input:checked")).to_have_count(1)


def test_words_are_marked_taken_back_and_listed(fresh):
    box = question(fresh, SPAN_MARKING.item)
    mouse = Mouse(fresh)
    mouse.span_marking(box, ["réuni le 15 octobre", "budget"])
    assert passages(box) == ["réuni le 15 octobre", "budget"]
    words_of(box, "15")[0].click()
    assert passages(box) == ["réuni le", "octobre", "budget"]
    box.get_by_role("button", name="Retirer « réuni le »").click()
    expect(box.get_by_role("button", name="Retirer « octobre »")).to_be_focused()
    assert passages(box) == ["octobre", "budget"]
    # With Shift, what is covered grows and shrinks, and what was marked before stays.
    box.get_by_role("listbox").focus()
    for key in ["Home", "ArrowRight", "Space", *["Shift+ArrowRight"] * 3, "Shift+ArrowLeft"]:
        fresh.keyboard.press(key)
    assert passages(box) == ["conseil municipal, réuni", "octobre", "budget"]


def test_words_are_marked_with_a_finger(newcomer, quiz_server):
    visitor = newcomer(quiz_server.address, has_touch=True, viewport={"width": 390, "height": 844})
    page = go(visitor.open(), LESSON)
    box = question(page, SPAN_MARKING.item)
    words_of(box, "budget")[0].tap()
    expect(box.locator(".passage-texte")).to_have_text("« budget »".replace(" ", "\u00a0"))
    words_of(box, "budget")[0].tap()
    expect(box.locator(".passage-texte")).to_have_count(0)


def test_a_written_answer_waits_and_may_be_rewritten(fresh):
    box = question(fresh, OPEN_TEXT)
    field = box.get_by_label("Votre réponse")
    validate(box)
    expect(box.locator(".faute")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("Non.")
    expect(box.locator(".regle").last).to_have_text("Il vous reste 796\u00a0caractères.")
    validate(box)
    expect(box.get_by_role("alert")).to_be_visible()
    expect(field).to_have_value("Non.")
    field.fill("Ce fichier nomme des enfants.\nComptons les repas <b>.")
    validate(box)
    expect(box.locator(".resultat")).to_contain_text("Une personne la lira")
    expect(box.locator(".conclusion")).to_be_focused()
    expect(box.locator("blockquote")).to_contain_text("Comptons les repas <b>.")

    press(fresh, button(box, "Modifier ma réponse"))
    arrived(fresh, field)
    expect(field).to_have_value("Ce fichier nomme des enfants.\nComptons les repas <b>.")
    fresh.keyboard.press("Control+End")
    fresh.keyboard.type(" Ils se publient.")
    press(fresh, button(box, "Valider"))
    expect(box.locator("blockquote")).to_contain_text("Ils se publient.")
