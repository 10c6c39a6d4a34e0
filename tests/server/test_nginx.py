"""Behind nginx with TLS, by the block of the documentation: all works, and addresses are true."""

from __future__ import annotations

import re
import ssl

import httpx
import pytest
import websocket

from grader.server.limits import LIMITS, Act
from tests.fixtures.course_paths import SMALL_SANDBOX
from tests.support.nginx import nginx_before
from tests.support.pages import open_page, upload
from tests.support.running import RunningServer
from tests.support.training_course import write_course

LESSON = "lecon/ouvrir/choisir"
PERCENT, TOO_MANY = 2, 429
MEBI = 1024 * 1024


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A server that believes nginx, with small limits; gives it, nginx's ports and certificate."""
    settings = {
        "OUVROIR_COURSES": str(write_course(tmp_path_factory.mktemp("course") / "courses")),
        "OUVROIR_SANDBOX": str(SMALL_SANDBOX),
        "OUVROIR_TRUSTED_PROXIES": "127.0.0.1",
        "OUVROIR_RATE_PERCENT": str(PERCENT),
    }
    server = RunningServer(tmp_path_factory.mktemp("behind"), settings).start()
    folder = tmp_path_factory.mktemp("nginx")
    try:
        with nginx_before(server.address, folder) as (plain, safe):
            yield server, plain, safe, ssl.create_default_context(cafile=folder / "cert.pem")
    finally:
        server.stop()


@pytest.fixture
def client(house):
    _, _, safe, trusted = house
    with httpx.Client(
        base_url=f"https://localhost:{safe}/",
        verify=trusted,
        headers={"Accept": "text/html"},
        timeout=60,
        trust_env=False,
    ) as client:
        yield client


def test_plain_http_leads_to_https(house):
    _, plain, safe, _ = house
    led = httpx.get(f"http://localhost:{plain}/aide?x=1", trust_env=False)
    assert led.status_code == 301
    assert led.headers["Location"] == f"https://localhost:{safe}/aide?x=1"


def test_a_page_its_websocket_and_forty_megabytes_pass(house, client):
    _, _, safe, trusted = house
    page = open_page(client, LESSON)
    assert page.pieces
    cookies = "; ".join(f"{c.name}={c.value}" for c in client.cookies.jar)

    def connect(origin):
        return websocket.create_connection(
            f"wss://localhost:{safe}/api/kernels/{page.kernel}/channels",
            cookie=cookies,
            origin=origin,
            sslopt={"context": trusted},
            timeout=30,
        )

    connect(f"https://localhost:{safe}").close()
    with pytest.raises(websocket.WebSocketBadStatusException) as refused:
        connect("https://ailleurs.example")
    assert refused.value.status_code == 403

    sent = upload(client, "validateur/fichier", b"a;b\n" + b"1;2\n" * (10 * MEBI))
    assert sent.status_code == 200, sent.text[:300]
    assert re.fullmatch(r"[0-9a-f]{64}", sent.json()["file"])


def test_cookies_travel_encrypted_alone_and_browsers_remember_https(client):
    answer = client.get("mes-donnees")
    cookies = answer.headers.get_list("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"ouvroir", "_xsrf"}
    assert all("Secure" in cookie and "HttpOnly" in cookie for cookie in cookies)
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"nginx/|Tornado", answer.headers.get("Server", ""))


def test_a_supervision_reads_health_through_nginx_and_figures_on_the_machine_alone(house, client):
    assert client.get("sante").json()["etat"] == "bon"
    assert client.get("metrics").status_code == 404
    with house[0].client() as near:
        assert near.get("metrics").status_code == 200
        # nginx says who asks: without its own refusal, ours would hold.
        assert near.get("metrics", headers={"X-Real-Ip": "127.0.0.1"}).status_code == 403


def test_without_tls_a_cookie_says_nothing_of_it(house):
    server = house[0]
    with server.client() as plain:
        cookies = plain.get("mes-donnees").headers.get_list("Set-Cookie")
    assert cookies
    assert not any("Secure" in cookie for cookie in cookies)


def test_limits_count_the_browser_s_address_and_not_the_one_it_writes(house, client):
    """Two addresses of this machine are two; headers that a browser writes are no address."""
    _, _, safe, trusted = house
    allowed = LIMITS[Act.NEWCOMER].address.times(PERCENT / 100).burst

    def newcomer(number, place):
        forged = dict.fromkeys(("X-Forwarded-For", "X-Real-Ip", "Forwarded"), f"203.0.113.{number}")
        transport = httpx.HTTPTransport(local_address=place, verify=trusted)
        with httpx.Client(transport=transport, trust_env=False, timeout=60) as one:
            return one.get(f"https://127.0.0.1:{safe}/mes-donnees", headers=forged).status_code

    told = [newcomer(number, "127.0.0.5") for number in range(allowed + 5)]
    assert told[:allowed] == [200] * allowed
    assert told[-1] == TOO_MANY
    assert newcomer(1, "127.0.0.6") == 200
