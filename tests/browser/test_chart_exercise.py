"""A chart drawn in the browser: by mouse, by keyboard, kept, hostile, on a telephone, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, plain, ready, seen

LESSON = "lecon/essai/dessiner"
RIGHT = {
    "Forme": "bars", "Une marque par": "nomBeneficiaire", "Nombre montré": "sum:montantVerse",
    "Ordre": "value", "Départ de l'axe": "zero",
}  # fmt: skip
TITLE = "L'École de musique a reçu le plus : 31 450 € en trois ans"
WORDS = "L'École de musique a reçu 31 450 € en trois ans, soit 8 500 € de plus que le Judo club."
FORMS = ("bars", "columns", "points", "line", "pie")


@pytest.fixture
def page(newcomer, chart_server):
    visitor = newcomer(chart_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def exercise(page):
    box = go(page, LESSON).locator(".piece[data-kind=chart]")
    expect(box.locator("svg.dessin")).to_be_visible()
    return box


def choose(box, choices=None, **more):
    for name, value in {**(choices or {}), **more}.items():
        box.get_by_label(name, exact=True).select_option(value)


def write(box, title=TITLE, words=WORDS):
    box.get_by_label("Titre du graphique").fill(title)
    box.get_by_label("Texte alternatif").fill(words)


def check(box):
    box.get_by_role("button", name="Faire vérifier mon graphique").click()
    expect(box.locator(".attendus-titre")).to_be_focused()


def marks(box):
    return box.locator("svg.dessin .marque-pleine")


def test_the_drawing_follows_each_choice_to_a_full_score(page, shot):
    box = exercise(page)
    expect(marks(box)).to_have_count(10)
    choose(box, RIGHT)
    expect(marks(box)).to_have_count(20)
    expect(box.locator("[role=status]")).to_have_text(
        "Graphique redessiné\u00a0: 20\u00a0valeurs, de 31\u202f450\u00a0€ à 1\u202f300\u00a0€."
    )
    names = box.locator("svg.dessin .nom-de-marque").all_text_contents()
    assert (names[0], names[-1]) == ("École de musique de Val-Ouvert", "Chœur des Combes")
    widths = marks(box).evaluate_all("marks => marks.map(mark => mark.width.baseVal.value)")
    assert widths == sorted(widths, reverse=True)
    assert widths[0] / widths[2] == pytest.approx(31_450 / 15_000, rel=0.01), "from zero"

    choose(box, Combien="5")
    expect(marks(box)).to_have_count(5)
    expect(box.locator("figure")).to_contain_text(
        "Les 15 autres font ensemble 108\u202f750\u00a0€."
    )
    choose(box, {"Départ de l'axe": "auto"})
    widths = marks(box).evaluate_all("marks => marks.map(mark => mark.width.baseVal.value)")
    assert widths[0] / widths[2] > 4, "cut, it lies"
    choose(box, {"Départ de l'axe": "zero"}, Combien="0")

    write(box)
    expect(box.get_by_role("img", name=plain(WORDS)[:30])).to_be_visible()
    expect(box.locator(".dessin-titre")).to_contain_text("L'École de musique")
    box.get_by_text("Voir les données").click()
    expect(box.get_by_role("row", name="Ensemble")).to_contain_text("204\u202f700\u00a0€")
    check(box)
    expect(box.locator(".bilan")).to_contain_text("7\u00a0points sur\u00a07")
    shot(page, "graphique-reussi")
    # Checked, it is there again; changed, it says so.
    page.reload()
    box = ready(page).locator(".piece[data-kind=chart]")
    expect(marks(box)).to_have_count(20)
    expect(box.get_by_label("Titre du graphique")).to_have_value(TITLE)
    since = box.get_by_text("a changé depuis la dernière vérification")
    expect(since).to_be_hidden()
    choose(box, Forme="pie")
    expect(since).to_be_visible()


def test_a_full_score_with_the_keyboard_alone(page):
    box = exercise(page)
    typed = {
        "Forme": "Barres", "Une marque par": "Assoc", "Nombre montré": "Montant versé (s",
        "Ordre": "Du plus", "Départ de l'axe": "Z",
    }  # fmt: skip
    for name, start in typed.items():
        menu = box.get_by_label(name, exact=True)
        tab_to(page, menu)
        page.keyboard.type(start)
        expect(menu).to_have_value(RIGHT[name])
        expect(menu).to_be_focused()
    for name, text in (("Titre du graphique", TITLE), ("Texte alternatif", WORDS)):
        tab_to(page, box.get_by_label(name))
        page.keyboard.type(text)
    press(page, box.get_by_role("button", name="Faire vérifier mon graphique"))
    arrived(page, box.locator(".attendus-titre"))
    expect(box.locator(".bilan")).to_contain_text("Réussi")
    press(page, box.get_by_role("button", name="Un indice"))
    arrived(page, box.locator(".indice"))


def test_what_is_not_checked_yet_stays(page):
    box = exercise(page)
    choose(box, RIGHT)
    write(box, words="À moitié écrit")
    box.get_by_role("button", name="Un indice").click()
    expect(box.locator(".indice")).to_be_focused()
    expect(box.get_by_label("Texte alternatif")).to_have_value("À moitié écrit")
    page.reload()
    box = ready(page).locator(".piece[data-kind=chart]")
    expect(box.get_by_label("Texte alternatif")).to_have_value("À moitié écrit")
    expect(box.get_by_label("Une marque par")).to_have_value("nomBeneficiaire")
    expect(marks(box)).to_have_count(20)


def test_goals_say_what_to_mend_and_words_are_never_markup(page, shot):
    box = exercise(page)
    choose(box, RIGHT, Forme="pie")
    write(box, "<img src=x onerror=alert(1)> sans" + "espace" * 20, "Graphique des subventions")
    check(box)
    told = seen(box.locator(".attendus"))
    assert "20 parts" in told
    assert "Votre titre ne nomme pas ce qui répond à la question" in told
    assert "un lecteur d'écran l'a déjà dit" in told
    expect(box.locator(".dessin-titre")).to_contain_text("<img src=x")
    assert page.locator("img").count() == 0
    box.get_by_text("Voir les données").click()
    shot(page, "graphique-a-reprendre")
    assert violations(page) == []


def test_before_anything_and_with_a_right_chart(page):
    box = exercise(page)
    assert violations(page) == []
    choose(box, RIGHT)
    write(box)
    check(box)
    assert violations(page) == []


def test_every_form_fits_a_telephone_in_forced_colours_and_at_200_per_cent(page, shot):
    page.set_viewport_size(NARROW)
    page.emulate_media(forced_colors="active")
    box = exercise(page)
    choose(box, RIGHT)
    for width in (320, 390, 512):
        page.set_viewport_size({"width": width, "height": 600})
        for form in FORMS:
            choose(box, Forme=form)
            shown = 20 + (form == "line")
            expect(box.locator("svg.dessin :is(.marque-pleine, .trace)")).to_have_count(shown)
            past = box.locator("svg.dessin *").evaluate_all(
                """parts => parts.map(part => part.getBoundingClientRect())
                  .filter(at => at.left < -0.5 || at.right > innerWidth + 0.5).length"""
            )
            assert (width, form, past) == (width, form, 0)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "390-graphique")
    colours = marks(box).evaluate_all(
        "marks => [...new Set(marks.map(mark => getComputedStyle(mark).stroke))]"
    )
    assert colours != ["none"], "parts are told apart by their edges"


def test_paper_shows_the_chart_its_figures_and_no_control(page, shot):
    box = exercise(page)
    choose(box, RIGHT)
    write(box)
    page.emulate_media(media="print")
    shot(page, "graphique-imprime")
    expect(box.locator("svg.dessin")).to_be_visible()
    expect(box.get_by_role("row", name="Ensemble")).to_be_visible()
    expect(box.locator(".dessin-dit")).to_contain_text("8\u202f500\u00a0€ de plus")
    assert box.locator("button:visible, input:visible, textarea:visible").count() == 0
