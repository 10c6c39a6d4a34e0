"""The dossier of an authority in the browser: by mouse, by keyboard, kept, hostile, on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, ready, seen

LESSON = "lecon/essai/obligations"
LABELS = {
    "required": "Obligatoire",
    "advised": "Conseillé",
    "not_applicable": "Sans objet",
}
HTTPS = re.compile("^https://")
RIGHT = ("required", "advised", "required", "not_applicable", "required", "not_applicable")


@pytest.fixture
def page(newcomer, duties_server):
    visitor = newcomer(duties_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def dossier(page):
    return go(page, LESSON).locator(".piece[data-kind=duties]")


def duty(box, number):
    return box.locator(".devoir").nth(number - 1)


def choose(box, number, answer):
    duty(box, number).get_by_label(LABELS[answer], exact=True).check()


def answer_all(box, **others):
    for number, answer in enumerate(RIGHT, start=1):
        choose(box, number, others.get(f"at_{number}", answer))


def check(box):
    box.get_by_role("button", name="Vérifier mes réponses").click()
    expect(box.locator(".resultats-titre")).to_be_focused()


def test_by_mouse_from_a_first_try_to_the_second(page, shot):
    box = dossier(page)
    link = box.get_by_role("link", name="Ouvrir le simulateur")
    assert "nouvel onglet" in link.inner_text()
    assert link.get_attribute("target") == "_blank"
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.locator("h1")).to_contain_text("Que doit publier votre collectivité")
    opened.value.close()
    answer_all(box, at_2="required", at_6="required")
    choose(box, 6, "not_applicable")
    expect(box.get_by_text("Chaque obligation a une réponse à vérifier.")).to_be_visible()
    check(box)

    assert "5 points sur 6" in seen(box.locator(".bilan"))
    told = seen(box.locator(".resultats"))
    assert "Un second essai vous attend à l'obligation 2." in told
    missed = duty(box, 2)
    assert "Ce n'est pas la réponse attendue. Il vous reste un essai." in seen(missed)
    assert "CRPA" not in seen(missed), "nothing is explained before its time"
    tried = missed.get_by_label("Obligatoire (déjà essayé)")
    expect(tried).to_be_disabled()
    found = seen(duty(box, 1))
    assert "Bonne réponse." in found
    assert "Votre réponse : Obligatoire." in found
    assert "CRPA" in found
    assert duty(box, 1).locator("input").count() == 0
    expect(duty(box, 1).locator(".devoir-droit a").first).to_have_attribute("href", HTTPS)
    end = page.locator(".piece[data-kind=lesson_end]")
    end.scroll_into_view_if_needed()
    expect(end).to_contain_text("5\u00a0points sur\u00a06")
    shot(page, "obligations-premier-essai")

    box.locator(".resultats").get_by_role("link", name="obligation 2").click()
    expect(missed.get_by_label("Conseillé")).to_be_focused()
    choose(box, 2, "advised")
    check(box)
    assert "5,5 points sur 6" in seen(box.locator(".bilan"))
    assert "Bonne réponse au second essai." in seen(missed)
    assert "3 499" in seen(missed)
    expect(box.get_by_role("button", name="Vérifier mes réponses")).to_be_hidden()
    assert "Trois réponses valent à toute taille." in seen(box.locator(".solution"))
    shot(page, "obligations-terminees")


def test_a_few_at_a_time_and_nothing_is_asked_twice(page):
    box = dossier(page)
    box.get_by_role("button", name="Vérifier mes réponses").click()
    expect(box.locator(".faute")).to_contain_text(
        "Choisissez d'abord une réponse, pour une obligation"
    )
    expect(duty(box, 1).locator("input").first).to_be_focused()
    choose(box, 3, "required")
    assert "Il reste 5 obligations sans réponse." in seen(box)
    check(box)
    assert "Il vous reste à répondre aux obligations 1, 2, 4, 5 et 6." in seen(box)
    assert "1 point sur 6" in seen(box.locator(".bilan"))
    answer = duty(box, 2)
    for wrong in ("required", "not_applicable"):
        choose(box, 2, wrong)
        check(box)
    assert "Réponse attendue : Conseillé." in seen(answer)
    assert "Votre réponse : Sans objet." in seen(answer)


def test_what_is_chosen_and_what_is_checked_come_back(page):
    box = dossier(page)
    choose(box, 1, "required")
    check(box)
    choose(box, 4, "not_applicable")
    page.reload()
    box = ready(page).locator(".piece[data-kind=duties]")
    expect(duty(box, 4).get_by_label("Sans objet")).to_be_checked()
    assert "Bonne réponse." in seen(duty(box, 1))
    assert duty(box, 4).locator(".resultat").count() == 0
    check(box)
    assert "2 points sur 6" in seen(box.locator(".bilan"))


def test_by_keyboard_alone(page):
    box = dossier(page)
    first = duty(box, 1).get_by_label("Obligatoire", exact=True)
    tab_to(page, first)
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    tab_to(page, duty(box, 2).get_by_label("Obligatoire", exact=True))
    page.keyboard.press("Space")
    press(page, box.get_by_role("button", name="Vérifier mes réponses"))
    arrived(page, box.locator(".resultats-titre"))
    press(page, box.locator(".resultats").get_by_role("link", name="obligation 2"))
    arrived(page, duty(box, 2).get_by_label("Conseillé", exact=True))
    page.keyboard.press("Space")
    press(page, box.get_by_role("button", name="Vérifier mes réponses"))
    arrived(page, box.locator(".resultats-titre"))
    assert "1,5 point sur 6" in seen(box.locator(".bilan"))
    press(page, box.get_by_role("button", name="Un indice"))
    arrived(page, box.locator(".indice"))


def test_the_solution_explains_all_and_gives_no_point(page):
    box = dossier(page)
    choose(box, 1, "required")
    check(box)
    box.get_by_role("button", name="Voir la solution").click()
    box.get_by_role("button", name="Voir la solution quand même").click()
    expect(box.locator(".solution-titre")).to_be_focused()
    assert box.locator(".devoir input").count() == 0
    assert box.locator(".devoir-droit").count() == 6
    assert "Réponse attendue : Conseillé." in seen(duty(box, 2))
    assert "1 point sur 6" in seen(box.locator(".bilan"))


def test_no_fault_for_axe_before_between_and_after_in_every_look(page):
    box = dossier(page)
    assert violations(page) == []
    answer_all(box, at_2="required", at_4="advised")
    check(box)
    assert violations(page) == []
    choose(box, 2, "advised")
    choose(box, 4, "required")
    check(box)
    assert violations(page) == []


def test_a_telephone_in_forced_colours(newcomer, duties_server, shot):
    visitor = newcomer(
        duties_server.address, viewport=NARROW, has_touch=True, forced_colors="active"
    )
    page = visitor.open()
    box = dossier(page)
    for number in (1, 2):
        duty(box, number).get_by_text("Obligatoire", exact=True).tap()
    check(box)
    for width in (320, 390, 512):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 360, "height": 700})
    shot(page, "360-obligations")
    assert visitor.complaints == []


def test_paper_shows_the_duties_and_their_reasons(page, shot):
    box = dossier(page)
    answer_all(box, at_2="required")
    check(box)
    page.emulate_media(media="print")
    shot(page, "obligations-imprimees")
    expect(duty(box, 1).locator(".devoir-droit")).to_be_visible()
    assert box.locator("button:visible").count() == 0
