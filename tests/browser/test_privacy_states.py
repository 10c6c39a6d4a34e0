"""The workbench of anonymisation in each state: axe, bones, typography, a telephone, paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.privacy_desk import (
    NAMING,
    alone,
    ask,
    drop_columns,
    example,
    exercise,
    level,
    people,
    put,
    role,
    settle,
    treatment,
)
from tests.browser.walk import named
from tests.support.workbooks import xlsx

MOST = 2_200  # elements, whatever the file holds
SHEETS = {
    "Aides 2025": [["NOM", "AIDE"], ["Un", "Secours"]],
    "Aides 2026": [["NOM", "AIDE"], ["Deux", "Secours"]],
}


@pytest.fixture
def page(newcomer, privacy_server):
    """A page whose colours change at once; anything that it complains of fails the test."""
    visitor = newcomer(privacy_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def test_empty(page, shot):
    alone(page)
    shot(page, "anonymiser-vide")
    assert violations(page) == []


def test_a_file_that_cannot_be_read(page):
    put(alone(page), named(b"PK\x03\x04\x00\xff" * 99))
    assert violations(page) == []


def test_the_sheet_is_asked_for_then_opened(page):
    box = alone(page)
    assert put(box, named(xlsx(SHEETS), "deux.xlsx")) == "Quelle feuille ouvrir ?"
    assert violations(page) == []
    box.get_by_label("Aides 2026").check()
    box.get_by_role("button", name="Ouvrir cette feuille").click()
    expect(box.locator(".cadran")).not_to_have_count(0)
    expect(box.locator(".etabli-titre")).to_be_focused()


def test_ready_with_people_found(page, shot):
    settle(example(page))
    shot(page, "anonymiser-pret")
    assert violations(page) == []


def test_after_choices_with_all_that_opens_open(page, shot):
    box = example(page)
    drop_columns(box, NAMING[:3])
    role(box, "ADRESSE").select_option("quasi")
    level(box, "DATE_NAISSANCE").fill("2")
    treatment(box, "NIR").select_option("hash")
    treatment(box, "MONTANT").select_option("noise")
    settle(box)
    for summary in box.locator("summary:visible").all():
        summary.click()
    shot(page, "anonymiser-ouvert")
    assert violations(page) == []


def test_checked(page, shot):
    box = example(page)
    drop_columns(box, ["NOM"])
    ask(box)
    settle(box)
    shot(page, "anonymiser-avis")
    assert violations(page) == []


def test_counts(page):
    box = example(page)
    drop_columns(box, NAMING)
    box.get_by_text("Publier des comptes plutôt que des lignes").click()
    box.get_by_role("checkbox", name="TYPE_AIDE").check()
    expect(box.locator(".apercu > p")).to_contain_text("comptes publiés")
    settle(box)
    assert violations(page) == []


def test_a_refusal_beside_what_was_moved(page):
    box = example(page)
    other = page.context.new_page()
    drop_columns(alone(other), ["NOM"])
    treatment(box, "PRENOM").select_option("drop")
    expect(box.locator("[role=alert]")).to_be_visible()
    assert violations(page) == []


def test_the_exercise(page, shot):
    box = exercise(page)
    settle(box)
    ask(box)
    shot(page, "anonymiser-exercice-avis")
    assert violations(page) == []


def test_a_telephone_in_forced_colours_and_at_200_per_cent(page, shot):
    page.set_viewport_size(NARROW)
    page.emulate_media(forced_colors="active")
    box = example(page)
    level(box, "DATE_NAISSANCE").fill("2")
    settle(box)
    shot(page, "390-anonymiser")
    for width in (390, 512):
        page.set_viewport_size({"width": width, "height": 450})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_paper_shows_what_was_decided_and_no_control_of_it(page, shot):
    box = example(page)
    drop_columns(box, ["NOM"])
    settle(box)
    page.emulate_media(media="print")
    shot(page, "anonymiser-imprime")
    shown = "button:visible, input[type=file]:visible, input[type=range]:visible"
    assert page.locator(shown).count() == 0
    expect(box.locator(".courbe")).to_be_visible()
    expect(box.locator(".personnes").first).to_be_visible()


def test_a_long_file_is_no_longer_page(page):
    box = alone(page)
    put(box, named(people(20_000), "long.csv"))
    settle(box)
    assert page.evaluate("document.querySelectorAll('*').length") < MOST


def test_the_bar_never_hides_what_has_the_focus(page):
    box = example(page)
    settle(box)
    inside = ".etabli-travail > :not(.etabli-barre)"
    controls = box.locator(f"{inside} :is(button, input, select, summary):visible")
    assert controls.count() > 30
    hidden = controls.evaluate_all(
        """controls => controls.filter(control => {
            control.focus();
            const at = control.getBoundingClientRect();
            const bar = document.querySelector(".etabli-barre").getBoundingClientRect();
            return at.bottom > bar.top + 1 && at.top < bar.bottom - 1;
          }).map(control => control.outerHTML.slice(0, 120))"""
    )
    assert hidden == []
