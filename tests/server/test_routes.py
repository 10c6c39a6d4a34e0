"""Every route, walked as nobody, as the owner, as another learner, as a trainer."""

from __future__ import annotations

import html
import re
from http import HTTPStatus

import httpx
import pytest
import websocket

from grader.server.routes import ROUTES
from tests.support.pages import Line, open_page
from tests.support.route_walk import GIVEN, GONE, MODULE, SEE, WALK
from tests.support.skip_link import fault_of

PEOPLE = ("nobody", "owner", "other", "trainer")
STEPS = [
    pytest.param(method, address, who, statuses[PEOPLE.index(who)], id=f"{method} /{address} {who}")
    for steps in WALK.values()
    for method, address, statuses in steps
    for who in PEOPLE
]


def test_the_walk_covers_the_whole_list_of_routes():
    # Those of the sandbox portal are walked in ``test_portal_walk``.
    here = [pattern for pattern, _, _ in ROUTES if not pattern.startswith("bac-a-sable")]
    listed = {re.sub(r"statique/[0-9a-f]{12}/", "statique/VERSION/", p) for p in here}

    assert listed == WALK.keys()


def test_every_route_states_its_access():
    assert all(hasattr(handler, "access") for _, handler, _ in ROUTES)


@pytest.fixture(scope="module")
def people(server):
    """Nobody has no cookie at all; the others each have a learner of their own."""
    clients = {name: server.client() for name in PEOPLE}
    for name in PEOPLE[1:]:
        clients[name].get("mes-donnees").raise_for_status()
    assert clients["trainer"].get(server.trainer_address).status_code == SEE
    yield clients
    for client in clients.values():
        client.close()


@pytest.fixture
def kernel(people):
    """The kernel of a page that the owner has just opened."""
    return open_page(people["owner"], MODULE).kernel


@pytest.fixture(scope="module")
def kernel_of_somebody(server):
    """The kernel of one who opens no other page, and whom nobody can put to sleep."""
    with server.client() as client:
        client.get("mes-donnees").raise_for_status()
        yield open_page(client, MODULE).kernel


@pytest.fixture
def written(request, static):
    """Write an address in full; a page is opened for those that speak of a kernel alone."""

    def fill(address: str, who: str = "") -> str:
        if "{kernel}" not in address:
            return address.format(static=static)
        name = "kernel" if who == "owner" else "kernel_of_somebody"
        return address.format(kernel=request.getfixturevalue(name))

    return fill


@pytest.fixture(scope="module")
def static(people):
    return re.search(r'src="/(statique/\w+/)ensemble\.js"', people["owner"].get("").text)[1]


@pytest.mark.parametrize(("method", "address", "who", "expected"), STEPS)
def test_walk(server, people, written, method, address, who, expected):
    address = written(address, who)
    client = server.client() if who == "nobody" else people[who]
    token = client.cookies.get("_xsrf", "")
    # XSRF is a test of its own: here each request brings the token that its cookie allows.
    if method == "POST" and not token:
        client.cookies.set("_xsrf", "0123456789")
        token = "0123456789"

    response = client.request(method, address, headers={"X-XSRFToken": token})

    assert response.status_code == expected, response.text[:500]
    assert "Traceback" not in response.text
    assert fault_of(response) == ""


@pytest.mark.parametrize(
    "address",
    [
        "api/contents",
        "api/terminals",
        "api/sessions",
        "api/kernels",
        "api/kernelspecs",
        "api/kernels/{kernel}",
        "voila/render/accueil.ipynb",
        "voila/files/pyproject.toml",
        "voila/static/voila.js",
        "voila/api/shutdown/{kernel}",
        "voila/tree",
        "login",
        "static/../cookie-secret",
        "courses/preparer/quiz.yml",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_what_jupyter_would_serve_does_not_exist_here(people, written, address, method):
    response = people["trainer"].request(method, written(address))

    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("who", ["other", "trainer"])
def test_a_websocket_opens_for_its_owner_alone(people, kernel, who):
    Line(people["owner"], kernel).close()

    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        Line(people[who], kernel)
    assert refusal.value.status_code == HTTPStatus.FORBIDDEN


def test_a_websocket_from_another_site_is_refused(server, people, kernel):
    cookies = "; ".join(f"{c.name}={c.value}" for c in people["owner"].cookies.jar)
    address = server.address.replace("http", "ws", 1) + f"api/kernels/{kernel}/channels"

    with pytest.raises(websocket.WebSocketBadStatusException) as refusal:
        websocket.create_connection(address, cookie=cookies, origin="https://ailleurs.example")
    assert refusal.value.status_code == HTTPStatus.FORBIDDEN


def test_a_forged_cookie_is_nobody(server, people):
    real = people["owner"].cookies["ouvroir"]
    forged = server.client()
    forged.cookies.set("ouvroir", real[:-4] + "0000")

    assert forged.get(GIVEN).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("address", ["mes-donnees/tout", "depot/preparer/mon-fichier"])
def test_a_post_without_the_xsrf_token_is_refused(people, address):
    response = people["other"].post(address, content=b"x")

    assert response.status_code == HTTPStatus.FORBIDDEN


def test_the_trainer_key_opens_the_room_and_leaves_the_address_bar(server):
    client = server.client(follow_redirects=False)

    response = client.get(server.trainer_address)

    assert response.status_code == SEE
    assert response.headers["Location"].endswith("/formateur")
    assert "cle" not in response.headers["Location"]


def test_every_answer_carries_the_security_headers(people):
    for address in ("", "aide", "inconnue", GIVEN):
        headers = people["owner"].get(address).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "script-src 'self';" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert "Server" not in headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(server):
    cookies = server.client().get("aide").headers.get_list("Set-Cookie")
    assert not any(c.startswith("ouvroir=") for c in cookies), "help needs no learner"
    [cookie] = [
        c
        for c in server.client().get("mes-donnees").headers.get_list("Set-Cookie")
        if c.startswith("ouvroir=")
    ]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_keys_on_disk_are_their_owner_s_alone(server):
    for name in ("cookie-secret", "cle-formateur"):
        assert (server.data / name).stat().st_mode & 0o077 == 0


def test_a_learner_is_told_in_french_where_she_may_go(people):
    response: httpx.Response = people["other"].get("nulle-part")

    assert response.status_code == GONE
    assert "Cette page n'existe pas" in html.unescape(response.text)
    assert 'lang="fr"' in response.text
