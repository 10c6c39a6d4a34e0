"""Everything with the keyboard alone: no mouse, no click, no focus moved by a script of ours."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import (
    DIRTY,
    GRADED,
    LESSON_1,
    LESSON_2,
    MODULE,
    go,
    letter_of,
    mending,
    question,
    ready,
    right_answers,
    wrong_answer,
)

#: Where the focus is, whether it is the place looked for, and whether a person can see it. A
#: file input is as large as its frame and transparent: the frame shows the focus for it.
FOCUS = """target => {
  const at = document.activeElement;
  const place = at.closest(".zone-depot") || at;
  const style = getComputedStyle(place);
  const box = place.getBoundingClientRect();
  return {
    here: at === target,
    top: at === document.body,
    lined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
      && !/, 0\\)$/.test(style.outlineColor),
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    what: at.outerHTML.slice(0, 160),
  };
}"""
FAR = 250  # more stops than any page has


@pytest.fixture
def page(newcomer):
    visitor = newcomer(reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def look(page, target=None) -> dict:
    """Look at the focus; wherever it stops, it must be seen."""
    state = page.evaluate(FOCUS, target)
    assert state["top"] or state["lined"], f"no visible focus on {state['what']}"
    assert state["top"] or state["inside"], f"focus out of sight on {state['what']}"
    return state


def tab_to(page, target, key="Tab"):
    """Press Tab until the target has the focus."""
    handle = target.element_handle()
    for _ in range(FAR):
        page.keyboard.press(key)
        if look(page, handle)["here"]:
            return
    raise AssertionError(f"never reached with {key}: {target}")


def press(page, target, key="Enter"):
    """Go to a control with Tab, and use it."""
    tab_to(page, target)
    page.keyboard.press(key)


def arrived(page, target):
    """Check that the focus was put there, and that it shows."""
    expect(target).to_be_focused()
    look(page)


def choose_one(page, box, item, letter):
    """Enter a group of radio buttons with Tab, then choose with the arrows."""
    tab_to(page, box.locator("input").first)
    page.keyboard.press("Space")
    for _ in box.locator("input").all():
        look(page)
        if letter_of(item, page.locator(":focus")) == letter:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"{letter} is not among the answers")


def test_the_first_stop_leads_to_the_content(page):
    go(page, "")
    page.keyboard.press("Tab")
    arrived(page, page.get_by_role("link", name="Aller au contenu"))
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    arrived(page, page.get_by_role("button", name="Je suis élue ou élu"))


def test_a_door_is_chosen_then_a_lesson(page):
    go(page, "")
    press(page, page.get_by_role("button", name="Je suis agente ou agent"))
    arrived(page, page.get_by_role("heading", name="Votre parcours"))
    press(page, page.get_by_role("link", name="Préparer ses données"))
    expect(page.get_by_role("heading", name="Les leçons")).to_be_visible()
    press(page, page.get_by_role("link", name="Ce que lit une machine"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que lit une machine")


def test_one_answer_wrong_then_right(page):
    box = question(go(page, LESSON_1), "prep-r01")
    choose_one(page, box, "prep-r01", wrong_answer("prep-r01"))
    page.keyboard.press("Enter")
    expect(box).to_contain_text("Il vous reste un essai.")
    arrived(page, box.locator("input").first)

    page.keyboard.press("Shift+Tab")
    choose_one(page, box, "prep-r01", right_answers("prep-r01")[0])
    press(page, box.get_by_role("button", name="Valider"))
    expect(box).to_contain_text("Bonne réponse au second essai.")
    arrived(page, box.locator(".conclusion"))


def test_validating_without_an_answer_leads_back_to_the_answers(page):
    box = question(go(page, LESSON_1), "prep-r01")
    press(page, box.get_by_role("button", name="Valider"))
    expect(box.locator(".faute")).to_have_text("Choisissez une réponse, ou passez la question.")
    arrived(page, box.locator("input").first)


def test_several_answers_with_the_space_bar(page):
    item = GRADED[0]
    box = question(go(page, LESSON_2), item)
    for choice in box.locator("input").all():
        tab_to(page, choice)
        if letter_of(item, choice) in right_answers(item):
            page.keyboard.press("Space")
    press(page, box.get_by_role("button", name="Valider"))
    expect(box).to_contain_text("Bonne réponse.")
    arrived(page, box.locator(".conclusion"))

    press(page, box.get_by_role("button", name="Question suivante"))
    arrived(page, page.get_by_role("heading", name="Question 2 sur 6"))


def test_a_question_is_passed_and_found_again(page):
    box = question(go(page, LESSON_2), GRADED[0])
    press(page, box.get_by_role("button", name="Passer"))
    arrived(page, page.get_by_role("heading", name="Question 2 sur 6"))

    tab_to(page, page.get_by_role("button", name="Question 1"), key="Shift+Tab")
    page.keyboard.press("Enter")
    arrived(page, page.get_by_role("heading", name="Question 1 sur 6"))


def test_a_file_is_chosen_and_dropped_and_its_report_opened(page):
    box = mending(go(page, LESSON_2))
    tab_to(page, box.locator("input[type=file]"))
    page.locator("input[type=file]:focus").set_input_files(DIRTY)
    arrived(page, box.locator("input[type=file]"))
    expect(box.locator(".choisi")).to_contain_text("deliberations-export.csv")
    press(page, box.get_by_role("button", name="Déposer mon fichier"))
    arrived(page, box.locator(".resultats-titre"))

    more = box.locator(".lignes:visible").first
    press(page, more.locator("summary"))
    expect(more.locator("table")).to_be_visible()
    arrived(page, more.locator("summary"))


def test_dropping_without_a_file_leads_to_the_file_chooser(page):
    box = mending(go(page, LESSON_2))
    press(page, box.get_by_role("button", name="Déposer mon fichier"))
    expect(box.locator(".depot > .faute")).to_contain_text("Choisissez d'abord un fichier")
    arrived(page, box.locator("input[type=file]"))


def test_a_hint_is_opened(page):
    box = mending(go(page, LESSON_2))
    press(page, box.get_by_role("button", name="Un indice"))
    arrived(page, box.locator(".indice"))
    page.keyboard.press("Tab")
    arrived(page, box.get_by_role("button", name="Un autre indice"))


def test_the_solution_asks_twice_and_may_be_declined(page):
    box = mending(go(page, LESSON_2))
    ask = box.get_by_role("button", name="Voir la solution", exact=True)
    press(page, ask)
    arrived(page, box.get_by_text("ce que vous ferez ensuite ne rapportera plus de points"))
    press(page, box.get_by_role("button", name="Ne rien changer"))
    arrived(page, ask)
    expect(box.locator(".solution")).to_have_count(0)

    page.keyboard.press("Enter")
    press(page, box.get_by_role("button", name="Voir la solution quand même"))
    arrived(page, box.get_by_role("heading", name="Solution"))


def test_a_lesson_is_finished_and_the_next_one_opened(page):
    go(page, LESSON_1)
    press(page, page.get_by_role("button", name="Terminer cette leçon"))
    arrived(page, page.get_by_role("heading", name="Leçon terminée"))
    page.keyboard.press("Tab")
    arrived(
        page,
        page.locator("[data-kind=lesson_end]").get_by_role("link", name="Accents, séparateurs"),
    )
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Accents, séparateurs, dates et nombres"
    )


def test_work_is_handed_in_with_its_files(page):
    box = mending(go(page, LESSON_2))
    tab_to(page, box.locator("input[type=file]"))
    page.locator("input[type=file]:focus").set_input_files(DIRTY)
    press(page, box.get_by_role("button", name="Déposer mon fichier"))
    arrived(page, box.locator(".resultats-titre"))
    go(page, MODULE)
    tab_to(page, page.get_by_label("N'envoyer que les résultats"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Envoyer aussi mes fichiers")).to_be_checked()
    press(page, page.get_by_role("button", name="Rendre mon travail"))
    arrived(page, page.locator(".rendu-etat"))
    expect(page.locator(".rendu-etat")).to_contain_text("En attente de note")


def test_everything_is_erased_after_a_confirmation(page):
    go(page, "mes-donnees")
    press(page, page.get_by_role("link", name="Effacer tout ce qui me concerne"))
    press(page, page.get_by_role("button", name="Effacer tout ce qui me concerne"))
    expect(ready(page)).to_have_title("Accueil — Ouvroir")
