"""Workbooks dropped as they are: one sheet, one that fits, several among which one chooses."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import desk
from tests.browser.bones import violations
from tests.browser.conftest import NARROW, SCREENSHOTS
from tests.browser.walk import (
    CLEAN,
    DIRTY,
    LESSON_2,
    MODULE,
    SUBSIDIES,
    drop,
    go,
    mending,
    noted,
    own_file,
    plain,
    points,
    seen,
)
from tests.exercises.books import NOTES, replaced, rows_of
from tests.support.workbooks import ods_content, ods_table, xlsx

ROWS = rows_of(SUBSIDIES)
DATE = ROWS[1][ROWS[0].index("dateConvention")]
FAULTY = replaced(ROWS, DATE, "le 3 mars")
WRONG_DATES = sum(row.count(DATE) for row in ROWS)
ONE = {"Aides versées": ROWS}
THREE = {"À lire": NOTES, "Aides versées": ROWS, "Listes": [["Nature"], ["aide en numéraire"]]}
YEARS = {"À lire": NOTES, "Aides 2025": FAULTY, "Aides 2026": ROWS}
ASK = "Quelle feuille contrôler ?"
MANY = {f"Commission n° {number}": ROWS for number in range(1, 13)}
HOSTILE = ["<img src=x onerror=alert(1)>", "\u202egnp.exe", "a" * 31, "{{7*7}}", "=1+1"]


@pytest.fixture
def visitor(newcomer):
    return newcomer(reduced_motion="reduce")


@pytest.fixture
def shot():
    """Keep a picture of one exercise for a person to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    return lambda box, name: box.screenshot(path=SCREENSHOTS / f"{name}.png")


def book(sheets, name="aides.xlsx"):
    content = sheets if isinstance(sheets, bytes) else xlsx(sheets)
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def opened(page):
    """The exercise on one's own file, its schema chosen."""
    box = own_file(go(page, LESSON_2))
    box.get_by_label("Subventions versées").check()
    return box


def facts(box):
    return dict(
        tuple(map(plain, fact.split("\n", 1)))
        for fact in box.locator(".faits > div").all_inner_texts()
    )


def test_the_frame_says_that_workbooks_are_read(page):
    box = opened(page)

    told = plain(box.locator(".zone-depot .regle").inner_text())
    assert told.startswith("Un fichier CSV (.csv, .tsv, .txt), ou un classeur Excel (.xlsx, .xls) ")
    assert "LibreOffice (.ods)" in told
    assert box.locator("input[type=file]").get_attribute("accept") == (
        ".csv,.tsv,.txt,.xlsx,.xls,.ods"
    )


def test_a_workbook_of_one_sheet_is_read_like_a_csv(page, shot):
    box = opened(page)
    drop(box, book(ONE))

    assert points(box) == "4 points sur 4"
    assert facts(box)["Feuille"] == "« Aides versées »"
    assert {"Encodage", "Séparateur"}.isdisjoint(facts(box))
    expect(box.locator(".constats").first).to_contain_text("Le fichier est un classeur de tableur")
    expect(box.locator(".autre-feuille")).to_have_count(0)
    shot(box, "classeur-une-feuille")


def test_the_only_sheet_that_fits_is_read_and_said(page, shot):
    box = opened(page)
    told = drop(box, book(THREE))

    assert points(box) == "4 points sur 4"
    assert "la feuille « Aides versées » a été lue" in told
    assert facts(box)["Feuille"] == "« Aides versées »"
    shot(box, "classeur-feuille-choisie")
    assert violations(page) == []


def test_another_sheet_than_the_one_read_may_be_asked_for(page, shot):
    box = opened(page)
    drop(box, book(THREE))
    box.get_by_text("Contrôler une autre feuille du classeur").click()
    expect(box.get_by_label("Aides versées")).to_be_checked()
    box.get_by_label("Listes").check()
    shot(box, "classeur-autre-feuille")
    assert violations(page) == []
    box.get_by_role("button", name="Contrôler cette feuille").click()

    expect(box.locator(".resultats-titre")).to_be_focused()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    assert facts(box)["Feuille"] == "« Listes »"
    assert points(box) == "0 point sur 4"


def test_two_sheets_that_fit_are_a_question(page, shot):
    box = opened(page)
    told = drop(box, book(YEARS))

    assert plain(box.locator(".resultats-titre").inner_text()) == ASK
    assert "« aides.xlsx » contient 3 feuilles remplies" in told
    assert points(box) == "0 point sur 4"
    expect(box.locator(".bilan")).to_contain_text("Non commencé")
    shot(box, "classeur-question")
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    shot(box, "390-classeur-question")


def test_an_answer_is_wanted_before_anything_is_read(page):
    box = opened(page)
    drop(box, book(YEARS))
    box.get_by_role("button", name="Contrôler cette feuille").click()

    expect(box.locator(".feuilles .faute")).to_have_text(
        "Dites d'abord quelle feuille doit être contrôlée."
    )
    expect(box.get_by_label("À lire")).to_be_focused()


