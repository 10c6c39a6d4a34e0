"""An act redacted in the browser: by mouse, by keyboard, kept, on a telephone, on paper."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.conftest import NARROW, WIDE
from tests.browser.test_keyboard import arrived, press, tab_to
from tests.browser.walk import go, plain, ready, seen

LESSON = "lecon/essai/occulter"
NAME, STREET = "Mme Jeanne Duvernet", "12 rue des Lilas"


@pytest.fixture
def page(newcomer, redact_server):
    visitor = newcomer(redact_server.address, reduced_motion="reduce")
    yield visitor.open()
    assert visitor.complaints == []


def act(page):
    box = go(page, LESSON).locator(".piece[data-kind=redact]")
    expect(box.locator(".acte-page .mot-texte").first).to_be_visible()
    return box


def word(box, text, nth=0):
    return box.locator(".mot-texte").filter(has_text=re.compile(f"^{text}$")).nth(nth)


def stroke(page, box, first, last):
    """Drag the mouse from a word to another."""
    first.scroll_into_view_if_needed()
    start, end = first.bounding_box(), last.bounding_box()
    page.mouse.move(start["x"] + 4, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] - 3, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def name_and_street(page, box):
    stroke(page, box, word(box, "Mme"), word(box, "Duvernet"))
    stroke(page, box, word(box, "12"), word(box, "Lilas"))


def passages(box):
    return [
        plain(one)[2:-2] for one in box.locator(".acte-passages .passage-texte").all_inner_texts()
    ]


def saved(box):
    expect(box.locator(".acte-etat")).to_have_text("Vos passages sont enregistrés.")


def check(box):
    box.get_by_role("button", name="Vérifier", exact=True).click()
    expect(box.locator(".resultats-titre")).to_be_focused()


def reason(box, passage):
    return box.get_by_label(f"Motif : {passage}".replace(" :", "\u00a0:"), exact=True)


def test_by_mouse_to_a_full_score_and_a_clean_file(page, shot):
    box = act(page)
    box.get_by_label("Motif du prochain passage").select_option("private-life")
    name_and_street(page, box)
    assert passages(box) == [NAME, STREET]
    expect(box.locator(".acte-signe").first).to_have_text("▮ caché\u00a0: vie privée")
    expect(box.locator(".acte-passages")).to_contain_text("article L311-6 du CRPA")
    check(box)
    assert "Ligne 9 : un passage à cacher se lit encore." in seen(box.locator(".resultats"))
    written = box.locator(".acte-ecrit")
    assert "encore lisible à un autre, ligne 9 : « Duvernet »" in seen(written)

    # The table names her without « Mme »: her two words, wherever they stand.
    box.get_by_label("Cacher un passage partout où il est écrit").fill("jeanne DUVERNET")
    box.get_by_role("button", name="Cacher partout", exact=True).click()
    assert passages(box) == [NAME, STREET, "Jeanne Duvernet"]
    since = box.get_by_text("Vos passages ont changé depuis la dernière vérification.")
    expect(since).to_be_visible()
    reason(box, "Jeanne Duvernet").select_option("personal-data")
    expect(reason(box, "Jeanne Duvernet")).to_be_focused()
    check(box)
    expect(since).to_be_hidden()
    expect(box.locator(".bilan")).to_contain_text("4\u00a0points sur\u00a04")
    expect(written).to_contain_text("Rien de ce que vous cachez ne se lit")
    shot(page, "occultation-reussie")

    with page.expect_download() as waiting:
        written.get_by_role("link", name="proces-verbal-occulte.docx").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as archive:
        parts = b" ".join(archive.read(name) for name in archive.namelist())
    assert b"Duvernet" not in parts
    assert b"Paul Martel" not in parts
    assert "[occulté : donnée personnelle]".encode() in parts


def test_everywhere_then_back_and_a_double_click_is_one(page):
    box = act(page)
    word(box, "Duvernet").dblclick()
    assert passages(box) == ["Duvernet"]
    box.get_by_role("button", name="Cacher partout (1\u00a0autre endroit)").click()
    assert passages(box) == ["Duvernet", "Duvernet"]
    box.get_by_label("Montrer le texte tel qu'il sera publié").check()
    text = plain(box.locator(".acte-page").inner_text())
    assert "Duvernet" not in text
    assert text.count("[occulté]") == 2
    assert "Mme Jeanne [occulté], 12 rue" in text.replace(" ,", ",")
    box.get_by_label("Montrer le texte tel qu'il sera publié").uncheck()
    box.get_by_role("button", name="Rétablir Duvernet").first.click()
    assert passages(box) == ["Duvernet"]
    expect(box.get_by_role("button", name="Rétablir Duvernet")).to_be_focused()
    # A stroke from a hidden word shows again what it covers, and nothing else.
    stroke(page, box, word(box, "demande"), word(box, "450"))
    assert passages(box) == ["demande une aide de 450", "Duvernet"]
    stroke(page, box, word(box, "une"), word(box, "aide"))
    assert passages(box) == ["demande", "de 450", "Duvernet"]


def test_by_keyboard_alone(page):
    box = act(page)
    sheet = box.get_by_role("group", name="Texte de l'acte")
    tab_to(page, sheet)
    for key in ("ArrowDown", "ArrowDown", "End", "Home"):
        page.keyboard.press(key)
    expect(box.locator(".ici")).to_have_text("La")
    for _ in range(6):
        page.keyboard.press("ArrowRight")
    expect(box.locator(".ici")).to_have_text("Jeanne")
    page.keyboard.press("ArrowLeft")
    expect(box.locator("[role=status]")).to_have_text("Mme")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert passages(box) == [NAME]
    expect(box.locator("[role=status]")).to_have_text("Duvernet, caché sans motif")
    page.keyboard.press("Delete")
    assert passages(box) == []
    page.keyboard.press("Space")
    page.keyboard.press("Control+End")
    expect(box.locator(".ici")).to_have_text("maire")
    page.keyboard.press("Control+Home")
    expect(box.locator(".ici")).to_have_text("Procès-verbal")
    assert passages(box) == ["Duvernet"]
    tab_to(page, reason(box, "Duvernet"))
    page.keyboard.type("vie")
    expect(reason(box, "Duvernet")).to_have_value("private-life")
    expect(reason(box, "Duvernet")).to_be_focused()
    field = box.get_by_label("Cacher un passage partout où il est écrit")
    tab_to(page, field)
    page.keyboard.type("nulle part")
    page.keyboard.press("Enter")
    expect(box.get_by_text("Ces mots ne se lisent nulle part dans l'acte")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.type(STREET)
    page.keyboard.press("Enter")
    assert passages(box) == ["Duvernet", STREET]
    press(page, box.get_by_role("button", name="Vérifier", exact=True))
    arrived(page, box.locator(".resultats-titre"))
    press(page, box.get_by_role("button", name="Un indice"))
    arrived(page, box.locator(".indice"))
    assert passages(box) == ["Duvernet", STREET]


def test_nothing_is_lost_on_reload_nor_while_the_line_is_cut(page):
    lines, cut = [], []

    def through(socket):
        if cut:
            socket.close()
        else:
            socket.connect_to_server()
            lines.append(socket)

    page.route_web_socket("**/channels*", through)
    box = act(page)
    stroke(page, box, word(box, "Mme"), word(box, "Duvernet"))
    saved(box)
    cut.append(True)
    lines[0].close()
    stroke(page, box, word(box, "12"), word(box, "Lilas"))
    expect(box.locator(".acte-etat")).to_have_text("Enregistrement…")
    cut.clear()
    page.reload()
    box = ready(page).locator(".piece[data-kind=redact]")
    assert passages(box) == [NAME, STREET]
    saved(box)
    # Kept by the server: another tab has it too.
    other = page.context.new_page()
    assert passages(act(other)) == [NAME, STREET]
    other.close()


def test_words_are_whole_and_counted_as_the_server_counts_them(page):
    box = act(page)
    for whole in ("15/10/2026", "0,5", "a.b@val.example", "l'", "Val-Ouvert"):
        expect(word(box, whole).first).to_be_visible()
    stroke(page, box, word(box, "maire", 1), word(box, "maire", 1))
    saved(box)
    page.reload()
    box = ready(page).locator(".piece[data-kind=redact]")
    assert passages(box) == ["maire"], "a letter beyond the first plane stands before"


def test_no_fault_for_axe_before_and_after_in_every_look(page, shot):
    box = act(page)
    assert violations(page) == []
    page.set_viewport_size(WIDE)
    name_and_street(page, box)
    box.get_by_label("Motif", exact=False).last.select_option("health")
    box.get_by_text("Ce que ce fichier contient sans que cela se lise").click()
    box.get_by_text("Les motifs, et ce qu'ils protègent").click()
    check(box)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    shot(page, "occultation-sombre")


def test_a_telephone_in_forced_colours_and_by_finger(newcomer, redact_server, shot):
    visitor = newcomer(
        redact_server.address, viewport=NARROW, has_touch=True, forced_colors="active"
    )
    page = visitor.open()
    box = act(page)
    word(box, "Jeanne").tap()
    word(box, "Duvernet").tap()
    assert passages(box) == ["Jeanne Duvernet"]
    hidden, shown = (
        word(box, text).evaluate("at => getComputedStyle(at).backgroundColor")
        for text in ("Jeanne", "Odile")
    )
    assert hidden != shown
    for width in (320, 390, 512):
        page.set_viewport_size({"width": width, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    shot(page, "390-occultation")
    assert visitor.complaints == []


def test_paper_shows_the_act_and_what_is_hidden_with_its_reason(page, shot):
    box = act(page)
    box.get_by_label("Motif du prochain passage").select_option("private-life")
    stroke(page, box, word(box, "Mme"), word(box, "Duvernet"))
    saved(box)
    page.emulate_media(media="print")
    shot(page, "occultation-imprimee")
    expect(box.locator(".acte-page")).to_be_visible()
    expect(box.locator(".acte-motif").first).to_contain_text("vie privée")
    assert box.locator("button:visible, input:visible").count() == 0
