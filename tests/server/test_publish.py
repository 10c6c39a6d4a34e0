"""An exercise done on the portal, over a real server: pages, console, API key, and its check."""

from __future__ import annotations

import re

import pytest

from tests.fixtures.course_paths import PUBLISH
from tests.support.pages import Line, open_page
from tests.support.portal_people import PortalPerson
from tests.support.running import RunningServer

LESSON, BY_API, AGAIN = "lecon/essai/publier", "essai/par-api", "essai/reprendre"
TAGS = ["fontaines", "eau-potable", "accessibilite"]


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    data = tmp_path_factory.mktemp("publish")
    server = RunningServer(data, {"OUVROIR_COURSES": str(PUBLISH)}).start()
    yield server
    server.stop()


class Pupil:
    """A learner with a lesson open in one tab, and the portal in another."""

    def __init__(self, server):
        self.person = PortalPerson(server)
        self.client = self.person.client
        self.page = open_page(self.client, LESSON)
        self.line = Line(self.client, self.page.kernel)

    def close(self):
        self.line.close()
        self.person.close()

    def seen(self, exercise=BY_API):
        """What the page shows of an exercise once it is opened anew."""
        return open_page(self.client, LESSON).piece("publish", exercise)["view"]

    def ask(self, action, exercise=BY_API, **arguments):
        piece = self.page.piece("publish", exercise)
        return self.line.ask(piece["model"], action, **arguments)

    def view(self, action, exercise=BY_API, **arguments):
        reply = self.ask(action, exercise, **arguments)
        assert "view" in reply, reply
        return reply["view"]

    def send(self, number):
        """Send a step of the console as it stands."""
        step = self.view("refresh")["console"]["steps"][number - 1]
        asked = {name: step[name] for name in ("method", "path", "body", "key")}
        view = self.view("send", step=number, **asked)
        return view["console"]["steps"][number - 1]["exchange"], view


@pytest.fixture(scope="module")
def pupil(running):
    pupil = Pupil(running)
    yield pupil
    pupil.close()


@pytest.fixture
def other(running):
    other = Pupil(running)
    yield other
    other.close()


def test_a_lesson_shows_the_exercise_before_anything_was_done(pupil):
    view = pupil.page.piece("publish", BY_API)["view"]

    assert view["outcome"]["status"] == "not_attempted"
    assert {goal["state"] for goal in view["goals"]} == {"todo"}
    assert view["records"] == []
    [given] = view["files"]
    file = pupil.client.get(given["url"])
    assert file.status_code == 200
    assert file.content.startswith(b"COLL_NOM")


def test_a_record_made_by_the_pages_is_checked_and_told_apart(other):
    made = other.person.make_record(titre="Fontaines", etat="publique")

    view = other.view("check", record=made.id)

    assert [goal["state"] for goal in view["goals"]] == ["missed", "missed", "missed", "met"]
    assert "pages du portail" in view["goals"][0]["sentence"]
    assert view["checked_label"]
    assert other.seen()["goals"] == view["goals"], "what was checked is there at the next visit"


def test_the_console_publishes_for_real_and_its_record_is_graded(pupil):
    statuses = []
    for number in range(1, 6):
        exchange, view = pupil.send(number)
        statuses.append(exchange["status"])
    assert statuses == [401, 201, 200, 201, 200]
    assert view["console"]["all_sent"]
    [record] = view["records"]
    assert record["state"] == "publique"
    assert "Fontaines" in pupil.client.get(record["url"]).text

    view = pupil.view("check", record=record["id"])

    assert view["outcome"]["status"] == "passed"
    assert view["outcome"]["points"] == 4


def test_the_same_by_a_key_of_her_own_counts_as_the_api(other):
    page = other.person.post("cle", action="faire").text
    key = re.search(r"bacasable_[\w-]+", page)[0]
    body = {
        "title": "Fontaines",
        "description": "Les fontaines.",
        "license": "lov2",
        "tags": TAGS,
    }
    made = other.client.post("bac-a-sable/api/1/datasets/", json=body, headers={"X-API-KEY": key})
    assert made.status_code == 201, made.text

    view = other.view("check", record=made.json()["id"])

    assert view["outcome"]["status"] == "passed"


def test_a_start_is_prepared_mended_by_the_pages_and_graded(other):
    view = other.view("start", AGAIN)
    [record] = view["records"]
    assert (view["started"], record["title"]) == (True, "Export (2) final.csv")
    assert other.view("check", AGAIN, record=record["id"])["outcome"]["points"] == 0

    page = other.person.text(f"gerer/{record['id']}/decrire")
    keywords = re.search(r'name="(mots\w*)"', page)[1]
    described = other.person.post(
        f"gerer/{record['id']}/decrire",
        **{"titre": "Subventions 2025", "description": "Les aides.", keywords: ", ".join(TAGS)},
    )
    assert described.status_code == 303, described.text

    view = other.view("check", AGAIN, record=record["id"])
    assert [goal["state"] for goal in view["goals"]] == ["missed", "met", "met"]
    assert view["outcome"]["points"] == 2


def test_the_record_of_somebody_else_is_refused_and_nothing_is_said_of_it(pupil, other):
    hers = pupil.view("refresh")["records"][0]["id"]

    for record in (hers, "f" * 24):
        reply = other.ask("check", record=record)
        assert "view" not in reply
        assert "n'est pas dans votre bac à sable" in str(reply)
