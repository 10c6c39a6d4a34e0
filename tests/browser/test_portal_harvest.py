"""Harvesting by mouse and by keyboard: declare, accept, let nights pass; and the frame to paste."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import AXE, violations
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_keyboard import tab_to
from tests.browser.walk import go, seen
from tests.support.portal_server import RunningPortal

COMMUNE = "Commune de Val-Ouvert"


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0


@pytest.fixture
def page(newcomer, portal):
    """A person in her own space; anything that the browser complained of fails the test."""
    visitor = newcomer(portal.base, reduced_motion="reduce")
    page = visitor.open()
    go(page, portal.base + "/")
    yield page
    assert visitor.complaints == []


def regional(page):
    return page.url.split("?")[0].rstrip("/") + "/regionale/"


def declare(page):
    go(page, regional(page) + "moissonneurs/nouveau")
    address = page.locator(".adresses code").filter(has_text="val-ouvert").inner_text()
    page.get_by_label("Nom de la source").fill("Catalogue de Val-Ouvert")
    page.get_by_label("Adresse du catalogue DCAT").fill(address)
    page.get_by_label("Pour quelle organisation").select_option(label=COMMUNE)
    page.get_by_role("button", name="Déclarer cette source").click()
    expect(page.get_by_role("status")).to_contain_text("La source est déclarée")


def test_a_source_from_its_declaration_to_its_archives(page, shot):
    declare(page)
    shot(page, "moissonneur-en-attente")
    assert violations(page) == []

    page.get_by_role("link", name="Voir un aperçu").click()
    expect(page.get_by_text("Rien n'est gardé.")).to_be_visible()
    assert violations(page) == []
    page.go_back()

    page.get_by_role("button", name="Accepter cette source").click()
    expect(page.get_by_role("table")).to_contain_text("Réussi")
    page.get_by_label("Aux prochains passages").select_option(
        label="La source répond un catalogue vide"
    )
    page.get_by_role("button", name="Enregistrer ces réglages").click()
    page.get_by_label("Nombre de jours").fill("2")
    page.get_by_role("button", name="Avancer le temps").click()
    expect(page.get_by_role("status")).to_contain_text("2 nuits sont passées")
    assert "sera archivée au passage du" in seen(page.locator("main"))
    shot(page, "moissonneur-fiches-absentes")
    assert violations(page) == []

    page.get_by_label("Nombre de jours").fill("6")
    page.get_by_role("button", name="Avancer le temps").click()
    expect(page.get_by_role("status")).to_contain_text("6 nuits sont passées")
    page.get_by_role("table").get_by_role("link").first.click()
    expect(page.get_by_role("table")).to_contain_text("archivée")
    shot(page, "moissonneur-passage")
    assert violations(page) == []


def test_the_list_is_told(page):
    go(page, regional(page) + "moissonneurs")
    expect(page.get_by_text("Aucune source n'est déclarée")).to_be_visible()
    assert violations(page) == []


def test_a_fault_of_the_form_is_told_and_leads_to_its_field(newcomer, portal, shot):
    # A refusal has status 400, which the browser writes in its console: no complaint here.
    page = newcomer(portal.base, reduced_motion="reduce").open()
    go(page, portal.base + "/")
    go(page, regional(page) + "moissonneurs/nouveau")
    page.get_by_label("Adresse du catalogue DCAT").fill("https://www.data.gouv.fr/catalog.ttl")

    page.get_by_role("button", name="Déclarer cette source").click()

    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("Donnez un nom à cette source.")
    summary.get_by_role("link").filter(has_text="n'est pas dans le bac à sable").click()
    field = page.get_by_label("Adresse du catalogue DCAT")
    expect(field).to_be_focused()
    expect(field).to_have_value("https://www.data.gouv.fr/catalog.ttl")
    expect(field).to_have_attribute("aria-invalid", "true")
    shot(page, "moissonneur-refus")


def test_by_keyboard_alone(page):
    declare(page)
    tab_to(page, page.get_by_role("button", name="Accepter cette source"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("La source est acceptée")
    tab_to(page, page.get_by_label("Nombre de jours"))
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("1")
    tab_to(page, page.get_by_role("button", name="Avancer le temps"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("1 nuit est passée")


def test_it_works_without_script_and_on_a_telephone(newcomer, portal, shot):
    page = newcomer(portal.base, java_script_enabled=False, viewport=NARROW).open()
    go(page, portal.base + "/")
    declare(page)
    page.get_by_role("button", name="Accepter cette source").click()
    expect(page.get_by_role("table")).to_contain_text("Réussi")
    shot(page, "moissonneur-telephone")


def test_the_frame_is_shown_in_another_page_and_reads_without_fault(page, portal, shot):
    home = page.url.split("?")[0]
    go(page, home + "marque-blanche/commune-de-val-ouvert/integrer")
    framed = page.frame_locator("iframe")
    expect(framed.get_by_role("heading", level=1)).to_contain_text(COMMUNE)
    expect(framed.get_by_role("heading", level=2).first).to_be_visible()
    title = page.locator("iframe").get_attribute("title")
    assert "Données ouvertes" in title
    assert COMMUNE in title
    shot(page, "marque-blanche")
    assert violations(page) == []
    # Its files and records open beside it, and say so.
    link = framed.get_by_role("link").first
    assert "(nouvelle fenêtre)" in link.inner_text()
    assert link.get_attribute("target") == "_blank"
    # By itself, as whoever frames it shows it.
    page.goto(home + "marque-blanche/commune-de-val-ouvert")
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert AXE.run(page).response["violations"] == []
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
