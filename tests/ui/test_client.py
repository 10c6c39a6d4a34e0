"""The kernel's client of the server: its token, and every way in which an answer may fail."""

from __future__ import annotations

import json
import socket

import pytest

from grader.errors import OuvroirError, RefusedError
from grader.ui import client as client_module
from grader.ui.client import ServerClient


@pytest.fixture
def client(page_server):
    return ServerClient(page_server.address, "jeton", "preparer")


def test_the_token_is_taken_out_of_the_environment():
    environ = {
        "OUVROIR_PAGE_TOKEN": "jeton",
        "OUVROIR_PAGE_SERVER": "http://127.0.0.1:1/",
        "OUVROIR_PAGE_SUBJECT": "preparer",
    }

    client = ServerClient.from_environment(environ)

    assert "OUVROIR_PAGE_TOKEN" not in environ
    assert client.subject == "preparer"


@pytest.mark.parametrize("missing", ["OUVROIR_PAGE_TOKEN", "OUVROIR_PAGE_SERVER"])
def test_a_page_without_server_says_where_to_go(missing):
    environ = {"OUVROIR_PAGE_TOKEN": "jeton", "OUVROIR_PAGE_SERVER": "http://127.0.0.1:1/"}
    del environ[missing]

    with pytest.raises(OuvroirError) as refused:
        ServerClient.from_environment(environ)

    assert refused.value.code == "page-without-server"
    assert "accueil" in refused.value.hint


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://exemple/", "127.0.0.1:80"])
def test_only_http_is_spoken(address):
    with pytest.raises(ValueError, match="HTTP"):
        ServerClient(address, "jeton")


def test_a_call_carries_the_token_and_gives_the_view(client, page_server):
    page_server.answers["answer"] = {"view": {"state": "done"}}

    assert client.call("answer", {"item": "prep-r01", "chosen": ["a"]}) == {"state": "done"}

    [(path, request, headers)] = page_server.asked
    assert path == "/racine/page/answer"
    assert request == {"item": "prep-r01", "chosen": ["a"]}
    assert headers["Authorization"] == "Bearer jeton"


def test_a_refusal_is_told_as_the_server_told_it(client, page_server):
    error = {"code": "done", "message": "Question terminée.", "hint": "Passez à la suivante."}
    page_server.answers["answer"] = (409, {}, json.dumps({"error": error}).encode())

    with pytest.raises(RefusedError) as refused:
        client.call("answer", {})

    assert refused.value.to_dict() == error


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((502, {}, b"<html>Bad gateway</html>"), id="a proxy's page"),
        pytest.param((200, {}, b"[1]"), id="no object"),
        pytest.param((200, {}, b"{}"), id="neither view nor error"),
        pytest.param((200, {}, b'{"view": "texte"}'), id="a view that is none"),
        pytest.param((200, {}, b"\xff\xfe"), id="no text"),
    ],
)
def test_what_was_not_agreed_is_not_shown(client, page_server, answer):
    page_server.answers["home_view"] = answer

    with pytest.raises(OuvroirError) as refused:
        client.call("home_view", {})

    assert refused.value.code == "server-unclear"
    assert "Bad gateway" not in str(refused.value)


def test_an_endless_answer_is_cut(client, page_server, monkeypatch):
    monkeypatch.setattr(client_module, "REPLY_BYTES", 20)
    page_server.answers["home_view"] = {"view": {"texte": "x" * 50}}

    with pytest.raises(OuvroirError) as refused:
        client.call("home_view", {})

    assert refused.value.code == "server-unclear"


def test_a_redirection_does_not_carry_the_token_elsewhere(client, page_server):
    elsewhere = {"Location": page_server.address + "page/elsewhere"}
    page_server.answers |= {
        "home_view": (307, elsewhere, b""),
        "elsewhere": {"view": {"taken": True}},
    }

    with pytest.raises(OuvroirError):
        client.call("home_view", {})

    assert [path for path, _, _ in page_server.asked] == ["/racine/page/home_view"]


def test_a_silent_server_is_told_calmly():
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]

    with pytest.raises(OuvroirError) as refused:
        ServerClient(f"http://127.0.0.1:{port}/", "jeton").call("home_view", {})

    assert refused.value.code == "server-silent"
    assert "conservées" in refused.value.hint


def test_a_late_server_is_told_as_late(monkeypatch):
    monkeypatch.setattr(client_module, "TIMEOUT_SECONDS", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}/"

        with pytest.raises(OuvroirError) as refused:
            ServerClient(address, "jeton").call("home_view", {})

    assert refused.value.code == "server-late"


def test_a_proxy_of_the_environment_is_not_used(page_server, monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1/")
    monkeypatch.delenv("no_proxy", raising=False)
    page_server.answers["home_view"] = {"view": {"doors": []}}

    assert ServerClient(page_server.address, "jeton").call("home_view", {}) == {"doors": []}
