"""Who somebody is: cookies, tokens, ids and roles that are forged, old, stolen or outlived."""

from __future__ import annotations

import base64
import sqlite3
import time
import uuid

import pytest
import websocket
from tornado.web import create_signed_value

from grader.server.access import COOKIE, COOKIE_DAYS
from grader.server.limits import SOCKETS_PER_PAGE
from tests.support.pages import Line, open_page, upload

LESSON = "lecon/preparer/valider-ses-deliberations"
GIVEN = "donnees/preparer/deliberations-sales/deliberations-export.csv"
OWN = "preparer/deliberations-sales"
OK, FORBIDDEN, GONE, TOO_MANY = 200, 403, 404, 429
DAY = 86_400


@pytest.fixture
def browser(server):
    """Open browsers that do not know each other, each with a learner of its own."""
    opened = []

    def arrive():
        opened.append(server.client())
        opened[-1].get("mes-donnees").raise_for_status()
        return opened[-1]

    yield arrive
    for client in opened:
        client.close()


def learner_id(client):
    """Give the id behind a cookie: what a signed cookie holds is no secret."""
    field = client.cookies[COOKIE].strip('"').split("|")[4]
    return base64.b64decode(field.partition(":")[2]).decode()


def with_cookie(server, value):
    client = server.client()
    client.cookies.set(COOKIE, value)
    return client


def test_an_old_cookie_and_a_cookie_of_another_secret_name_nobody(server, browser):
    """Made as the server makes them, with its own secret: only age or secret is wrong."""
    secret = (server.data / "cookie-secret").read_bytes()
    who = learner_id(browser())

    def asked(key, age, name=COOKIE):
        value = create_signed_value(key, name, who, clock=lambda: time.time() - age * DAY)
        with with_cookie(server, value.decode()) as client:
            return client.get(GIVEN).status_code

    assert asked(secret, 1) == OK, "made rightly, it opens: what follows is refused by its age"
    assert asked(secret, COOKIE_DAYS + 1) == FORBIDDEN
    assert asked(bytes(len(secret)), 1) == FORBIDDEN
    assert asked(secret, 1, "_xsrf") == FORBIDDEN, "signed for another use"


@pytest.mark.parametrize("value", ["", "x", "2|1:0|", "2|1:0|10:1|7:ouvroir|4:AAAA|" + "0" * 64])
def test_a_cookie_that_is_none_opens_nothing(server, value):
    with with_cookie(server, value) as client:
        assert client.get(GIVEN).status_code == FORBIDDEN


def test_only_a_page_s_own_token_speaks_for_it(server, browser):
    client = browser()
    page = open_page(client, LESSON)
    for token in (page.kernel, client.cookies[COOKIE], page.xsrf, "x" * 43):
        for scheme in ("Bearer", "Basic", "bearer"):
            answer = client.post("page/lesson_view", headers={"Authorization": f"{scheme} {token}"})
            assert answer.status_code == FORBIDDEN
    assert client.post(f"page/lesson_view?token={page.kernel}").status_code == FORBIDDEN


def test_an_id_that_is_somebody_s_answers_as_one_that_is_nobody_s(server, browser):
    """Kernels, pages and files: who tries ids learns nothing of which exist."""
    hers, other = browser(), browser()
    kernel = open_page(hers, LESSON).kernel
    upload(hers, OWN, b"a;b\n1;2\n").raise_for_status()
    with sqlite3.connect(server.data / "ouvroir.sqlite") as database:
        (number,) = database.execute("SELECT max(id) FROM file").fetchone()

    token = {"X-XSRFToken": other.cookies["_xsrf"]}
    assert uuid.UUID(kernel).version == 4
    told = [
        {
            (answer.status_code, answer.text)
            for answer in (
                other.post(f"{before}{which}{after}", headers=token) for which in (real, none)
            )
        }
        for before, real, none, after in (
            ("pages/", kernel, str(uuid.uuid4()), "/fermer"),
            ("mes-donnees/fichiers/", str(number), "999999999", ""),
        )
    ]
    assert [len(one) for one in told] == [1, 1], told
    for which in (kernel, str(uuid.uuid4())):
        with pytest.raises(websocket.WebSocketBadStatusException) as refused:
            Line(other, which)
        assert refused.value.status_code == FORBIDDEN
    assert "export.csv" in hers.get("mes-donnees").text


