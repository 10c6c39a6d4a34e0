"""A stop that finishes what runs, and a start of another version that finds everybody again."""

from __future__ import annotations

import html
import json
import re
import shutil
import signal
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import websocket

from grader.progress.database import Database, now
from grader.progress.sessions.sessions import Terms, TrainingSessions
from grader.settings import Settings
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.faults import until
from tests.support.pages import Line, open_page
from tests.support.running import ROOT, RunningServer
from tests.support.training_course import write_course

LESSON, ITEM, OTHER_ITEM = "lecon/ouvrir/choisir", "ou-r01", "ou-r04"
CODE = "ACDEFHJKM"
STOP_SECONDS = 5
#: Replies that acknowledge nothing.
NOT_DONE = {"server-restarting", "server-silent", "question-finished"}


class Manager:
    """What systemd has: a socket to which a service says how it is, and that is always read."""

    def __init__(self, place: Path) -> None:
        self.heard: list[bytes] = []
        self._line = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._line.bind(str(place))
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while told := self._line.recv(100):
            self.heard.append(told)

    def hears(self, word: bytes) -> bool:
        return until(lambda: word in self.heard)


@pytest.fixture
def manager(tmp_path):
    return Manager(tmp_path / "n")


@pytest.fixture
def server(tmp_path, manager):
    settings = {
        "OUVROIR_COURSES": str(write_course(tmp_path / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
        "OUVROIR_STOP_SECONDS": str(STOP_SECONDS),
        "NOTIFY_SOCKET": str(tmp_path / "n"),
        "WATCHDOG_USEC": "400000",
    }
    running = RunningServer(tmp_path / "data", settings).start()
    yield running
    running.stop()


class SlowUpload:
    """A file on its way in whose last bytes come when we say."""

    def __init__(self, server: RunningServer, client: httpx.Client) -> None:
        self.status = 0
        self._rest = threading.Event()
        self._sent = threading.Thread(target=self._send, args=(server, client), daemon=True)
        self._sent.start()

    def _send(self, server: RunningServer, client: httpx.Client) -> None:
        def body():
            yield b"a;b\n" * 1000
            self._rest.wait(60)
            yield b"1;2\n"

        with suppress(httpx.HTTPError):
            self.status = client.post(
                "depot/validateur/fichier?nom=lent.csv",
                content=body(),
                headers={"X-XSRFToken": client.cookies["_xsrf"], "Accept": "application/json"},
            ).status_code

    def end(self) -> int:
        self._rest.set()
        self._sent.join(30)
        return self.status


def answer(line, page, item):
    piece = page.piece("question", item)
    first = piece["view"]["answers"][0]["id"]
    return line.ask(piece["model"], "answer", chosen=[first])


def people_in(room) -> list[str]:
    return [one["pseudonym"] for one in room["people"]]


def given(page, item) -> bool:
    return any(one["chosen"] for one in page.piece("question", item)["view"]["answers"])


def ask_to_stop(server: RunningServer) -> None:
    server._process.send_signal(signal.SIGTERM)


def test_what_runs_is_finished_what_comes_is_told_and_another_version_finds_everybody(
    server, manager, tmp_path
):
    assert manager.hears(b"READY=1")
    assert manager.hears(b"WATCHDOG=1")
    database = Database(Settings(data=server.data))
    client, uploader = server.client(follow_redirects=True), server.client()
    trainer = server.client(follow_redirects=True)
    trainer.get(server.trainer_address).raise_for_status()
    with database.engine.connect() as connection:
        [[owner]] = connection.exec_driver_sql(
            "SELECT id FROM learner WHERE role != 'learner'"
        ).all()
    terms = Terms(title="Séance du matin", erase_at=now() + timedelta(days=30))
    session = TrainingSessions(database).create(terms, CODE, owner)
    database.close()
    here = "rejoindre/ACD-EFH-JKM"
    client.get(here).raise_for_status()
    joined = client.post(here, data={"_xsrf": client.cookies["_xsrf"], "pseudonyme": "Mésange"})
    resume_code = re.search(r'id="code">([\w-]{11})<', joined.text)[1]
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)
    assert "view" in answer(line, page, ITEM)
    live = open_page(trainer, f"formateur/session/{session.id}")
    room_line = Line(trainer, live.kernel)
    assert people_in(room_line.ask(live.piece("room")["model"], "refresh")["view"]) == ["Mésange"]
    uploader.get("mes-donnees").raise_for_status()
    upload = SlowUpload(server, uploader)
    until(lambda: list((server.data / "files").rglob("*")))

    ask_to_stop(server)

    assert line.told_by_server() == {"ouvroir": "restarting"}
    assert room_line.told_by_server() == {"ouvroir": "restarting"}
    with server.client() as probe:
        sante = probe.get("sante")
        assert (sante.status_code, sante.json()["etat"]) == (503, "arrêt")
        refused = probe.get(LESSON)
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
        assert "Le serveur redémarre" in html.unescape(refused.text)
        assert "Vos réponses validées sont conservées." in html.unescape(refused.text)
        assert probe.get("metrics").text.count("ouvroir_stopping 1.0") == 1
    # A page that was open is heard to the end.
    assert "view" in answer(line, page, OTHER_ITEM)
    assert upload.end() == 200
    assert server.end(signal.SIGCONT) == 0
    assert manager.hears(b"STOPPING=1")
    assert [one for one in server.output if "Traceback" in one] == []

    # Another version: its own code, and interface files under other addresses.
    code = tmp_path / "autre"
    shutil.copytree(ROOT / "grader", code / "grader", ignore=shutil.ignore_patterns("*.pyc"))
    for name in ("courses", "notebooks", "sandbox_data"):
        (code / name).symlink_to(ROOT / name)
    style = code / "grader" / "ui" / "static" / "page.js"
    style.write_text(style.read_text(encoding="utf-8") + "\n// autre version\n", encoding="utf-8")
    server._folder = code
    server.start()

    again = open_page(client, LESSON)
    version = re.compile(r"statique/(\w+)/")
    assert version.search(again.html)[1] != version.search(page.html)[1]
    assert given(again, ITEM)
    assert given(again, OTHER_ITEM)
    assert "Séance du matin" in client.get("seance").text
    assert "lent.csv" in uploader.get("mes-donnees").text
    assert trainer.get("formateur/sessions").status_code == 200
    # The room goes on: who was in it is, and what she does is followed at once.
    live = open_page(trainer, f"formateur/session/{session.id}")
    assert people_in(live.piece("room")["view"]) == ["Mésange"]
    after = open_page(client, "lecon/ouvrir/garder")
    line, room_line = Line(client, after.kernel), Line(trainer, live.kernel)
    assert "view" in answer(line, after, "ou-r02")
    seen = room_line.ask(live.piece("room")["model"], "refresh")["view"]
    assert people_in(seen) == ["Mésange"]
    assert seen["people"][0]["where"] != live.piece("room")["view"]["people"][0]["where"]
    with server.client(follow_redirects=True) as elsewhere:
        elsewhere.get("reprendre")
        elsewhere.post("reprendre", data={"_xsrf": elsewhere.cookies["_xsrf"], "code": resume_code})
        assert given(open_page(elsewhere, LESSON), ITEM)
    # What a page of before asks to know whether the server is back.
    old = version.search(page.html)[0]
    assert client.head(f"{old}icone.svg").status_code < 500
    for one in (client, uploader, trainer):
        one.close()


@pytest.mark.long
def test_answers_given_during_a_stop_are_acknowledged_and_kept_or_not_acknowledged(server):
    people = [server.client() for _ in range(4)]
    told: dict[int, list[str]] = {number: [] for number in range(len(people))}

    def work(number: int) -> None:
        page = open_page(people[number], "lecon/ouvrir/garder")
        line = Line(people[number], page.kernel)
        questions = [one for one in page.pieces if one["kind"] == "question"]
        begun.wait()
        with suppress(websocket.WebSocketException, OSError, json.JSONDecodeError):
            for one in questions * 5:
                chosen = [one["view"]["answers"][-1]["id"]]
                reply = line.ask(one["model"], "answer", chosen=chosen)
                if "view" in reply:
                    told[number].append(one["ref"])
                else:
                    assert reply["error"]["code"] in NOT_DONE, reply

    begun = threading.Barrier(len(people) + 1)
    crowd = [threading.Thread(target=work, args=(n,), daemon=True) for n in told]
    for one in crowd:
        one.start()
    begun.wait()
    until(lambda: any(told.values()))
    assert server.end(signal.SIGTERM) == 0
    for one in crowd:
        one.join(30)
        assert not one.is_alive()

    server.start()
    assert any(told.values())
    for number, client in enumerate(people):
        page = open_page(client, "lecon/ouvrir/garder")
        assert [item for item in set(told[number]) if not given(page, item)] == []
        client.close()


@pytest.mark.long
@pytest.mark.parametrize("twice", [True, False])
def test_what_does_not_end_is_cut_at_its_time_and_at_once_when_asked_twice(server, twice):
    with server.client() as client:
        client.get("mes-donnees").raise_for_status()
        upload = SlowUpload(server, client)
        until(lambda: list((server.data / "files").rglob("*")))
        began = time.monotonic()
        ask_to_stop(server)
        if twice:
            time.sleep(0.3)
            ask_to_stop(server)
        assert server.end(signal.SIGCONT) == 0
        taken = time.monotonic() - began
        assert upload.end() != 200
        assert taken < STOP_SECONDS if twice else STOP_SECONDS - 1 < taken < STOP_SECONDS + 8
