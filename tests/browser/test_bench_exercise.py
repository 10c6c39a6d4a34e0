"""The same workbench inside an exercise: checking again is a deposit, and is scored."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.desk import rows_of, wrong_dates
from tests.browser.walk import DIRTY, LESSON_2, drop, go, mending, points, seen


@pytest.fixture
def page(newcomer):
    visitor = newcomer(reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


@pytest.fixture
def box(page):
    """The exercise of the file to mend, the export dropped as it is."""
    found = mending(go(page, LESSON_2))
    drop(found, DIRTY)
    return found


def test_the_report_and_the_workbench_do_not_tell_twice(box, page, shot):
    expect(box.locator(".rapport-titre")).to_have_count(1)
    expect(box.locator(".faits")).to_have_count(1)
    expect(box.get_by_text("Ce que le contrôle a trouvé")).to_have_count(1)
    expect(box.locator(".rapport .constat")).to_have_count(0)
    messages = box.locator(".groupe .constat-titre").all_inner_texts()
    assert len(messages) == len(set(messages)) > 5
    shot(page, "exercice-etabli")
    assert violations(page) == []


def test_sure_repairs_then_checking_again_earn_points(box, page, shot):
    before = points(box)
    box.get_by_role("button", name="corrections sûres").click()
    expect(box.locator(".fait")).to_be_visible()
    assert points(box) == before
    expect(box.locator(".barre-attente")).to_contain_text("compte comme un nouveau dépôt")
    box.get_by_role("button", name="Vérifier de nouveau").click()

    expect(box.locator(".resultats-titre")).to_be_focused()
    assert seen(box.locator(".resultats-titre")) == "Votre dépôt n° 2"
    assert points(box) != before
    shot(page, "exercice-etabli-verifie")
    again = mending(go(page, LESSON_2))
    assert points(again) != before
    expect(again.locator(".journal li")).to_have_count(1)


def test_undoing_after_a_check_is_possible(box):
    left = seen(box.locator(".barre-etat"))
    box.get_by_role("button", name="corrections sûres").click()
    expect(box.locator(".fait")).to_be_visible()
    box.get_by_role("button", name="Vérifier de nouveau").click()
    expect(box.locator(".resultats-titre")).to_be_focused()
    box.get_by_role("button", name="Annuler la dernière correction").click()
    expect(box.locator(".fait")).to_contain_text("Annulé")
    assert seen(box.locator(".barre-etat")) == left


def test_a_hint_opened_leaves_what_is_being_typed(box):
    cell = rows_of(wrong_dates(box)).first.locator(".saisie")
    cell.fill("2024-0")
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    expect(cell).to_have_value("2024-0")


def test_a_new_deposit_starts_a_new_workbench(box):
    box.get_by_role("button", name="corrections sûres").click()
    expect(box.locator(".journal li")).to_have_count(1)
    drop_again(box)
    expect(box.locator(".journal")).to_be_hidden()


def drop_again(box):
    """Drop the same export a second time."""
    box.locator("input[type=file]").set_input_files(DIRTY)
    box.get_by_role("button", name="Déposer mon fichier corrigé").click()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt n° 2")
