"""Writing records into a graph. Imported when a catalogue is asked, for it loads an RDF library."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import NamespaceManager

from grader.publication.dcat.terms import (
    CONTACT_PREDICATES,
    HVD_CATEGORIES,
    HVD_LEGISLATION,
    PREFIXES,
    access_term,
    frequency_term,
)
from grader.publication.documents import Document
from grader.publication.portal import Portal, parse_moment
from grader.publication.reference import LICENSES
from grader.publication.resources.view import permalink, resource_url

#: What no XML may hold; written « ? » in every serialisation, as the real one does in its own.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
#: What no address may hold.
_FORBIDDEN = re.compile('[\x00-\x20\x7f<>"{}|\\\\^`\ud800-\udfff\ufffe\uffff]')
_PREFIX_OF = {base: prefix for prefix, base in PREFIXES.items()}
_PLAIN_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_SERVICES = ("wms", "wfs", "wmts", "wcs", "csw")
_OGC = "http://www.opengeospatial.org/standards/"


class _Words(NamespaceManager):
    """Shortens the words of our vocabularies alone.

    The library's own looks for a prefix of every address of the graph, among as many as there are
    addresses: writing a long catalogue in Turtle took twice as long.
    """

    def compute_qname(self, uri: str, generate: bool = True) -> tuple[str, URIRef, str]:
        """Give the prefix, the vocabulary and the word of an address.

        Raises:
            KeyError: it is no word of ours, and none is to be made up.
        """
        base, word = _split(uri)
        prefix = _PREFIX_OF.get(base)
        if prefix is not None and _PLAIN_WORD.fullmatch(word):
            return prefix, URIRef(base), word
        if generate:
            return super().compute_qname(uri, generate)
        raise KeyError(uri)


def _split(uri: str) -> tuple[str, str]:
    at = max(uri.rfind("#"), uri.rfind("/")) + 1
    return uri[:at], uri[at:]


def new_graph() -> Graph:
    """Make an empty graph that knows our prefixes, and no other."""
    graph = Graph(bind_namespaces="none")
    manager = _Words(graph, bind_namespaces="none")
    for prefix, base in PREFIXES.items():
        manager.bind(prefix, base)
    graph.namespace_manager = manager
    return graph


def term(name: str) -> URIRef:
    """Give a word of a vocabulary, written ``dct:title``."""
    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES[prefix] + local)


def address(text: str) -> URIRef:
    """Give an address whatever was typed as one: what an address may not hold is encoded."""
    encoded = _FORBIDDEN.sub(lambda found: quote(found[0], errors="replace"), text.strip())
    return URIRef(encoded)


def is_absolute(text: str) -> bool:
    """Say whether a text is an address that stands alone; no other is written in a graph."""
    return _ABSOLUTE.match(text.strip()) is not None


def words(text: object) -> Literal:
    """Give a text whatever was typed: ``None`` where there is none, as the real one writes."""
    return Literal(_ILLEGAL.sub("?", str(text)))


def moment_value(text: str) -> Literal:
    """Give a moment of UTC, written without its zone, as the real one does."""
    at = parse_moment(text).replace(tzinfo=None)
    return Literal(at.isoformat(), datatype=XSD.dateTime)


class GraphWriter:
    """Writes records of one portal into a graph.

    Args:
        portal: whose.
        graph: where to write.
    """

    def __init__(self, portal: Portal, graph: Graph) -> None:
        self.portal = portal
        self.graph = graph

    def say(self, subject: URIRef | BNode, predicate: str, value: URIRef | BNode | Literal) -> None:
        """Write one statement; ``predicate`` is a word such as ``dct:title``."""
        self.graph.add((subject, term(predicate), value))

    def link(self, subject: URIRef | BNode, predicate: str, target: str | None) -> None:
        """Write where a node leads, if that is an address."""
        if target and is_absolute(target):
            self.say(subject, predicate, address(target))

    def type_of(self, subject: URIRef | BNode, *kinds: str) -> None:
        """Say what a node is."""
        for kind in kinds:
            self.graph.add((subject, RDF.type, term(kind)))

    def dataset(self, dataset: Document) -> URIRef:
        """Write a record with its distributions, owner and contacts, and give its node."""
        harvest: Document = dataset["harvest"] or {}
        own = self.portal.addresses.web_url(f"/datasets/{dataset['id']}")
        source = harvest.get("uri")
        node = address(source if source and is_absolute(source) else own)
        self.type_of(node, "dcat:Dataset")
        if harvest.get("dct_identifier"):
            self.say(node, "dct:identifier", words(harvest["dct_identifier"]))
            self._own_identifier(node, own)
        else:
            self.say(node, "dct:identifier", words(dataset["id"]))
        self.say(node, "dct:title", words(dataset["title"]))
        self.say(node, "dct:description", words(dataset["description"]))
        if dataset["acronym"]:
            self.say(node, "skos:altLabel", words(dataset["acronym"]))
        self._dates(node, dataset, ("created", "issued", "modified"))
        page = self.portal.addresses.web_url(f"/datasets/{dataset['slug'] or dataset['id']}")
        self.link(node, "dcat:landingPage", harvest.get("remote_url") or page)
        self._temporal(node, dataset["temporal_coverage"])
        frequency = frequency_term(dataset["frequency"])
        self.say(node, "dct:accrualPeriodicity", URIRef(frequency))
        self.say(node, "dct:accessRights", URIRef(access_term(dataset["access_type"])))
        for tag in dataset["tags"]:
            self.say(node, "dcat:keyword", words(tag))
        self._high_value(node, dataset, categories=True)
        for resource in dataset["resources"]:
            self.say(node, "dcat:distribution", self._distribution(dataset, resource))
        self._people(node, dataset)
        return node

    def _own_identifier(self, node: URIRef, own: str) -> None:
        other = BNode()
        self.type_of(other, "adms:Identifier")
        self.say(other, "skos:notation", words(own))
        self.say(other, "dct:creator", words(self.portal.title))
        self.say(node, "adms:identifier", other)

    def _dates(self, node: URIRef, owned: Document, names: tuple[str, ...]) -> None:
        """Write dates: of what was harvested, only those that the source gave."""
        harvest = owned.get("harvest")
        here = {"created": "created_at", "issued": "created_at", "modified": "last_modified"}
        for name in names:
            at = harvest.get(f"{name}_at") if harvest else owned[here[name]]
            if at:
                self.say(node, f"dct:{name}", moment_value(at))

    def _temporal(self, node: URIRef, coverage: Document | None) -> None:
        if coverage is None:
            return
        period = BNode()
        self.type_of(period, "dct:PeriodOfTime")
        for name, key in (("startDate", "start"), ("endDate", "end")):
            if coverage.get(key):
                day = date.fromisoformat(coverage[key])
                self.say(period, f"dcat:{name}", Literal(day))
        self.say(node, "dct:temporal", period)

    def _high_value(
        self, node: URIRef | BNode, dataset: Document, *, categories: bool = False
    ) -> None:
        """Write the European terms of high-value datasets, where the badge is."""
        if "hvd" not in dataset["badges"]:
            return
        self.say(node, "dcatap:applicableLegislation", URIRef(HVD_LEGISLATION))
        for tag in dataset["tags"] if categories else ():
            if tag in HVD_CATEGORIES:
                self.say(node, "dcatap:hvdCategory", URIRef(HVD_CATEGORIES[tag]))

    def _people(self, node: URIRef, dataset: Document) -> None:
        contacts = [self.portal.catalogue.get("contact", one) for one in dataset["contact_points"]]
        known = [one for one in contacts if one is not None]
        publishes = any(one["role"] == "publisher" for one in known)
        if owner := self._owner(dataset):
            self.say(node, "geodcat:distributor" if publishes else "dct:publisher", owner)
        for contact in known:
            predicate = CONTACT_PREDICATES.get(contact["role"], "dcat:contactPoint")
            self.say(node, predicate, self._contact(contact))

    def _owner(self, dataset: Document) -> URIRef | None:
        catalogue = self.portal.catalogue
        if dataset["organization"]:
            organization = catalogue.get("organization", dataset["organization"])
            return self.organization(organization) if organization else None
        user = catalogue.get("user", dataset["owner"]) if dataset["owner"] else None
        if user is None:
            return None
        name = f"{user['first_name']} {user['last_name']}".strip()
        return self._agent(f"/users/{user['id']}", "foaf:Person", name, user.get("website"))

    def organization(self, organization: Document) -> URIRef:
        """Write an organisation, and give its node."""
        path = f"/organizations/{organization['id']}"
        name, home = organization["name"], organization.get("url")
        return self._agent(path, "foaf:Organization", name, home)

    def _agent(self, path: str, kind: str, name: str, home: str | None) -> URIRef:
        node = address(self.portal.addresses.web_url(path))
        self.type_of(node, kind)
        self.say(node, "foaf:name", words(name))
        self.say(node, "rdfs:label", words(name))
        self.link(node, "foaf:homepage", home)
        return node

    def _contact(self, contact: Document) -> URIRef:
        node = address(self.portal.addresses.api_url(f"/api/1/contacts/{contact['id']}/"))
        email, form = contact.get("email"), contact.get("contact_form")
        if contact["role"] == "contact":
            self.type_of(node, "vcard:Kind")
            self.say(node, "vcard:fn", words(contact["name"]))
            mail, page = "vcard:hasEmail", "vcard:hasURL"
        else:
            self.type_of(node, "foaf:Agent")
            self.say(node, "foaf:name", words(contact["name"]))
            mail, page = "foaf:mbox", "foaf:page"
        if email:
            self.link(node, mail, f"mailto:{email}")
        self.link(node, page, form)
        return node

    def _distribution(self, dataset: Document, resource: Document) -> URIRef:
        where = f"/datasets/{dataset['id']}?resource_id={resource['id']}"
        node = address(self.portal.addresses.web_url(where))
        self.type_of(node, "dcat:Distribution")
        url = resource_url(self.portal, resource)
        self.say(node, "dct:identifier", words(resource["id"]))
        self.say(node, "dct:title", words(resource["title"]))
        # Where there is none, the real one writes « None »: docs/catalogue-dcat.md says so.
        self.say(node, "dct:description", words(resource.get("description")))
        self.link(node, "dcat:downloadURL", url)
        self.say(node, "dcat:accessURL", address(permalink(self.portal, resource["id"])))
        self._dates(node, resource, ("issued", "modified"))
        self._license(node, dataset)
        for predicate, key, write in _PARTS:
            if resource.get(key) not in (None, ""):
                self.say(node, predicate, write(resource[key]))
        if checksum := resource.get("checksum"):
            self._checksum(node, checksum)
        self._high_value(node, dataset)
        if service := _service_of(resource, url):
            self._access_service(node, dataset, resource, url, service)
        return node

    def _license(self, node: URIRef | BNode, dataset: Document) -> None:
        found = LICENSES.get(dataset["license"] or "")
        if found is None:
            return
        if found.url:
            self.say(node, "dct:license", address(found.url))
        else:
            self.say(node, "dct:rights", words(found.title))

    def _checksum(self, node: URIRef, checksum: Document) -> None:
        digest = BNode()
        self.type_of(digest, "spdx:Checksum")
        self.say(digest, "spdx:algorithm", term(f"spdx:checksumAlgorithm_{checksum['type']}"))
        self.say(digest, "spdx:checksumValue", words(checksum["value"]))
        self.say(node, "spdx:checksum", digest)

    def _access_service(
        self, node: URIRef, dataset: Document, resource: Document, url: str, service: str
    ) -> None:
        """Write the geographic service that an address leads to."""
        where = BNode()
        self.type_of(where, "dcat:DataService")
        self.say(where, "dct:title", words(resource["title"]))
        self.link(where, "dcat:endpointURL", url.partition("?")[0])
        if "request=getcapabilities" in url.lower():
            self.link(where, "dcat:endpointDescription", url)
        self.say(where, "dct:conformsTo", URIRef(_OGC + service))
        self._license(where, dataset)
        self._high_value(where, dataset, categories=True)
        self.say(node, "dcat:accessService", where)


#: What a distribution says where its producer said it: predicate, field, how it is written.
_PARTS: tuple[tuple[str, str, Callable[[Any], Literal]], ...] = (
    ("dcat:byteSize", "filesize", Literal),
    ("dcat:mediaType", "mime", words),
    ("dct:format", "format", words),
)


def _service_of(resource: Document, url: str) -> str | None:
    """Tell which geographic service a resource is, by its format or by its address."""
    named = (resource.get("format") or "").lower().removeprefix("ogc:")
    if named in _SERVICES:
        return named
    asked = url.lower()
    if "request=getcapabilities" not in asked:
        return None
    return next((one for one in _SERVICES if f"service={one}" in asked), None)
