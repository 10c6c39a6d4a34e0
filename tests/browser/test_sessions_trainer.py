"""A trainer's path: log in, make a session, mend the form, copy, share, put away, go out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.server.test_accounts import PASSWORD, command
from tests.support.running import RunningServer
from tests.support.training_course import write_course

WIDE = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture(scope="module")
def training(tmp_path_factory):
    courses = write_course(tmp_path_factory.mktemp("course") / "courses")
    where = {"OUVROIR_COURSES": str(courses), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("data"), where).start()
    command(running, "add", "ana", "--password-stdin")
    command(running, "add", "bea", "--admin", "--password-stdin")
    yield running
    running.stop()


def looked_at(page, shot, name):
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDE), name
    page.set_viewport_size({"width": 1280, "height": 900})
    shot(page, name)


def entered(page, login):
    page.goto("connexion")
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mes sessions")


def test_a_session_from_its_making_to_its_rest(newcomer, training, shot):
    page = newcomer(training.address, reduced_motion="reduce").open()
    page.goto("connexion")
    looked_at(page, shot, "connexion")
    entered(page, "ana")
    page.get_by_role("link", name="Créer une session").click()
    page.get_by_role("button", name="Créer la session").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Titre")).to_be_focused()
    page.get_by_text("Examens (facultatif)").click()
    looked_at(page, shot, "session-nouvelle")
    page.get_by_label("Titre").fill("Mardi à Val-Ouvert")
    page.get_by_label("Ouverture").fill("2026-01-05T09:00")
    page.get_by_role("button", name="Créer la session").click()
    expect(page.get_by_role("status")).to_contain_text("La session est créée")
    looked_at(page, shot, "sessions")

    page.get_by_role("link", name="Régler Mardi à Val-Ouvert").click()
    expect(page.get_by_label("Ouverture")).to_have_value("2026-01-05T09:00")
    page.get_by_label("Nombre de rendus par module").fill("2")
    page.get_by_role("button", name="Enregistrer les réglages").click()
    page.get_by_role("link", name="Régler Mardi à Val-Ouvert").click()
    expect(page.get_by_label("Nombre de rendus par module")).to_have_value("2")
    page.get_by_role("link", name="Animer cette session à plusieurs").click()
    page.get_by_label("Identifiant de l'autre formateur").fill("bea")
    page.get_by_role("button", name="Ajouter ce formateur").click()
    expect(page.get_by_role("status")).to_contain_text("bea")
    looked_at(page, shot, "session-formateurs")
    page.get_by_role("link", name="Revenir aux réglages").click()
    page.get_by_role("button", name="Dupliquer la session").click()
    expect(page.get_by_role("heading", name="Mardi à Val-Ouvert (copie)")).to_be_visible()
    page.get_by_role("link", name="Régler Mardi à Val-Ouvert (copie)").click()
    page.get_by_role("button", name="Ranger la session").click()
    page.get_by_text("Sessions rangées (1)").click()
    page.get_by_role("link", name="Régler Mardi à Val-Ouvert (copie)").click()
    page.get_by_role("link", name="Effacer cette session tout de suite").click()
    looked_at(page, shot, "session-effacer")
    page.get_by_label("Pour confirmer").fill(page.locator(".regle .le-code").inner_text())
    page.get_by_role("button", name="Effacer définitivement").click()
    expect(page.get_by_role("status")).to_contain_text("La session est effacée")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("formateur/sessions")
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()


def test_who_holds_the_installation_closes_an_account(newcomer, training, shot):
    page = newcomer(training.address, reduced_motion="reduce").open()
    entered(page, "bea")
    page.get_by_role("link", name=re.compile("^Administration")).click()
    looked_at(page, shot, "administration")
    page.get_by_role("button", name="Fermer ana").click()
    expect(page.get_by_role("status")).to_contain_text("est fermé")
    page.get_by_role("button", name="Fermer bea").click()
    expect(page.get_by_role("alert")).to_contain_text("dernier compte administrateur")
