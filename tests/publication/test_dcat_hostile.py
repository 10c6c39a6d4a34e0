"""Hostile texts and addresses: every serialisation can still be read, and says the same."""

from __future__ import annotations

import pytest
from rdflib.compare import isomorphic

from grader.publication.dcat.terms import BY_EXTENSION
from tests.publication.catalogues import change, fetched, make, one_of, term, values
from tests.support.portal import Asker


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


HOSTILE = (
    'x" . <http://a> <http://b> "c',
    "]]></dct:title><script>alert(1)</script><!-- & &lt; ' \"",
    '"""\\"""\\u0000 \\ \n\r\t \u2028 é 😀 @prefix',
    "\x00\x01\x0b\x1f\x7f\ufffe\uffff fin",
    '{"@id": "x"}, _:b0 <> ${a} {{b}}',
)


@pytest.mark.parametrize("extension", BY_EXTENSION)
def test_hostile_texts_break_no_serialisation(asker, extension):
    for title in HOSTILE:
        made = make(asker, title=title, description=title, acronym=title[:100], resources=[
            {"title": title, "description": title, "filetype": "remote", "format": title[:20],
             "mime": title[:20], "checksum": {"type": "md5", "value": title},
             "url": "https://exemple.fr/a"},
        ])  # fmt: skip
        graph = fetched(asker, f"datasets/{made['id']}/rdf.{extension}")
        assert isomorphic(graph, fetched(asker, f"datasets/{made['id']}/rdf.nt"))
        [said] = values(graph, one_of(graph, "dcat:Dataset"), "dct:title")
        changed = "".join("?" if c in "\x00\x01\x0b\x1f\ufffe\uffff" else c for c in title)
        # XML reads a carriage return back as a line feed.
        assert said.replace("\r", "\n") == changed.replace("\r", "\n")


ADDRESSES = (
    'https://exemple.fr/a b<c>"d"{e}|f\\g^h`i\x00\n',
    "https://exemple.fr/é/😀?a=%zz&b='c'#d#e",
    "http://www.w3.org/ns/dcat#dataset",
    "http://purl.org/dc/terms/",
    "https://[::1]:99999/]",
    "pas une adresse",
    "",
)


@pytest.mark.parametrize("extension", BY_EXTENSION)
def test_hostile_addresses_break_no_serialisation(asker, extension):
    """As a careless harvest may have kept them: the forms refuse most of them."""
    made = make(asker)
    [resource] = asker.portal.catalogue.get("dataset", made["id"])["resources"]
    for url in ADDRESSES:
        change(
            asker,
            made["id"],
            harvest={"uri": url, "remote_url": url, "dct_identifier": url},
            resources=[{**resource, "url": url}],
        )
        graph = fetched(asker, f"datasets/{made['id']}/rdf.{extension}")
        assert str(one_of(graph, "dcat:Dataset")).startswith(("http://", "https://"))
        assert len(list(graph.objects(None, term("dcat:downloadURL")))) == (":" in url)
        assert isomorphic(graph, fetched(asker, f"datasets/{made['id']}/rdf.nt"))
