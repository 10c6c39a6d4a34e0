"""Rows with a fault: paged, edited in place, removed; nothing that was typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk import (
    HEADER,
    VALIDATOR,
    arrive,
    bench,
    deliberations,
    group,
    left,
    put,
    repair,
    rows_of,
    table,
    taken,
)
from tests.browser.walk import go, named, seen

LOST = "bientôt"
SCRIPT = "<img src=x onerror=alert(1)>"
THREE = [{"DELIB_DATE": LOST}, {}, {"DELIB_DATE": "le jour dit"}, {"DELIB_DATE": "30/02/2024"}]
FAR = 45  # rows on three pages


def field(box, line, column="DELIB_DATE"):
    return box.get_by_label(f"Ligne {line}, colonne {column}", exact=True)


def opened(page, *rows, header=None):
    """The workbench on a file of these rows, the errors of its dates open."""
    box = arrive(page)
    put(box, named(deliberations(*rows, header=header)))
    return box, rows_of(group(box, "DELIB_DATE").first)


def test_a_cell_is_edited_with_enter_and_its_row_says_so(page):
    box, rows = opened(page, *THREE)
    before = left(box)
    field(box, 2).fill("2024-01-18")
    field(box, 2).press("Enter")

    expect(rows.first.locator(".rang-etat")).to_contain_text("Corrigée")
    expect(field(box, 2)).to_be_focused()
    expect(field(box, 2)).to_have_value("2024-01-18")
    assert left(box) != before
    expect(box.locator(".journal li")).to_have_count(1)
    expect(box.locator(".barre-attente")).to_contain_text("1\u00a0correction à vérifier")
    rows_after = table(taken(page, box, "Le fichier corrigé")[1])
    assert [row["DELIB_DATE"] for row in rows_after][:2] == ["2024-01-18", "2024-01-18"]


def test_escape_puts_back_what_was_there(page):
    box, _ = opened(page, *THREE)
    field(box, 2).fill("2024")
    expect(box.get_by_role("button", name="Enregistrer")).to_be_visible()
    field(box, 2).press("Escape")

    expect(field(box, 2)).to_have_value(LOST)
    expect(field(box, 2)).to_be_focused()
    expect(box.get_by_role("button", name="Enregistrer")).to_be_hidden()
    expect(box.locator(".journal")).to_be_hidden()


def test_a_value_that_is_still_wrong_is_kept_and_said(page):
    box, rows = opened(page, *THREE)
    field(box, 2).fill("après-demain")
    box.get_by_role("button", name="Enregistrer").click()

    expect(rows.first.locator(".rang-etat")).to_contain_text("l'anomalie demeure")
    expect(field(box, 2)).to_have_value("après-demain")


def test_what_is_being_typed_elsewhere_stays_through_other_decisions(page):
    box, rows = opened(page, *THREE)
    field(box, 4).fill("2024-02")
    field(box, 2).fill("2024-01-18")
    field(box, 2).press("Enter")
    expect(rows.first.locator(".rang-etat")).to_contain_text("Corrigée")
    box.get_by_role("button", name="Annuler la dernière correction").click()

    expect(field(box, 2)).to_have_value(LOST)
    expect(rows.first.locator(".rang-etat")).not_to_contain_text("Corrigée")
    expect(field(box, 4)).to_have_value("2024-02")
    expect(box.locator(".fait")).to_contain_text("Annulé")


def test_a_row_is_removed_after_a_confirmation(page):
    box, rows = opened(page, *THREE)
    button = rows.nth(1).get_by_role("button", name="Retirer cette ligne")
    button.click()
    expect(box.get_by_text("Retirer la ligne 4 du fichier corrigé.")).to_be_focused()
    box.get_by_role("button", name="La garder").click()
    expect(button).to_be_focused()
    button.click()
    box.get_by_role("button", name="Retirer", exact=True).click()

    expect(rows.nth(1).locator(".rang-etat")).to_contain_text("Ligne retirée")
    expect(rows.nth(1).locator(".rang-etat")).to_be_focused()
    names = [row["DELIB_ID"] for row in table(taken(page, box, "Le fichier corrigé")[1])]
    assert names == ["2024-0118-001", "2024-0118-002", "2024-0118-004"]


def test_rows_are_shown_by_pages(page):
    box, rows = opened(page, *([{"DELIB_DATE": LOST}] * FAR))
    pages = box.get_by_role("group", name="Pages : Lignes".replace(" :", "\u00a0:"))
    expect(rows).to_have_count(20)
    assert seen(pages).endswith(f"Lignes 1 à 20 sur {FAR}")
    field(box, 2).fill("2024-01-18")
    field(box, 2).press("Enter")
    expect(rows.first.locator(".rang-etat")).to_contain_text("Corrigée")
    pages.get_by_role("button", name="Suivantes").click()

    # The row that was mended is no longer counted: none of the next ones is skipped.
    expect(rows.first.locator("th")).to_have_text("22")
    expect(pages.get_by_role("button", name="Suivantes")).to_be_focused()
    pages.get_by_role("button", name="Suivantes").click()
    expect(rows).to_have_count(5)
    assert seen(pages).endswith(f"Lignes 40 à 44 sur {FAR - 1}")
    expect(pages.get_by_role("button", name="Suivantes")).to_have_attribute("aria-disabled", "true")


def test_a_repair_is_applied_to_some_lines_only(page):
    box = arrive(page)
    put(box, named(deliberations(*({"DELIB_DATE": f"{day}/01/2024"} for day in range(13, 20)))))
    part = repair(box, "jour/mois/année").first
    part.get_by_role("button", name=re.compile("autre|ligne par ligne")).click()
    part.get_by_label("Choisir la ligne 3", exact=True).check()
    part.get_by_label("Choisir la ligne 5", exact=True).check()
    part.get_by_role("button", name="Appliquer aux 2 lignes choisies").click()
    expect(box.locator(".journal li")).to_have_count(1)

    dates = [row["DELIB_DATE"] for row in table(taken(page, box, "Le fichier corrigé")[1])]
    assert dates[:4] == ["13/01/2024", "2024-01-14", "15/01/2024", "2024-01-16"]
    expect(part.locator("tbody tr")).to_have_count(5)
    expect(part.get_by_role("button", name="Appliquer", exact=False)).to_be_visible()


def test_another_tab_changed_the_file(visitor, page):
    box, _ = opened(page, *THREE)
    other = bench(go(visitor.open(), VALIDATOR))
    rows_of(group(other, "DELIB_DATE").first)
    field(other, 4).fill("2024-03-01")
    field(other, 4).press("Enter")
    expect(other.locator(".journal li")).to_have_count(1)
    page.bring_to_front()
    field(box, 2).fill("2024-01-18")
    field(box, 2).press("Enter")

    expect(box.get_by_role("alert")).to_contain_text("est encore là")
    expect(field(box, 2)).to_have_value("2024-01-18")
    expect(box.locator(".journal li")).to_have_count(1)
    field(box, 2).press("Enter")
    expect(box.locator(".journal li")).to_have_count(2)
    expect(box.get_by_role("alert")).to_have_count(0)


def test_hostile_names_and_cells_are_text(page):
    header = [*HEADER, SCRIPT]
    box, _ = opened(page, {"DELIB_DATE": SCRIPT, SCRIPT: SCRIPT}, {}, header=header)
    for summary in box.locator("summary:visible").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()

    expect(field(box, 2)).to_have_value(SCRIPT)
    expect(box.locator(".colonnes tbody")).to_contain_text(SCRIPT)
    expect(box.locator("img, script, [onerror]")).to_have_count(0)
    field(box, 2).fill("<script>alert(2)</script>")
    field(box, 2).press("Enter")
    expect(box.locator(".journal")).to_be_visible()
    expect(box.locator("img, script, [onerror]")).to_have_count(0)


@pytest.mark.parametrize("value", [" 2024-01-18", "2024-01-18\u00a0"])
def test_what_cannot_be_seen_in_a_cell_is_said(page, value):
    box = arrive(page)
    put(box, named(deliberations({"DELIB_DATE": value}, {})))
    before = box.locator(".avant-apres .valeur").first
    expect(before.locator(".invisible")).to_contain_text("espace")
