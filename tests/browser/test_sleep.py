"""A page that nobody looks at is put to sleep, and goes on with nothing lost."""

from __future__ import annotations

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.walk import LESSON_2, answer, go, question, right_answers, seen
from tests.support.kernels import kernels_of
from tests.support.running import RunningServer

SLEEP = "Cette page s'est mise en veille. Vos réponses sont conservées."


@pytest.fixture(scope="module")
def tired(tmp_path_factory):
    """A server whose pages fall asleep after five seconds."""
    server = RunningServer(
        tmp_path_factory.mktemp("tired"),
        {"OUVROIR_PAGE_IDLE_MINUTES": "5"},
        module="tests.support.tired",
    )
    yield server.start()
    server.stop()


def choose(page, item):
    """Choose an answer without giving it."""
    box = question(page, item)
    box.locator("input").first.check()
    return box


def test_a_page_on_the_screen_stays_and_a_page_that_says_nothing_sleeps_and_resumes(
    newcomer, tired, shot
):
    reader, absent = newcomer(tired.address), newcomer(tired.address)
    reading = reader.open()
    # Its minutes pass as fast as we say: it tells that it is there at each turn.
    reading.clock.install()
    go(reading, LESSON_2)
    left = go(absent.open(), LESSON_2)
    answer(left, "prep-r05", right_answers("prep-r05"))
    given = seen(question(left, "prep-r05"))
    chosen = choose(left, "prep-r06")
    while not left.locator("#veille").get_by_role("button").count():
        reading.clock.run_for(20_000)
        left.wait_for_timeout(500)
    assert SLEEP in seen(left.locator("#veille")).replace("\u2019", "'")
    shot(left, "veille")
    expect(reading.locator("#veille")).to_be_empty()
    assert len(kernels_of(tired.pid)) == 1

    left.evaluate("window.sameDocument = true")
    left.get_by_role("button", name="Reprendre").click()
    expect(left.locator("#veille")).to_be_empty()
    # The same document goes on: what was chosen and not yet given is still there.
    assert left.evaluate("window.sameDocument")
    assert chosen.locator("input").first.is_checked()
    assert seen(question(left, "prep-r05")) == given
    chosen.get_by_role("button", name="Valider").click()
    expect(chosen.locator(".resultat")).to_be_visible()
    assert absent.complaints == []
    assert reader.complaints == []


def test_a_page_whose_kernel_died_says_so_and_goes_on_with_what_was_typed(newcomer, tired):
    before = {kernel.pid for kernel in kernels_of(tired.pid)}
    visitor = newcomer(tired.address)
    page = go(visitor.open(), LESSON_2)
    chosen = choose(page, "prep-r06")
    (mine,) = [kernel for kernel in kernels_of(tired.pid) if kernel.pid not in before]
    mine.kill()
    psutil.wait_procs([mine], timeout=30)
    expect(page.locator("#veille")).to_contain_text("veille")
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#veille")).to_be_empty()
    assert chosen.locator("input").first.is_checked()
    chosen.get_by_role("button", name="Valider").click()
    expect(chosen.locator(".resultat")).to_be_visible()
