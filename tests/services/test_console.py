"""The guided console: a publication step by step, sent for real to the learner's own space."""

from __future__ import annotations

import json

import pytest

from grader.errors import RefusedError
from grader.services.console import console_snippets, send
from grader.services.portal.opening import own_space
from grader.services.portal.spaces import empty_space
from grader.services.stores import open_stores
from grader.settings import DEFAULT_ROOT, Settings
from grader.wire import to_json
from grader.wire.console import ORIGIN
from tests.services.consoling import Consoling, plain
from tests.support.console import (
    CREATE,
    DESCRIBE,
    FIELDS,
    FILE,
    NO_KEY,
    PUBLISH,
    READ,
    STEPS,
    UPLOAD,
    console_exercise,
    step,
)


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    data = tmp_path_factory.mktemp("console") / "data"
    opened = open_stores(Settings(data=data, workers=1))
    yield opened
    opened.close()


@pytest.fixture
def ana(workshop):
    return Consoling(workshop, console_exercise())


def datasets_of(workshop, learner):
    (space,) = workshop.spaces.of(learner)
    return workshop.spaces.catalogue(space.id, "main").all("dataset")


def test_a_publication_is_done_step_by_step(workshop, ana):
    statuses = [ana.sends(number).status for number in range(NO_KEY, READ + 1)]
    assert statuses == [401, 201, 201, 200, 200, 200]
    view = ana.view()
    assert view.all_sent
    assert {one.state for one in view.steps} == {"expected"}
    (made,) = [d for d in datasets_of(workshop, ana.me) if d["title"] == "Délibérations 2026"]
    assert made["private"] is False
    (resource,) = made["resources"]
    assert (resource["title"], resource["schema"]["name"]) == (
        "Délibérations", "scdl/deliberations",
    )  # fmt: skip
    space = own_space(workshop, ana.me)
    kept = workshop.spaces.files(space.id, "main").find(*resource["path"])
    assert kept.read_bytes() == (DEFAULT_ROOT / "sandbox_data" / FILE).read_bytes()
    assert not list(workshop.spaces.incoming().glob("console-*"))


def test_what_was_sent_is_written_down_with_what_it_made(workshop, ana):
    for number in (NO_KEY, CREATE, UPLOAD, DESCRIBE, DESCRIBE):
        ana.sends(number)
    (made,) = [d for d in datasets_of(workshop, ana.me) if d["title"] == "Délibérations 2026"]
    resource = made["resources"][0]["id"]
    # The same once more tells nothing new.
    assert [dict(event.data) for event in ana.events] == [
        {"step": 1, "status": 401, "dataset": "", "resource": ""},
        {"step": 2, "status": 201, "dataset": made["id"], "resource": ""},
        {"step": 3, "status": 201, "dataset": made["id"], "resource": resource},
        {"step": 4, "status": 200, "dataset": "", "resource": ""},
    ]
    assert {event.kind for event in ana.events} == {"console"}


def test_placeholders_are_filled_by_earlier_answers(workshop, ana):
    before = ana.view()
    assert before.portal_address == f"{ORIGIN}/bac-a-sable"
    assert before.key_url == ""
    assert workshop.spaces.of(ana.me) == []
    assert before.steps[UPLOAD - 1].path == "/api/1/datasets/{jeu}/upload/"
    assert "l'étape 2" in before.steps[UPLOAD - 1].waiting
    assert "l'étape 3" not in before.steps[UPLOAD - 1].waiting
    assert "organisation" in before.steps[CREATE - 1].waiting
    ana.sends(CREATE)
    (made,) = [d for d in datasets_of(workshop, ana.me) if d["title"] == "Délibérations 2026"]
    after = ana.view()
    space = own_space(workshop, ana.me)
    assert after.portal_address == f"{ORIGIN}/bac-a-sable/e/{space.id}"
    assert after.key_url == f"/bac-a-sable/e/{space.id}/cle"
    assert after.steps[UPLOAD - 1].path == f"/api/1/datasets/{made['id']}/upload/"
    assert after.steps[UPLOAD - 1].waiting == ""
    assert json.loads(after.steps[CREATE - 1].body)["organization"] == made["organization"]
    assert "l'étape 3" in after.steps[DESCRIBE - 1].waiting
    ana.sends(UPLOAD)
    found = {d["id"]: d["resources"] for d in datasets_of(workshop, ana.me)}
    (resource,) = found[made["id"]]
    described = ana.view().steps[DESCRIBE - 1]
    assert described.path == f"/api/1/datasets/{made['id']}/resources/{resource['id']}/"


def test_a_step_sent_too_early_is_answered_as_the_portal_would(ana):
    exchange = ana.sends(PUBLISH)
    assert (exchange.status, exchange.expected) == (404, False)
    assert "{jeu}" in exchange.meaning_html
    assert exchange.explanation
    shown = ana.view(exchange).steps[PUBLISH - 1]
    assert (shown.state, shown.exchange) == ("other", exchange)
    assert plain(shown.sent_label) == "Envoyée : 404 Not Found (introuvable)."


def test_an_exchange_shows_what_the_api_answers(ana):
    exchange = ana.sends(NO_KEY)
    assert exchange.sent_line == "POST /api/1/datasets/"
    assert ("WWW-Authenticate", 'Bearer realm="uData"') in exchange.headers
    assert plain(exchange.status_label) == "401 Unauthorized (clé absente ou inconnue)"
    assert set(json.loads(exchange.body)) == {"message"}
    assert "X-API-KEY" in exchange.explanation
    assert plain(exchange.meaning_html) == "<p>Après : Demander sans clé.</p>"
    made = ana.sends(CREATE)
    body = json.loads(made.body)
    assert body["uri"].startswith(f"{ORIGIN}/bac-a-sable/e/")
    assert "explication" not in body
    assert not made.cut


