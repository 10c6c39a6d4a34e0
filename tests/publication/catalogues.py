"""Reading catalogues back, for their tests: what was answered, as a graph."""

from __future__ import annotations

from typing import Any

from rdflib import RDF, Dataset, Graph, URIRef
from rdflib.term import Node

from grader.publication.dcat.terms import BY_EXTENSION, PREFIXES

FULL: dict[str, Any] = {
    "title": "Bureaux de vote",
    "acronym": "BDV",
    "description": "Les **bureaux** de vote.",
    "tags": ["elections", "mobilite"],
    "license": "lov2",
    "frequency": "annual",
    "temporal_coverage": {"start": "2026-01-01", "end": "2026-12-31"},
    "spatial": {"granularity": "other"},
    "extras": {"clef": "valeur-d-extra"},
    "resources": [
        {
            "title": "Bureaux",
            "description": "Une ligne par bureau.",
            "filetype": "remote",
            "type": "documentation",
            "url": "https://exemple.fr/bureaux.csv?annee=2026&a=b",
            "format": "csv",
            "mime": "text/csv",
            "filesize": 1234,
            "checksum": {"type": "sha1", "value": "00ff"},
            "schema": {"url": "https://exemple.fr/mon-schema.json"},
        }
    ],
}


def term(name: str) -> URIRef:
    """Give a word of a vocabulary, written ``dct:title``."""
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def read(body: bytes, extension: str) -> Graph:
    """Read what was answered under an extension."""
    if extension != "trig":
        return Graph().parse(data=body, format=BY_EXTENSION[extension].name)
    whole = Dataset()
    whole.parse(data=body, format="trig")
    graph = Graph()
    for statement in whole.default_graph:
        graph.add(statement)
    return graph


def fetched(asker: Any, path: str) -> Graph:
    """Ask for a catalogue below ``/api/1/``, and read it."""
    response = asker.call("GET", f"/api/1/{path}")
    assert response.status == 200, response.body
    return read(response.body, path.partition("?")[0].rpartition(".")[2])


def make(asker: Any, **changes: Any) -> dict[str, Any]:
    """Create a record."""
    status, made = asker.ask("POST", "/api/1/datasets/", {**FULL, **changes})
    assert status == 201, made
    return dict(made)


def make_organization(asker: Any) -> dict[str, Any]:
    """Create an organisation, whose administrator the caller then is."""
    sent = {
        "name": "Commune de Val-Ouvert",
        "description": "Une commune.",
        "url": "https://val-ouvert.exemple.fr",
    }
    status, made = asker.ask("POST", "/api/1/organizations/", sent)
    assert status == 201, made
    return dict(made)


def change(asker: Any, identifier: str, **changes: Any) -> None:
    """Write into a kept record what a producer cannot."""
    document = asker.portal.catalogue.get("dataset", identifier)
    asker.portal.catalogue.put("dataset", {**document, **changes})


def one_of(graph: Graph, kind: str) -> Node:
    """Give the only node of a type."""
    [node] = graph.subjects(RDF.type, term(kind))
    return node


def values(graph: Graph, subject: Node, predicate: str) -> set[str]:
    """Give what a node says under a predicate, as texts."""
    return {str(value) for value in graph.objects(subject, term(predicate))}
