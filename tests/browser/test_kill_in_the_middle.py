"""The server is killed while a page is open: the page says so, and nothing given is lost."""

from __future__ import annotations

import sqlite3

import psutil
import pytest
from playwright.sync_api import expect

from tests.browser.bones import badly_spaced, bones
from tests.browser.conftest import Visitor
from tests.browser.walk import (
    CLEAN,
    LESSON_2,
    MODULE,
    answer,
    drop,
    go,
    mending,
    named,
    noted,
    points,
    question,
    ready,
    right_answers,
    seen,
    wrong_answer,
)
from tests.support.running import RunningServer

#: Read in no time, and wrong enough to have a report.
FILE = b"COLL_NOM;DELIB_ID\nCommune de Val-Ouvert;2024-0118-01\n"


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    server = RunningServer(tmp_path_factory.mktemp("mortal")).start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def arrive(chromium, mortal):
    """Make visitors of a server that will die: what the browser complains of is expected."""
    visitors = []

    def arrive():
        visitors.append(Visitor(chromium, mortal.address))
        return visitors[-1].open()

    yield arrive
    for visitor in visitors:
        visitor.context.close()


@pytest.fixture(scope="module")
def asleep(mortal, arrive):
    """A page whose server was killed, then started again; with what was told meanwhile."""
    page = go(arrive(), LESSON_2)
    answer(page, "prep-r05", right_answers("prep-r05"))
    answer(page, "prep-q01", [wrong_answer("prep-q01")])
    drop(mending(page), named(FILE, "avant-la-coupure.csv"))
    told = {"before": state(page)}
    mortal.kill()
    expect(page.locator("#veille")).to_contain_text("La connexion est coupée.")
    told["cut"] = seen(page.locator("#veille"))
    mortal.start()
    expect(page.get_by_role("button", name="Reprendre")).to_be_visible()
    told["asleep"] = seen(page.locator("#veille"))

    late = question(page, "prep-r06")
    late.locator("input").first.check()
    late.get_by_role("button", name="Valider").click()
    told["late"] = seen(page.get_by_role("alert"))
    told["choice kept"] = late.locator("input").first.is_checked()
    return page, told


@pytest.fixture(scope="module")
def resumed(asleep):
    page, told = asleep
    page.get_by_role("button", name="Reprendre").click()
    expect(page.locator("#veille")).to_be_empty()
    return ready(page), told


def state(page) -> dict[str, str]:
    """Read what the learner gave, as the page shows it."""
    return {
        "question": seen(question(page, "prep-r05")),
        "quiz": seen(question(page, "prep-q01")),
        "points": points(mending(page)),
        "report": seen(mending(page).locator(".rapport")),
    }


def kill_everything(server: RunningServer) -> None:
    """End the server and all that it started at once, as a power cut does."""
    processes = psutil.Process(server.pid).children(recursive=True)
    server.kill()
    for process in processes:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(processes, timeout=30)


def test_the_page_tells_that_the_line_is_cut_and_that_answers_are_kept(asleep):
    assert "vos réponses validées sont conservées" in asleep[1]["cut"]


def test_after_the_restart_the_page_says_that_it_sleeps_and_offers_to_resume(asleep):
    told = asleep[1]["asleep"]
    assert "Cette page s'est mise en veille. Vos réponses sont conservées." in told


def test_an_answer_given_to_a_sleeping_page_is_refused_aloud_and_stays_chosen(asleep):
    told = asleep[1]
    assert "Choisissez « Reprendre » pour continuer." in told["late"]
    assert told["choice kept"]


def test_everything_given_before_the_kill_is_there_once_resumed(resumed):
    page, told = resumed
    assert "avant-la-coupure.csv" in told["before"]["report"]
    assert state(page) == told["before"]


def test_the_resumed_page_takes_answers_again(resumed):
    box = answer(resumed[0], "prep-r07", right_answers("prep-r07"))
    expect(box).to_contain_text("Bonne réponse.")


def test_work_handed_in_before_a_kill_is_graded_after_it(mortal, arrive):
    page = arrive()
    drop(mending(go(page, LESSON_2)), CLEAN)
    go(page, MODULE)
    page.get_by_role("button", name="Rendre mon travail").click()
    expect(page.locator(".rendu-etat")).to_contain_text("En attente de note")
    kill_everything(mortal)
    with sqlite3.connect(f"file:{mortal.data / 'ouvroir.sqlite'}?mode=ro", uri=True) as database:
        states = [state for (state,) in database.execute("SELECT state FROM hand_in")]
    assert states == ["queued"]
    mortal.start()

    page.get_by_role("button", name="Reprendre").click()
    assert noted(page).endswith("10 points sur 73")


def test_a_page_comes_back_by_itself_from_a_restart_with_what_was_chosen(mortal, arrive, shot):
    page = go(arrive(), LESSON_2)
    answer(page, "prep-r05", right_answers("prep-r05"))
    late = question(page, "prep-r06")
    late.locator("input").first.check()
    page.evaluate("window.sameDocument = true")
    mortal.stop()
    expect(page.locator("#veille")).to_contain_text("Le serveur redémarre.")
    shot(page, "redemarrage")
    assert bones(page) == []
    assert badly_spaced(page) == []
    late.get_by_role("button", name="Valider").click()
    expect(page.get_by_role("alert")).to_contain_text("cette réponse n'a pas été confirmée")
    assert late.locator("input").first.is_checked()
    mortal.start()
    expect(page.locator("#veille")).to_be_empty(timeout=60_000)
    assert page.evaluate("window.sameDocument")
    assert late.locator("input").first.is_checked()
    late.get_by_role("button", name="Valider").click()
    expect(late.get_by_text("réponse").first).to_be_visible()
    expect(question(page, "prep-r05")).to_contain_text("Bonne réponse.")
