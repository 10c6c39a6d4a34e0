"""Anybody's file made publishable: what is said first, what moves, what is found, the way back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.desk import arrive, deliberations
from tests.browser.desk import put as put_to_mend
from tests.browser.privacy_desk import (
    NAMING,
    alone,
    ask,
    choices,
    drop_columns,
    example,
    gauge,
    level,
    people,
    put,
    rare,
    role,
    settle,
    treatment,
    written,
)
from tests.browser.walk import go, named, plain, seen

#: What a hostile file may hold where a name or a value is expected.
HOSTILE = ["<script>alert(1)</script>", "مهنة الشخص", "n" * 150, '" onload="alert(1)']


@pytest.fixture
def page(newcomer, privacy_server):
    visitor = newcomer(privacy_server.address, reduced_motion="reduce", accept_downloads=True)
    yield visitor.open()
    assert visitor.complaints == []


def test_the_home_page_leads_here_and_the_warning_comes_before_the_deposit(page):
    go(page, "").get_by_role("link", name="anonymiser un fichier").click()
    expect(page.locator("input[type=file]")).to_have_count(1)
    warning = page.locator(".encadre-attention")
    expect(warning).to_contain_text("ne devrait pas quitter votre poste")
    expect(warning).to_contain_text("make serve")
    assert page.evaluate(
        """() => Boolean(document.querySelector(".encadre-attention").compareDocumentPosition(
          document.querySelector("input[type=file]")) & Node.DOCUMENT_POSITION_FOLLOWING)"""
    )


def test_a_file_loses_its_last_unique_row_while_its_use_drops(page):
    """The story: nobody is found any more, the use is told beside the risk, and it is undone."""
    box = example(page)
    assert re.match(r"\d+ personnes sont encore retrouvées", settle(box))
    assert plain(gauge(box, "Plus petit groupe").inner_text()) == "1"
    expect(box.locator(".personnes").first).to_contain_text("TYPE_AIDE")

    drop_columns(box, NAMING)
    role(box, "ADRESSE").select_option("quasi")
    level(box, "ADRESSE").fill("2")
    expect(box.locator(".journal li").last).to_contain_text("par quartier")
    level(box, "DATE_NAISSANCE").fill("4")
    rare(box).fill("5")
    expect(gauge(box, "Lignes seules")).to_have_text("0")
    expect(gauge(box, "Utilité")).not_to_have_text(re.compile("^100"))
    expect(box.locator(".courbe-titre")).to_contain_text("à risque passe de 100 % à 0 %")
    expect(box.locator(".personnes-phrase")).to_contain_text("Plus personne n'est retrouvé")
    expect(box.locator(".epargnees").first).to_contain_text("Ne sont plus retrouvées")
    aloud = page.locator(".piece[data-kind=privacy] > [role=status]")
    expect(aloud).to_contain_text("Plus petit groupe")
    expect(aloud).to_contain_text("Plus personne")

    told = choices(box)
    assert len(told) == len(NAMING) + 4
    undo = box.get_by_role("button", name="Annuler le dernier choix")
    undo.click()
    expect(box.locator(".journal li")).to_have_count(len(told) - 1)
    expect(undo).to_be_focused()
    assert choices(box) == told[:-1]
    expect(rare(box)).to_have_value("1")


def test_a_range_that_is_dragged_is_one_choice_and_keeps_the_hand(page):
    box = example(page)
    birth = level(box, "DATE_NAISSANCE")
    birth.focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    # Told at once, before the server answers.
    assert birth.get_attribute("aria-valuetext").startswith("3 sur ")
    expect(box.locator(".journal li")).to_have_count(1)
    expect(box.locator(".journal li")).to_contain_text("DATE_NAISSANCE")
    settle(box)
    expect(birth).to_be_focused()
    expect(birth).to_have_value("3")
    expect(treatment(box, "DATE_NAISSANCE")).to_have_value(re.compile("^generalise:"))
    page.keyboard.press("Home")
    expect(treatment(box, "DATE_NAISSANCE")).to_have_value("keep")


def test_what_is_open_stays_open_and_what_is_scrolled_stays_scrolled(page):
    box = example(page)
    level(box, "DATE_NAISSANCE").fill("1")
    expect(box.locator(".journal li")).to_have_count(1)
    box.get_by_text("Voir les données").click()
    frame = box.locator(".apercu .defile")
    frame.evaluate("place => { place.scrollLeft = 120; }")
    level(box, "DATE_NAISSANCE").fill("2")
    expect(box.locator(".apercu td", has_text=re.compile(r"^\d{4}$")).first).to_be_attached()
    expect(box.locator(".parcours details[open] tbody tr")).to_have_count(2)
    assert frame.evaluate("place => place.scrollLeft") == 120


def test_numbers_are_asked_checked_and_sent(page):
    box = example(page)
    treatment(box, "MONTANT").select_option("clip")
    high = box.locator(".nombres:visible input").nth(1)
    high.fill("")
    high.press("Tab")
    expect(box.locator(".nombres .faute")).to_contain_text("Entrez un nombre")
    expect(high).to_have_attribute("aria-invalid", "true")
    high.fill("200")
    high.press("Tab")
    expect(box.locator(".nombres .faute")).to_be_hidden()
    expect(box.locator(".journal li").last).to_contain_text("200")


def test_counts_take_the_place_of_rows(page):
    box = example(page)
    drop_columns(box, NAMING)
    box.get_by_text("Publier des comptes plutôt que des lignes").click()
    box.get_by_role("checkbox", name="TYPE_AIDE").check()
    expect(box.locator(".apercu thead")).to_contain_text("TYPE_AIDE")
    expect(box.locator(".apercu thead")).not_to_contain_text("SEXE")
    expect(box.locator(".apercu > p")).to_contain_text("comptes publiés")
    expect(box.locator(".a-risque")).to_have_count(0)


def test_the_question_is_answered_with_its_reasons_and_its_limits(page):
    box = example(page)
    said = ask(box)
    expect(box.locator(".raison")).not_to_have_count(0)
    assert "Non" in said or "Pas" in said or "encore" in said, said
    expect(box.locator(".avis .note")).to_contain_text("délégué à la protection des données")
    treatment(box, "NOM").select_option("drop")
    expect(box.locator(".avis")).to_be_hidden()


def test_rows_are_read_by_pages_and_the_risky_ones_are_told_in_words(page):
    box = example(page)
    expect(box.locator(".a-risque", has_text="à risque")).to_have_count(20)
    box.get_by_role("button", name="Suivantes").click()
    expect(box.locator(".pages-ou")).to_contain_text("Lignes 21 à 40")
    first = box.locator(".apercu tbody tr").first.inner_text()
    treatment(box, "NOM").select_option("drop")
    expect(box.locator(".apercu th", has_text=re.compile("^NOM$"))).to_have_count(0)
    expect(box.locator(".pages-ou")).to_contain_text("Lignes 21 à 40")
    assert box.locator(".apercu tbody tr").first.inner_text() != first


def test_what_is_taken_away_is_what_was_shown(page):
    box = example(page)
    drop_columns(box, ["NOM", "PRENOM"])
    with page.expect_download() as download:
        box.locator(".emporter a").first.click()
    content = download.value.path().read_bytes().decode("utf-8-sig")
    taken = list(csv.DictReader(io.StringIO(content)))
    assert len(taken) == 2_000
    assert "NIR" in taken[0]
    assert taken[0].keys().isdisjoint({"NOM", "PRENOM"})


def test_a_file_of_ones_own_is_opened_and_found_again_on_return(page):
    box = alone(page)
    assert put(box, named(people(40), "gens.csv")) == "Votre fichier : gens.csv"
    expect(box.locator(".note", has_text="effacé")).to_be_visible()
    drop_columns(box, ["DATE_NAISSANCE"])
    again = alone(page)
    expect(treatment(again, "DATE_NAISSANCE")).to_have_value("drop")
    assert choices(again) == choices(box)


def test_a_file_dropped_to_be_mended_goes_on_with_its_corrections(page):
    bench = arrive(page)
    given = deliberations(*({"DELIB_DATE": f"{day}/01/2024"} for day in range(13, 19)))
    put_to_mend(bench, named(given, "séances.csv"))
    bench.get_by_role("button", name="corrections sûres").click()
    expect(bench.locator(".barre-etat")).to_contain_text("Il ne reste aucune anomalie")

    box = alone(page)
    button = box.get_by_role("button", name="Reprendre mon fichier")
    expect(button).to_have_accessible_description(re.compile("séances.csv.*corrections"))
    assert violations(page) == []
    button.focus()
    page.keyboard.press("Enter")

    expect(box.locator(".etabli-titre")).to_be_focused()
    expect(box.locator(".etabli-titre")).to_contain_text("séances")
    expect(box.locator(".apercu tbody")).to_contain_text("2024-01-13")
    expect(box.locator(".apercu tbody")).not_to_contain_text("13/01/2024")


def test_a_choice_made_in_another_tab_is_shown_and_nothing_is_lost(page):
    box = example(page)
    other = page.context.new_page()
    drop_columns(alone(other), ["NOM"])
    treatment(box, "PRENOM").select_option("drop")
    expect(box.locator("[role=alert]")).to_contain_text("autre onglet")
    expect(treatment(box, "NOM")).to_have_value("drop")
    expect(treatment(box, "PRENOM")).to_have_value("keep")


def test_hostile_names_and_values_are_shown_and_never_obeyed(page):
    box = alone(page)
    rows = [[f"{value}{n}" for value in HOSTILE] for n in range(30)]
    put(box, named(written(HOSTILE, rows), "<b>gras.csv"))
    expect(box.locator(".etabli-titre")).to_have_text(re.compile(re.escape("<b>gras.csv")))
    box.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
    for name in HOSTILE:
        expect(treatment(box, name)).to_be_visible()
    treatment(box, HOSTILE[0]).select_option("drop")
    expect(box.locator(".journal li").last).to_contain_text("<script>alert(1)</script>")
    assert page.locator(".piece script, .piece [onload]").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_that_cannot_be_read_leaves_the_way_open(page):
    box = alone(page)
    assert put(box, named(b"PK\x03\x04\x00\xff" * 99)) == "Ce fichier n'a pas pu être lu"
    assert seen(box.locator(".etabli-tete .alerte"))
    box.get_by_role("button", name="Essayer avec un fichier fictif").click()
    expect(box.locator(".cadran")).to_have_count(7)
