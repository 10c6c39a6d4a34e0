"""A session's room: it changes by itself as learners work, and is projected without names."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from grader.progress.database import Database, now
from grader.progress.learners import Learners
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.settings import Settings
from tests.browser.bones import violations
from tests.browser.walk import DIRTY, LESSON_1, LESSON_2, answer, drop, go, mending, wrong_answer

NAMES = ("Mésange-97", "Pinson-31")
CODE = "ACDEFH347"
PHONE = {"width": 360, "height": 740}
TABLE = {"width": 1280, "height": 900}
SOON = 30_000  # milliseconds: a few looks of the page, on a busy machine


@contextmanager
def store(server):
    database = Database(Settings(data=server.data))
    try:
        yield database
    finally:
        database.close()


@pytest.fixture
def session_id(server):
    with store(server) as database:
        owner = Learners(database).create()
        terms = Terms("Ouvrir à Val-Ouvert", now() + timedelta(days=90), modules=("preparer",))
        return TrainingSessions(database).create(terms, CODE, owner.id).id


def join(page, name):
    page.goto(f"rejoindre/{CODE}")
    page.get_by_label("Pseudonyme dans la session").fill(name)
    page.get_by_role("button", name="Rejoindre").first.click()
    expect(page.locator("footer")).to_be_visible()


def test_a_room_changes_by_itself_and_is_projected_without_names(
    newcomer, server, session_id, shot
):
    visitors = [newcomer(reduced_motion="reduce") for _ in range(3)]
    trainer, ana, bea = (visitor.open() for visitor in visitors)
    trainer.goto(server.trainer_address)
    go(trainer, f"formateur/session/{session_id}")
    counts = trainer.locator(".salle-comptes")
    expect(counts).to_contain_text("0 personne")
    for page, name in zip((ana, bea), NAMES, strict=True):
        join(page, name)
    # Nobody reloads, and nobody clicks.
    people = trainer.get_by_role("table", name="dans la salle")
    for name in NAMES:
        expect(people).to_contain_text(name, timeout=SOON)
    go(ana, LESSON_1)
    answer(ana, "prep-r01", [wrong_answer("prep-r01")])
    mine = people.get_by_role("row").filter(has_text=NAMES[0])
    expect(mine).to_contain_text("En cours", timeout=SOON)
    # What is chosen stays chosen while the room goes on.
    trainer.get_by_label("Ranger par").select_option(label="Pseudonyme")
    go(bea, LESSON_2)
    drop(mending(bea), DIRTY)
    exercises = trainer.get_by_role("table", name="Avancement par exercice")
    expect(exercises).to_contain_text("Rendre valide", timeout=SOON)
    expect(trainer.get_by_role("table", name="Échec par colonne")).to_contain_text("100")
    expect(trainer.get_by_label("Ranger par")).to_have_value("name")
    assert violations(trainer) == []
    for size in (TABLE, PHONE):
        trainer.set_viewport_size(size)
        shot(trainer, f"salle-{size['width']}")
    trainer.set_viewport_size(TABLE)

    trainer.get_by_role("link", name="Projeter sans les pseudonymes").click()
    expect(trainer.locator(".salle-projetee .salle-comptes")).to_contain_text("2 personnes")
    expect(trainer.get_by_role("table", name="Avancement par exercice")).to_be_visible()
    held = trainer.content()
    assert [name for name in NAMES if name in held] == []
    assert violations(trainer) == []
    for size in (TABLE, PHONE):
        trainer.set_viewport_size(size)
        shot(trainer, f"salle-projetee-{size['width']}")
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
