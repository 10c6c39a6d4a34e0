"""Hostile input: files, names, comms and traits that mean harm meet a French refusal."""

from __future__ import annotations

import json

import pytest
import websocket

from tests.support.kernels import kernels_of
from tests.support.pages import Line, open_page, upload

LESSON = "lecon/preparer/valider-ses-deliberations"
MEND, OWN = "preparer/deliberations-sales", "preparer/mon-fichier"
SCHEMA = "scdl/deliberations@2.1.5"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(300)


@pytest.fixture
def client(server):
    client = server.client()
    client.get("mes-donnees").raise_for_status()
    yield client
    client.close()


@pytest.fixture
def lesson(client):
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)
    yield page, line
    line.close()


def check(client, lesson, content, name="export.csv"):
    page, line = lesson
    received = upload(client, OWN, content, name, SCHEMA)
    assert received.status_code == 200, received.text
    model = page.piece("exercise", OWN)["model"]
    return line.ask(model, "check_file", file=received.json()["file"], schema=SCHEMA)


def test_an_empty_file_is_refused_before_anything_is_kept(client):
    refused = upload(client, MEND, b"")

    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "empty-file"
    assert "vide" in refused.json()["error"]["message"]


def test_sixty_megabytes_are_refused_with_the_limit_said(client, server):
    refused = upload(client, MEND, b"a,b\n" * (15 * 1024 * 1024))

    assert refused.status_code == 413
    assert "50 Mo" in refused.json()["error"]["message"].replace("\u00a0", " ")
    assert not [p for p in (server.data / "files" / ".incoming").glob("*") if p.stat().st_size]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PNG, id="picture named .csv"),
        pytest.param(
            (",".join(f"c{i}" for i in range(10_000)) + "\n").encode(), id="10,000 columns"
        ),
        pytest.param(b"\x00" * 4096, id="nothing but NUL bytes"),
        pytest.param(b"PK\x03\x04" + bytes(2000), id="spreadsheet named .csv"),
    ],
)
def test_what_is_no_table_is_told_in_french_and_the_page_goes_on(client, lesson, content):
    reply = check(client, lesson, content)

    assert "error" in reply, reply
    assert reply["error"]["message"]
    assert reply["error"]["hint"]
    assert "Traceback" not in json.dumps(reply)
    page, line = lesson
    assert "view" in line.ask(page.piece("exercise", OWN)["model"], "hint")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"COLL_NOM,COLL_SIRET\nVal\x00Ouvert,1\n", id="NUL in a cell"),
        pytest.param(b"COLL_NOM,DELIB_OBJET\n\"=cmd|' /C calc'!A0\",x\n", id="formula"),
        pytest.param(b"COLL_NOM\n<script>alert(1)</script>\n", id="script in a cell"),
        pytest.param(b"<script>alert(1)</script>,COLL_NOM\n1,2\n", id="script in a header"),
    ],
)
def test_hostile_cells_are_shown_as_text_and_never_as_markup(client, lesson, content):
    reply = check(client, lesson, content)

    assert "view" in reply, reply
    html = open_page(client, LESSON).html
    assert "<script>alert" not in html


def test_a_hostile_file_name_stays_a_name(client, lesson, server):
    name = "../../<script>alert(1)</script>.csv"

    reply = check(client, lesson, b"COLL_NOM\nVal-Ouvert\n", name)

    assert reply["view"]["report"]["file_name"] == "script>.csv"
    assert "<script>alert" not in client.get("mes-donnees").text
    # The sandbox portal names folders after titles, made plain: those are no names of files here.
    found = [path.relative_to(server.data) for path in server.data.rglob("*script*")]
    assert [path for path in found if path.parts[0] != "bac-a-sable"] == []


def test_code_to_execute_is_not_let_through(lesson):
    page, line = lesson
    line.say("execute_request", {"code": "open('pris', 'w')", "silent": False})

    question = page.piece("question")
    reply = line.ask(question["model"], "skip")

    assert "view" in reply
    assert not any("execute" in str(m) and "pris" in str(m) for m in line.heard)


def test_the_browser_cannot_set_a_trait_or_open_a_widget_of_its_own(lesson):
    page, line = lesson
    model = page.piece("exercise", MEND)["model"]
    forged = {"outcome": {"points": 10}}
    line.until_idle(
        line.say(
            "comm_msg",
            {"comm_id": model, "data": {"method": "update", "state": {"view": forged}}},
        )
    )
    line.until_idle(
        line.say(
            "comm_open",
            {
                "comm_id": "f" * 32,
                "target_name": "jupyter.widget",
                "data": {"state": {"_model_name": "TextModel"}, "buffer_paths": []},
            },
            {"version": "2.1.0"},
        )
    )

    reply = line.ask(model, "hint")

    assert reply["view"]["outcome"]["points"] == 0
    assert not any("f" * 32 in str(m) and "update" in str(m) for m in line.heard)


@pytest.mark.parametrize(
    ("action", "arguments"),
    [
        ("trainer_view", {}),
        ("grade", {}),
        ("answer", {"chosen": "a"}),
        ("answer", {"chosen": ["a"] * 100}),
        ("answer", {"chosen": ["zz"]}),
        ("answer", {"chosen": ["a"], "item": "prep-q01"}),
        ("__init__", {}),
    ],
)
def test_an_action_that_a_piece_does_not_have_is_refused(lesson, action, arguments):
    page, line = lesson

    reply = line.ask(page.piece("question")["model"], action, **arguments)

    assert "error" in reply
    assert reply["error"]["message"]


def test_a_message_past_the_bound_closes_the_line_and_nothing_else(client, server):
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)

    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        line.until_idle(line.say("comm_msg", {"comm_id": "x" * (2 * 1024 * 1024), "data": {}}))

    again = Line(client, page.kernel)
    assert "view" in again.ask(page.piece("question")["model"], "skip")


def test_a_page_s_token_opens_nothing_once_the_page_is_closed(client, server):
    page = open_page(client, LESSON)
    kernels = client.post(f"pages/{page.kernel}/fermer", headers={"X-XSRFToken": page.xsrf})
    assert kernels.status_code == 204

    with pytest.raises(websocket.WebSocketBadStatusException):
        Line(client, page.kernel)


def test_no_secret_of_the_server_is_in_a_kernel_s_environment(server):
    client = server.client()
    open_page(client, "")
    kernels = kernels_of(server.pid)
    assert kernels
    for kernel in [*kernels, kernels[0].parent()]:
        environment = kernel.environ()
        assert "OUVROIR_PAGE_TOKEN" not in environment
        assert "secret-of-the-server" not in environment.values()
        assert not {"OUVROIR_DATA", "OUVROIR_DATABASE_URL"} & environment.keys()


def test_opening_many_pages_puts_the_oldest_to_sleep(server):
    client = server.client()
    opened = [open_page(client, "").kernel for _ in range(8)]

    Line(client, opened[-1]).close()
    with pytest.raises(websocket.WebSocketBadStatusException):
        Line(client, opened[0])
