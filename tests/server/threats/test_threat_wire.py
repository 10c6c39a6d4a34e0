"""What comes over the wire: too long, too deep, too slow, packed, split, or under a false name."""

from __future__ import annotations

import asyncio
import gzip
import socket
import time
from urllib.parse import urlsplit

import pytest
import tornado.web
import websocket

from grader.errors import RefusedError
from grader.server import listening
from grader.server.page_api import _read
from grader.settings import Settings
from tests.support.pages import Line, open_page, upload

LESSON = "lecon/preparer/valider-ses-deliberations"
SLOW, QUICK = 100, 5.0


@pytest.fixture
def client(server):
    with server.client() as client:
        client.get("mes-donnees").raise_for_status()
        yield client


@pytest.fixture
def place(server):
    found = urlsplit(server.address)
    return found.hostname, found.port


def said(place, request, wait=10):
    """Send bytes as they are; gives what comes back until the other side closes."""
    with socket.create_connection(place, timeout=wait) as line:
        line.sendall(request)
        heard = b""
        try:
            while chunk := line.recv(65536):
                heard += chunk
        except OSError:
            pass
        return heard


def status(heard):
    return int(heard.split(b" ")[1]) if heard.startswith(b"HTTP/1.1 ") else None


def answers_quickly(client):
    begun = time.monotonic()
    assert client.get("aide").status_code == 200
    return time.monotonic() - begun < QUICK


def test_headers_without_end_close_the_line_and_nothing_else(client, place):
    many = b"".join(b"X-%d: %s\r\n" % (n, b"a" * 1000) for n in range(100))
    heard = said(place, b"GET /aide HTTP/1.1\r\nHost: x\r\n" + many + b"\r\n")
    assert status(heard) in (None, 400, 431)
    assert b"Aide" not in heard
    assert answers_quickly(client)


def test_a_form_of_thousands_of_fields_is_refused_before_it_costs(client):
    fields = "&".join(f"f{n}=1" for n in range(100_000))
    begun = time.monotonic()
    answer = client.post(
        "reprendre",
        content=fields,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "X-XSRFToken": client.cookies["_xsrf"],
        },
    )
    assert answer.status_code == 400
    assert time.monotonic() - begun < QUICK
    parts = "".join(
        f'--b\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(5000)
    )
    answer = client.post(
        "reprendre",
        content=parts + "--b--\r\n",
        headers={
            "Content-Type": "multipart/form-data; boundary=b",
            "X-XSRFToken": client.cookies["_xsrf"],
        },
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b"[]", b'"x"'])
def test_what_a_page_asks_is_an_object_of_a_depth_that_can_be_read(body):
    with pytest.raises(RefusedError):
        _read(body)


@pytest.mark.parametrize("said_by_her", ["[" * 100_000, "{", "null", "[]", '{"ouvroir": [[]]}', ""])
def test_a_message_that_cannot_be_read_costs_its_sender_alone(client, server, said_by_her):
    page = open_page(client, LESSON)
    line = Line(client, page.kernel)
    line._socket.send(said_by_her)
    line._socket.send_binary(b"\x00\x00\x00\xff" * 10)
    with server.client() as other:
        assert answers_quickly(other)
    again = Line(client, page.kernel)
    assert "view" in again.ask(page.piece("question")["model"], "skip")
    assert not any("Traceback" in told for told in server.output[-5:])


def test_a_packed_body_is_not_unpacked(client):
    """Tornado may unpack what is sent: it is told not to, so nothing swells here."""
    bomb = gzip.compress(b"code=" + b"0" * 50_000_000)
    answer = client.post(
        "reprendre",
        content=bomb,
        headers={
            "Content-Type": "application/x-www-form-urlencoded",
            "Content-Encoding": "gzip",
            "X-XSRFToken": client.cookies["_xsrf"],
        },
    )
    assert answer.status_code == 400


def test_a_websocket_is_not_packed_either(client):
    page = open_page(client, LESSON)
    cookies = "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar)
    line = websocket.create_connection(
        str(client.base_url).replace("http", "ws", 1) + f"api/kernels/{page.kernel}/channels",
        cookie=cookies,
        origin=str(client.base_url).rstrip("/"),
        header=["Sec-WebSocket-Extensions: permessage-deflate"],
    )
    assert "sec-websocket-extensions" not in {name.lower() for name in line.headers}
    line.close()


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        b"Content-Length: 5\r\nContent-Length: 6\r\n",
        b"Content-Length: -1\r\n",
        b"Content-Length: +5\r\n",
        b"Transfer-Encoding: xchunked\r\n",
    ],
)
def test_a_request_that_two_servers_would_read_apart_is_refused(place, head):
    hidden = b"0\r\n\r\nGET /formateur HTTP/1.1\r\nHost: x\r\n\r\n"
    heard = said(place, b"POST /reprendre HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n" + hidden, 3)
    assert status(heard) in (None, 400, 403, 411, 501)
    assert heard.count(b"HTTP/1.1 ") <= 1


@pytest.mark.parametrize("path", ["//ailleurs.example/", "/\\ailleurs.example", "/%2f%2failleurs"])
def test_no_address_leads_to_another_site(place, path):
    heard = said(place, f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
    assert status(heard) == 404
    assert b"\nLocation" not in heard


@pytest.mark.parametrize("address", ["mes-donnees", "bac-a-sable/", "formateur/entrer?cle=x"])
def test_a_false_host_goes_nowhere(client, address):
    """No page, redirection or kernel is made of the name that the browser says."""
    answer = client.get(address, headers={"Host": "ailleurs.example"})
    assert "ailleurs.example" not in answer.headers.get("Location", "").partition("?")[0]
    assert "ailleurs.example" not in answer.text


@pytest.mark.parametrize("name", ["suite", "next", "url", "retour"])
def test_no_parameter_chooses_where_one_is_led(server, name):
    with server.client() as client:
        led = client.get(f"{server.trainer_address}&{name}=https://ailleurs.example/")
    assert led.status_code == 302
    assert led.headers["Location"] == "/formateur"


def test_senders_and_readers_that_never_end_keep_nobody_waiting(client, place):
    """A hundred that say half a request, a hundred that read no answer, and the others go on."""
    slow = []
    try:
        for number in range(2 * SLOW):
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            line.settimeout(10)
            line.connect(place)
            half = b"GET /aide HTTP/1.1\r\nHost: x\r\n"
            line.sendall(half if number % 2 else (half + b"\r\n") * 20)
            slow.append(line)
        assert answers_quickly(client)
        assert upload(client, "preparer/deliberations-sales", b"a;b\n1;2\n").status_code == 200
    finally:
        for line in slow:
            line.close()
    assert answers_quickly(client)


def test_a_line_that_says_nothing_whole_is_closed(monkeypatch, tmp_path):
    """By the very server that listens for rooms, with a shorter patience."""
    monkeypatch.setattr(listening, "IDLE_SECONDS", 0.5)

    async def play():
        front, _, port = listening.listen(
            tornado.web.Application([]), Settings(data=tmp_path), 0, "127.0.0.1"
        )
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        begun = time.monotonic()
        try:
            for _ in range(100):
                writer.write(b"GET / HTTP/1.1\r\n" if time.monotonic() == begun else b"X-A: b\r\n")
                await writer.drain()
                if reader.at_eof():
                    break
                await asyncio.sleep(0.1)
        except ConnectionError:
            pass
        writer.close()
        front.stop()
        await front.close_all_connections()
        return time.monotonic() - begun

    assert asyncio.run(asyncio.wait_for(play(), 30)) < 5
    assert listening.IDLE_SECONDS == 0.5
