"""Files that a real portal gives, and the reports on them: harmless, whole, made after all."""

from __future__ import annotations

import json
import re
import socket
import time
from pathlib import Path
from urllib.parse import urlsplit

import frictionless
import httpx
import pytest

from tests.support.portal_server import ROOT, RunningPortal

COMMUNE = ROOT / "sandbox_data" / "communes" / "val-ouvert"
HOSTILE = b"<html><script>fetch('/bac-a-sable/api/1/me/')</script></html>"
SCHEMA = {"schema": {"name": "scdl/deliberations", "version": "latest"}}


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    running.end()
    assert not re.findall(r".*Traceback.*|.*Error at .*|.* 500 .*", running.told)


@pytest.fixture
def dataset(portal):
    return make(portal)


def make(portal, **fields):
    body = {"title": "Délibérations", "description": "Votées.", **fields}
    return portal.ask("POST", "/api/1/datasets/", body).json()


def send(portal, dataset, name, content):
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    made = portal.ask("POST", path, files={"file": (name, content)})
    assert made.status_code == 201, made.text
    return made.json()


def declare(portal, dataset, resource, body=None):
    path = f"/api/1/datasets/{dataset['id']}/resources/{resource['id']}/"
    changed = portal.ask("PUT", path, body or SCHEMA)
    assert changed.status_code == 200, changed.text


def get(address, method="GET", **headers):
    return httpx.request(method, address, headers=headers, trust_env=False, timeout=30)


