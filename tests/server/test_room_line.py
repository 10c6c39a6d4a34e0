"""The line for workers, through a real server and its pool: told, called off, left."""

from __future__ import annotations

import pytest

from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer
from tests.support.workers import standing_still

LESSON = "lecon/preparer/valider-ses-deliberations"
MEND = "preparer/deliberations-sales"
DIRTY = "donnees/preparer/deliberations-sales/deliberations-export.csv"


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """A server that has one worker."""
    server = RunningServer(tmp_path_factory.mktemp("narrow"), {"OUVROIR_WORKERS": "1"}).start()
    yield server
    server.stop()


class Asker:
    """A learner with a page open, who has dropped a file and may have it checked."""

    def __init__(self, server) -> None:
        self.client = server.client()
        self.client.get("mes-donnees").raise_for_status()
        self.file = upload(self.client, MEND, self.client.get(DIRTY).content).json()["file"]
        self.open()

    def open(self) -> None:
        self.page = open_page(self.client, LESSON)
        self.line = Line(self.client, self.page.kernel)

    def begin(self):
        model = self.page.piece("exercise", MEND)["model"]
        return self.line.begin(model, "check_file", file=self.file, schema="")

    def check(self):
        return self.line.reply(self.begin())

    def leave(self) -> None:
        answer = self.client.post(
            f"pages/{self.page.kernel}/fermer", data={"_xsrf": self.page.xsrf}
        )
        assert answer.status_code == 204

    def end(self) -> None:
        self.line.close()
        self.client.close()


@pytest.fixture
def three(narrow):
    learners = [Asker(narrow) for _ in range(3)]
    yield learners
    for one in learners:
        one.end()


def before(asker) -> object:
    told = asker.line.told_by_server()
    assert told["ouvroir"] == "line"
    return told.get("before", "nothing")


def test_each_is_told_how_many_come_before_and_who_leaves_or_stops_lets_others_pass(narrow, three):
    ana, bea, cleo = three
    with standing_still(narrow.pid):
        first = ana.begin()
        assert before(ana) is None  # hers runs
        second = bea.begin()
        assert before(bea) == 0
        third = cleo.begin()
        assert before(cleo) == 1

        bea.leave()
        assert before(cleo) == 0

        cleo.line.tell("stop")
        stopped = cleo.line.reply(third)
        assert stopped["error"]["code"] == "job-stopped"
        assert "nouveau" in stopped["error"]["hint"]
    assert "report" in ana.line.reply(first)["view"]
    assert second

    # Who had stopped drops her file again, who had left finds hers read: nothing was lost.
    assert cleo.check()["view"]["report"]["groups"]
    bea.line.close()
    bea.open()
    assert bea.page.piece("exercise", MEND)["view"]["report"]["groups"]


def test_a_learner_who_asks_for_nothing_is_told_nothing(narrow, three):
    ana, bea, _ = three
    with standing_still(narrow.pid):
        begun = ana.begin()
        assert before(ana) is None
    assert "view" in ana.line.reply(begun)
    question = bea.page.piece("quiz")["view"]["questions"][0]
    chosen = [question["answers"][0]["id"]]
    model = bea.page.piece("quiz")["model"]
    assert "view" in bea.line.ask(model, "answer", item=question["id"], chosen=chosen)
    assert not [raw for raw in bea.line.heard if 'ouvroir": "line' in str(raw)]


def test_one_page_cannot_stop_what_another_asked(narrow, three):
    ana, bea, _ = three
    with standing_still(narrow.pid):
        begun = ana.begin()
        assert before(ana) is None
        bea.line.tell("stop")
        # The server reads a line in order: it has seen the word once this is answered.
        question = bea.page.piece("quiz")["view"]["questions"][0]
        chosen = [question["answers"][0]["id"]]
        bea.line.ask(bea.page.piece("quiz")["model"], "answer", item=question["id"], chosen=chosen)
    assert "view" in ana.line.reply(begun)