def test_a_page_takes_a_few_websockets_and_no_more(browser):
    client = browser()
    page = open_page(client, LESSON)
    lines = [Line(client, page.kernel) for _ in range(SOCKETS_PER_PAGE)]
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        Line(client, page.kernel)
    assert refused.value.status_code == TOO_MANY
    assert "view" in lines[0].ask(page.piece("question")["model"], "skip"), "those go on"
    lines.pop().close()
    for _ in range(100):
        try:
            lines.append(Line(client, page.kernel))
            break
        except websocket.WebSocketBadStatusException:
            time.sleep(0.05)
    else:
        pytest.fail("a place that was given back is not taken")
    for line in lines:
        line.close()


def test_a_learner_who_is_erased_leaves_no_page_that_acts(browser):
    client = browser()
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)
    cookies = dict(client.cookies)
    erased = client.post("mes-donnees/tout", data={"_xsrf": client.cookies["_xsrf"]})
    assert erased.status_code == 303

    # The line may stay open to say that the page sleeps; nobody answers on it any more.
    line._socket.settimeout(3)
    with pytest.raises((websocket.WebSocketException, OSError)):
        line.ask(page.piece("question")["model"], "skip")
    client.cookies.update(cookies)
    with pytest.raises(websocket.WebSocketBadStatusException):
        Line(client, page.kernel)
    assert client.get(GIVEN).status_code == FORBIDDEN, "her old cookie names nobody any more"


def test_a_trainer_who_is_one_no_more_keeps_a_page_that_shows_nothing(server, browser):
    client = browser()
    client.get(server.trainer_address)
    page = open_page(client, "formateur")
    line = Line(client, page.kernel)
    model = page.piece("trainer")["model"]
    assert "view" in line.ask(model, "refresh")

    with sqlite3.connect(server.data / "ouvroir.sqlite") as database:
        database.execute("UPDATE learner SET role = 'learner' WHERE id = ?", [learner_id(client)])
    refused = line.ask(model, "refresh")
    assert "error" in refused
    assert "view" not in refused
    assert client.get("formateur/notes.csv").status_code == FORBIDDEN
    assert client.get("formateur").status_code == FORBIDDEN
    line.close()


def test_no_field_makes_a_learner_a_trainer(server, browser):
    client = browser()
    token = {"X-XSRFToken": client.cookies["_xsrf"]}
    for role in ("trainer", "administrator"):
        fields = {"role": role, "is_trainer": "1", "access": "TRAINER"}
        for address in ("mes-donnees/code", "reprendre", "mes-donnees/reprendre"):
            client.post(address, data=fields, headers=token)
        client.get("formateur/entrer", params={"cle": "", **fields})
        client.get("mes-donnees", params=fields, headers={"X-Role": role})
    with sqlite3.connect(server.data / "ouvroir.sqlite") as database:
        (role,) = database.execute(
            "SELECT role FROM learner WHERE id = ?", [learner_id(client)]
        ).fetchone()
    assert role == "learner"
    assert client.get("formateur").status_code == FORBIDDEN


def test_a_captured_form_is_worth_nothing_in_another_browser(browser):
    """Its token goes with a cookie that the other browser does not have."""
    hers, other = browser(), browser()
    captured = {"_xsrf": hers.cookies["_xsrf"]}
    assert other.post("mes-donnees/tout", data=captured).status_code == FORBIDDEN
    assert other.get(GIVEN).status_code == OK
