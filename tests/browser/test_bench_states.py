"""The workbench in each of its states: axe, bones, typography, a telephone, paper, few nodes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.desk import arrive, deliberations, put, rows_of, wrong_dates
from tests.browser.walk import DIRTY, named, seen
from tests.support.workbooks import xlsx

MOST = 1500  # elements, with twenty rows open: the same for a file of any size
YEARS = {
    "Année 2025": [["COLL_NOM", "DELIB_ID"], ["Val-Ouvert", "1"]],
    "Année 2026": [["COLL_NOM", "DELIB_ID"], ["Val-Ouvert", "2"]],
}


@pytest.fixture
def page(newcomer):
    """A page whose colours change at once; anything that it complains of fails the test."""
    visitor = newcomer(reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_empty(page, shot):
    arrive(page)
    shot(page, "etabli-vide")
    assert violations(page) == []


def test_a_file_that_cannot_be_read(page, shot):
    told = put(arrive(page), named(b"PK\x03\x04\x00\xff" * 99))
    shot(page, "etabli-illisible")
    assert told == "Ce fichier n'a pas pu être lu"
    expect(page.locator(".etabli input[type=file]")).to_have_count(1)
    assert violations(page) == []


def test_the_schema_is_asked_for(page, shot):
    box = arrive(page)
    told = put(box, named(b"nom;montant\nA;1\nB;2\n"))
    shot(page, "etabli-schema")
    assert told == "Quel schéma convient à ce fichier ?"
    assert violations(page) == []
    box.get_by_role("button", name="Contrôler avec ce schéma").click()
    shot(page, "etabli-schema-faute")


def test_the_sheet_is_asked_for(page, shot):
    box = arrive(page)
    told = put(box, named(xlsx(YEARS), "deux.xlsx"))
    shot(page, "etabli-feuille")
    assert told == "Quelle feuille contrôler ?"
    assert violations(page) == []
    box.get_by_label("Année 2026").check()
    box.get_by_role("button", name="Contrôler cette feuille").click()
    expect(box.get_by_label("Année 2026")).to_have_count(0)


def test_ready(page, shot):
    put(arrive(page), DIRTY)
    shot(page, "etabli-pret")
    assert violations(page) == []


def test_all_that_opens_is_open(page, shot):
    box = arrive(page)
    put(box, DIRTY)
    for summary in box.locator("summary:visible").all():
        summary.click()
    expect(box.locator(".etabli-lignes").first).to_be_visible()
    box.get_by_role("button", name=re.compile(r"^Voir les \d+ autres$")).first.click()
    expect(box.locator(".avant-apres input").first).to_be_visible()
    box.locator(".saisie").first.fill("en cours")
    box.get_by_role("button", name="Retirer cette ligne").first.click()
    shot(page, "etabli-ouvert")
    assert violations(page) == []


def test_mended_and_checked_again(page, shot):
    box = arrive(page)
    put(box, DIRTY)
    box.get_by_role("button", name="corrections sûres").click()
    expect(box.locator(".fait")).to_be_visible()
    assert violations(page) == []
    box.get_by_role("button", name="Vérifier de nouveau").click()
    expect(box.locator(".jauge-phrase")).to_be_focused()
    shot(page, "etabli-verifie")
    assert violations(page) == []


def test_a_telephone_in_forced_colours(page, shot):
    page.set_viewport_size(NARROW)
    page.emulate_media(forced_colors="active")
    box = arrive(page)
    put(box, DIRTY)
    rows_of(wrong_dates(box))
    shot(page, "390-etabli")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_shows_what_was_found_and_no_control(page, shot):
    box = arrive(page)
    put(box, DIRTY)
    rows_of(wrong_dates(box))
    page.emulate_media(media="print")
    shot(page, "etabli-imprime")
    assert page.locator("button:visible, input[type=file]:visible, select:visible").count() == 0
    expect(box.locator(".bande")).to_be_visible()
    expect(box.get_by_text("Ce que le contrôle a trouvé")).to_be_visible()


def test_a_long_file_is_no_longer_page(page):
    """Thousands of faults in many rows: the page holds a page of them."""
    rows = [{"DELIB_DATE": "bientôt", "VOTE_POUR": "tous"} for _ in range(30_000)]
    box = arrive(page)
    put(box, named(deliberations(*rows)))
    part = wrong_dates(box)
    assert "29 999 autres cellules" in seen(part)
    expect(rows_of(part)).to_have_count(20)
    assert page.evaluate("document.querySelectorAll('*').length") < MOST


def test_the_bar_never_hides_what_has_the_focus(page):
    box = arrive(page)
    put(box, DIRTY)
    rows_of(wrong_dates(box))
    controls = box.locator(
        ".etabli-travail > :not(.etabli-barre) :is(button, input, summary):visible"
    )
    assert controls.count() > 40
    hidden = controls.evaluate_all(
        """controls => controls.filter(control => {
            control.focus();
            const at = control.getBoundingClientRect();
            const bar = document.querySelector(".etabli-barre").getBoundingClientRect();
            return at.bottom > bar.top + 1 && at.top < bar.bottom - 1;
          }).map(control => control.outerHTML.slice(0, 120))"""
    )
    assert hidden == []