def report(portal, resource):
    """Wait for the report on a file, as its page does."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        found = get(f"{portal.space}/rapports/{resource['id']}").json()
        if found["state"] != "waiting":
            return found
        time.sleep(0.1)
    raise AssertionError("the report is still waited for")


@pytest.mark.parametrize(
    ("name", "mime"),
    [
        *(("page.svg", "image/svg+xml"), ("page.xml", "application/xml")),
        *(("page.csv", "text/csv"), ("page.txt", "text/plain"), ("page.pdf", "application/pdf")),
    ],
)
def test_a_hostile_content_is_only_ever_downloaded(portal, dataset, name, mime):
    made = send(portal, dataset, name, HOSTILE)
    for method in ("GET", "HEAD"):
        for headers in ({}, {"Accept": "text/html"}, {"Accept-Encoding": "gzip"}):
            given = get(made["url"], method, **headers)
            assert given.status_code == 200
            assert given.headers["Content-Type"] == mime
            assert given.headers["Content-Disposition"] == f'attachment; filename="{name}"'
            assert given.headers["X-Content-Type-Options"] == "nosniff"
            assert given.headers["Content-Security-Policy"].startswith(
                "sandbox; default-src 'none'"
            )
            assert given.headers["Content-Length"] == str(len(HOSTILE))
            assert given.headers["Access-Control-Allow-Origin"] == "*"
            assert given.content == (HOSTILE if method == "GET" else b"")


def test_an_empty_file_is_one_too(portal, dataset):
    made = send(portal, dataset, "vide.csv", b"")
    given = get(made["url"])
    assert (given.status_code, given.content, given.headers["Content-Length"]) == (200, b"", "0")
    assert report(portal, made)["state"] == "unreadable"


@pytest.mark.parametrize(
    "path",
    [
        *("resources/../../../ouvroir.sqlite", "resources/a/b/../../../../cookie-secret"),
        *("resources/%2e%2e/%2e%2e/cookie-secret", "resources/..%2f..%2f/a/cookie-secret"),
        *("resources/a/b/c", "resources/a/b", "resources/", "resources//a/b"),
        *("resources/.incoming/a/b", "resources/a/b/%00", "resources/a/b/c%0a"),
    ],
)
def test_no_address_leads_out_of_the_hosted_files(portal, path):
    address = urlsplit(portal.space)
    # By hand: a client would tidy the path.
    with socket.create_connection((address.hostname, address.port), timeout=30) as line:
        asked = f"GET {address.path}/{path} HTTP/1.1\r\nHost: {address.netloc}\r\n"
        line.sendall(f"{asked}Connection: close\r\n\r\n".encode())
        assert line.recv(65536).split(b" ")[1] in (b"404", b"400")


def test_a_deleted_or_replaced_file_is_gone_from_its_address(portal, dataset):
    made = send(portal, dataset, "a.csv", b"a\n1\n")
    path = f"/api/1/datasets/{dataset['id']}/resources/{made['id']}/"
    files = {"file": ("b.csv", b"a\n2\n")}
    replaced = portal.ask("POST", path + "upload/", files=files).json()
    assert get(made["url"]).status_code == 404
    assert get(replaced["url"]).content == b"a\n2\n"
    permalink = httpx.get(made["latest"], trust_env=False, follow_redirects=True)
    assert permalink.content == b"a\n2\n"
    portal.ask("DELETE", path)
    assert get(replaced["url"]).status_code == 404


def test_a_file_is_checked_against_the_schema_that_it_declares(portal, dataset):
    good = send(portal, dataset, "bon.csv", (COMMUNE / "deliberations.csv").read_bytes())
    bad = send(portal, dataset, "brut.csv", (COMMUNE / "deliberations-export.csv").read_bytes())
    free = send(portal, dataset, "libre.csv", b"a,b\n1,2\n")
    image = send(portal, dataset, "photo.png", b"\x89PNG")
    declare(portal, dataset, good)
    declare(portal, dataset, bad)
    assert report(portal, good)["state"] == "valid"
    found = report(portal, bad)
    assert found["state"] == "invalid"
    assert "anomalie" in found["told"]
    assert [report(portal, one)["state"] for one in (free, image)] == ["no-schema", "no-schema"]
    # Another schema, and the former report says nothing any more.
    declare(portal, dataset, good, {"schema": {"name": "scdl/subventions"}})
    assert report(portal, good)["state"] == "invalid"
    declare(portal, dataset, good, {"schema": None})
    assert report(portal, good)["state"] == "no-schema"


def test_what_describes_a_record_is_given_beside_it(portal, dataset, tmp_path):
    content = (COMMUNE / "deliberations.csv").read_bytes()
    made = send(portal, dataset, "deliberations.csv", content)
    declare(portal, dataset, made)
    report(portal, made)
    page = f"{portal.space}/datasets/{dataset['slug']}"
    given = get(f"{page}/datapackage.json")
    assert given.headers["Content-Type"] == "application/json"
    package = given.json()
    (resource,) = package["resources"]
    (tmp_path / "d.csv").write_bytes(get(resource["path"]).content)
    resource["path"] = "d.csv"
    Path(tmp_path / "datapackage.json").write_text(json.dumps(package))
    read = frictionless.Package(str(tmp_path / "datapackage.json"))
    assert read.validate().flatten(["type", "note"]) == []
    assert read.resources[0].schema.get_field("DELIB_DATE").description
    for ending, mime in (("csv", "text/csv"), ("md", "text/markdown")):
        dictionary = get(f"{page}/dictionnaire/{made['id']}.{ending}")
        assert dictionary.headers["Content-Type"].startswith(mime)
        assert "attachment" in dictionary.headers["Content-Disposition"]
        assert "DELIB" in dictionary.text
    assert get(f"{page}/dictionnaire/{'0' * 36}.csv").status_code == 404
    assert get(f"{portal.space}/datasets/inconnu/datapackage.json").status_code == 404


def test_what_describes_a_draft_is_given_to_nobody_without_right(portal):
    draft = make(portal, private=True)
    made = send(portal, draft, "a.csv", b"a\n1\n")
    page = f"{portal.space}/datasets/{draft['slug']}"
    assert get(f"{page}/datapackage.json").status_code == 404
    assert get(f"{page}/dictionnaire/{made['id']}.csv").status_code == 404
    assert get(f"{portal.space}/rapports/{made['id']}").status_code == 404
    assert get(made["url"]).status_code == 200, "its file is not safe there: trap 30"


def test_a_report_is_made_even_when_the_server_dies_before(tmp_path_factory):
    data = tmp_path_factory.mktemp("killed")
    first = RunningPortal(data).start()
    dataset = make(first)
    content = (COMMUNE / "deliberations.csv").read_bytes()
    made = send(first, dataset, "deliberations.csv", content)
    declare(first, dataset, made)
    first.kill()
    second = RunningPortal(data).start()
    try:
        assert report(second, made)["state"] == "valid"
    finally:
        second.end()


def test_an_upload_s_address_takes_a_post_and_tells_the_others(portal, dataset):
    path = f"/api/1/datasets/{dataset['id']}/upload/"
    assert [portal.ask(method, path).status_code for method in ("GET", "PUT")] == [405, 405]
    assert portal.ask("OPTIONS", path).status_code == 204
    assert portal.ask("POST", path, data={"title": "a"}).json()["error"] == "Missing file parameter"
    assert portal.ask("POST", path, data={"title": "a" * 100_000}).status_code == 400


def test_the_log_holds_no_name_of_a_file_and_no_key(portal):
    told = "\n".join(line for line in portal.output if line.startswith("ouvroir"))
    assert told
    for word in ("deliberations", "page.svg", portal.key, portal.space.rpartition("/")[2]):
        assert word not in told
