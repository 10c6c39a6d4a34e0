"""A server killed at any moment: what was acknowledged is there when it comes back."""

from __future__ import annotations

import http.client
import random
import time

import psutil
import pytest

from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

LESSON = "lecon/preparer/valider-ses-deliberations"
QUIZ = "preparer/quiz"
DIRTY = "donnees/preparer/deliberations-sales/deliberations-export.csv"


@pytest.fixture
def mortal(tmp_path):
    server = RunningServer(tmp_path / "data").start()
    yield server
    server.stop()


def test_every_acknowledged_answer_survives_kills(mortal, times):
    rng = random.Random(20261121)
    client = mortal.client()
    given: dict[str, list[str]] = {}
    for _ in range(3 * times):
        page = open_page(client, LESSON)
        quiz = page.piece("quiz", QUIZ)
        open_questions = [q for q in quiz["view"]["questions"] if q["state"] == "open"]
        if not open_questions:
            break
        question = rng.choice(open_questions)
        chosen = [rng.choice(question["answers"])["id"]]
        line = Line(client, page.kernel)
        reply = line.ask(quiz["model"], "answer", item=question["id"], chosen=chosen)
        mortal.kill()

        assert "view" in reply, reply
        given[question["id"]] = chosen
        mortal.start()
        client = same_learner(mortal, client)

    found = {
        question["id"]: [a["id"] for a in question["answers"] if a["chosen"]]
        for question in open_page(client, LESSON).piece("quiz", QUIZ)["view"]["questions"]
        if question["state"] != "open"
    }
    assert found == given


def test_a_file_acknowledged_then_a_kill_before_it_was_read(mortal):
    client = mortal.client()
    client.get("mes-donnees").raise_for_status()
    dirty = client.get(DIRTY).content
    assert upload(client, "preparer/deliberations-sales", dirty).status_code == 200
    mortal.kill()
    mortal.start()
    client = same_learner(mortal, client)

    view = open_page(client, LESSON).piece("exercise", "preparer/deliberations-sales")["view"]

    assert view["attempts"] == 1
    assert view["report"]["file_name"] == "export.csv"
    assert view["report"]["groups"]


def test_a_cancelled_upload_leaves_nothing(mortal):
    client = mortal.client()
    client.get("mes-donnees").raise_for_status()
    connection = http.client.HTTPConnection("127.0.0.1", mortal.port)
    connection.putrequest("POST", "/depot/preparer/deliberations-sales?nom=a.csv&schema=")
    connection.putheader("Cookie", "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar))
    connection.putheader("X-XSRFToken", client.cookies["_xsrf"])
    connection.putheader("Content-Length", "1000000")
    connection.endheaders()
    connection.send(b"COLL_NOM;COLL_SIRET\n")
    connection.close()

    deadline = time.monotonic() + 20
    while left := [p for p in (mortal.data / "files").rglob("*") if p.is_file()]:
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    view = open_page(client, LESSON).piece("exercise", "preparer/deliberations-sales")["view"]
    assert view["attempts"] == 0


def test_page_kernels_end_with_the_server(mortal):
    client = mortal.client()
    open_page(client, "")
    children = psutil.Process(mortal.pid).children(recursive=True)
    assert children
    mortal.kill()

    _gone, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def same_learner(server: RunningServer, old):
    client = server.client()
    client.cookies = old.cookies
    return client
