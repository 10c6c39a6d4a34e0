"""Whole catalogues, page by page, and how they are written out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rdflib import Graph, Literal, URIRef

from grader.publication.dcat.graph import GraphWriter, address, new_graph, words
from grader.publication.dcat.terms import CONTEXT, Serialisation
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.typography import french


@dataclass(frozen=True)
class CataloguePage:
    """One page of a catalogue.

    Attributes:
        node: address of the catalogue itself.
        organization: whose it is; None for the whole portal's.
        datasets: records of this page.
        total: records of all pages.
        number: of this page, from 1.
        last: number of the last page.
        address_of: gives the absolute address of a page.
    """

    node: str
    organization: Document | None
    datasets: Sequence[Document]
    total: int
    number: int
    last: int
    address_of: Callable[[int], str]


def catalogue_graph(portal: Portal, page: CataloguePage) -> Graph:
    """Write one page of a catalogue into a graph."""
    writer = GraphWriter(portal, new_graph())
    node = address(page.node)
    writer.type_of(node, "dcat:Catalog", "hydra:Collection")
    writer.say(node, "dct:language", words("fr"))
    if page.organization is None:
        _tell_site(writer, node)
    else:
        _tell_organization(writer, node, page.organization)
    for dataset in page.datasets:
        writer.say(node, "dcat:dataset", writer.dataset(dataset))
    writer.say(node, "hydra:totalItems", Literal(page.total))
    view = address(page.address_of(page.number))
    writer.type_of(view, "hydra:PartialCollectionView")
    writer.say(node, "hydra:view", view)
    others = {"first": 1, "last": page.last, "next": page.number + 1, "previous": page.number - 1}
    for name, number in others.items():
        if 1 <= number <= page.last:
            writer.say(view, f"hydra:{name}", address(page.address_of(number)))
    return writer.graph


def _tell_site(writer: GraphWriter, node: URIRef) -> None:
    portal = writer.portal
    writer.say(node, "dct:title", words(portal.title))
    writer.say(
        node,
        "dct:description",
        words(french(f"{portal.title} : jeux de données d'exercice, rien n'y est publié.")),
    )
    home = address(portal.addresses.web_url("/"))
    writer.say(node, "foaf:homepage", home)
    publisher = address(portal.addresses.web_url("/#publisher"))
    writer.type_of(publisher, "foaf:Organization")
    writer.say(publisher, "foaf:name", words(portal.title))
    writer.say(node, "dct:publisher", publisher)


def _tell_organization(writer: GraphWriter, node: URIRef, organization: Document) -> None:
    writer.say(node, "dct:title", words(organization["name"]))
    writer.say(node, "dct:description", words(organization["description"]))
    page = f"/organizations/{organization['slug'] or organization['id']}"
    writer.say(node, "foaf:homepage", address(writer.portal.addresses.web_url(page)))
    writer.say(node, "dct:publisher", writer.organization(organization))


def dataset_graph(portal: Portal, dataset: Document) -> Graph:
    """Write one record alone into a graph."""
    writer = GraphWriter(portal, new_graph())
    writer.dataset(dataset)
    return writer.graph


def serialise(graph: Graph, how: Serialisation) -> bytes:
    """Write a graph out.

    Args:
        graph: the statements.
        how: in which format.
    """
    if how.name == "json-ld":
        # The context is given inline, and nodes are a flat list.
        return graph.serialize(format="json-ld", context=CONTEXT, encoding="utf-8")
    # TriG of one graph without a name is Turtle.
    name = "turtle" if how.name == "trig" else how.name
    return graph.serialize(format=name, encoding="utf-8")