def test_a_long_answer_is_cut_and_says_so(ana):
    exchange = ana.sends(READ, path="/api/1/datasets/?page_size=50", key=True)
    assert (exchange.status, exchange.cut, len(exchange.body)) == (200, True, 20_000)


def test_a_second_creation_is_said_to_be_a_second_object(workshop, ana):
    assert "second" not in ana.sends(CREATE).meaning_html
    assert "second objet" in ana.sends(CREATE).meaning_html
    made = [d["id"] for d in datasets_of(workshop, ana.me) if d["title"] == "Délibérations 2026"]
    assert len(made) == 2
    last = ana.events[-1].data["dataset"]
    assert ana.view().steps[UPLOAD - 1].path == f"/api/1/datasets/{last}/upload/"
    ana.sends(UPLOAD)
    assert ana.view().steps[DESCRIBE - 1].path.startswith(f"/api/1/datasets/{last}/resources/")
    ana.sends(DESCRIBE)
    assert ana.sends(CREATE).status == 201
    # What was done to the record before is to do to this one.
    states = [one.state for one in ana.view().steps]
    assert states == ["todo", "expected", "todo", "todo", "todo", "todo"]


def test_a_console_may_make_a_record_to_throw_away_then_another(workshop):
    steps = (
        *STEPS[:2],
        step("Retirer", "DELETE", "/api/1/datasets/{jeu}/", 204),
        step("Recommencer", "POST", "/api/1/datasets/", 201, body={**FIELDS, "title": "Bis"}),
        STEPS[2],
    )
    ana = Consoling(workshop, console_exercise(*steps))
    assert "l'étape 4" in ana.view().steps[4].waiting
    assert [ana.sends(number).status for number in range(1, 6)] == [401, 201, 204, 201, 201]
    assert ana.view().all_sent
    titles = {d["title"]: d for d in datasets_of(workshop, ana.me)}
    assert titles["Délibérations 2026"]["deleted"]
    assert len(titles["Bis"]["resources"]) == 1
    # Each step still speaks of what the step before it made.
    assert titles["Délibérations 2026"]["id"] in ana.view().steps[2].path
    again = ana.sends(3)
    assert again.status == 410
    assert "renvoyez l'étape qui la crée" in plain(again.meaning_html)
    assert ana.sends(2).status == 201
    states = [one.state for one in ana.view().steps]
    assert states == ["expected", "expected", "todo", "expected", "expected"]


def test_an_emptied_space_has_its_steps_to_do_again(workshop, ana):
    for number in (NO_KEY, CREATE, UPLOAD, DESCRIBE):
        ana.sends(number)
    empty_space(workshop, ana.me, own_space(workshop, ana.me).id)
    view = ana.view()
    assert [one.state for one in view.steps] == ["expected", *["todo"] * 5]
    assert view.steps[UPLOAD - 1].path == "/api/1/datasets/{jeu}/upload/"


def test_one_learner_never_writes_in_the_space_of_another(workshop, ana):
    ben = Consoling(workshop, ana.exercise)
    ana.sends(CREATE)
    hers = ana.events[-1].data["dataset"]
    exchange = ben.sends(PUBLISH, path=f"/api/1/datasets/{hers}/")
    assert exchange.status == 404
    assert ben.view().steps[UPLOAD - 1].path == "/api/1/datasets/{jeu}/upload/"
    (kept,) = [d for d in datasets_of(workshop, ana.me) if d["id"] == hers]
    assert kept["private"] is True


def test_without_the_key_nothing_of_hers_is_changed(workshop, ana):
    ana.sends(CREATE)
    assert ana.sends(PUBLISH, key=False).status == 401
    assert ana.sends(READ).status == 404
    assert ana.sends(READ, key=True).status == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"step": 0},
        {"step": 7},
        {"step": "1"},
        {"step": True},
        {"step": None},
        {"method": "TRACE"},
        {"method": 3},
        {"path": ""},
        {"path": "/bac-a-sable/api/1/datasets/"},
        {"path": "https://www.data.gouv.fr/api/1/datasets/"},
        {"path": "//exemple.test/api/1/"},
        {"path": "/api/1/\n"},
        {"path": "/api/1/" + "a" * 2_000},
        {"path": "/api/1/data\r\nX-API-KEY: x"},
        {"body": None},
        {"body": {"title": "x"}},
        {"body": "é" * 40_000},
        {"body": "\ud800"},
        {"body": "\0"},
        {"key": "oui"},
        {"key": None},
    ],
)
def test_a_hostile_request_is_refused_before_anything_is_sent(workshop, ana, changes):
    asked = ana.request(CREATE, **changes)
    if changes == {"path": "/api/1/\n"}:
        # Spaces around are the paste's, not hers.
        assert send(workshop, ana.me, ana.exercise, asked).status == 404
        return
    for act in (send, console_snippets):
        with pytest.raises(RefusedError):
            act(workshop, ana.me, ana.exercise, asked)
    assert ana.events == []
    assert workshop.spaces.of(ana.me) == []


def test_no_view_holds_a_key(workshop, ana):
    space = own_space(workshop, ana.me)
    key = workshop.spaces.make_key(workshop.spaces.member(space.id, ana.me))
    exchange = ana.sends(CREATE)
    written = json.dumps(to_json(ana.view(exchange)), ensure_ascii=False)
    assert key not in written
    assert "VOTRE_CLE" in written
    assert ana.view().steps[CREATE - 1].headers[0] == ("X-API-KEY", "votre clé")
