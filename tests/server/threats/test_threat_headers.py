"""Every route: the headers of its answers, the token of its forms, and methods it does not have."""

from __future__ import annotations

import re

import pytest
import tornado.web

from grader.server.access import SECURITY_HEADERS
from grader.server.late_refusals import RefusesLate
from grader.server.routes import ROUTES
from grader.server.static_files import StaticFile
from grader.server.voila_pages import VoilaPageHandler
from tests.support.pages import open_page
from tests.support.pattern_sample import sample

FORBIDDEN, NOT_ALLOWED = 403, 405
#: No cookie gives a right there: a token or a key in a header does, that no other site can set.
WITHOUT_COOKIE = {
    "PageOperation", "PortalApi", "PortalUpload", "HarvestApi",
    "OpenAtelier", "CloseAtelier", "AtelierOperation", "AtelierUpload",
}  # fmt: skip
#: Made to be shown in the pages of any site, and harmless there.
FRAMED = {"FramedPage"}
PLAIN = [
    pytest.param(handler, sample(pattern), id=f"{handler.__name__} {pattern}"[:80])
    for pattern, handler, _ in ROUTES
    if not issubclass(handler, VoilaPageHandler)
]
POSTS = [
    pytest.param(sample(pattern), id=f"{handler.__name__} {pattern}"[:80])
    for pattern, handler, _ in ROUTES
    if handler.post is not tornado.web.RequestHandler.post
    and handler.__name__ not in WITHOUT_COOKIE
]


@pytest.fixture(scope="module")
def owner(server):
    with server.client() as client:
        client.get("mes-donnees").raise_for_status()
        yield client


@pytest.fixture(scope="module")
def trainer(server):
    with server.client() as client:
        client.get(server.trainer_address)
        yield client


@pytest.fixture(scope="module")
def nobody(server):
    with server.client() as client:
        yield client


def check(headers, handler=None):
    assert "Server" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == SECURITY_HEADERS["Referrer-Policy"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src *" not in policy
    if getattr(handler, "__name__", "") not in FRAMED:
        assert "frame-ancestors 'none'" in policy
        for name in ("Cross-Origin-Opener-Policy", "Permissions-Policy"):
            assert headers[name] == SECURITY_HEADERS[name]


def test_patterns_are_sampled_as_the_server_reads_them():
    for pattern, _, _ in ROUTES:
        assert re.fullmatch(pattern, sample(pattern)), pattern


@pytest.mark.parametrize(("handler", "address"), PLAIN)
def test_every_answer_is_guarded(owner, nobody, handler, address):
    for client, accept in ((owner, "text/html"), (nobody, "application/json")):
        answer = client.get(address, headers={"Accept": accept})
        check(answer.headers, handler)
        assert answer.status_code < 500, answer.text[:300]
        if not issubclass(handler, StaticFile):
            assert "public" not in answer.headers.get("Cache-Control", "")


def test_pages_of_voila_are_guarded_too(trainer):
    """Voilà forces nothing upon us: its bundle, which asks for inline code, is not loaded."""
    for address in ("", "lecon/preparer/valider-ses-deliberations", "formateur"):
        answer = trainer.get(address)
        assert answer.status_code == 200
        check(answer.headers)
        assert answer.headers["Cache-Control"] == "no-store"
        assert (
            SECURITY_HEADERS["Content-Security-Policy"]
            == (answer.headers["Content-Security-Policy"])
        )
        scripts = re.findall(r"<script([^>]*)>", answer.text)
        assert scripts
        assert all("src=" in one or 'type="application/json"' in one for one in scripts)
        assert not re.search(r"\son[a-z]+=\"|\sstyle=\"|javascript:", answer.text)


def test_a_websocket_that_is_refused_is_guarded_too(nobody):
    check(nobody.get("api/kernels/a-a-a-a-a/channels").headers)


@pytest.mark.parametrize("address", POSTS)
def test_a_form_without_its_token_is_refused_everywhere(trainer, address):
    """Even to the trainer, who may send nearly all of them."""
    for token in ("", "0123456789", "2|00000000|0123456789abcdef0123456789abcdef|1700000000"):
        headers = {"X-XSRFToken": token} if token else {}
        answer = trainer.post(address, data={"x": "1"}, headers=headers)
        assert answer.status_code == FORBIDDEN, answer.text[:300]


def test_a_handler_that_waives_the_token_takes_no_cookie():
    posts = [one for _, one, _ in ROUTES if one.post is not tornado.web.RequestHandler.post]
    assert {handler.__name__ for handler in posts if waives(handler)} == WITHOUT_COOKIE


def waives(handler):
    """Whether a handler looks for no token; one that refuses late asks the next in line."""
    asked = [one for one in handler.__mro__ if "check_xsrf_cookie" in vars(one)]
    return next(one for one in asked if one is not RefusesLate) is not tornado.web.RequestHandler


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_other_methods_do_nothing(owner, method):
    for address in ("mes-donnees", "mes-donnees/tout", "reprendre"):
        token = {"X-XSRFToken": owner.cookies["_xsrf"]}
        assert owner.request(method, address, headers=token).status_code == NOT_ALLOWED


def test_a_method_is_not_changed_by_a_header_or_a_field(owner):
    name = re.search(r"<dt>Votre pseudonyme</dt><dd>([^<]+)", owner.get("mes-donnees").text)[1]
    for header in ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"):
        asked = owner.get(
            "mes-donnees/tout",
            params={"_method": "POST", "_xsrf": owner.cookies["_xsrf"]},
            headers={header: "POST"},
        )
        assert asked.status_code == 200
    assert name in owner.get("mes-donnees").text


def test_scripts_read_no_cookie_and_other_sites_send_none(server):
    with server.client() as client:
        answer = client.get("mes-donnees")
    cookies = answer.headers.get_list("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"ouvroir", "_xsrf"}
    for cookie in cookies:
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        assert "Domain" not in cookie


def test_an_open_page_still_has_its_token_for_forms(owner):
    """Forms and scripts have it from the page itself: the cookie is out of their reach."""
    page = open_page(owner)
    assert page.xsrf
    assert page.xsrf.count("|") == 3
