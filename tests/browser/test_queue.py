"""A learner whose file waits for a worker reads how many come before hers, and may give up."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.walk import DIRTY, LESSON_2, go, mending, named
from tests.server.test_room_line import Asker
from tests.support.running import RunningServer
from tests.support.workers import standing_still

#: Another file than the one that others drop, so that hers is read.
FILE = b"COLL_NOM;DELIB_ID\nCommune de Val-Ouvert;2024-0118-01\n"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    server = RunningServer(tmp_path_factory.mktemp("narrow"), {"OUVROIR_WORKERS": "1"}).start()
    yield server
    server.stop()


def test_the_place_in_the_line_is_told_and_the_request_is_given_up(newcomer, narrow, shot):
    others = [Asker(narrow) for _ in range(3)]
    visitor = newcomer(narrow.address)
    page = go(visitor.open(), LESSON_2)
    box = mending(page)
    note = box.locator(".file-attente")
    with standing_still(narrow.pid):
        begun = []
        for one in others:
            begun.append(one.begin())
            one.line.told_by_server()
        box.locator("input[type=file]").set_input_files(named(FILE))
        box.get_by_role("button", name="Déposer mon fichier").click()
        expect(note).to_contain_text("2 demandes passent avant la vôtre.")
        expect(box.get_by_role("status").first).to_contain_text("2 demandes passent")
        shot(page, "file-attente")
        others[2].leave()
        expect(note).to_contain_text("1 demande passe avant la vôtre.")
        others[1].leave()
        expect(note).to_contain_text("Votre demande est la prochaine.")
        note.get_by_role("button", name="Arrêter").focus()
        page.keyboard.press("Enter")
        expect(box.get_by_role("alert")).to_contain_text(
            "Vous avez arrêté la lecture de ce fichier."
        )
        expect(note).to_have_count(0)
        expect(box.get_by_role("button", name="Déposer mon fichier")).to_be_focused()
        shot(page, "file-attente-arret")
    # The worker goes on; so does she.
    others[0].line.reply(begun[0])
    box.locator("input[type=file]").set_input_files(DIRTY)
    box.get_by_role("button", name="Déposer mon fichier").click()
    expect(box.locator(".rapport")).to_contain_text("deliberations-export.csv")
    assert visitor.complaints == []
    for one in others:
        one.end()
