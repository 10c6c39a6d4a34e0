"""The workbench with the keyboard alone: wherever the focus stops, it is seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desk import bench, deliberations, group
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, named

ROWS = [{"DELIB_DATE": f"{day}/01/2024"} for day in range(13, 20)]
LOST = [{"DELIB_DATE": "bientôt"}, {"DELIB_DATE": "tantôt"}]


@pytest.fixture
def page(newcomer):
    visitor = newcomer(reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def dropped(page, rows):
    """A file dropped by the keyboard; gives the workbench."""
    box = bench(go(page, "validateur"))
    tab_to(page, box.locator("input[type=file]"))
    page.locator("input[type=file]:focus").set_input_files(named(deliberations(*rows)))
    press(page, box.get_by_role("button", name="Contrôler ce fichier"))
    arrived(page, box.locator(".etabli-titre"))
    return box


def test_sure_repairs_are_applied_then_undone(page):
    box = dropped(page, ROWS)
    press(page, box.get_by_role("button", name="sûres"))
    arrived(page, box.get_by_role("heading", name="Ce qui peut être corrigé"))
    expect(box.locator(".journal li")).to_have_count(1)
    press(page, box.get_by_role("button", name="Annuler la dernière correction"))
    expect(box.locator(".journal")).to_be_hidden()
    arrived(page, box.get_by_role("heading", name="Ce qui peut être corrigé"))


def test_some_lines_are_chosen_for_a_repair(page):
    box = dropped(page, ROWS)
    part = box.locator(".reparation").first
    press(page, part.locator(":scope > .actions > .discret"))
    arrived(page, part.locator(".defile"))
    tab_to(page, part.get_by_label("Choisir la ligne 3", exact=True))
    page.keyboard.press("Space")
    press(page, part.get_by_role("button", name="Appliquer à la ligne choisie"))
    expect(box.locator(".journal li")).to_have_count(1)
    arrived(page, box.locator(".reparation .constat-titre").first)


def test_a_cell_is_edited_then_the_next_one(page):
    box = dropped(page, LOST)
    part = group(box, "DELIB_DATE").first
    press(page, part.locator("summary"))
    expect(part.locator(".etabli-lignes")).to_be_visible()
    first = part.get_by_label("Ligne 2, colonne DELIB_DATE")
    tab_to(page, first)
    page.keyboard.press("Control+a")
    page.keyboard.type("2024-01-18")
    page.keyboard.press("Enter")
    expect(part.locator(".rang-etat").first).to_contain_text("Corrigée")
    arrived(page, first)

    tab_to(page, part.get_by_label("Ligne 3, colonne DELIB_DATE"))
    page.keyboard.type(" peut-être")
    page.keyboard.press("Escape")
    expect(part.get_by_label("Ligne 3, colonne DELIB_DATE")).to_have_value("tantôt")


def test_the_last_wrong_cell_of_a_group_keeps_the_focus(page):
    """The group is gone from the server's view: what she is at work in stays until she leaves."""
    box = dropped(page, LOST[:1])
    part = group(box, "DELIB_DATE").first
    press(page, part.locator("summary"))
    cell = part.get_by_label("Ligne 2, colonne DELIB_DATE")
    tab_to(page, cell)
    page.keyboard.press("Control+a")
    page.keyboard.type("2024-01-18")
    page.keyboard.press("Enter")

    expect(part.locator(".cause-faits")).to_contain_text("Corrigé")
    arrived(page, cell)
    press(page, box.get_by_role("button", name="Vérifier de nouveau"))
    expect(group(box, "DELIB_DATE")).to_have_count(0)


def test_a_row_is_removed(page):
    box = dropped(page, LOST)
    part = group(box, "DELIB_DATE").first
    press(page, part.locator("summary"))
    press(page, part.get_by_role("button", name="Retirer cette ligne").first)
    arrived(page, part.locator(".confirmation p"))
    press(page, part.get_by_role("button", name="Retirer", exact=True))
    arrived(page, part.locator(".rang-etat").first)


def test_checking_again_leads_to_what_changed(page):
    box = dropped(page, ROWS)
    press(page, box.get_by_role("button", name="sûres"))
    arrived(page, box.get_by_role("heading", name="Ce qui peut être corrigé"))
    press(page, box.get_by_role("button", name="Vérifier de nouveau"))
    arrived(page, box.locator(".jauge-phrase"))
    expect(page.locator(".piece[data-kind=bench] > [role=status]")).to_contain_text("corrigée")
