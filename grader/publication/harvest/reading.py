"""One page of a DCAT catalogue, as the records that it describes and the page that follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grader.publication.harvest.distributions import read_resource
from grader.publication.harvest.geometry import to_multipolygon
from grader.publication.harvest.model import Page, RemoteContact, RemoteDataset
from grader.publication.harvest.parsing import parse_graph
from grader.publication.harvest.prose import to_markdown
from grader.publication.harvest.values import (
    address_of,
    frequency_of,
    label_of,
    moment_of,
    period_of,
    text_of,
    texts_of,
)

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_HYDRA = "http://www.w3.org/ns/hydra/core#"
#: Some of its words are newer than the list that the RDF library knows.
_DCAT = "http://www.w3.org/ns/dcat#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_GEODCAT = "http://data.europa.eu/930/"
#: Contacts and rights of one record; more are not read.
_MOST_VALUES = 50
#: Characters of an address, or of what a record says of its rights.
_LONGEST_VALUE = 2_000


def read_page(content: bytes, form: str, address: str) -> Page:
    """Read one page of a catalogue.

    Args:
        content: its bytes.
        form: rdflib's name of its format.
        address: the page's own.

    Raises:
        HarvestFailedError: it cannot be read, or is too big.
    """
    graph = parse_graph(content, form, address)
    return Page(tuple(_datasets(graph)), _following(graph))


def _datasets(graph: Graph) -> Iterator[RemoteDataset]:
    from rdflib import DCAT, DCTERMS, RDF, URIRef

    seen = set()
    for kind in (DCAT.Dataset, URIRef(_DCAT + "DatasetSeries")):
        for node in graph.subjects(RDF.type, kind):
            if node in seen:
                continue
            seen.add(node)
            if (node, DCTERMS.title, None) not in graph and _only_pointed_at(graph, node):
                continue
            yield _read_dataset(graph, node)


def _only_pointed_at(graph: Graph, node: Node) -> bool:
    """Say whether a node is there only because a service or a series names it."""
    from rdflib import DCAT, URIRef

    pointing = (DCAT.servesDataset, URIRef(_DCAT + "inSeries"))
    return any(True for predicate in pointing for _ in graph.subjects(predicate, node))


def _read_dataset(graph: Graph, node: Node) -> RemoteDataset:
    from rdflib import DCAT, DCTERMS, SKOS, URIRef

    uri = str(node) if isinstance(node, URIRef) and len(node) <= _LONGEST_VALUE else None
    distributions = sorted(
        (n for n in graph.objects(node, DCAT.distribution)), key=lambda n: _order(graph, n)
    )
    resources = tuple(
        resource for each in distributions if (resource := read_resource(graph, each)) is not None
    )
    description = text_of(graph, node, DCTERMS.description, DCTERMS.abstract)
    period = next(iter(graph.objects(node, DCTERMS.temporal)), None)
    return RemoteDataset(
        identifier=text_of(graph, node, DCTERMS.identifier),
        uri=uri,
        title=text_of(graph, node, DCTERMS.title),
        acronym=text_of(graph, node, SKOS.altLabel),
        description=to_markdown(description) if description is not None else None,
        tags=tuple(_keywords(graph, node)),
        frequency=frequency_of(_written(graph, node, DCTERMS.accrualPeriodicity)),
        temporal=period_of(graph, period),
        geometry=_geometry(graph, node),
        licences=tuple(_licences(graph, node, distributions)),
        contacts=tuple(_contacts(graph, node)),
        created=moment_of(text_of(graph, node, DCTERMS.created)),
        issued=moment_of(text_of(graph, node, DCTERMS.issued)),
        modified=moment_of(text_of(graph, node, DCTERMS.modified)),
        landing=address_of(graph, node, DCAT.landingPage) or _web(uri),
        schema=_schema(graph, node),
        raw=_raw(graph, node, distributions),
        resources=resources,
    )


def _order(graph: Graph, node: Node) -> tuple[str, str]:
    """Sort distributions in a way of their own: a graph has no order, and two runs must agree."""
    from rdflib import DCTERMS

    return (text_of(graph, node, DCTERMS.issued) or "", str(node))


def _keywords(graph: Graph, node: Node) -> Iterator[str]:
    from rdflib import DCAT, Literal, URIRef

    yield from texts_of(graph, node, DCAT.keyword)
    for theme in graph.objects(node, DCAT.theme):
        label = str(theme) if isinstance(theme, Literal) else label_of(graph, theme)
        # An address without a label is not a word that anyone would search.
        if label is not None and not (isinstance(theme, URIRef) and label == str(theme)):
            yield label


def _written(graph: Graph, node: Node, predicate: Any) -> str | None:
    """Give a value as it is written: an address stays one, even where it has a label."""
    return next((str(value) for value in graph.objects(node, predicate)), None)


def _geometry(graph: Graph, node: Node) -> dict[str, Any] | None:
    from rdflib import DCAT, DCTERMS, Literal, URIRef

    location = URIRef("http://www.w3.org/ns/locn#geometry")
    for place in graph.objects(node, DCTERMS.spatial):
        written: list[Node] = [place] if isinstance(place, Literal) else []
        for predicate in (DCAT.bbox, location, DCAT.centroid):
            written += graph.objects(place, predicate)
        for value in written:
            if (found := to_multipolygon(str(value))) is not None:
                return found
    return None


def _licences(graph: Graph, node: Node, distributions: list[Node]) -> Iterator[str]:
    """Give under what a licence may be looked up: the record's own, else the distributions'."""
    from rdflib import DCTERMS

    for place in (node, *distributions):
        for predicate in (DCTERMS.license, DCTERMS.rights):
            for value in list(graph.objects(place, predicate))[:_MOST_VALUES]:
                yield str(value)
                label = label_of(graph, value)
                title = text_of(graph, value, DCTERMS.title)
                yield from (text for text in (label, title) if text and text != str(value))


def _contacts(graph: Graph, node: Node) -> Iterator[RemoteContact]:
    from rdflib import DCAT, DCTERMS, PROV, URIRef

    roles = (
        (DCAT.contactPoint, "contact"),
        (DCTERMS.publisher, "publisher"),
        (DCTERMS.creator, "creator"),
        (DCTERMS.rightsHolder, "rightsHolder"),
        *((URIRef(_GEODCAT + role), role) for role in ("custodian", "distributor", "originator")),
        (PROV.qualifiedAttribution, "user"),
    )
    for predicate, role in roles:
        for value in list(graph.objects(node, predicate))[:_MOST_VALUES]:
            if (contact := _contact(graph, value, role)) is not None:
                yield contact


def _contact(graph: Graph, node: Node, role: str) -> RemoteContact | None:
    from rdflib import FOAF, RDFS, SKOS, Literal, Namespace

    vcard = Namespace(_VCARD)

    if isinstance(node, Literal):
        name: str | None = str(node)
    else:
        name = text_of(graph, node, vcard.fn, FOAF.name, SKOS.prefLabel, RDFS.label)
    email = _mail(text_of(graph, node, vcard.hasEmail, vcard.email, FOAF.mbox))
    form = address_of(graph, node, vcard.hasURL)
    name = (name or email or "").strip()
    if not name or (role == "contact" and not (email or form)):
        return None
    return RemoteContact(role, name, email, form)


def _mail(text: str | None) -> str | None:
    if text is None:
        return None
    address = text.strip().removeprefix("mailto:")
    return address if "@" in address and " " not in address else None


def _schema(graph: Graph, node: Node) -> dict[str, str | None] | None:
    from rdflib import DCTERMS, OWL, Literal, URIRef

    for value in graph.objects(node, DCTERMS.conformsTo):
        address = None if isinstance(value, Literal) else _web(str(value))
        name = text_of(graph, value, DCTERMS.title)
        version = text_of(graph, value, URIRef(_DCAT + "version"), OWL.versionInfo)
        if address or name:
            return {"name": name, "version": version, "url": address}
    return None


def _raw(graph: Graph, node: Node, distributions: list[Node]) -> dict[str, list[str]] | None:
    """Give rights and provenance as they are written, of the record and its distributions."""
    from rdflib import DCTERMS

    found: dict[str, list[str]] = {}
    for name in ("license", "rights", "accessRights", "provenance"):
        places = (node,) if name == "provenance" else (node, *distributions)
        values = [text for place in places for text in texts_of(graph, place, DCTERMS[name])]
        if values:
            found[name] = [text[:_LONGEST_VALUE] for text in dict.fromkeys(values)][:_MOST_VALUES]
    return found or None


def _following(graph: Graph) -> str | None:
    """Give the next page's address, as either form of paging says it."""
    from rdflib import RDF, URIRef

    for kind, predicate in (("PartialCollectionView", "next"), ("PagedCollection", "nextPage")):
        for view in graph.subjects(RDF.type, URIRef(_HYDRA + kind)):
            for value in graph.objects(view, URIRef(_HYDRA + predicate)):
                return str(value)
    return None


def _web(address: str | None) -> str | None:
    if address is None or len(address) > _LONGEST_VALUE:
        return None
    return address if address.startswith(("http://", "https://")) else None
