"""Keys, feedback and solutions: no byte of them leaves before its time.

A course holds a marker word in each feedback, explanation, hint and solution. All bytes that a
browser receives, over HTTP and websocket, are searched for it.
"""

from __future__ import annotations

import json
import re
import uuid

import pytest

from grader.server.assets import STATIC
from tests.fixtures.course_paths import MARKED, MARKER
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

LESSON = "lecon/marque/lecon"
QUIZ, EXPORT = "marque/quiz", "marque/export"
GIVEN = "donnees/marque/export/deliberations-export.csv"


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("marked")
    server = RunningServer(folder, {"OUVROIR_COURSES": str(MARKED)}).start()
    yield server
    server.stop()


class Listener:
    """A learner who keeps every byte that she receives."""

    def __init__(self, server: RunningServer) -> None:
        self.received: list[bytes] = []
        self.client = server.client(
            event_hooks={"response": [lambda r: self.received.append(r.read())]}
        )
        self.page = open_page(self.client, LESSON)
        self.line = Line(self.client, self.page.kernel)

    def ask(self, kind: str, action: str, ref: str = "", **arguments):
        return self.line.ask(self.page.piece(kind, ref)["model"], action, **arguments)

    def letter(self, kind: str, text: str) -> str:
        """Give the letter under which this learner is shown an answer."""
        view = self.page.piece(kind, "")["view"]
        answers = [a for q in view.get("questions", [view]) for a in q["answers"]]
        return next(a["id"] for a in answers if a["text_html"] == text)

    def ask_for_states(self) -> str:
        """Ask the kernel for all its widgets, as ipywidgets' front end does."""
        comm = uuid.uuid4().hex
        self.line.until_idle(
            self.line.say(
                "comm_open",
                {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}},
                {"version": "1.0.0"},
            )
        )
        told = self.line.until_idle(
            self.line.say("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})
        )
        return json.dumps(told)

    def heard(self) -> str:
        lines = [raw if isinstance(raw, bytes) else raw.encode() for raw in self.line.heard]
        return b"\n".join(self.received + lines).decode("utf-8", "replace")
        # Accents may be written as escapes: the marker has none, so it stands as it is.

    def count(self) -> int:
        return self.heard().count(MARKER)

    def marked_texts(self) -> set[str]:
        """The different texts with the marker that were heard; a view may come twice."""
        found = re.findall(rf'"([^"]*{MARKER}[^"]*)"', self.heard().replace('\\"', '"'))
        return {json.loads(f'"{text}"') for text in found}


@pytest.fixture
def learner(marked):
    listener = Listener(marked)
    yield listener
    listener.line.close()
    listener.client.close()


def test_before_any_answer_nothing_is_said(learner, marked):
    for address in ("", "module/marque", LESSON, "aide", "mes-donnees", "formateur", GIVEN):
        learner.client.get(address)
    for path in STATIC.rglob("*"):
        assert MARKER not in path.read_text(encoding="utf-8", errors="replace")
    learner.client.get("corrige/marque/export/deliberations.csv")
    states = learner.ask_for_states()

    assert '"update_states"' in states
    assert "Quelle date suit le sch" in states, "the reply holds the public views"
    assert learner.count() == 0
    assert '"correct"' not in learner.heard().replace("\\", "")


def test_skips_hostile_actions_and_uploads_say_nothing_either(learner):
    learner.ask("question", "skip")
    learner.ask("quiz", "skip", item="marque-q01")
    learner.ask("quiz", "solution", "", exercise=QUIZ)
    learner.ask("question", "answer", chosen=["z"])
    learner.ask("question", "explain")
    dirty = learner.client.get(GIVEN).content
    sha256 = upload(learner.client, EXPORT, dirty).json()["file"]
    reply = learner.ask("exercise", "check_file", file=sha256, schema="")
    learner.ask_for_states()

    assert reply["view"]["report"]["groups"]
    assert learner.count() == 0


def test_an_answer_brings_the_feedback_of_what_was_chosen_and_no_other(learner):
    wrong = learner.letter("question", "Oui")
    reply = learner.ask("question", "answer", chosen=[wrong])

    [told] = [a for a in reply["view"]["answers"] if a["feedback_html"]]
    assert learner.marked_texts() == {told["feedback_html"]}
    assert told["id"] == wrong
    assert {a["id"]: a["verdict"] for a in reply["view"]["answers"] if a["verdict"]} == {
        wrong: "wrong"
    }
    assert reply["view"]["explanation_html"] == ""


def test_a_finished_question_explains_itself_and_the_others_stay_silent(learner):
    right = learner.letter("quiz", "2026-10-15")
    reply = learner.ask("quiz", "answer", item="marque-q01", chosen=[right])

    first, second = (
        next(q for q in reply["view"]["questions"] if q["id"] == item)
        for item in ("marque-q01", "marque-q02")
    )
    assert MARKER in first["explanation_html"]
    assert MARKER not in json.dumps(second)
    assert {a["verdict"] for a in second["answers"]} == {""}


def test_hints_open_one_at_a_time_and_the_solution_when_asked(learner):
    hint = learner.ask("exercise", "hint")
    assert learner.marked_texts() == set(hint["view"]["hints_html"])
    assert len(hint["view"]["hints_html"]) == 1
    assert hint["view"]["solution_html"] == ""

    solution = learner.ask("exercise", "solution")
    assert MARKER in solution["view"]["solution_html"]
    corrected = learner.client.get(solution["view"]["solution_url"])
    assert corrected.status_code == 200
    assert corrected.headers["Content-Disposition"].startswith("attachment")


def test_one_learner_s_solution_opens_nothing_for_another(marked, learner):
    address = learner.ask("exercise", "solution")["view"]["solution_url"]
    other = Listener(marked)

    assert other.client.get(address).status_code == 404
    assert other.count() == 0
    other.line.close()


def test_what_learners_could_release_from_nbgrader_holds_no_key(marked):
    released = [p for p in (marked.data / "gradebook" / "release").rglob("*") if p.is_file()]
    built = list((marked.data / "build").rglob("*.ipynb"))

    assert released
    assert built
    for path in released + built:
        assert MARKER not in path.read_text(encoding="utf-8")


def test_the_server_s_log_holds_neither_keys_nor_cells_nor_file_names(marked, learner):
    dirty = learner.client.get(GIVEN).content
    upload(learner.client, EXPORT, dirty, "secret-de-mairie.csv")
    log = "\n".join(marked.output)

    assert "Upload" in log, "requests are logged at this level"
    for secret in (MARKER, "secret-de-mairie", "21990042000015", "Val-Ouvert"):
        assert secret not in log
