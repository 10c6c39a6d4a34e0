"""Reports and marks over the wire: who may, what is refused, and what a grading then says."""

from __future__ import annotations

import time

import pytest

from tests.fixtures.course_paths import QUIZ, SMALL_SANDBOX
from tests.support.pages import Line, open_page
from tests.support.running import RunningServer

LESSON, MODULE, ITEM = "lecon/essai/faire-le-point", "module/essai", "es-q11"
AVIS = "essai/avis"
TEXT = "Le service des sports met ce fichier à jour chaque trimestre."
FULL = ["a=1", "b=1", "c=1"]
GRADING = 240  # seconds that a run in the background may take on a busy machine


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    settings = {"OUVROIR_COURSES": str(QUIZ), "OUVROIR_SANDBOX": str(SMALL_SANDBOX)}
    running = RunningServer(tmp_path_factory.mktemp("lecture"), settings).start()
    yield running
    running.stop()


class Desk:
    """One page of one person, and the line to its kernel."""

    def __init__(self, client, path, kind, ref=""):
        page = open_page(client, path)
        self.piece = page.piece(kind, ref)
        self._line = Line(client, page.kernel)

    def ask(self, action, **arguments):
        return self._line.ask(self.piece["model"], action, **arguments)

    def close(self):
        self._line.close()


@pytest.fixture
def desk(server):
    """Open pages of people who do not know each other, by name."""
    clients, desks = {}, []

    def sit(who, path, kind, ref=""):
        if who not in clients:
            clients[who] = server.client(follow_redirects=True)
            clients[who].get("mes-donnees").raise_for_status()
            if who == "trainer":
                clients[who].get(server.trainer_address).raise_for_status()
        desks.append(Desk(clients[who], path, kind, ref))
        return desks[-1]

    yield sit
    for one in desks:
        one.close()
    for client in clients.values():
        client.close()


def test_a_report_goes_from_a_learner_to_the_trainer_and_nothing_says_who(server, desk):
    quiz = desk("ana", LESSON, "quiz", AVIS)
    before = quiz.piece["view"]

    told = quiz.ask("report", item=ITEM, category="typo", comment="<b>un mot</b>")["view"]
    assert "Merci" in told["message"]
    for wrong in (
        {"item": "es-q99", "category": "typo", "comment": ""},
        {"item": ITEM, "category": "insulte", "comment": ""},
        {"item": ITEM, "category": "typo", "comment": "x" * 501},
        {"item": ITEM, "category": "typo"},
    ):
        refused = quiz.ask("report", **wrong)
        assert refused["error"]["message"], wrong

    room = desk("trainer", "formateur", "trainer")
    [question] = room.piece["view"]["reports"]["open"]
    assert question["item"] == ITEM
    assert [r["comment"] for r in question["reports"]] == ["<b>un mot</b>"]
    assert set(question["reports"][0]) == {"id", "category", "comment", "when"}
    view = room.ask("settle", report=question["reports"][0]["id"], settled=True)["view"]
    assert view["reports"]["open"] == []
    assert before["questions"], "the learner's view was not replaced by the thanks"
    assert quiz.ask("skip", item=ITEM)["view"]["questions"][0]["state"] == "skipped"
    assert not any("un mot" in line for line in server.output)


def handed_in(desk):
    return desk("ben", MODULE, "module").piece["view"]["hand_in"]


def test_no_learner_marks_and_a_trainer_does(server, desk):
    quiz = desk("ben", LESSON, "quiz", AVIS)
    quiz.ask("answer", item=ITEM, chosen=[TEXT])
    room = desk("trainer", "formateur", "trainer")
    [answer] = [a for a in room.piece["view"]["reviews"]["waiting"] if a["text"] == TEXT]

    marks = {"answer": answer["answer"], "marks": FULL, "comment": "Très clair."}
    assert quiz.ask("review", **marks)["error"]["code"] == "bad-request"
    for wrong in ({"marks": ["a=99"]}, {"marks": ["a=1"]}, {"answer": 10**9}):
        assert "error" in room.ask("review", **{**marks, **wrong})
    desk("ben", MODULE, "module").ask("hand_in", send_files=False)
    view = room.ask("review", **marks)["view"]
    assert view["reviews"]["waiting"] == []

    deadline = time.monotonic() + GRADING
    # A page of its own for each look: on a busy machine grading outlives a quiet line.
    while (state := handed_in(desk))["state"] != "graded":
        assert time.monotonic() < deadline, state
        time.sleep(2)
    assert state["grade_label"].replace("\u00a0", " ") == "3 points sur 19"
    assert not state["changed_since"]
    assert not any("Très clair" in line or "des sports" in line for line in server.output)
