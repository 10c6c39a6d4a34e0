"""A full disk and a locked database: told in French, nothing acknowledged is lost, all goes on."""

from __future__ import annotations

import sqlite3
import threading

import pytest

from tests.support.faults import full_disk, locked_database
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

LESSON = "lecon/preparer/valider-ses-deliberations"
MEND = "preparer/deliberations-sales"
FILE = b"COLL_NOM;DELIB_ID\nCommune de Val-Ouvert;2024-0118-01\n"


@pytest.fixture(scope="module")
def mortal(tmp_path_factory):
    server = RunningServer(tmp_path_factory.mktemp("mortal") / "data").start()
    yield server
    server.stop()


class Learner:
    """A learner who answers the questions of a lesson, one after the other."""

    def __init__(self, server: RunningServer) -> None:
        self.client = server.client()
        self.given: dict[str, list[str]] = {}
        self.open()

    def open(self) -> None:
        self.page = open_page(self.client, LESSON)
        self.line = Line(self.client, self.page.kernel)

    def next(self) -> tuple[str, list[str]]:
        questions = self.page.piece("quiz")["view"]["questions"]
        question = next(q for q in questions if q["id"] not in self.given)
        return question["id"], [question["answers"][0]["id"]]

    def answer(self) -> dict:
        item, chosen = self.next()
        model = self.page.piece("quiz")["model"]
        reply = self.line.ask(model, "answer", item=item, chosen=chosen)
        if "view" in reply:
            self.given[item] = chosen
        return reply

    def end(self) -> None:
        self.line.close()
        self.client.close()

    def kept(self) -> dict[str, list[str]]:
        """What the server has of her answers, on a page opened anew."""
        questions = open_page(self.client, LESSON).piece("quiz")["view"]["questions"]
        return {
            q["id"]: [a["id"] for a in q["answers"] if a["chosen"]]
            for q in questions
            if q["state"] != "open"
        }


def again(server: RunningServer, learner: Learner) -> None:
    """Kill the server, start it again, and come back to it as the same learner."""
    cookies = learner.client.cookies
    server.kill()
    server.start()
    learner.client = server.client()
    learner.client.cookies = cookies
    learner.open()


def test_on_a_full_disk_nothing_is_acknowledged_and_all_goes_on_when_there_is_room(mortal):
    learner = Learner(mortal)
    assert "view" in learner.answer()
    with full_disk(mortal):
        refused = learner.answer()["error"]
        assert refused["code"] == "disk-full"
        assert "Ce qui était déjà enregistré est conservé." in refused["hint"]
        dropped = upload(learner.client, MEND, FILE)
        assert dropped.status_code == 503
        assert dropped.json()["error"]["code"] == "disk-full"
        # Who comes for the first time is told so, in a page and not in a traceback.
        with mortal.client() as stranger:
            told = stranger.get(LESSON)
        assert told.status_code >= 500
        assert "il manque sans doute de place" in told.text
        assert learner.client.get("aide").status_code == 200
        # What could not be kept is not left lying about either.
        assert [p for p in (mortal.data / "files").rglob("*") if p.is_file()] == []
    assert "view" in learner.answer()
    assert upload(learner.client, MEND, FILE).status_code == 200
    assert learner.kept() == learner.given
    assert len(learner.given) == 2
    again(mortal, learner)
    assert learner.kept() == learner.given
    assert not [line for line in mortal.output if "Val-Ouvert" in line]


def test_an_answer_waits_for_a_locked_database_and_is_kept(mortal):
    learner = Learner(mortal)
    replies = []
    with locked_database(mortal):
        asking = threading.Thread(target=lambda: replies.append(learner.answer()))
        asking.start()
        # The server goes on meanwhile: what needs no writing is served.
        with mortal.client() as other:
            assert other.get("aide").status_code == 200
        assert replies == []
    asking.join(60)
    assert "view" in replies[0]
    assert learner.kept() == learner.given


def test_a_database_that_stays_locked_refuses_in_french_and_the_next_try_is_kept(mortal):
    learner = Learner(mortal)
    with locked_database(mortal):
        refused = learner.answer()["error"]
        assert refused["code"] == "database-busy"
    assert "view" in learner.answer()
    again(mortal, learner)
    assert learner.kept() == learner.given


def test_the_database_is_whole_after_all_that(mortal):
    with sqlite3.connect(f"file:{mortal.data / 'ouvroir.sqlite'}?mode=ro", uri=True) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_each_refusal_could_be_told(mortal):
    assert not [line for line in mortal.output if "Uncaught exception" in line]
