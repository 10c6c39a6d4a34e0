"""Catalogues: who they are of, what they hold, their pages, and what they say in each format."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rdflib import RDF, Graph, Literal
from rdflib.compare import isomorphic

from grader.publication.dcat.terms import BY_EXTENSION, CONTEXT
from tests.publication.catalogues import (
    change,
    fetched,
    make,
    make_organization,
    one_of,
    read,
    term,
    values,
)
from tests.support.portal import ORIGIN, Asker

WEB = f"{ORIGIN}/e/essai"


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


def titles(graph):
    held = graph.objects(one_of(graph, "dcat:Catalog"), term("dcat:dataset"))
    return {str(graph.value(one, term("dct:title"))) for one in held}


def test_the_catalogue_says_who_it_is(asker):
    graph = fetched(asker, "site/catalog.ttl")
    node = one_of(graph, "dcat:Catalog")
    assert str(node) == f"{ORIGIN}/api/1/site/catalog"
    assert set(graph.objects(node, RDF.type)) == {term("dcat:Catalog"), term("hydra:Collection")}
    assert values(graph, node, "dct:title") == {"Bac à sable"}
    assert "rien n'y est publié" in " ".join(values(graph, node, "dct:description"))
    assert values(graph, node, "dct:language") == {"fr"}
    assert values(graph, node, "foaf:homepage") == {f"{WEB}/"}
    publisher = graph.value(node, term("dct:publisher"))
    assert graph.value(publisher, RDF.type) == term("foaf:Organization")
    assert values(graph, publisher, "foaf:name") == {"Bac à sable"}
    assert graph.value(node, term("hydra:totalItems")).toPython() == 0


def test_it_holds_public_records_alone_whoever_asks(asker):
    make(asker, title="Publique")
    make(asker, title="Brouillon", private=True)
    make(asker, title="Archivée", archived="2026-01-01T00:00:00")
    gone = make(asker, title="Supprimée")
    assert asker.ask("DELETE", f"/api/1/datasets/{gone['id']}/")[0] == 204
    for caller in (asker, asker.anyone):
        graph = fetched(caller, "site/catalog.ttl")
        assert titles(graph) == {"Publique"}
        assert "Brouillon" not in graph.serialize()


def test_the_filters_of_the_list_are_those_of_the_catalogue(asker):
    make(asker, title="Budget", tags=["finances"], license="odc-odbl")
    make(asker, title="Cantines", tags=["ecoles", "finances"])
    for query, kept in (
        ("tag=finances", {"Budget", "Cantines"}),
        ("tag=finances&tag=ecoles", {"Cantines"}),
        ("license=odc-odbl", {"Budget"}),
        ("q=CANTINE", {"Cantines"}),
        ("format=pdf", set()),
    ):
        graph = fetched(asker, f"site/catalog.json?{query}")
        assert titles(graph) == kept
        total = graph.value(one_of(graph, "dcat:Catalog"), term("hydra:totalItems"))
        assert total == Literal(len(kept))
    assert asker.call("GET", "/api/1/site/catalog.json?sort=perdu").status == 200
    assert asker.call("GET", "/api/1/site/catalog.json?organization=slug").status == 400


def test_pages_follow_next_and_hold_each_record_once(asker):
    for number in range(5):
        make(asker, title=f"Fiche {number}", tags=["elections"])
    address, pages, seen = "site/catalog.ttl?tag=elections&page_size=2", [], []
    while address:
        graph = fetched(asker, address)
        view = one_of(graph, "hydra:PartialCollectionView")
        catalog = one_of(graph, "dcat:Catalog")
        assert graph.value(catalog, term("hydra:view")) == view
        assert graph.value(catalog, term("hydra:totalItems")).toPython() == 5
        pages.append({name: values(graph, view, f"hydra:{name}")
                      for name in ("first", "last", "next", "previous")})  # fmt: skip
        seen.append(titles(graph))
        following = graph.value(view, term("hydra:next"))
        address = str(following).removeprefix(f"{ORIGIN}/api/1/") if following else ""
    # The newest first.
    assert seen == [{"Fiche 4", "Fiche 3"}, {"Fiche 2", "Fiche 1"}, {"Fiche 0"}]

    def page(number):
        start = f"{ORIGIN}/api/1/site/catalog.ttl"
        return {f"{start}?tag=elections&page={number}&page_size=2"}

    assert [one["first"] for one in pages] == [page(1)] * 3
    assert [one["last"] for one in pages] == [page(3)] * 3
    assert [one["next"] for one in pages] == [page(2), page(3), set()]
    assert [one["previous"] for one in pages] == [set(), page(1), page(2)]


@pytest.mark.parametrize(
    ("query", "status"),
    [("page=2", 404), ("page=0", 400), ("page=a", 400), ("page_size=0", 400), ("page=1", 200)],
)
def test_odd_pages_are_those_of_every_list(asker, query, status):
    assert asker.call("GET", f"/api/1/site/catalog.ttl?{query}").status == status


def test_a_page_is_of_100_records_where_none_is_asked(asker):
    kept = asker.portal.catalogue.get("dataset", make(asker)["id"])
    for number in range(100):
        asker.portal.catalogue.put("dataset", {**kept, "id": f"{number:024x}"})
    assert len(titles_by_node(fetched(asker, "site/catalog.nt"))) == 100
    assert len(titles_by_node(fetched(asker, "site/catalog.nt?page=2"))) == 1
    assert len(titles_by_node(fetched(asker, "site/catalog.nt?page_size=500"))) == 101


def test_a_page_that_is_too_heavy_is_refused_and_a_smaller_one_is_not(asker, monkeypatch):
    monkeypatch.setattr("grader.publication.api.catalog.MOST_RESOURCES", 10)
    kept = asker.portal.catalogue.get("dataset", make(asker)["id"])
    heavy = [{**kept["resources"][0], "id": f"{one:08x}-0000-4000-8000-000000000000"}
             for one in range(10)]  # fmt: skip
    asker.portal.catalogue.put("dataset", {**kept, "id": "0" * 24, "resources": heavy})
    status, refused = asker.ask("GET", "/api/1/site/catalog.ttl")
    assert status == 400
    assert "page_size" in refused["explication"]
    graph = fetched(asker, "site/catalog.nt?page_size=1")
    assert len(list(graph.subjects(RDF.type, term("dcat:Distribution")))) == 10


def titles_by_node(graph):
    return list(graph.subjects(RDF.type, term("dcat:Dataset")))


def test_an_organisation_has_a_catalogue_of_its_own(asker):
    organization = make_organization(asker)
    make(asker, title="De la commune", organization=organization["id"])
    make(asker, title="Brouillon", organization=organization["id"], private=True)
    make(asker, title="D'une personne")
    for name in (organization["id"], organization["slug"]):
        graph = fetched(asker, f"organizations/{name}/catalog.xml")
        node = one_of(graph, "dcat:Catalog")
        assert str(node) == f"{ORIGIN}/api/1/organizations/{organization['id']}/catalog"
        assert titles(graph) == {"De la commune"}
        assert values(graph, node, "dct:title") == {"Commune de Val-Ouvert"}
        publisher = graph.value(node, term("dct:publisher"))
        dataset = one_of(graph, "dcat:Dataset")
        assert graph.value(dataset, term("dct:publisher")) == publisher
        assert str(publisher) == f"{WEB}/organizations/{organization['id']}"
        assert graph.value(publisher, RDF.type) == term("foaf:Organization")
        for predicate in ("foaf:name", "rdfs:label"):
            assert values(graph, publisher, predicate) == {"Commune de Val-Ouvert"}
        home = values(graph, publisher, "foaf:homepage")
        assert home == {"https://val-ouvert.exemple.fr"}


def test_an_organisation_that_is_not_there(asker):
    for path in ("catalog", "catalog.ttl"):
        assert asker.call("GET", f"/api/1/organizations/personne/{path}").status == 404
    organization = make_organization(asker)
    assert asker.ask("DELETE", f"/api/1/organizations/{organization['id']}/")[0] == 204
    address = f"/api/1/organizations/{organization['id']}/catalog.ttl"
    assert asker.anyone.call("GET", address).status == 410


def test_the_context_is_served_and_is_the_one_inline(asker):
    response = asker.call("GET", "/api/1/site/context.jsonld")
    assert dict(response.headers)["Content-Type"] == "application/ld+json"
    assert json.loads(response.body) == {"@context": CONTEXT}
    make(asker)
    inline = json.loads(asker.call("GET", "/api/1/site/catalog.jsonld").body)
    assert inline["@context"] == CONTEXT
    assert CONTEXT["@vocab"] == "http://www.w3.org/ns/dcat#"
    assert all("@graph" not in node for node in inline["@graph"])
    assert {"Catalog", "Dataset", "Distribution"} <= {
        kind for node in inline["@graph"] for kind in [*_listed(node["@type"])]
    }


def _listed(value):
    return value if isinstance(value, list) else [value]


@pytest.mark.parametrize("extension", BY_EXTENSION)
def test_a_catalogue_says_the_same_in_every_format(asker, extension):
    organization = make_organization(asker)
    change(asker, make(asker)["id"], badges=["hvd"])
    make(asker, title="Autre", organization=organization["id"])
    response = asker.call("GET", f"/api/1/site/catalog.{extension}")
    assert dict(response.headers)["Content-Type"] == BY_EXTENSION[extension].mime
    graphs = (read(response.body, extension), fetched(asker, "site/catalog.ttl"))
    assert isomorphic(*map(_without_addresses_of_pages, graphs))


def _without_addresses_of_pages(graph):
    """The addresses of pages name their format: all but them is compared."""
    kept = Graph()
    for subject, predicate, value in graph:
        if not any("/catalog." in str(one) for one in (subject, value)):
            kept.add((subject, predicate, value))
    return kept


#: Properties that DCAT-AP 3 wants of each class, among those that the real software emits.
MANDATORY = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "dcat:Dataset": ("dct:title", "dct:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "dcat:DataService": ("dct:title", "dcat:endpointURL"),
    "foaf:Organization": ("foaf:name",),
    "foaf:Person": ("foaf:name",),
    "spdx:Checksum": ("spdx:algorithm", "spdx:checksumValue"),
}


def test_mandatory_properties_are_there_for_every_node(asker):
    organization = make_organization(asker)
    make(asker)
    service = {"title": "Flux", "filetype": "remote", "format": "wms", "url": "https://ex.fr/wms"}
    make(asker, organization=organization["id"], resources=[service])
    graph = fetched(asker, "site/catalog.rdf")
    for kind, wanted in MANDATORY.items():
        nodes = list(graph.subjects(RDF.type, term(kind)))
        assert nodes, kind
        missing = [(node, one) for node in nodes for one in wanted
                   if graph.value(node, term(one)) is None]  # fmt: skip
        assert not missing
    for dataset in graph.subjects(RDF.type, term("dcat:Dataset")):
        for distribution in graph.objects(dataset, term("dcat:distribution")):
            assert graph.value(distribution, RDF.type) == term("dcat:Distribution")


def test_the_regional_portal_has_a_catalogue_of_its_own(tmp_path):
    asker = Asker(tmp_path)
    region = Asker(tmp_path, site="regional", title="Plateforme régionale")
    regional = replace(region.portal.addresses, api=f"{WEB}/regionale", web=f"{WEB}/regionale")
    region.portal = replace(region.portal, addresses=regional)
    make(asker, title="À la commune")
    make(region, title="À la région")
    assert titles(fetched(asker, "site/catalog.ttl")) == {"À la commune"}
    graph = fetched(region, "site/catalog.ttl")
    assert titles(graph) == {"À la région"}
    node = one_of(graph, "dcat:Catalog")
    assert str(node) == f"{WEB}/regionale/api/1/site/catalog"
    assert values(graph, node, "dct:title") == {"Plateforme régionale"}
