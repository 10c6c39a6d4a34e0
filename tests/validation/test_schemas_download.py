"""Which addresses are followed."""

from __future__ import annotations

import socket
import threading

import pytest

from grader.errors import OuvroirError
from grader.validation.download import check_address, fetch, is_loopback
from tests.tables.language import plain_french
from tests.validation.schemas_server import CatalogueServer


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("https://schema.data.gouv.fr/schemas/schemas.json", False),
        ("https://schema.data.gouv.fr:8443/x", False),
        ("http://127.0.0.1:8000/x", True),
        ("http://localhost/x", True),
        ("http://[::1]:8000/x", True),
        ("https://schema.data.gouv.fr/x", True),
    ],
)
def test_addresses_that_are_followed(address, local):
    check_address(address, local=local)


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://schema.data.gouv.fr/schemas.json", False),
        ("http://schema.data.gouv.fr/schemas.json", True),
        ("http://127.0.0.1:8000/x", False),
        ("https://localhost/x", False),
        ("https://127.1.2.3/x", False),
        ("file:///etc/passwd", False),
        ("file://localhost/etc/passwd", True),
        ("ftp://127.0.0.1/x", True),
        ("data:application/json,{}", False),
        ("schemas.json", False),
        ("https://", False),
        ("https://nom:motdepasse@exemple.fr/x", False),
        ("https://exemple.fr/a b", False),
        ("https://exemple.fr/\nx", False),
        ("https://exemplé.fr/x", False),
        ("https://exemple.fr:99999/x", False),
        ("https://[::1/x", False),
        ("", False),
    ],
)
def test_addresses_that_are_refused(address, local):
    with pytest.raises(OuvroirError) as refused:
        check_address(address, local=local)
    assert refused.value.code == "address-refused"
    assert plain_french(refused.value.message) == ""


def test_loopback_is_told_from_the_rest():
    here = ["http://127.0.0.1/", "https://a.localhost/", "http://[::1]/", "http://LOCALHOST/"]
    assert all(map(is_loopback, here))
    assert not any(map(is_loopback, ["https://exemple.fr/", "http://[::1/", "", "localhost"]))


def test_a_remote_catalogue_never_makes_this_machine_call_itself():
    server = CatalogueServer()
    try:
        server.publish()
        with pytest.raises(OuvroirError) as refused:
            fetch(server.address, most_bytes=1000, seconds=5)
        assert refused.value.code == "address-refused"
        assert server.asked == []
        assert fetch(server.address, most_bytes=1000, seconds=5, local=True)
    finally:
        server.stop()


@pytest.fixture
def raw():
    """Answer one connection with bytes of one's own, then close or wait."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()
    threads = []

    def answer(*pieces: bytes, hold: bool = False) -> str:
        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(4096)
                for piece in pieces:
                    connection.sendall(piece)
                if hold:
                    done.wait(10)

        threads.append(threading.Thread(target=serve))
        threads[-1].start()
        return f"http://127.0.0.1:{listener.getsockname()[1]}/"

    yield answer
    done.set()
    for thread in threads:
        thread.join()
    listener.close()


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ((b"rien de HTTP\r\n\r\n",), "unreachable"),
        ((), "unreachable"),
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}",), "bad-answer"),
        ((b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",), "unreachable"),
        ((b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",), "unreachable"),
    ],
)
def test_what_is_no_proper_answer_is_told_plainly(raw, pieces, code):
    with pytest.raises(OuvroirError) as refused:
        fetch(raw(*pieces), most_bytes=1000, seconds=5, local=True)
    assert refused.value.code == code
    assert plain_french(refused.value.message) == ""


def test_a_server_that_keeps_silent_is_left(raw):
    address = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", hold=True)
    with pytest.raises(OuvroirError, match="trop de temps"):
        fetch(address, most_bytes=1000, seconds=0.2, local=True)
