"""Distributions of a record, as the resources that they become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grader.publication.harvest.model import RemoteResource
from grader.publication.harvest.prose import to_markdown
from grader.publication.harvest.values import address_of, label_of, moment_of, text_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_SPDX = "http://spdx.org/rdf/terms#"
#: Digests that are taken over.
_DIGESTS = ("md5", "sha1", "sha256")
#: Words in an address that tell a geographic service, where many layers share one address.
_SERVICES = ("service=wfs", "service=wms", "service=wmts", "/wfs", "/wms", "/wmts")


def read_resource(graph: Graph, node: Node) -> RemoteResource | None:
    """Read a distribution; None where it has no address, and is dropped."""
    from rdflib import DCAT, DCTERMS, URIRef

    url = address_of(graph, node, DCAT.downloadURL) or address_of(graph, node, DCAT.accessURL)
    if url is None:
        return None
    description = text_of(graph, node, DCTERMS.description)
    form = _short(_term(graph, node, DCTERMS.format))
    return RemoteResource(
        url=url,
        uri=str(node) if isinstance(node, URIRef) else None,
        title=text_of(graph, node, DCTERMS.title) or _named(url, form),
        description=to_markdown(description) if description is not None else None,
        format=form,
        mime=_mime(_term(graph, node, DCAT.mediaType)),
        filesize=_count(text_of(graph, node, DCAT.byteSize)),
        checksum=_checksum(graph, node),
        issued=moment_of(text_of(graph, node, DCTERMS.issued)),
        modified=moment_of(text_of(graph, node, DCTERMS.modified)),
        service=any(word in url.lower() for word in _SERVICES),
    )


def _term(graph: Graph, node: Node, predicate: object) -> str | None:
    from rdflib import Literal, URIRef

    for value in graph.objects(node, predicate):  # type: ignore[arg-type]  # a term, typed loosely
        if isinstance(value, Literal | URIRef):
            return str(value).strip() or None
        if (label := label_of(graph, value)) is not None:
            return label.strip()
    return None


def _short(term: str | None) -> str | None:
    """Write a format: the last word of its address, in lower case."""
    if term is None:
        return None
    return term.rstrip("/").rpartition("/")[2].strip().lower()[:128] or None


def _mime(term: str | None) -> str | None:
    """Write a media type: what follows ``media-types/`` in its address."""
    if term is None:
        return None
    return term.rpartition("media-types/")[2].strip().lower()[:128] or None


def _named(url: str, form: str | None) -> str:
    """Name a distribution without a title: by its file's name, else by its format."""
    last = url.rpartition("/")[2]
    if "." in last and "?" not in last:
        return last
    return f"Ressource {form}" if form else "Ressource sans titre"


def _count(text: str | None) -> int | None:
    try:
        size = float(text or "")
    except ValueError:
        return None
    return int(size) if 0 <= size < 2**53 else None


def _checksum(graph: Graph, node: Node) -> tuple[str, str] | None:
    from rdflib import URIRef

    for checksum in graph.objects(node, URIRef(_SPDX + "checksum")):
        value = text_of(graph, checksum, URIRef(_SPDX + "checksumValue"))
        algorithm = _term(graph, checksum, URIRef(_SPDX + "algorithm")) or ""
        kind = algorithm.rpartition("_")[2].lower()
        if value and kind in _DIGESTS:
            return kind, value
    return None
