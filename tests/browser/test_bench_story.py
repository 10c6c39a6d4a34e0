"""The secretary's story: the export of her software, from the home page to the file mended."""

from __future__ import annotations

import ast
import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.desk import (
    HEADER,
    bench,
    count_in,
    left,
    put,
    repair,
    rows_of,
    table,
    taken,
    wrong_dates,
)
from tests.browser.walk import DIRTY, go, ready, seen

ISO = re.compile(r"\d{4}-\d\d-\d\d")


@pytest.fixture(scope="module")
def secretary(chromium, server):
    visitor = Visitor(chromium, server.address, accept_downloads=True)
    yield visitor
    assert visitor.complaints == []
    visitor.context.close()


@pytest.fixture(scope="module")
def read(secretary):
    """Home, the link to the validator, the export dropped and read."""
    page = go(secretary.open(), "")
    page.get_by_role("link", name="vérifier et corriger un fichier").click()
    box = bench(ready(page))
    expect(box.get_by_role("heading", name="Déposer un fichier")).to_be_visible()
    told = {"headline": put(box, DIRTY), "box": seen(box), "left": left(box)}
    part = wrong_dates(box)
    told["dates"] = seen(part)
    told["first row"] = seen(rows_of(part).first)
    part.locator(".lignes > summary").click()
    return page, box, told


@pytest.fixture(scope="module")
def mended(read):
    """All the sure repairs, by their one button."""
    page, box, told = read
    button = box.get_by_role("button", name="corrections sûres")
    told["button"] = seen(button)
    button.click()
    expect(box.get_by_role("heading", name="Ce qui peut être corrigé")).to_be_focused()
    told["done"] = seen(box.locator(".fait"))
    told["left mended"] = left(box)
    told["steps"] = box.locator(".journal li").count()
    told["waiting"] = seen(box.locator(".barre-attente"))
    return page, box, told


@pytest.fixture(scope="module")
def checked(mended):
    """The names of columns that are to be confirmed, one by one; then « Vérifier de nouveau »."""
    page, box, told = mended
    names = repair(box, "Nom de colonne proche de celui du schéma")
    for step in range(names.count()):
        expect(names.first.locator(".cause-faits")).to_contain_text("À confirmer")
        names.first.get_by_role("button", name="Appliquer").click()
        expect(box.locator(".journal li")).to_have_count(step + 2)
    expect(names).to_have_count(0)
    told["left after"] = left(box)
    box.get_by_role("button", name="Vérifier de nouveau").click()
    expect(box.locator(".jauge-phrase")).to_be_focused()
    told["since"] = seen(box.locator(".comparaison"))
    told["waiting after"] = seen(box.locator(".barre-attente"))
    return page, box, told


def test_the_file_is_read_and_its_schema_found(read):
    _, box, told = read
    assert "Votre fichier n'est pas encore valide" in told["headline"]
    facts = seen(box.locator(".faits"))
    assert "deliberations-export.csv" in facts
    assert "Délibérations" in facts
    assert "Windows-1252" in facts


def test_what_the_reading_showed_is_told(read):
    told = read[2]["box"]
    assert "Constats de lecture" in told
    assert "2 lignes se trouvent au-dessus de la ligne d'en-tête." in told


def test_a_wrong_date_is_told_with_its_place_its_value_and_what_to_write(read):
    told = read[2]["dates"]
    assert "« 18/01/2024 » n'est pas une date écrite sous la forme AAAA-MM-JJ." in told
    assert "Écrivez 2024-01-18." in told
    assert re.search(r"\d+ autres cellules ont la même", told)
    row = read[2]["first row"]
    assert row.startswith("4\t")
    assert "« 18/01/2024 » n'est pas une date" in row


def test_the_strip_says_where_the_errors_are_and_its_table_agrees(read):
    _, box, told = read
    strip = box.locator(".colonnes")
    sentence = seen(strip.locator(".bande-phrase"))
    strip.get_by_text("Voir les données").click()
    rows = strip.locator("tbody tr")
    expect(rows).to_have_count(len(HEADER))
    counts = [int(count_in(text)) for text in rows.locator("td:nth-child(3)").all_inner_texts()]
    assert sum(counts) == count_in(sentence)
    assert strip.locator(".bande-colonne").count() == len(HEADER)
    assert f"{sum(1 for count in counts if count)} colonnes sur {len(HEADER)}" in sentence
    # What names no cell (a missing column, a row) stands in no column.
    assert 0 < sum(counts) <= count_in(told["left"])
    strip.get_by_text("Voir les données").click()


def test_the_costliest_causes_come_first(read):
    costs = read[1].locator(".cout").all_inner_texts()
    order = ["Bloque la lecture", "Empêche de relier", "Fausse les calculs", "Gêne"]
    assert costs == [cost for cost in order if cost in costs]
    assert len(costs) > 1


def test_dates_are_shown_before_and_after(read):
    part = repair(read[1], "jour/mois/année").first
    expect(part.locator(".cause-faits")).to_contain_text("Sûre")
    before, after = part.locator("tbody tr").first.locator(".valeur").all_inner_texts()
    day, month, year = before.strip().split("/")
    assert after.endswith(f"{year}-{month}-{day}")


def test_a_siret_abridged_by_the_spreadsheet_is_not_invented(read):
    lost = read[1].locator(".refuse").filter(has_text="2,199E+13")
    expect(lost).to_be_visible()
    expect(lost.locator(".apres")).to_have_count(0)


def test_sure_repairs_are_all_done_and_said(mended):
    told = mended[2]
    promised = count_in(told["button"])
    assert promised > 100
    assert f"{promised} corrections appliquées" in told["done"].replace("\u202f", " ")
    assert count_in(told["left mended"]) < count_in(told["left"])
    assert "1 correction à vérifier" in told["waiting"]


def test_nothing_sure_is_left_to_do(mended):
    expect(mended[1].get_by_role("button", name="corrections sûres")).to_have_count(0)
    assert mended[2]["steps"] == 1


def test_checking_again_tells_the_difference(checked):
    told = checked[2]
    assert re.search(r"\d+ anomalies sur [\d ]+ corrigées", told["since"])
    assert told["waiting after"] == "Tout ce que vous avez fait est vérifié."


def test_the_corrected_file_is_taken_away(checked):
    page, box, _ = checked
    name, content = taken(page, box, "Le fichier corrigé")
    rows = table(content)
    assert re.fullmatch(r"[\w.-]+\.csv", name)
    assert list(rows[0]) == HEADER
    assert len(rows) > 150
    wrong = [row["DELIB_DATE"] for row in rows if not ISO.fullmatch(row["DELIB_DATE"])]
    assert len(wrong) < 10
    assert "délibérations" in content.decode("utf-8").lower() or "décision" in content.decode(
        "utf-8"
    )


def test_the_journal_the_script_and_the_report_are_taken_away(checked):
    page, box, _ = checked
    _, journal = taken(page, box, "journal")
    assert "18/01/2024" in journal.decode("utf-8-sig")
    name, script = taken(page, box, "script")
    assert name.endswith(".py")
    ast.parse(script.decode("utf-8"))
    name, report = taken(page, box, "rapport")
    assert name.endswith(".html")
    assert report.lstrip().lower().startswith(b"<!doctype html>")


def test_all_is_found_again_after_a_reload(checked):
    page, _, told = checked
    again = bench(go(page, "validateur"))
    assert left(again) == told["left after"]
    expect(again.locator(".journal li")).to_have_count(5)
