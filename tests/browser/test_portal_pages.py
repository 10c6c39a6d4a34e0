"""The portal as a secretary meets it: with a mouse, a keyboard, a telephone, or no script."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.bones import badly_spaced, bones, violations
from tests.browser.conftest import NARROW
from tests.browser.test_keyboard import look, tab_to
from tests.browser.walk import CLEAN, named, seen

SANDBOX = "bac-a-sable/"
HOSTILE = "Aides <script>alert(1)</script> " + "sansespace" * 30
CHECKING = 60  # seconds that a check may take on a busy machine
TABLE = b"NOM;MONTANT\nClub des archers;120\nL'atelier;80\n"


@pytest.fixture
def page(newcomer):
    visitor = newcomer(reduced_motion="reduce")
    yield visitor.open()
    # A form that comes back says so by its status, which Chromium notes.
    assert [one for one in visitor.complaints if "400" not in one] == []


def new_record(page, title: str = "Aides aux associations", *, public: bool = False):
    """Prepare a record by its form; gives the address of its page."""
    page.goto(SANDBOX)
    page.get_by_role("link", name="Préparer une fiche").click()
    page.get_by_label("Titre").fill(title)
    page.get_by_label("Description").fill("Les aides versées par la commune.")
    if public:
        page.get_by_label("Rendre publique tout de suite").check()
    page.get_by_role("button", name="Enregistrer la fiche").click()
    expect(page.get_by_role("status").first).to_contain_text("Votre fiche est")
    return page.url.partition("?")[0]


def with_file(page, record: str, content: bytes = TABLE):
    """Add a file to a record, and describe it."""
    page.goto(record)
    page.locator(".gerer").get_by_role("link", name="Déposer un fichier").click()
    page.locator("input[type=file]").set_input_files(named(content, "aides.csv"))
    page.get_by_role("button", name="Déposer mon fichier").click()
    # Its first bytes are read by a worker, which a busy machine may start slowly.
    page.wait_for_url(re.compile("fichier-ajoute"), timeout=CHECKING * 1000)
    page.get_by_label("Titre").fill("Les aides de 2025")
    page.get_by_label("Description").fill("Une ligne par aide.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".ressource")).to_contain_text("Les aides de 2025")


def checked(page) -> None:
    """Ask for news of a file's check until it is done, as its page invites to."""
    deadline = time.monotonic() + CHECKING
    while page.locator("[data-attend]").count():
        assert time.monotonic() < deadline, "the check did not end"
        page.wait_for_timeout(500)
        page.reload()


def test_pages_without_fault(page, shot):
    page.goto(SANDBOX)
    home = page.url
    shot(page, "portail-accueil")
    assert violations(page) == []
    for path in ("datasets/?q=d", "organizations/", "gerer/nouvelle-fiche", "espace", "cle",
                 "espace/vider", "regionale/"):  # fmt: skip
        page.goto(home + path)
        shot(page, f"portail-{re.sub('[^a-z]+', '-', path)}")
        assert (path, violations(page)) == (path, [])
    page.goto(home + "organizations/")
    page.locator(".fiches a").first.click()
    assert violations(page) == []


def test_a_record_without_fault_in_each_of_its_pages(page, shot):
    record = new_record(page, HOSTILE)
    with_file(page, record)
    page.get_by_role("link", name="Poser une question").click()
    page.get_by_label("Sujet").fill("En euros ?")
    page.get_by_label("Message").fill("L'unité n'est pas dite. " + "sansespace" * 40)
    page.get_by_role("button", name="Publier mon message").click()
    for summary in page.locator("main summary").all():
        if summary.locator("xpath=..").get_attribute("open") is None:
            summary.click()
    shot(page, "portail-fiche")
    assert violations(page) == []
    manage = page.get_by_role("link", name="Titre, description").get_attribute("href")
    below = manage.rpartition("/")[0]
    resource = page.get_by_role("link", name="Remplacer").get_attribute("href").rpartition("/")[0]
    answer = page.get_by_role("link", name="Répondre").get_attribute("href")
    looked = ("portee", "deposer", "ordre", "supprimer")
    paths = [f"{below}/{name}" for name in looked]
    paths += [f"{resource}/{name}" for name in ("decrire", "colonnes", "supprimer")]
    for path in [*paths, answer]:
        page.goto(path)
        shot(page, f"portail-{path.rpartition('/')[2][:12]}")
        assert (path, violations(page)) == (path, [])
    # These have the same pieces: their bones and their spaces are enough.
    others = ("decrire", "conditions", "lien", "reutilisation", "question", "publier")
    for path in [*(f"{below}/{name}" for name in others), f"{resource}/remplacer"]:
        page.goto(path)
        assert (path, bones(page), badly_spaced(page)) == (path, [], [])


