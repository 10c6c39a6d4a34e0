"""A learner says what she thinks, a trainer takes her session away: without script."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import expect

from grader.progress.database import Database
from grader.progress.hand_ins import HandIns
from grader.services.sessions.satisfaction import give_opinion
from tests.browser.bones import violations
from tests.browser.walk import GRADING, go
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.services import reading
from tests.services.sessions.group import open_session, work
from tests.support.faults import until
from tests.support.roads import cookie_of
from tests.support.running import RunningServer


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A session of eight, four of whom gave their opinion."""
    root = tmp_path_factory.mktemp("emporter")
    workshop = reading.open_reading(root)
    trainer, session, people = open_session(workshop)
    for rank, one in enumerate(people):
        work(workshop, one, rank)
    for one in people[:4]:
        give_opinion(workshop, workshop.learners.find(one), session.id, {"utile": "4"})
    settings = workshop.settings
    workshop.close()
    where = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    server = RunningServer(root / "data", where).start()
    # What a trainer takes away is in the gradebook, which the server fills when it has the time.
    database = Database(settings)
    hand_ins = HandIns(database)
    until(
        lambda: all(hand_ins.newest(one, reading.MODULE).max_points > 8 for one in people), GRADING
    )
    database.close()
    yield server, settings, trainer.id, people, session
    server.stop()


def browser_of(newcomer, place, who, **options):
    server, settings, *_ = place
    visitor = newcomer(server.address, reduced_motion="reduce", **options)
    page = visitor.open()
    name, value = cookie_of(settings, who)
    page.context.add_cookies([{"name": name, "value": value, "url": server.address}])
    return visitor, page


def test_a_learner_gives_her_opinion_once_by_keyboard_and_without_script(newcomer, place):
    _, _, trainer, people, session = place
    _, page = browser_of(newcomer, place, people[4], java_script_enabled=False)
    go(page, "seance")
    page.get_by_role("link", name="Donner mon avis").click()
    page.get_by_role("button", name="Donner mon avis").click()
    expect(page.get_by_role("alert")).to_contain_text("Vous n'avez encore rien répondu")
    group = page.get_by_role("group", name="Le rythme m'a convenu.")
    group.get_by_label("Je ne réponds pas").focus()
    page.keyboard.press("ArrowUp")
    expect(group.get_by_label("Tout à fait d'accord")).to_be_checked()
    page.get_by_label("Ce que vous garderiez").fill("<b>Garder</b> l'atelier")
    page.get_by_role("button", name="Donner mon avis").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("sans votre pseudonyme")
    page.reload()
    expect(page.get_by_role("button", name="Donner mon avis")).to_have_count(0)

    _, desk = browser_of(newcomer, place, trainer)
    go(desk, f"formateur/sessions/{session.id}/avis")
    expect(desk.get_by_text("5 avis reçus")).to_be_visible()
    expect(desk.get_by_text("<b>Garder</b> l'atelier")).to_be_visible()
    assert violations(desk) == []
    _, other = browser_of(newcomer, place, people[5])
    go(other, f"seance/avis/{session.id}")
    assert violations(other) == []


def test_a_trainer_finds_and_takes_everything(newcomer, place, tmp_path):
    _, _, trainer, _, session = place
    visitor, page = browser_of(newcomer, place, trainer, accept_downloads=True)
    go(page, "formateur/sessions")
    page.get_by_role("link", name="Emporter").click()
    assert violations(page) == []
    taken = {}
    for name in ("Bilan (PDF)", "Bilan (ODT)", "Demi-journées travaillées (CSV)",
                 "Feuille d'émargement (DOCX)"):  # fmt: skip
        with page.expect_download() as got:
            page.get_by_role("link", name=name).click()
        taken[name] = Path(got.value.path()).read_bytes()
    assert taken["Bilan (PDF)"].startswith(b"%PDF")
    assert taken["Demi-journées travaillées (CSV)"].decode("utf-8-sig").startswith("Pseudonyme;")

    file = tmp_path / "correspondance.csv"
    file.write_text("Pseudonyme;Identifiant\nmésange;2026-17\n", encoding="utf-8")
    page.get_by_label("Votre table de correspondance").set_input_files(file)
    page.get_by_role("button", name="Télécharger les notes pour Moodle").click()
    expect(page.get_by_role("alert")).to_contain_text("ne donne pas d'identifiant")
    assert violations(page) == []
    # A refusal is a status that browsers note in their console.
    assert [one for one in visitor.complaints if "400" not in one] == []
    go(page, f"formateur?session={session.id}")
    expect(page.get_by_role("link", name="Emporter la session")).to_be_visible()
    with page.expect_download() as got:
        go(page, f"formateur/sessions/{session.id}/emporter")
        page.get_by_role("button", name="Télécharger les notes pour Moodle").click()
    text = Path(got.value.path()).read_text(encoding="utf-8")
    assert next(csv.reader(io.StringIO(text)))[0] == "Identifiant"
