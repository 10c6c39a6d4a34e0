"""A whole path with marked values, refusals and faults: the log tells what, and of nobody."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest

from grader.settings import DEFAULT_ROOT
from tests.server.test_room_line import Asker
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer
from tests.support.workers import standing_still

LESSON = "lecon/preparer/ce-que-lit-une-machine"
#: In cells, a header, a file's name, an answer in words and addresses; nowhere else.
MARK = "zqmarque"
FILE = f"COLL_NOM;{MARK}entete\n{MARK}cellule Duvernet;12\n".encode()
FIELDS = {
    "time", "level", "event", "method", "route", "status", "ms", "code", "job", "outcome",
    "wait_ms", "error", "places", "address", "what", "count", "pid", "network",
}  # fmt: skip


@pytest.fixture(scope="module", params=["json", pytest.param("texte", marks=pytest.mark.long)])
def walked(request, tmp_path_factory):
    """A server that was walked by a learner, and stopped; gives its log and what she must keep."""
    folder = tmp_path_factory.mktemp("log")
    # A page of ours that is not there: an unforeseen fault, whose words name a marked path.
    notebooks = folder / f"{MARK}dossier"
    shutil.copytree(DEFAULT_ROOT / "notebooks", notebooks)
    (notebooks / "quiz-libre.ipynb").unlink()
    server = RunningServer(
        folder / "data",
        {
            "OUVROIR_LOG": request.param,
            "OUVROIR_NOTEBOOKS": str(notebooks),
            "OUVROIR_LOG_NETWORK": "1",
        },
        verbose=request.param == "texte",
    ).start()
    secrets = {MARK}
    try:
        secrets |= walk(server)
    finally:
        code = server.end(2)
    assert code == 0
    base = sqlite3.connect(server.data / "ouvroir.sqlite")
    for learner, pseudonym in base.execute("SELECT id, pseudonym FROM learner"):
        secrets |= {learner, pseudonym}
    base.close()
    secrets.add((server.data / "cle-formateur").read_bytes().hex())
    return request.param, server, secrets


def walk(server: RunningServer) -> set[str]:
    """Do what leaves traces; gives what no log may hold."""
    with server.client(follow_redirects=True) as client:
        page = open_page(client, LESSON)
        line = Line(client, page.kernel)
        xsrf = {"_xsrf": page.xsrf}
        line.ask(page.pieces[0]["model"], "answer", chosen=[f"{MARK}reponse"])
        assert upload(client, "validateur/fichier", FILE, f"{MARK}.csv").status_code == 200
        bench = open_page(client, "validateur")
        assert bench.piece("bench")["view"]
        code = client.post("mes-donnees/code", data=xsrf).text
        shown = re.search(r"[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", code)
        assert shown, "a resume code is shown"
        client.post("reprendre", data={**xsrf, "code": f"{MARK}AB"})
        client.post("rejoindre", data={**xsrf, "code": f"{MARK}CD"})
        client.get("rejoindre/XXX-YYY-XXX")
        client.post("connexion", data={**xsrf, "login": MARK, "password": f"{MARK}secret"})
        client.get(f"nulle-part/{MARK}/{shown[0]}?jeton={MARK}")
        client.request("GET", f"formateur/entrer?cle={MARK}")
        assert client.get("quiz-libre").status_code == 500
        fail_a_job(server)
        page_fault(line, page)
        line.close()
        return {shown[0], shown[0].replace("-", ""), page.kernel, xsrf["_xsrf"]} | {
            cookie.value for cookie in client.cookies.jar
        }


def fail_a_job(server) -> None:
    """Call off the reading of a file that a worker has."""
    asker = Asker(server)
    with standing_still(server.pid):
        begun = asker.begin()
        assert asker.line.told_by_server()["before"] is None
        asker.line.tell("stop")
        assert asker.line.reply(begun)["error"]["code"] == "job-stopped"
    asker.end()


def page_fault(line, page) -> None:
    """Say to the page's kernel what it cannot make anything of."""
    line.ask(page.pieces[0]["model"], f"{MARK}acte")
    line.say("comm_msg", {"comm_id": page.pieces[0]["model"], "data": f"{MARK}message"})


def told(walked) -> list[dict]:
    kind, server, _ = walked
    if kind != "json":
        pytest.skip("fields are those of JSON")
    return [json.loads(line) for line in server.output]


def test_nothing_of_anybody_is_in_the_log(walked):
    _, server, secrets = walked
    # At home the address with the key is shown once, to the person who started the server.
    lines = [one for one in server.output if "/formateur/entrer?cle=" not in one]
    log = "\n".join(lines).lower()
    assert len(lines) > 20
    assert [one for one in secrets if one.lower() in log] == []
    assert "traceback" not in log


def test_the_address_with_the_key_is_for_a_person_alone(walked):
    kind, server, _ = walked
    shown = [one for one in server.output if "cle=" in one]
    assert len(shown) == (1 if kind == "texte" else 0)


def test_each_line_is_an_object_with_fields_that_are_documented(walked):
    lines = told(walked)
    for one in lines:
        assert {"time", "level", "event"} <= set(one) <= FIELDS, one
        moment = datetime.fromisoformat(one["time"])
        assert moment.utcoffset() == datetime.now(UTC).utcoffset()
    events = {one["event"] for one in lines}
    assert {"ready", "request", "job", "fault", "stopping", "stopped"} <= events, events
    documented = (DEFAULT_ROOT / "docs" / "reglages.md").read_text(encoding="utf-8")
    for name in FIELDS | events:
        assert f"`{name}`" in documented, name


def test_requests_are_told_by_their_route_and_faults_by_their_place(walked):
    lines = told(walked)
    requests = [one for one in lines if one["event"] == "request"]
    seen = {(one["method"], one["route"], one["status"], one.get("code", "")) for one in requests}
    assert ("GET", "/lecon/{}/{}", 200, "") in seen
    assert ("POST", "/depot/{}/{}", 200, "") in seen
    assert ("GET", "(inconnue)", 404, "not-found") in seen
    assert ("GET", "/quiz-libre", 500, "server-fault") in seen
    assert any(route == "/page/lesson_view" for _, route, _, _ in seen)
    assert all(one["ms"] >= 0 for one in requests)
    assert {one["network"] for one in requests} == {"127.0.0.0/24"}
    faults = [one for one in lines if one["event"] == "fault"]
    assert any(one["error"] == "FileNotFoundError" and ".py:" in one["places"] for one in faults)
    jobs = {(one["job"], one["outcome"]) for one in lines if one["event"] == "job"}
    assert any(outcome == "fait" for _, outcome in jobs), jobs
    assert ("check_file", "job-stopped") in jobs, jobs
