"""Attestations in Chromium: the status on each page, the file, and what checking it tells."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from grader.progress.attestations.issued import Attestations
from grader.progress.attestations.sealed import opened
from grader.progress.database import Database
from grader.services.home import choose_door
from tests.browser.bones import violations
from tests.browser.conftest import Visitor
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.services.doing import open_workshop
from tests.support.attesting import PATH, PATH_TITLE, course_with_path, obtain
from tests.support.roads import cookie_of
from tests.support.running import RunningServer

NAME = "Éloïse Zzyqv"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A server that signs, its settings, and two learners: one at the start, one at the end."""
    root = tmp_path_factory.mktemp("attestations")
    courses = course_with_path(root / "courses")
    data = root / "data"
    workshop = open_workshop(data, data / "build", courses=courses, sandbox=SMALL_SANDBOX)
    people = {who: workshop.learners.create().id for who in ("start", "end")}
    for one in people.values():
        choose_door(workshop, one, "agent")
    obtain(workshop, people["end"], PATH)
    settings = workshop.settings
    workshop.close()
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(data, {**where, "OUVROIR_INSTANCE": "Syndicat mixte du Val"}).start()
    yield running.address, settings, people
    running.stop()


@pytest.fixture
def page_of(chromium, place):
    address, settings, people = place
    visitors = []

    def opened_by(who):
        visitors.append(Visitor(chromium, address, reduced_motion="reduce"))
        name, value = cookie_of(settings, people[who])
        visitors[-1].context.add_cookies([{"name": name, "value": value, "url": address}])
        return visitors[-1].open()

    yield opened_by
    for visitor in visitors:
        assert visitor.complaints == []
        visitor.context.close()


def test_the_status_is_on_each_page_with_what_is_left(page_of, shot):
    page = page_of("start")
    page.goto("")
    line = page.locator(".attestation-etat")
    expect(line).to_contain_text("Attestation de suivi")
    expect(line).to_contain_text("en cours")
    expect(line).to_contain_text("3 étapes à finir et 2 modules sous 80 % des points".replace(
        "3 é", "3\u00a0é").replace("2 m", "2\u00a0m").replace(" %", "\u202f%"))  # fmt: skip
    shot(page, "attestation-accueil")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", name=PATH_TITLE)).to_be_visible()
    expect(page.locator(".marque-etat")).to_contain_text("en cours")
    page.locator("details > summary").click()
    expect(page.get_by_role("link", name="Leçon pour decrire")).to_be_visible()
    assert violations(page) == []
    page.goto("mon-parcours")
    expect(page.get_by_text("Attestation du parcours")).to_contain_text("en cours")
    page.goto("module/ouvrir")
    expect(page.locator(".attestation-etat")).to_contain_text("en cours")
    assert violations(page) == []


def test_the_file_is_downloaded_then_believed_and_refused_with_the_reason(
    page_of, place, tmp_path, shot
):
    page = page_of("end")
    page.goto("attestations")
    expect(page.locator(".marque-etat")).to_contain_text("obtenue")
    page.get_by_label("Nom à écrire sur l'attestation").fill(NAME)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Télécharger le PDF").click()
    file = tmp_path / "attestation.pdf"
    coming.value.save_as(file)
    page.reload()
    expect(page.get_by_role("heading", name="Déjà délivrées")).to_be_visible()
    assert violations(page) == []
    shot(page, "attestation-obtenue")

    def told_of(content):
        page.goto("verifier")
        page.get_by_label("Fichier PDF de l'attestation").set_input_files(
            {"name": "a.pdf", "mimeType": "application/pdf", "buffer": content}
        )
        page.get_by_role("button", name="Vérifier", exact=True).click()
        return page.get_by_role("status")

    content = file.read_bytes()
    expect(told_of(content)).to_contain_text("authentique")
    expect(page.get_by_text(NAME)).to_be_visible()
    assert violations(page) == []
    shot(page, "attestation-verifiee")
    expect(told_of(content.replace(b"/Type", b"/Typo", 1))).to_contain_text("a été modifié")
    page.goto(f"verifier/{opened(content).token}")
    expect(page.get_by_role("status")).to_contain_text("authentique")
    page.get_by_label("Nom écrit sur l'attestation").fill(NAME.upper())
    page.get_by_role("button", name="Comparer le nom").click()
    expect(page.get_by_role("status").last).to_contain_text("est celui de")

    database = Database(place[1])
    kept = Attestations(database)
    kept.revoke(kept.all()[0].serial, "Délivrée par erreur.")
    database.close()
    expect(told_of(content)).to_contain_text("Délivrée par erreur.")
    assert violations(page) == []
    shot(page, "attestation-revoquee")
