"""What the server itself refuses of the API: in the portal's shapes, and for any site to read."""

from __future__ import annotations

import http.client
import socket
from urllib.parse import urlsplit

import pytest

from grader.errors import NotFoundError, RefusedError
from grader.publication.problems import simple_problem
from grader.server.portal_faults import fault_problem
from tests.support.portal_server import RunningPortal


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0
    assert not [line for line in running.output if "Traceback" in line or " at " in line]


def told(answer, status):
    """Check what every refusal has, and give its body."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    body = answer.json()
    assert body["explication"]
    return body


def test_an_unknown_path_is_shape_f(portal):
    body = told(portal.ask("GET", "/api/1/rien/"), 404)
    assert body["status"] == 404
    assert body["error"].startswith("The requested URL was not found on the server.")


@pytest.mark.parametrize("path", ["/e/inconnu/api/1/datasets/", "/e/0/regionale/api/1/datasets/"])
def test_an_unknown_space_is_shape_f(portal, path):
    assert told(portal.ask("GET", path, key=None), 404)["status"] == 404


def test_what_is_not_utf8_in_a_path_is_400(portal):
    assert "explication" in told(portal.ask("GET", "/api/1/datasets/%ff/"), 400)


def test_what_is_not_utf8_in_the_query_finds_nothing(portal):
    assert portal.ask("GET", "/api/1/datasets/?q=%ff%00").json()["total"] == 0


@pytest.mark.parametrize("method", ["TRACE", "CONNECTER"])
def test_an_odd_method_is_405_and_says_which_may_be(portal, method):
    body = told(portal.ask(method, "/api/1/datasets/"), 405)
    assert body["message"] == "The method is not allowed for the requested URL."


def test_patch_on_a_dataset_is_405_and_says_which_may_be(portal):
    answer = portal.ask("PATCH", "/api/1/datasets/essai/", {})
    assert told(answer, 405)["message"] == "The method is not allowed for the requested URL."
    assert answer.headers["Allow"] == "DELETE, GET, PUT"


def test_a_part_that_is_not_imitated_is_501_in_french(portal):
    body = told(portal.ask("GET", "/api/1/topics/"), 501)
    assert "n'est pas imitée" in body["explication"]


def test_a_body_past_the_bound_is_413_and_is_heard(portal):
    large = {"title": "x" * 3_000_000, "description": "y"}
    assert (
        "trop volumineux" in told(portal.ask("POST", "/api/1/datasets/", large), 413)["explication"]
    )
    assert portal.ask("GET", "/api/1/me/").status_code == 200


def test_a_body_in_chunks_past_the_bound_is_413(portal):
    parts = (b"x" * 100_000 for _ in range(20))
    answer = portal.ask("POST", "/api/1/datasets/", content=parts)
    assert told(answer, 413)["message"]


def test_a_body_that_does_not_come_leaves_the_others_answered(portal):
    address = urlsplit(portal.base)
    with socket.create_connection((address.hostname, address.port), timeout=10) as line:
        line.sendall(
            f"POST {address.path}/api/1/datasets/ HTTP/1.1\r\nHost: {address.netloc}\r\n"
            f"X-API-KEY: {portal.key}\r\nContent-Type: application/json\r\n"
            "Content-Length: 500\r\n\r\n{".encode()
        )
        assert portal.ask("GET", "/api/1/me/").status_code == 200
    assert portal.ask("GET", "/api/1/datasets/?q=jamais").json()["total"] == 0


def test_a_form_that_is_none_is_400_and_quoted_in_no_log(portal):
    made = portal.ask("POST", "/api/1/datasets/", {"title": "Dépôt", "description": "x"}).json()
    bodies = (b"--b\r\nsecret-7\rsecret: x\r\n\r\n", b"--b\r\nContent-secret-7", b"\x00secret-7")
    for body in bodies:
        answer = portal.ask(
            "POST",
            f"/api/1/datasets/{made['id']}/upload/",
            content=body,
            headers={"Content-Type": "multipart/form-data; boundary=b"},
        )
        assert told(answer, 400)
    assert not [line for line in portal.output if "multipart" in line or "secret-7" in line]


@pytest.mark.parametrize("key", ["bacasable_faux", "é", "x" * 5000])
def test_a_bad_key_is_401_even_to_read(portal, key):
    answer = portal.ask("GET", "/api/1/datasets/", headers={"X-API-KEY": key.encode()}, key=None)
    assert told(answer, 401)["message"] == "Invalid API token"


def test_no_key_where_one_is_needed(portal):
    answer = portal.ask("GET", "/api/1/me/", key=None)
    assert told(answer, 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="uData"'


def test_the_key_of_a_space_is_no_key_of_another(portal):
    other = f"{portal.base}/e/demonstration"
    assert told(portal.ask("GET", "/api/1/datasets/", base=other), 401)
    assert portal.ask("GET", "/api/1/datasets/", base=other, key=None).status_code == 200


def test_a_missing_slash_is_308_with_the_query_kept(portal):
    answer = portal.ask("GET", "/api/1/datasets?page=1&tag=a&tag=b")
    assert told(answer, 308)
    assert answer.headers["Location"] == f"{portal.base}/api/1/datasets/?page=1&tag=a&tag=b"


def test_head_has_the_headers_of_get_and_no_body(portal):
    got, head = (portal.ask(method, "/api/1/datasets/licenses/") for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(got.content))


def test_any_site_may_ask_and_call(portal):
    asked = {
        "Origin": "https://exemple.fr",
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": "x-api-key, content-type",
    }
    answer = portal.ask("OPTIONS", "/api/1/datasets/essai/", key=None, headers=asked)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Access-Control-Allow-Methods"] == "PUT"
    assert answer.headers["Access-Control-Allow-Headers"] == "x-api-key, content-type"
    assert portal.ask("GET", "/api/1/me/").headers["Access-Control-Allow-Origin"] == "*"


def test_what_a_preflight_asks_is_echoed_only_if_it_is_names(portal):
    for odd in ("x\tset-cookie: a=b", "<script>", "é"):
        asked = {b"Access-Control-Request-Headers": odd.encode("latin-1")}
        answer = portal.ask("OPTIONS", "/api/1/datasets/", key=None, headers=asked)
        assert answer.headers["Access-Control-Allow-Headers"] == ""
    asked = {"Access-Control-Request-Method": "BREW"}
    answer = portal.ask("OPTIONS", "/api/1/datasets/", key=None, headers=asked)
    assert answer.headers["Access-Control-Allow-Methods"] == "GET"


def test_no_cookie_is_set_nor_gives_a_right(portal):
    answer = portal.ask("GET", "/api/1/me/")
    assert "Set-Cookie" not in answer.headers


def test_a_mask_keeps_what_it_names_whatever_the_case_of_its_header(portal):
    for name in ("X-Fields", "x-fields"):
        answer = portal.ask("GET", "/api/1/datasets/", headers={name: "data{id},next_page"})
        assert set(answer.json()) == {"data", "next_page"}
    broken = portal.ask("GET", "/api/1/datasets/", headers={"X-Fields": "data{id"})
    assert told(broken, 400)["message"] == "Mask parse error: Missing closing bracket"


def test_a_request_that_is_no_http_ends_alone(portal):
    address = urlsplit(portal.base)
    line = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    line.connect()
    line.sock.sendall(b"\x16\x03\x01 rien\r\n\r\n")
    assert line.sock.recv(1000).startswith((b"HTTP/1.1 400", b""))
    line.close()
    assert portal.ask("GET", "/api/1/me/").status_code == 200


def test_faults_and_refusals_of_the_server_have_the_shapes_of_the_portal():
    assert fault_problem(500, ValueError("secret"), "GET").body == {
        "message": "Internal Server Error"
    }
    assert fault_problem(599, None, "GET").status == 500
    assert fault_problem(503, None, "GET").status == 503
    kept = simple_problem(409, "x", "y")
    assert fault_problem(500, kept, "GET") is kept
    assert fault_problem(500, NotFoundError("parti", "C'est parti."), "GET").status == 404
    full = fault_problem(500, RefusedError("too-many-files", "Trop."), "GET")
    assert (full.status, full.body, full.explanation) == (
        409,
        {"message": "too-many-files"},
        "Trop.",
    )
