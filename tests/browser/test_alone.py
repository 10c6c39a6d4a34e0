"""On a server that forgets: said on the first screen, progress taken away and put back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.bones import violations
from tests.browser.walk import CLEAN, LESSON_1, answer, go, question, right_answers
from tests.support.running import RunningServer


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    server = RunningServer(tmp_path_factory.mktemp("essai"), {"OUVROIR_ALONE": "1"}).start()
    yield server
    server.stop()


@pytest.fixture
def anew(newcomer, alone):
    """Open a page of a visitor whom this server has never seen."""

    def arrive():
        visitor = newcomer(alone.address, accept_downloads=True)
        return visitor.open()

    return arrive


def test_progress_is_taken_away_and_put_back(anew, shot, tmp_path):
    first = go(anew(), LESSON_1)
    answer(first, "prep-r01", right_answers("prep-r01"))
    go(first, "")
    expect(first.get_by_role("complementary", name="Un serveur d'essai")).to_contain_text(
        re.compile("aucune donnée personnelle")
    )
    shot(first, "serveur-d-essai")
    assert violations(first) == []
    first.get_by_role("link", name="télécharger ou reprendre ma progression").click()
    shot(first, "ma-progression")
    assert violations(first) == []
    with first.expect_download() as download:
        first.get_by_role("link", name="Télécharger ma progression").click()
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)

    second = go(anew(), "")
    second.get_by_role("link", name="télécharger ou reprendre ma progression").click()
    second.get_by_label("ma-progression-ouvroir.zip").set_input_files(kept)
    second.get_by_role("button", name="Reprendre").click()
    expect(second.get_by_role("heading", name="Progression reprise")).to_be_visible()
    go(second, LESSON_1)
    expect(question(second, "prep-r01")).to_have_class(re.compile("done"))


def test_another_file_is_refused_in_french(anew):
    page = go(anew(), "")
    page.goto("mes-donnees")
    page.get_by_label("ma-progression-ouvroir.zip").set_input_files(CLEAN)
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("main")).to_contain_text("n'est pas une progression d'Ouvroir")


def test_a_server_that_keeps_authority_offers_no_way_back(page):
    page.goto("mes-donnees")
    expect(page.get_by_role("link", name="Télécharger ma progression")).to_be_visible()
    expect(page.get_by_role("button", name="Reprendre")).to_have_count(0)
    go(page, "")
    expect(page.get_by_role("complementary", name="Un serveur d'essai")).to_have_count(0)
