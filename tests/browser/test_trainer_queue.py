"""The trainer's page tells by itself how grading goes; the module's page tells its rule."""

from __future__ import annotations

import shutil

import pytest
from playwright.sync_api import expect

from grader.gradebook.lock import locked
from tests.browser.bones import violations
from tests.browser.walk import go
from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.running import RunningServer

MODULE = "module/essai"
GRADING = 240_000  # milliseconds, on a busy machine


@pytest.fixture(scope="module")
def own_server(tmp_path_factory):
    """A server whose module counts the best note, and whose last day has passed."""
    root = tmp_path_factory.mktemp("file")
    shutil.copytree(QUIZ, root / "courses")
    with (root / "courses/essai/module.yml").open("a", encoding="utf-8") as file:
        file.write("hand_ins: best\nhand_in_until: 2026-01-31\n")
    settings = {"OUVROIR_COURSES": str(root / "courses"), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(root / "data", settings).start()
    yield running
    running.stop()


def test_a_hand_in_goes_from_the_queue_to_its_note_on_both_pages(newcomer, own_server, shot):
    visitors = [newcomer(own_server.address, reduced_motion="reduce") for _ in range(2)]
    learner, trainer = (visitor.open() for visitor in visitors)
    go(learner, MODULE)
    section = learner.locator(".rendu")
    expect(section).to_contain_text("la meilleure note compte")
    expect(section).to_contain_text("La date limite était le 31 janvier 2026")
    rows = trainer.get_by_role("table", name="Rendus reçus")
    standing = trainer.locator(".suivi").first
    # As whoever changes the gradebook does: no copy is graded meanwhile.
    with locked(own_server.data / "gradebook" / "ouvroir" / "lock"):
        learner.get_by_role("button", name="Rendre mon travail").click()
        expect(learner.locator(".rendu-etat")).to_contain_text("En attente de note")
        go(trainer, own_server.trainer_address)
        expect(rows).to_contain_text("en retard")
        expect(standing).to_contain_text("1 copie attend sa note")
        queue = trainer.get_by_role("table", name="Copies en attente de note")
        expect(queue).to_contain_text("En attente")
    # Nobody reloads, and nobody clicks.
    expect(standing).to_contain_text("aucun en attente de note", timeout=GRADING)
    expect(rows).to_contain_text("Noté")
    expect(learner.locator(".note-obtenue")).to_contain_text("0 point", timeout=GRADING)
    expect(learner.locator(".rendu-etat")).to_contain_text("en retard")
    rows.locator("summary").first.click()
    shot(trainer, "formateur-file")
    shot(learner, "module-regle")
    for page in (trainer, learner):
        assert violations(page) == []
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
