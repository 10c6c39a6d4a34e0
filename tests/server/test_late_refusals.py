"""Who may not send hears why, whatever she was sending: she is not cut off in the middle."""

from __future__ import annotations

import socket
import time
from urllib.parse import urlsplit

import pytest

from tests.support.portal_people import PortalPerson

#: More than the server reads at once, so that the refusal is known long before the last byte.
SENT = 600_000


@pytest.fixture(scope="module")
def owner(server):
    person = PortalPerson(server)
    yield person
    person.close()


def sent_slowly(base: str, path: str, cookie: str, size: int = SENT) -> bytes:
    """Post in two halves, the second once a refusal could have closed the line."""
    address = urlsplit(base)
    head = (
        f"POST {address.path}{path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {size}\r\n"
        f"Cookie: {cookie}\r\n\r\n"
    )
    half = b"x" * (size // 2)
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        line.sendall(head.encode() + half)
        time.sleep(0.3)
        line.sendall(half)
        answer = b""
        while b"\r\n\r\n" not in answer:
            piece = line.recv(65536)
            if not piece:
                break
            answer += piece
    return answer


def cookies(person: PortalPerson, *, without: str = "") -> str:
    """Say what her browser would send."""
    jar = person.client.cookies.jar
    return "; ".join(f"{one.name}={one.value}" for one in jar if one.name != without)


@pytest.mark.parametrize("path", ["depot/validateur/fichier?nom=a.csv", "mes-donnees/reprendre"])
@pytest.mark.parametrize("without", ["_xsrf", "ouvroir"])
def test_who_may_not_send_is_told_so(server, owner, path, without):
    answer = sent_slowly(server.address, path, cookies(owner, without=without))
    assert answer.startswith(b"HTTP/1.1 403")


def test_a_form_of_the_portal_without_its_token_is_told_so(server, owner):
    record = owner.make_record(titre="Subventions", etat="publique")
    path = owner.home.lstrip("/") + f"gerer/{record.id}/deposer"
    assert sent_slowly(server.address, path, cookies(owner)).startswith(b"HTTP/1.1 403")


def test_a_stranger_is_not_read_without_end(server):
    path = "depot/validateur/fichier?nom=a.csv"
    try:
        answer = sent_slowly(server.address, path, "", size=64_000_000)
    except ConnectionError:
        answer = b""
    assert answer in (b"", b"HTTP/1.1 400 Bad Request\r\n\r\n")
