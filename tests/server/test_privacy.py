"""The workbench of anonymisation over a real server, by the file's owner alone."""

from __future__ import annotations

import json
from http import HTTPStatus

import pytest

from tests.fixtures.course_paths import PRIVACY
from tests.services.anonymising import NAMING, REST, SMALL
from tests.support.pages import open_page, upload
from tests.support.running import RunningServer
from tests.support.visitor import Visitor


@pytest.fixture
def ana(server):
    visitor = Visitor(server, "anonymiser", "privacy", "anonymiser")
    yield visitor
    visitor.close()


@pytest.fixture
def view(ana):
    received = upload(ana.client, "anonymiser/fichier", SMALL, "aides.csv")
    assert received.status_code == HTTPStatus.OK, received.text
    return ana.view("read", file=received.json()["file"])


def drop(visitor, view, column, prefix=""):
    asked = {"column": column, "treatment": "drop", "level": 0, "values": {}}
    return visitor.view(f"{prefix}treat", **asked, revision=view["revision"])


def test_the_page_anonymises_a_file_from_end_to_end(ana, view):
    assert ana.piece["view"]["state"] == "empty"
    assert len(ana.piece["view"]["warning"]) == 3
    assert view["state"] == "ready"

    after = drop(ana, view, "Nom")
    after = ana.view("check", revision=after["revision"])

    assert after["appraisal"]["sentence"]
    assert "Nom" not in after["preview"]["header"]
    again = open_page(ana.client, "anonymiser").piece("privacy", "anonymiser")["view"]
    assert again == after, "what was decided is there at the next visit"


def test_the_example_takes_one_action(ana):
    view = ana.view("example")

    assert (view["state"], view["warning"], len(view["columns"])) == ("ready", [], 15)


def test_rows_and_people_are_answers_and_no_new_state_of_the_piece(ana, view):
    heard = len(ana.line.heard)

    rows = ana.view("rows", offset=2)
    people = ana.view("people", revision=view["revision"])

    assert [row[0] for row in rows["rows"]] == ["Petit", "Morel"]
    assert people["revision"] == view["revision"]
    since = [json.loads(raw) for raw in ana.line.heard[heard:] if isinstance(raw, str)]
    updates = [m for m in since if m["content"].get("data", {}).get("method") == "update"]
    assert updates == []
    assert ana.view("view") == view


def test_what_is_downloaded_is_an_attachment_that_no_cache_keeps(ana, view):
    asked = {"column": "Nom", "treatment": "pseudonymise", "level": 0, "values": {}}
    view = ana.view("treat", **asked, revision=view["revision"])
    kinds = {}

    for download in view["downloads"]:
        response = ana.client.get(download["url"].removeprefix("/"))
        assert response.status_code == HTTPStatus.OK, response.text[:500]
        headers = response.headers
        assert headers["Content-Disposition"] == f'attachment; filename="{download["name"]}"'
        assert headers["Cache-Control"] == "no-store"
        kinds[download["what"]] = headers["Content-Type"].partition(";")[0]

    assert kinds == {
        "file": "text/csv",
        "script": "text/x-python",
        "recipe": "application/json",
        "register": "text/plain",
        "key": "text/plain",
    }


@pytest.mark.parametrize("who", ["nobody", "other", "trainer"])
def test_nobody_else_reads_what_would_be_published(ana, view, server, who):
    addresses = [one["url"].removeprefix("/") for one in view["downloads"]]
    client = server.client()
    if who != "nobody":
        client.get("mes-donnees").raise_for_status()
    if who == "trainer":
        client.get(server.trainer_address)

    statuses = {client.get(address).status_code for address in addresses}

    client.close()
    assert statuses == {HTTPStatus.FORBIDDEN if who == "nobody" else HTTPStatus.NOT_FOUND}


def test_the_page_of_another_shows_nothing_of_it(view, server):
    other = Visitor(server, "anonymiser", "privacy", "anonymiser")

    refused = other.ask("people", revision=view["revision"])

    assert other.piece["view"]["state"] == "empty"
    assert refused["error"]["code"] == "file-erased"
    other.close()


def test_home_leads_to_the_page(server):
    with server.client() as client:
        view = open_page(client).piece("home")["view"]

    assert view["privacy_url"] == "/anonymiser"


def test_no_cell_is_in_the_log_of_the_server(ana, view, server):
    drop(ana, view, "Aide")
    ana.ask("treat", column="Absente", treatment="drop", level=0, values={}, revision=0)

    told = "\n".join(server.output)

    assert not any(word in told for word in ("Dupont", "Martin", "1984-03-12", "Énergie"))


@pytest.fixture(scope="module")
def with_exercise(tmp_path_factory):
    folder = tmp_path_factory.mktemp("privacy")
    running = RunningServer(folder, {"OUVROIR_COURSES": str(PRIVACY)}).start()
    yield running
    running.stop()


def test_an_exercise_reaches_its_full_score_and_outlives_a_kill(with_exercise):
    ana = Visitor(with_exercise, "lecon/essai/proteger", "anonymise", "essai/aides")
    view = ana.piece["view"]["bench"]
    for column in NAMING:
        view = drop(ana, view, column, "privacy_")["bench"]
    for name, asked in REST:
        more = {"values": {}} if name == "treat" else {}
        reply = ana.view(f"privacy_{name}", **asked, **more, revision=view["revision"])
        view = reply["bench"]
    view = ana.view("privacy_check", revision=view["revision"])["bench"]
    assert view["graded"] == [8, 8]
    assert ana.view("refresh")["outcome"]["status"] == "passed"
    public = ana.client.get("donnees/essai/aides/club.csv")
    assert public.status_code == HTTPStatus.OK

    with_exercise.kill()
    with_exercise.start()

    page = open_page(ana.client, "lecon/essai/proteger")
    assert page.piece("anonymise")["view"]["bench"] == view
    ana.client.close()