def test_a_form_to_mend_without_fault(page, shot):
    page.goto(SANDBOX)
    page.get_by_role("link", name="Préparer une fiche").click()
    page.get_by_label("Titre").fill("Aides")
    page.get_by_role("button", name="Enregistrer la fiche").click()

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("Titre")).to_have_value("Aides")
    shot(page, "portail-a-reprendre")
    assert violations(page) == []
    summary.get_by_role("link").click()
    expect(page.get_by_label("Description")).to_be_focused()


def test_from_an_empty_form_to_a_public_record_with_the_keyboard_alone(page):
    page.goto(SANDBOX)
    tab_to(page, page.get_by_role("link", name="Préparer une fiche"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Titre"))
    page.keyboard.type("Budget 2025")
    tab_to(page, page.get_by_label("Description"))
    page.keyboard.type("Le budget voté.")
    tab_to(page, page.get_by_role("button", name="Enregistrer la fiche"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Budget 2025")
    tab_to(page, page.locator(".gerer").get_by_role("link", name="Rendre publique"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Rendre cette fiche publique")
    tab_to(page, page.get_by_role("button", name="Rendre publique"))
    look(page)
    page.keyboard.press("Enter")
    expect(page.locator(".fiche-etat").first).to_contain_text("Publique")


def test_a_file_is_read_checked_against_its_schema_and_documented(page, shot):
    record = new_record(page, "Délibérations 2025")
    with_file(page, record, CLEAN.read_bytes())
    page.get_by_role("link", name="Décrire", exact=True).click()
    schema = page.get_by_label("Schéma")
    value = schema.locator("option", has_text="élibérations").first.get_attribute("value")
    schema.select_option(value)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".portail-fait")).to_contain_text("La ressource est enregistrée")
    checked(page)
    expect(page.locator(".schema")).to_contain_text("conforme à son schéma")
    expect(page.locator(".ressource table")).to_contain_text("COLL_NOM")
    page.get_by_role("link", name="Décrire les colonnes").click()
    page.get_by_label("Nom en clair").first.fill("Nom de la collectivité")
    page.get_by_role("button", name="Enregistrer les descriptions").click()
    page.locator("summary", has_text="Adresses et versions").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Dictionnaire des données (CSV)").click()
    assert "Nom de la collectivité" in download.value.path().read_text(encoding="utf-8-sig")
    shot(page, "portail-schema")


def test_the_score_is_told_by_a_gauge_and_a_table_that_agree(page):
    new_record(page)
    words = seen(page.locator("#qualite-mots"))
    points = int(re.match(r"(\d)", words)[1])
    rows = page.locator(".criteres tbody tr")
    expect(rows).to_have_count(9)
    assert page.locator("progress.jauge").evaluate("bar => bar.value") == points
    assert rows.get_by_text("Rempli", exact=False).count() == points
    page.get_by_role("link", name="Choisir une licence").click()
    page.get_by_label("Licence Ouverte").check()
    page.get_by_role("button", name="Enregistrer").click()
    assert seen(page.locator("#qualite-mots")).startswith(str(points + 1))


def test_without_script_everything_still_works(newcomer):
    page = newcomer(java_script_enabled=False).open()
    record = new_record(page, "Sans script")
    with_file(page, record)
    page.get_by_role("link", name="Remplacer").click()
    page.locator("input[type=file]").set_input_files(named(TABLE, "aides-2.csv"))
    page.get_by_role("button", name="Remplacer le fichier").click()
    expect(page.locator(".portail-fait")).to_contain_text("Le fichier est remplacé")
    expect(page.locator(".ressource-titre")).to_have_text("Les aides de 2025")


def test_a_refused_file_is_said_before_it_leaves_and_after(page):
    record = new_record(page)
    page.goto(record)
    page.locator(".gerer").get_by_role("link", name="Déposer un fichier").click()
    page.get_by_role("button", name="Déposer mon fichier").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez un fichier")
    page.locator("input[type=file]").set_input_files(named(b"MZ", "outil.exe"))
    page.get_by_role("button", name="Déposer mon fichier").click()
    expect(page.get_by_role("alert")).to_contain_text("extension admise")
    expect(page.get_by_role("button", name="Déposer mon fichier")).to_be_enabled()


@pytest.mark.parametrize("width", [NARROW["width"], 512], ids=["a telephone", "1024 at 200 %"])
def test_nothing_runs_off_a_narrow_page(page, width):
    record = new_record(page, HOSTILE)
    with_file(page, record)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(record)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_house_leads_to_the_portal(page):
    page.goto("")
    page.get_by_role("link", name="s'exercer à le publier dans le bac à sable").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bac à sable")
    expect(page.get_by_text("rien n'est publié").first).to_be_visible()
