"""A source is a stranger: what it answers is bounded, and nothing of it asks the network."""

from __future__ import annotations

import json
import socket

import pytest

from grader.publication.harvest import parsing
from grader.publication.harvest.fetching import no_answer
from grader.publication.harvest.model import MAX_PAGE_BYTES, Fetched, HarvestFailedError
from grader.publication.harvest.parsing import parse_graph
from grader.publication.harvest.prose import to_markdown
from grader.publication.harvest.reading import read_page
from grader.publication.harvest.running import gather
from tests.support.harvest import BARE, URL, record, turtle

RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Any attempt to reach a host fails the test, even where its error is caught."""
    tried = []

    def refuse(*arguments, **_):
        tried.append(arguments)
        raise OSError("no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield
    assert tried == []


@pytest.mark.parametrize(
    "document",
    [
        {"@context": "https://mechant.example/context.jsonld", "@id": "urn:a"},
        {"@context": [{"a": "urn:a"}, "https://mechant.example/context.jsonld"]},
        {"@graph": [{"@id": "urn:a", "urn:b": {"@context": "file:///etc/passwd"}}]},
        {"@context": {"a": {"@id": "urn:a", "@context": "https://mechant.example/"}}},
        {"@context": {"@import": "https://mechant.example/", "a": "urn:a"}},
    ],
)
def test_a_context_that_is_an_address_is_refused(document):
    with pytest.raises(HarvestFailedError) as refused:
        parse_graph(json.dumps(document).encode(), "json-ld", URL)
    assert refused.value.code == "far-context"


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"<html><body>Maintenance", "turtle"),
        (b"<html><body>Maintenance", "xml"),
        (b'{"message": "Erreur', "json-ld"),
        (b"[" * 100_000, "json-ld"),
        (b'{"a":' * 50_000, "json-ld"),
        (b"\xff\xfe\x00", "turtle"),
        (b'<!DOCTYPE r [<!ENTITY a "b">]>' + RDF.encode() + b"</rdf:RDF>", "xml"),
        (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RDF.encode(),
            "xml",
        ),
        (b"@prefix dct: <http://purl.org/dc/terms/> . <urn:a> dct:title (" * 3_000, "turtle"),
        (b"(" * 50_000, "n3"),
    ],
)
def test_what_cannot_be_read_is_a_failure_and_no_crash(content, form):
    with pytest.raises(HarvestFailedError) as refused:
        parse_graph(content, form, URL)
    assert refused.value.code == "unreadable"


def test_an_encoding_that_is_announced_changes_nothing_of_what_is_looked_at():
    node = '<rdf:Description rdf:about="urn:a"><t xmlns="urn:">é</t></rdf:Description></rdf:RDF>'
    content = f'<?xml version="1.0" encoding="utf-16"?>{RDF}{node}'.encode()

    [(_, _, value)] = parse_graph(content, "xml", URL)

    assert str(value) == "é"


def test_a_page_that_is_too_long_is_not_parsed():
    with pytest.raises(HarvestFailedError) as refused:
        parse_graph(b" " * (MAX_PAGE_BYTES + 1), "turtle", URL)
    assert refused.value.code == "too-big"


def test_a_page_of_too_many_statements_is_refused(monkeypatch):
    monkeypatch.setattr(parsing, "MAX_TRIPLES", 1_000)
    content = b"".join(b"<urn:%d> <urn:p> 1 .\n" % number for number in range(1_001))

    with pytest.raises(HarvestFailedError) as refused:
        parse_graph(content, "turtle", URL)
    assert refused.value.code == "too-big"


def test_words_that_look_like_syntax_stay_words():
    title = '"]} <script>alert(1)</script> . \\" ; dct:identifier "2'
    says = f"dct:title {json.dumps(title)} ; dct:description {json.dumps('<b>' + title)}"

    [found] = read_page(turtle(record("1", says)), "turtle", URL).datasets

    assert found.title == title
    assert found.identifier == "1"
    assert "alert" not in found.description


def test_an_address_that_a_browser_would_run_is_no_address():
    more = (
        '<urn:d> dcat:downloadURL <javascript:alert(1)> ; dcat:accessURL "data:text/html,x" . '
        "<urn:e> dcat:downloadURL <file:///etc/passwd> ."
    )
    says = f"{BARE} ; dcat:distribution <urn:d>, <urn:e> ; dcat:landingPage <javascript:alert(1)>"

    [found] = read_page(turtle(record("1", says, more)), "turtle", URL).datasets

    assert found.resources == ()
    assert found.landing.startswith("https://")


def test_a_description_of_thousands_of_elements_is_read_as_text():
    assert to_markdown("<b>" * 20_000 + "eau").strip("*_ ") == "eau"
    assert to_markdown("<p>a" * 6_000).startswith("a a")


def test_what_is_too_long_is_cut_or_left_out():
    says = (
        f'dct:title "{"t" * 5_000}" ; dct:rights "{"r" * 5_000}" ; skos:altLabel "{"a" * 500}" ; '
        f"dcat:landingPage <https://a.example/{'l' * 5_000}> ; dcat:distribution <urn:d>"
    )
    more = f"<urn:d> dcat:downloadURL <https://a.example/{'d' * 5_000}> ."

    [found] = read_page(turtle(record("1", says, more)), "turtle", URL).datasets

    assert found.resources == ()
    assert len(found.landing) < 100
    assert len(found.raw["rights"][0]) == 2_000


@pytest.mark.parametrize("following", ["http://[", "urn:x", "", "http://a b/", "http://a:b/"])
def test_a_next_page_that_is_no_address_ends_the_run_in_failure(following):
    pages = {URL: turtle(f'<urn:p> a hydra:PartialCollectionView ; hydra:next "{following}" .')}

    def fetch(url: str, method: str = "GET") -> Fetched:
        return Fetched(200, "text/turtle", pages[url]) if url in pages else no_answer(url)

    assert gather(URL, fetch).fault.code == "no-answer"


def test_a_run_of_too_many_bytes_is_left():
    filler = "# " + "x" * (4 * 1024 * 1024)

    def fetch(url: str, method: str = "GET") -> Fetched:
        number = int(url.rpartition("=")[2])
        view = f"<urn:p> a hydra:PartialCollectionView ; hydra:next <urn:a?page={number + 1}> ."
        return Fetched(200, "text/turtle", turtle(view, filler))

    found = gather("urn:a.ttl?page=1", fetch)

    assert found.fault.code == "too-big"
    assert found.pages == 4
