"""A trainer reads blind and takes her kit away: by mouse and keyboard, at two widths."""

from __future__ import annotations

import re
import zipfile
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from grader.progress.database import now
from grader.progress.learners import TRAINER
from grader.progress.sessions.members import PRESENT
from grader.progress.sessions.sessions import Terms
from tests.browser.bones import violations
from tests.browser.conftest import NARROW
from tests.browser.walk import go, seen
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.services import reading
from tests.support.roads import cookie_of
from tests.support.running import RunningServer

NAMES = ("Mésange", "Pinson")
TITLE = "Ouvrir nos données"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A session read blind with two copies handed in, and its trainer's cookie."""
    root = tmp_path_factory.mktemp("kit")
    workshop = reading.open_reading(root)
    trainer = workshop.learners.create().id
    workshop.learners.set_role(trainer, TRAINER)
    terms = Terms(TITLE, now() + timedelta(days=90))
    session = workshop.sessions.create(terms, "K7M4C9R3T", trainer)
    workshop.sessions.create(Terms("Une autre", now() + timedelta(days=9)), "K7M4C9R3A", trainer)
    for name, text in zip(NAMES, (reading.FIRST, reading.SECOND), strict=True):
        learner = workshop.learners.create().id
        workshop.members.put(session.id, learner, name, PRESENT)
        reading.write(workshop, learner, text)
        reading.hand(workshop, learner)
    settings = workshop.settings
    workshop.close()
    where = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    server = RunningServer(root / "data", where).start()
    # The secret that signs cookies is made at the first start.
    yield server, cookie_of(settings, trainer), session
    server.stop()


@pytest.fixture
def page(newcomer, place):
    """The trainer's browser; anything that it complained of fails the test."""
    server, (name, value), _ = place
    visitor = newcomer(server.address, reduced_motion="reduce", accept_downloads=True)
    page = visitor.open()
    page.context.add_cookies([{"name": name, "value": value, "url": server.address}])
    yield page
    assert visitor.complaints == []


def test_copies_are_read_by_number_from_the_session_that_was_chosen(page, place, shot):
    _, _, session = place
    go(page, f"formateur?session={session.id}")
    desks = page.get_by_role("navigation", name="Choisir une session")
    expect(desks.get_by_role("link", name=f"{TITLE} (affichée)")).to_have_attribute(
        "aria-current", "page"
    )
    copies = page.locator(".lectures .qui")
    expect(copies).to_have_count(2)
    assert all(re.fullmatch(r"Copie\s\d{4}", text) for text in copies.all_inner_texts())
    reviews = page.locator(".lectures")
    for name in NAMES:
        expect(page.get_by_role("cell", name=name).or_(page.get_by_role("rowheader", name=name))
               .first).to_be_visible()  # fmt: skip
        expect(reviews).not_to_contain_text(name)
    first = copies.first.inner_text()
    copies.first.click()
    box = page.locator("details.lecture[open]")
    for field in box.get_by_role("textbox").all()[:3]:
        field.fill("1")
    shot(page, "lecture-a-l-aveugle")
    assert violations(page) == []
    box.get_by_role("button", name="Enregistrer l'appréciation").click()
    expect(page.get_by_text("1 réponse attend d'être lue")).to_be_visible()
    reviews.get_by_text("Revenir sur").click()
    expect(reviews.locator(".deja .qui")).to_have_text(first)
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    shot(page, "lecture-a-l-aveugle-360")


def test_the_kit_is_reached_by_keyboard_and_taken_away(page, place, shot, tmp_path):
    _, _, session = place
    go(page, f"formateur?session={session.id}")
    link = page.get_by_role("link", name=re.compile("Préparer la session sur papier"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Le kit à imprimer")
    assert TITLE in seen(page.locator("main"))
    expect(page.get_by_text("Réservé au formateur")).to_have_count(1)
    assert violations(page) == []
    shot(page, "kit")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger tout le kit (ZIP)").click()
    kept = tmp_path / "kit.zip"
    waiting.value.save_as(kept)
    with zipfile.ZipFile(kept) as archive:
        assert archive.testzip() is None
        assert "a-imprimer/fiches-d-exercices.odt" in archive.namelist()
    page.set_viewport_size(NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
    assert violations(page) == []
    shot(page, "kit-360")