def test_the_question_is_answered_with_the_keyboard_alone(page, shot):
    box = opened(page)
    drop(box, book(YEARS))
    requests = []
    page.on("request", lambda request: requests.append(request.method))

    page.keyboard.press("Tab")
    expect(box.get_by_label("À lire")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(box.get_by_label("Aides 2025")).to_be_checked()
    page.keyboard.press("Enter")

    expect(box.locator(".resultats-titre")).to_be_focused()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    assert "POST" not in requests, "the workbook is not sent again"
    assert facts(box)["Feuille"] == "« Aides 2025 »"
    lines = desk.rows_of(desk.group(box, "dateConvention").first).locator("th").all_inner_texts()
    assert lines[0] == str(1 + next(n for n, row in enumerate(FAULTY) if "le 3 mars" in row))
    assert f"{WRONG_DATES - 1} autres cellules ont la même anomalie" in seen(box)
    shot(box, "classeur-rapport")
    assert violations(page) == []


def test_another_file_may_be_dropped_instead_of_an_answer(page):
    box = opened(page)
    drop(box, book(YEARS))
    expect(box.locator("input[type=file]")).to_be_hidden()
    box.get_by_text("Déposer plutôt un autre fichier").click()
    drop(box, SUBSIDIES)

    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    expect(box.locator(".feuilles")).to_have_count(0)
    assert points(box) == "4 points sur 4"


def test_the_question_stays_until_it_is_answered(page):
    drop(opened(page), book(YEARS))
    box = own_file(go(page, LESSON_2))

    expect(box.locator(".resultats-titre")).to_have_text(ASK.replace(" ?", "\u202f?"))
    box.get_by_label("Aides 2026").check()
    box.get_by_role("button", name="Contrôler cette feuille").click()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    assert points(box) == "4 points sur 4"
    again = own_file(go(page, LESSON_2))
    assert facts(again)["Feuille"] == "« Aides 2026 »"


def test_the_mended_workbook_is_compared_sheet_to_sheet(page, shot):
    box = opened(page)
    drop(box, book(YEARS))
    box.get_by_label("Aides 2025").check()
    box.get_by_role("button", name="Contrôler cette feuille").click()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    drop(box, book({**YEARS, "Aides 2025": ROWS}, "aides-corrigees.xlsx"))
    expect(box.get_by_label("Aides 2025")).to_be_checked()
    box.get_by_role("button", name="Contrôler cette feuille").click()

    expect(box.locator(".comparaison")).to_contain_text(f"{WRONG_DATES} anomalies sur")
    expect(box.locator(".resultats-titre")).to_have_text(
        "Votre dépôt n°\u00a02".replace("\u00a0", " ")
    )
    assert points(box) == "4 points sur 4"
    shot(box, "classeur-compare")


def test_many_sheets_are_a_closed_list(page, shot):
    box = opened(page)
    drop(box, book(MANY))
    choice = box.get_by_label("Feuille à contrôler")
    page.set_viewport_size(NARROW)
    shot(box, "390-classeur-liste")
    assert violations(page) == []
    box.get_by_role("button", name="Contrôler cette feuille").click()
    expect(choice).to_be_focused()

    choice.select_option("Commission n° 12")
    box.get_by_role("button", name="Contrôler cette feuille").click()

    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    assert facts(box)["Feuille"] == "« Commission n° 12 »"


def test_names_of_sheets_are_text_whatever_they_hold(page, shot):
    """Written by hand: Excel forbids some of these names, a hostile file does not care."""
    tables = "".join(ods_table(ROWS, name) for name in (*HOSTILE, "Long " * 60))
    box = opened(page)
    drop(box, book(ods_content(tables), "hostile.ods"))

    names = box.locator(".feuille").all_inner_texts()
    assert HOSTILE[0] in names
    assert {"a" * 31, "{{7*7}}", "=1+1", "gnp.exe"} <= set(names)
    assert max(map(len, names)) <= 100
    expect(box.locator(".piece img, .feuilles img")).to_have_count(0)
    page.set_viewport_size(NARROW)
    shot(box, "390-classeur-noms")
    assert violations(page) == []
    box.get_by_label(HOSTILE[0]).check()
    box.get_by_role("button", name="Contrôler cette feuille").click()
    expect(box.locator(".resultats-titre")).to_have_text("Votre dépôt")
    assert facts(box)["Feuille"] == f"« {HOSTILE[0]} »"
    shot(box, "390-classeur-rapport")


def test_the_export_as_a_workbook_then_mended_as_a_csv_and_handed_in(page):
    box = mending(go(page, LESSON_2))
    drop(box, book({"Export": rows_of(DIRTY, "cp1252", ";")}, "export.xlsx"))
    assert "anomalie" in seen(box.locator(".jauge-phrase").first)
    drop(box, CLEAN)
    assert points(box) == "10 points sur 10"

    go(page, MODULE)
    page.get_by_role("button", name="Rendre mon travail").click()
    assert noted(page).endswith("10 points sur 73")
