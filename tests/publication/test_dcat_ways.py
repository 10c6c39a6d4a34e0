"""How a caller comes to a catalogue: the format that she accepts, redirections, and refusals."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grader.publication.api.catalog import accepted
from grader.publication.dcat.terms import BY_EXTENSION, BY_MIME
from grader.settings import DEFAULT_ROOT
from tests.publication.catalogues import make, make_organization
from tests.support.portal import ORIGIN, Asker


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


def location(response):
    return dict(response.headers)["Location"]


@pytest.mark.parametrize(
    ("header", "extension"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/html", "json"),
        ("text/turtle", "ttl"),
        ("application/x-turtle", "ttl"),
        ("TEXT/XML", "xml"),
        ("text/html, application/rdf+xml;q=0.9, */*;q=0.8", "xml"),
        ("text/turtle;q=0.2, application/ld+json;q=0.7, text/n3;q=0.1", "json"),
        ("text/n3;q=0, application/n-triples ; q=0.01", "nt"),
        ("application/trig;q=1..2", "json"),
        (";q=1,,/,;;", "json"),
    ],
)
def test_the_format_that_the_caller_accepts(asker, header, extension):
    response = asker.call("GET", "/api/1/site/catalog", headers={"Accept": header})
    assert response.status == 302
    assert location(response) == f"{ORIGIN}/api/1/site/catalog.{extension}?page=1&page_size=100"


def test_every_type_that_is_accepted_leads_to_an_extension():
    assert {accepted(mime).extension for mime in BY_MIME} == {
        "json",
        "ttl",
        "xml",
        "n3",
        "nt",
        "trig",
    }
    assert {one.extension for one in BY_EXTENSION.values()} <= set(BY_EXTENSION)


def test_ways_to_a_catalogue_keep_what_was_asked(asker):
    organization, made = make_organization(asker), make(asker)
    for path, end in (
        ("site/catalog?tag=a&tag=b&page_size=5",
         "site/catalog.json?page=1&page_size=5&tag=a&tag=b"),
        ("site/data.ttl?q=eau", "site/catalog.ttl?q=eau"),
        (f"organizations/{organization['slug']}/catalog",
         f"organizations/{organization['id']}/catalog.json?page=1&page_size=100"),
        (f"datasets/{made['slug']}/rdf", f"datasets/{made['id']}/rdf.json"),
    ):  # fmt: skip
        response = asker.call("GET", f"/api/1/{path}")
        assert (response.status, location(response)) == (302, f"{ORIGIN}/api/1/{end}")


def test_other_extensions_do_not_exist(asker):
    organization, made = make_organization(asker), make(asker)
    for path in (
        "site/catalog.csv",
        "site/catalog.html",
        "site/catalog.TTL",
        "site/data.csv",
        f"organizations/{organization['id']}/catalog.zip",
        f"datasets/{made['id']}/rdf.json5",
    ):
        assert asker.call("GET", f"/api/1/{path}").status == 404


def test_the_page_of_a_record_follows_the_rules_of_the_record(asker):
    draft, gone = make(asker, private=True), make(asker)
    assert asker.ask("DELETE", f"/api/1/datasets/{gone['id']}/")[0] == 204
    for path in ("rdf", "rdf.ttl"):
        found = 302 if path == "rdf" else 200
        for record, status in ((draft, 404), (gone, 410), ({"id": "inconnu"}, 404)):
            address = f"/api/1/datasets/{record['id']}/{path}"
            assert asker.anyone.call("GET", address).status == status
        assert asker.call("GET", f"/api/1/datasets/{draft['id']}/{path}").status == found
    renamed = make(asker, title="Ancien nom")
    assert asker.ask("PUT", f"/api/1/datasets/{renamed['id']}/", {"title": "Neuf"})[0] == 200
    moved = asker.call("GET", "/api/1/datasets/ancien-nom/rdf.ttl")
    assert (moved.status, location(moved)) == (308, f"{ORIGIN}/api/1/datasets/neuf/rdf.ttl")


def test_the_rdf_library_waits_for_the_first_catalogue():
    code = (
        "import grader.publication.api.answer as a, sys; a.routes(); print('rdflib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=DEFAULT_ROOT
    )
    assert done.stdout == "False\n"
