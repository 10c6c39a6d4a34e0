"""Every route, walked as nobody, as the owner, as another learner, as a trainer."""

from __future__ import annotations

import html
import re
from http import HTTPStatus

import httpx
import pytest
import websocket

from grader.server.routes import ROUTES
from grader.services.bench_operations import BENCH_OPERATIONS
from grader.services.privacy_operations import PRIVACY_OPERATIONS
from tests.support.pages import Line, open_page

OK, SEE, GONE, REFUSED, NO_BODY, CONFLICT, BAD = 200, 302, 404, 403, 204, 409, 400
MODULE, LESSON = "module/preparer", "lecon/preparer/ce-que-lit-une-machine"
GIVEN = "donnees/preparer/deliberations-sales/deliberations-export.csv"
SOLUTION = "corrige/preparer/deliberations-sales/deliberations.csv"

NAME, FILE_NAME = r"[a-z0-9][a-z0-9-]*", r"([A-Za-z0-9][A-Za-z0-9._-]*)"

#: Pattern of the route → (method, address) → status for nobody, owner, other, trainer.
WALK: dict[str, list[tuple[str, str, tuple[int, int, int, int]]]] = {
    r"": [("GET", "", (OK, OK, OK, OK)), ("POST", "", (405, 405, 405, 405))],
    r"module/([a-z0-9][a-z0-9-]*)": [
        ("GET", MODULE, (OK, OK, OK, OK)),
        ("GET", "module/inconnu", (GONE, GONE, GONE, GONE)),
    ],
    r"lecon/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)": [
        ("GET", LESSON, (OK, OK, OK, OK)),
        ("GET", "lecon/preparer/inconnue", (GONE, GONE, GONE, GONE)),
    ],
    r"validateur": [("GET", "validateur", (OK, OK, OK, OK))],
    r"anonymiser": [("GET", "anonymiser", (OK, OK, OK, OK))],
    r"quiz-libre": [("GET", "quiz-libre", (OK, OK, OK, OK))],
    r"formateur": [("GET", "formateur", (REFUSED, REFUSED, REFUSED, OK))],
    r"formateur/entrer": [
        ("GET", "formateur/entrer?cle=0123", (REFUSED, REFUSED, REFUSED, REFUSED))
    ],
    r"formateur/notes\.csv": [("GET", "formateur/notes.csv", (REFUSED, REFUSED, REFUSED, OK))],
    r"aide": [("GET", "aide", (OK, OK, OK, OK))],
    r"mes-donnees": [("GET", "mes-donnees", (OK, OK, OK, OK))],
    r"mes-donnees/fichiers/([0-9]{1,12})": [
        ("POST", "mes-donnees/fichiers/999999", (REFUSED, GONE, GONE, GONE))
    ],
    r"mes-donnees/ma-progression\.zip": [
        ("GET", "mes-donnees/ma-progression.zip", (REFUSED, OK, OK, OK))
    ],
    r"mes-donnees/reprendre": [
        ("POST", "mes-donnees/reprendre", (REFUSED, CONFLICT, CONFLICT, CONFLICT))
    ],
    r"mes-donnees/tout": [("GET", "mes-donnees/tout", (REFUSED, OK, OK, OK))],
    r"mon-parcours": [("GET", "mon-parcours", (OK, OK, OK, OK))],
    r"mon-parcours/rapport\.(html|odt)": [
        ("GET", "mon-parcours/rapport.odt", (REFUSED, OK, OK, OK)),
        ("GET", "mon-parcours/rapport.pdf", (GONE, GONE, GONE, GONE)),
    ],
    r"depot/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)": [
        ("POST", "depot/preparer/deliberations-sales", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/preparer/quiz", (REFUSED, GONE, GONE, GONE)),
        ("POST", "depot/validateur/fichier", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/validateur/autre", (REFUSED, GONE, GONE, GONE)),
        ("POST", "depot/anonymiser/fichier", (REFUSED, CONFLICT, CONFLICT, CONFLICT)),
        ("POST", "depot/anonymiser/autre", (REFUSED, GONE, GONE, GONE)),
    ],
    r"donnees/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)": [
        ("GET", GIVEN, (REFUSED, OK, OK, OK)),
        (
            "GET",
            "donnees/preparer/deliberations-sales/deliberations.csv",
            (REFUSED, GONE, GONE, GONE),
        ),
        ("GET", "donnees/preparer/quiz/quiz.yml", (REFUSED, GONE, GONE, GONE)),
    ],
    r"corrige/([a-z0-9][a-z0-9-]*)/([a-z0-9][a-z0-9-]*)/([A-Za-z0-9][A-Za-z0-9._-]*)": [
        ("GET", SOLUTION, (REFUSED, GONE, GONE, GONE))
    ],
    rf"reprise/(validateur|{NAME}/{NAME})/(file|journal|script|report)/{FILE_NAME}": [
        ("GET", "reprise/validateur/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/preparer/deliberations-sales/journal/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/preparer/quiz/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "reprise/validateur/secret/a.csv", (GONE, GONE, GONE, GONE)),
    ],
    rf"anonymise/(anonymiser|{NAME}/{NAME})/(file|script|recipe|register|key)/{FILE_NAME}": [
        ("GET", "anonymise/anonymiser/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/anonymiser/key/a.txt", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/preparer/deliberations-sales/file/a.csv", (REFUSED, GONE, GONE, GONE)),
        ("GET", "anonymise/validateur/file/a.csv", (GONE, GONE, GONE, GONE)),
        ("GET", "anonymise/anonymiser/secret/a.csv", (GONE, GONE, GONE, GONE)),
    ],
    rf"occulte/({NAME})/({NAME})/{FILE_NAME}": [
        ("GET", "occulte/preparer/deliberations-sales/a-occulte.docx", (REFUSED, GONE, GONE, GONE)),
        ("GET", "occulte/preparer/quiz/quiz-occulte.pdf", (REFUSED, GONE, GONE, GONE)),
    ],
    r"page/([a-z_]{1,40})": [
        ("POST", "page/lesson_view", (REFUSED, REFUSED, REFUSED, REFUSED)),
        ("POST", "page/trainer_view", (REFUSED, REFUSED, REFUSED, REFUSED)),
        *(
            ("POST", f"page/{name}", (REFUSED, REFUSED, REFUSED, REFUSED))
            for name in sorted({**BENCH_OPERATIONS, **PRIVACY_OPERATIONS})
        ),
    ],
    r"pages/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/fermer": [
        ("POST", "pages/{kernel}/fermer", (REFUSED, NO_BODY, REFUSED, REFUSED))
    ],
    r"api/kernels/(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)/channels": [
        ("GET", "api/kernels/{kernel}/channels", (REFUSED, BAD, REFUSED, REFUSED))
    ],
    r"statique/VERSION/(.*)": [
        ("GET", "{static}page.js", (OK, OK, OK, OK)),
        ("GET", "{static}../templates/ouvroir/index.html.j2", (GONE, GONE, GONE, GONE)),
        ("GET", "{static}..%2f..%2fpiece.py", (REFUSED, REFUSED, REFUSED, REFUSED)),
    ],
}
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
    return re.search(r'src="/(statique/\w+/)page\.js"', people["owner"].get("").text)[1]


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
