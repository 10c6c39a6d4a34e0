"""Paths in Chromium: an élue as far as her note, an agent's home with her profile, for axe."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.walk import go, ready

_WIDTH = "document.documentElement.scrollWidth"


def state_of(page, step):
    line = page.locator(".parcours-etapes li").filter(has_text=step)
    return line.locator(".marque-etat").first.inner_text().split("\n")[0]


def test_an_elue_goes_from_the_home_page_to_her_decision_note(page, shot):
    go(page, "")
    page.get_by_role("button", name="Je suis élue ou élu").click()
    expect(
        page.get_by_role("heading", name=re.compile("Votre parcours.: Décider d'ouvrir"))
    ).to_be_focused()
    expect(page.get_by_text(re.compile("0 étape faite sur 7, encore 1.h.05"))).to_be_visible()
    page.get_by_role("link", name=re.compile("Commencer.: Qui nous sommes")).click()
    page.get_by_label("Commune", exact=True).check()
    page.get_by_label(re.compile("Combien d'habitants")).fill("4 200")
    page.get_by_label(re.compile("Combien d'agents")).fill("62")
    page.get_by_role("button", name="Étape suivante").click()
    page.get_by_role("link", name=re.compile("Étape suivante")).click()
    page.get_by_role("link", name=re.compile("Étape suivante")).click()
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("docx|Word")).click()
    assert download.value.suggested_filename.endswith(".docx")
    assert download.value.path().read_bytes().startswith(b"PK")
    go(page, "")
    expect(page.get_by_text(re.compile("4 étapes faites sur 7, encore 45.min"))).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Continuer.: Pourquoi ouvrir"))).to_be_visible()
    page.locator(".parcours-partie summary").first.click()
    assert "Fait" in state_of(page, "La note de décision")
    assert violations(page) == []
    shot(page, "accueil-parcours-elue")


def test_an_agents_home_and_duties_begin_from_her_profile(page, shot):
    page.goto("mon-profil")
    assert violations(page) == []
    page.get_by_label("Agente ou agent d'un service").check()
    page.get_by_label("Commune", exact=True).check()
    page.get_by_label(re.compile("Combien d'habitants")).fill("4 200")
    page.get_by_label(re.compile("Combien d'agents")).fill("62")
    page.get_by_label("Écoles et restauration").check()
    page.get_by_role("button", name="Enregistrer mon profil").click()
    expect(page.get_by_role("status")).to_contain_text("Votre profil est enregistré.")
    page.get_by_role("link", name="Voir mon parcours").click()
    ready(page)
    expect(
        page.get_by_role("heading", name=re.compile("Votre parcours.: Ouvrir un fichier"))
    ).to_be_visible()
    expect(page.get_by_role("link", name="Les effectifs des écoles")).to_be_visible()
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(_WIDTH) <= width
        assert violations(page) == []
        shot(page, f"accueil-parcours-agent-{width}")
    page.goto("obligations")
    expect(page.get_by_label(re.compile("Combien d'habitants"))).to_have_value("4200")
    expect(page.get_by_text("Rempli d'après votre profil")).to_be_visible()
    go(page, "module/anonymiser")
    expect(page.get_by_role("row", name=re.compile("effectifs des écoles"))).to_contain_text(
        "Pour votre service"
    )
    page.get_by_text("Tout montrer").click()
    expect(page.get_by_role("link", name="Les aides du CCAS")).to_be_visible()
    assert violations(page) == []
