"""The catalogue over HTTP, both portals of a space, and the score of what the API answers."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from rdflib import RDF

from grader.cli.main import main
from grader.publication.dcat.terms import BY_EXTENSION
from tests.publication.catalogues import one_of, read, term, values
from tests.support.portal_server import RunningPortal


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    running = RunningPortal(tmp_path_factory.mktemp("portal")).start()
    yield running
    assert running.end() == 0
    assert not [line for line in running.output if "Traceback" in line or " at " in line]


@pytest.fixture(scope="module")
def public(portal):
    """The first record that the space shows to anyone."""
    return portal.ask("GET", "/api/1/datasets/", base=portal.space, key=None).json()["data"][0]


@pytest.mark.parametrize("extension", BY_EXTENSION)
def test_anyone_reads_the_catalogue_of_a_space(portal, public, extension):
    path = f"/api/1/site/catalog.{extension}"
    answer = portal.ask("GET", path, base=portal.space, key=None)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == BY_EXTENSION[extension].mime
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    graph = read(answer.content, extension)
    assert str(one_of(graph, "dcat:Catalog")) == f"{portal.space}/api/1/site/catalog"
    nodes = set(map(str, graph.subjects(RDF.type, term("dcat:Dataset"))))
    assert f"{portal.space}/datasets/{public['id']}" in nodes
    head = portal.ask("HEAD", path, base=portal.space, key=None)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]


def test_a_redirection_leads_to_a_catalogue(portal):
    answer = portal.ask(
        "GET",
        "/api/1/site/catalog",
        base=portal.space,
        headers={"Accept": "text/turtle"},
        follow_redirects=True,
    )
    assert [one.status_code for one in answer.history] == [302]
    assert urlsplit(str(answer.url)).path.endswith("/api/1/site/catalog.ttl")
    assert one_of(read(answer.content, "ttl"), "hydra:PartialCollectionView")


def test_each_portal_of_a_space_has_its_own_catalogue(portal):
    titles = []
    for base in (portal.space, f"{portal.space}/regionale"):
        answer = portal.ask("GET", "/api/1/site/catalog.ttl", base=base, key=None)
        graph = read(answer.content, "ttl")
        node = one_of(graph, "dcat:Catalog")
        assert str(node) == f"{base}/api/1/site/catalog"
        titles.append(values(graph, node, "dct:title"))
    assert titles[0].isdisjoint(titles[1])


def test_an_address_of_the_catalogue_opens_what_it_names(portal):
    answer = portal.ask("GET", "/api/1/site/catalog.ttl", base=portal.space, key=None)
    graph = read(answer.content, "ttl")
    hosted = [url for url in map(str, graph.objects(None, term("dcat:downloadURL")))
              if url.startswith(portal.space)]  # fmt: skip
    assert hosted
    file = portal.ask("GET", hosted[0], base="", key=None)
    assert (file.status_code, file.headers["Content-Disposition"].partition(";")[0]) == (
        200,
        "attachment",
    )
    for permalink in graph.objects(None, term("dcat:accessURL")):
        assert portal.ask("GET", str(permalink), base="", key=None).status_code == 302


def test_the_command_counts_the_score_that_the_api_shows(portal, tmp_path, capsys):
    listed = portal.ask("GET", "/api/1/datasets/?page_size=100", base=portal.space).json()
    assert listed["total"] > 1
    file = tmp_path / "page.json"
    file.write_text(json.dumps(listed), encoding="utf-8")
    main(["quality", str(file), "--format", "json"])
    counted = json.loads(capsys.readouterr().out)
    shown = {one["id"]: one["quality"] for one in listed["data"]}
    assert {one["id"]: one["quality"] for one in counted} == shown
    assert len({one["score"] for one in shown.values()}) > 1
