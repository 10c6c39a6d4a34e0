"""Several tabs at once, and pages closed while their kernel starts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psutil

from grader.settings import Bounds
from tests.support.kernels import kernels_of
from tests.support.pages import Line, open_page, upload

LESSON = "lecon/preparer/valider-ses-deliberations"
MEND = "preparer/deliberations-sales"
GIVEN = "donnees/preparer/deliberations-sales/deliberations-export.csv"


def together(function, arguments):
    with ThreadPoolExecutor(len(arguments)) as pool:
        return list(pool.map(function, arguments))


def a_learner(server):
    client = server.client()
    client.get("mes-donnees").raise_for_status()
    return client


def test_tabs_restored_together_all_work(server):
    client = a_learner(server)

    pages = together(lambda _: open_page(client, LESSON), range(4))

    assert all(piece["view"] for page in pages for piece in page.pieces)


def test_answers_given_at_once_are_all_kept_or_refused_in_french(server):
    client = a_learner(server)
    page = open_page(client, LESSON)
    questions = page.piece("quiz")["view"]["questions"]
    opened = [open_page(client, LESSON) for _ in range(3)]

    def send(pair):
        tab, question = pair
        line = Line(client, tab.kernel)
        chosen = [question["answers"][0]["id"]]
        reply = line.ask(tab.piece("quiz")["model"], "answer", item=question["id"], chosen=chosen)
        line.close()
        return reply

    replies = together(send, list(zip(opened, questions, strict=False)))

    assert all("view" in reply for reply in replies), replies
    again = open_page(client, LESSON).piece("quiz")["view"]["questions"]
    answered = {q["id"] for q in again if q["state"] != "open"}
    assert answered == {q["id"] for q in questions[:3]}


def test_a_third_try_is_refused_even_from_two_tabs(server):
    client = a_learner(server)
    tabs = [open_page(client, LESSON) for _ in range(3)]
    question = tabs[0].piece("quiz")["view"]["questions"][0]

    def send(tab):
        line = Line(client, tab.kernel)
        chosen = [question["answers"][0]["id"]]
        reply = line.ask(tab.piece("quiz")["model"], "answer", item=question["id"], chosen=chosen)
        line.close()
        return reply

    together(send, tabs)

    final = open_page(client, LESSON).piece("quiz")["view"]["questions"][0]
    assert final["tries_left"] == 0
    assert final["state"] == "done"


def test_the_same_file_dropped_from_two_tabs_is_kept_once(server):
    client = a_learner(server)
    dirty = client.get(GIVEN).content

    answers = together(lambda _: upload(client, MEND, dirty), range(4))

    assert {a.status_code for a in answers} == {200}
    assert client.get("mes-donnees").text.count("export.csv</strong>") == 1


def test_pages_opened_all_at_once_leave_no_kernel_behind(server):
    client = a_learner(server)
    before = {k.pid for k in kernels_of(server.pid)}

    together(lambda _: client.get("", headers={"Accept": "text/html"}), range(10))

    most = Bounds().open_pages_per_learner
    for _ in range(100):
        mine = [k for k in kernels_of(server.pid) if k.pid not in before]
        if len(mine) <= most:
            break
        psutil.wait_procs(mine, timeout=0.2)
    assert len(mine) <= most
