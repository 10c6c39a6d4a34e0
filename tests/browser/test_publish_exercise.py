"""An exercise done on the portal, from the first request to the record that is checked."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.publish_desk import by_api, check, goals, send, send_all, step, to_mend
from tests.browser.test_keyboard import tab_to
from tests.browser.walk import seen


@pytest.fixture
def page(newcomer, publish_server):
    visitor = newcomer(publish_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_the_console_to_its_end_then_the_record_is_handed(page, shot):
    box = by_api(page)
    expect(goals(box, "À faire")).to_have_count(4)
    expect(box.locator(".fiche-rendue")).to_contain_text("Aucune fiche dans votre espace")
    first = send(box.locator(".etape-console:visible"))
    expect(first).to_contain_text("401")
    expect(box.get_by_role("status").last).to_have_text("C'est la réponse attendue.")
    expect(first).to_contain_text("Sans clé, personne n'écrit.")
    expect(first.locator("pre")).to_contain_text("message")
    send_all(box)
    expect(box.locator(".pas.bon")).to_have_count(5)

    box.get_by_role("button", name="Choisir la fiche à faire vérifier").click()
    record = box.get_by_role("radio", name="Fontaines d'eau potable")
    expect(record).to_be_focused()
    expect(record).to_be_checked()
    expect(record).to_have_accessible_description(re.compile(r"publique, .*sur\s9"))
    check(box)
    expect(box.get_by_role("status").last).to_contain_text("4 points faits sur 4")
    expect(goals(box, "Fait")).to_have_count(4)
    expect(box.locator(".bilan")).to_contain_text("Réussi")
    shot(page, "publier-fini")

    with page.context.expect_page() as opened:
        box.get_by_role("link", name="Voir la fiche « Fontaines d'eau potable »").click()
    expect(opened.value.locator("h1")).to_contain_text("Fontaines d'eau potable")
    assert page.url.endswith("essai/publier")

    again = by_api(page)
    expect(again.locator(".pas.bon")).to_have_count(5)
    expect(goals(again, "Fait")).to_have_count(4)
    expect(again.locator(".etape-console:visible")).to_contain_text("Envoyée : 401")


def test_a_wrong_request_is_answered_and_explained(page):
    box = by_api(page)
    second = step(box, 2)
    body = second.get_by_label("Corps de la demande")
    body.fill('{"title": "Fontaines",')
    answer = send(second)
    expect(answer).to_contain_text("400")
    expect(answer).to_contain_text("Ce n'est pas la réponse attendue")
    expect(answer).to_contain_text("Le portail explique")
    expect(body).to_have_value('{"title": "Fontaines",')
    expect(box.locator(".pas[aria-current]")).to_have_accessible_name("Étape 2 , autre réponse")

    second.get_by_role("button", name="Remettre la demande proposée").click()
    assert '"frequency": "annual"' in body.input_value()
    second.get_by_label("Envoyer la clé").uncheck()
    expect(second.get_by_text("votre clé", exact=True)).to_be_hidden()
    expect(send(second)).to_contain_text("401")
    second.get_by_label("Envoyer la clé").check()
    second.get_by_label("Adresse").fill("/api/1/fontaines/")
    expect(send(second)).to_contain_text("404")
    # Nothing of the API's: it does not even leave.
    second.get_by_label("Adresse").fill("/cle")
    second.get_by_role("button", name="Envoyer", exact=True).click()
    expect(second.get_by_role("alert")).to_contain_text("La console n'envoie qu'à l'API")
    expect(second.locator(".reponse-api")).to_contain_text("404")


def test_the_record_of_the_start(page, shot):
    box = to_mend(page)
    expect(box.get_by_role("radio")).to_have_count(0)
    expect(box.get_by_role("button", name="Faire vérifier ma fiche")).to_have_count(0)
    box.get_by_role("button", name="Préparer l'exercice").click()
    expect(box.locator(".prepare")).to_be_focused()
    box.get_by_role("radio", name="Export (2) final.csv").check()
    record_id = box.get_by_role("radio").input_value()
    check(box)
    missed = goals(box, "À reprendre")
    expect(missed).not_to_have_count(0)
    expect(missed.first.locator(".remede")).not_to_be_empty()
    assert "Fiche vérifiée le" in seen(box.locator(".attendus"))
    shot(page, "publier-a-reprendre")

    record = box.get_by_role("link", name="Voir la fiche").first.get_attribute("href")
    portal = page.context.new_page()
    portal.goto(record)
    portal.get_by_role("link", name=re.compile("Licence|Conditions")).first.click()
    portal.get_by_label(re.compile("Licence Ouverte")).first.check()
    portal.get_by_role("button", name="Enregistrer").click()
    expect(portal.locator(".portail-fait")).to_be_visible()
    portal.close()
    before = goals(box, "Fait").count()
    check(box)
    expect(goals(box, "Fait")).to_have_count(before + 1)

    box.get_by_role("button", name="Préparer de nouveau").click()
    box.locator(".confirmation").get_by_role("button", name="Préparer de nouveau").click()
    expect(box.locator(".prepare")).to_be_focused()
    expect(box.locator(".lieux .confirmation")).to_be_hidden()
    expect(box.get_by_role("radio")).to_have_count(1)
    expect(box.get_by_role("radio")).not_to_have_value(record_id)


def test_with_the_keyboard_alone(page):
    box = by_api(page)
    shown = box.locator(".etape-console:visible")
    tab_to(page, shown.get_by_label("Adresse"))
    page.keyboard.press("Enter")
    expect(shown.locator(".reponse-titre")).to_be_focused()
    tab_to(page, shown.locator(".reponse-api pre"))
    tab_to(page, box.get_by_role("button", name="Étape suivante"))
    page.keyboard.press("Enter")
    expect(shown.locator(".question-titre")).to_be_focused()
    tab_to(page, shown.get_by_label("Corps de la demande"))
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")  # a new line, in a text
    tab_to(page, shown.get_by_role("button", name="Envoyer", exact=True))
    page.keyboard.press("Space")
    expect(shown.locator(".reponse-api")).to_contain_text("201")
    tab_to(page, box.get_by_role("radio").first)
    page.keyboard.press("Space")
    tab_to(page, box.get_by_role("button", name="Faire vérifier ma fiche"))
    page.keyboard.press("Enter")
    expect(box.locator(".attendus-titre")).to_be_focused()
    expect(goals(box, "À reprendre")).not_to_have_count(0)
