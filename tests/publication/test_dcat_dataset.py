"""A record in DCAT: each property that is emitted, and each that is not."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from rdflib import RDF, XSD, Literal, URIRef
from rdflib.compare import isomorphic

from grader.publication.dcat.terms import (
    BY_EXTENSION,
    HVD_CATEGORIES,
    HVD_LEGISLATION,
    frequency_term,
)
from grader.publication.reference import FREQUENCIES
from tests.publication.catalogues import FULL, change, fetched, make, one_of, read, term, values
from tests.support.portal import ORIGIN, Asker

WEB = f"{ORIGIN}/e/essai"
AUTHORITY = "http://publications.europa.eu/resource/authority"


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


def told(asker, identifier):
    graph = fetched(asker, f"datasets/{identifier}/rdf.ttl")
    return graph, one_of(graph, "dcat:Dataset")


def test_a_record_says_all_of_its_properties(asker):
    made = make(asker)
    graph, node = told(asker, made["id"])
    assert str(node) == f"{WEB}/datasets/{made['id']}"
    assert {str(predicate) for predicate in graph.predicates(node)} == {
        str(RDF.type),
        *map(str, map(term, (
            "dct:identifier", "dct:title", "dct:description", "skos:altLabel", "dct:created",
            "dct:issued", "dct:modified", "dcat:landingPage", "dcat:keyword", "dcat:distribution",
            "dct:temporal", "dct:accrualPeriodicity", "dct:accessRights", "dct:publisher",
        ))),
    }  # fmt: skip
    assert values(graph, node, "dct:identifier") == {made["id"]}
    assert values(graph, node, "dct:title") == {"Bureaux de vote"}
    assert values(graph, node, "dct:description") == {"Les **bureaux** de vote."}
    assert values(graph, node, "skos:altLabel") == {"BDV"}
    assert values(graph, node, "dcat:landingPage") == {f"{WEB}/datasets/bureaux-de-vote"}
    assert values(graph, node, "dcat:keyword") == {"elections", "mobilite"}
    assert values(graph, node, "dct:accrualPeriodicity") == {"http://purl.org/cld/freq/annual"}
    assert values(graph, node, "dct:accessRights") == {f"{AUTHORITY}/access-right/PUBLIC"}


def test_moments_have_no_zone_and_days_are_days(asker):
    graph, node = told(asker, make(asker)["id"])
    at = Literal("2026-11-22T12:00:00", datatype=XSD.dateTime)
    for name in ("created", "issued", "modified"):
        assert list(graph.objects(node, term(f"dct:{name}"))) == [at]
    assert at.toPython() == datetime(2026, 11, 22, 12)  # noqa: DTZ001 - that is the point
    period = one_of(graph, "dct:PeriodOfTime")
    assert graph.value(period, term("dcat:startDate")).toPython() == date(2026, 1, 1)
    assert graph.value(period, term("dcat:endDate")).toPython() == date(2026, 12, 31)


def test_a_period_without_end_has_none(asker):
    graph, _ = told(asker, make(asker, temporal_coverage={"start": "2026-01-01"})["id"])
    assert graph.value(one_of(graph, "dct:PeriodOfTime"), term("dcat:endDate")) is None


def test_a_distribution_says_all_of_its_properties(asker):
    made = make(asker)
    [resource] = made["resources"]
    graph, _ = told(asker, made["id"])
    node = one_of(graph, "dcat:Distribution")
    assert str(node) == f"{WEB}/datasets/{made['id']}?resource_id={resource['id']}"
    expected = {
        "dct:identifier": resource["id"],
        "dct:title": "Bureaux",
        "dct:description": "Une ligne par bureau.",
        "dcat:downloadURL": "https://exemple.fr/bureaux.csv?annee=2026&a=b",
        "dcat:accessURL": resource["latest"],
        "dct:issued": "2026-11-22T12:00:00",
        "dct:modified": "2026-11-22T12:00:00",
        "dct:license": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
        "dcat:byteSize": "1234",
        "dcat:mediaType": "text/csv",
        "dct:format": "csv",
    }
    assert {name: values(graph, node, name) for name in expected} == {
        name: {value} for name, value in expected.items()
    }
    others = {str(RDF.type), str(term("spdx:checksum")), *(str(term(one)) for one in expected)}
    assert {str(predicate) for predicate in graph.predicates(node)} == others
    assert isinstance(graph.value(node, term("dct:format")), Literal)
    digest = one_of(graph, "spdx:Checksum")
    assert values(graph, digest, "spdx:algorithm") == {
        "http://spdx.org/rdf/terms#checksumAlgorithm_sha1"
    }
    assert values(graph, digest, "spdx:checksumValue") == {"00ff"}


def test_what_is_not_emitted(asker):
    """Licence of the record, place, schema, theme, score, kind of resource, extras, draft."""
    graph, node = told(asker, make(asker)["id"])
    for name in ("dct:license", "dct:rights", "dct:spatial", "dct:conformsTo", "dcat:theme"):
        assert graph.value(node, term(name)) is None
    said = " ".join(str(part) for statement in graph for part in statement)
    for word in ("mon-schema", "valeur-d-extra", "documentation", "score", "private", "quality"):
        assert word not in said


def test_a_resource_without_description_says_none(asker):
    resource = {"title": "a", "filetype": "remote", "url": "https://exemple.fr/a"}
    graph, _ = told(asker, make(asker, resources=[resource])["id"])
    node = one_of(graph, "dcat:Distribution")
    assert values(graph, node, "dct:description") == {"None"}
    for name in ("dct:format", "dcat:mediaType", "dcat:byteSize", "spdx:checksum"):
        assert graph.value(node, term(name)) is None


def test_an_empty_file_has_a_size(asker):
    resource = {**FULL["resources"][0], "filesize": 0}
    graph, _ = told(asker, make(asker, resources=[resource])["id"])
    assert values(graph, one_of(graph, "dcat:Distribution"), "dcat:byteSize") == {"0"}


def test_a_licence_without_address_is_told_by_its_name(asker):
    graph, _ = told(asker, make(asker, license="notspecified")["id"])
    node = one_of(graph, "dcat:Distribution")
    assert values(graph, node, "dct:rights") == {"License Not Specified"}
    assert graph.value(node, term("dct:license")) is None
    graph, _ = told(asker, make(asker, license=None)["id"])
    assert graph.value(one_of(graph, "dcat:Distribution"), term("dct:rights")) is None


def test_a_hosted_file_has_its_own_address(asker):
    made = make(asker, resources=[])
    sent = asker.file("bureaux.csv", b"a;b\n1;2\n")
    status, resource = asker.ask("POST", f"/api/1/datasets/{made['id']}/upload/", upload=sent)
    assert status == 201
    graph, _ = told(asker, made["id"])
    node = one_of(graph, "dcat:Distribution")
    assert values(graph, node, "dcat:downloadURL") == {resource["url"]}
    assert values(graph, node, "dcat:byteSize") == {"8"}


@pytest.mark.parametrize("access", ["open_with_account", "restricted"])
def test_access_rights(asker, access):
    graph, node = told(asker, make(asker, access_type=access)["id"])
    word = "NON_PUBLIC" if access == "restricted" else "PUBLIC"
    assert values(graph, node, "dct:accessRights") == {f"{AUTHORITY}/access-right/{word}"}


def test_each_frequency_has_an_address_of_its_own():
    addresses = {one: frequency_term(one) for one in FREQUENCIES}
    assert len(set(addresses.values())) == len(FREQUENCIES) == 40
    assert addresses["unknown"] == frequency_term(None) == f"{AUTHORITY}/frequency/UNKNOWN"
    assert addresses["weekly"] == "http://purl.org/cld/freq/weekly"
    assert addresses["punctual"] == f"{AUTHORITY}/frequency/AS_NEEDED"


def test_high_value_terms_are_due_with_the_badge_alone(asker):
    made = make(asker, resources=[{
        "title": "Flux", "filetype": "remote", "format": "wfs",
        "url": "https://exemple.fr/wfs?service=WFS&request=GetCapabilities",
    }])  # fmt: skip
    law, category = term("dcatap:applicableLegislation"), term("dcatap:hvdCategory")
    graph, _ = told(asker, made["id"])
    assert not list(graph.subject_objects(law)) + list(graph.subject_objects(category))
    change(asker, made["id"], badges=["hvd"])
    graph, node = told(asker, made["id"])
    service = one_of(graph, "dcat:DataService")
    said = set(graph.subjects(law, URIRef(HVD_LEGISLATION)))
    assert said == {node, one_of(graph, "dcat:Distribution"), service}
    assert set(graph.subject_objects(category)) == {
        (node, URIRef(HVD_CATEGORIES["mobilite"])),
        (service, URIRef(HVD_CATEGORIES["mobilite"])),
    }


def test_a_geographic_service_is_told_as_one(asker):
    url = "https://exemple.fr/wms?service=WMS&request=GetCapabilities"
    resources = [
        {
            "title": "Par le format",
            "filetype": "remote",
            "format": "ogc:wms",
            "url": "https://exemple.fr/carte",
        },
        {"title": "Par l'adresse", "filetype": "remote", "url": url},
        {"title": "Ni l'un ni l'autre", "filetype": "remote", "url": "https://exemple.fr/wms"},
    ]
    graph, _ = told(asker, make(asker, resources=resources)["id"])
    services = set(graph.subjects(RDF.type, term("dcat:DataService")))
    assert len(services) == 2
    said = {
        str(graph.value(one, term("dct:title"))): [
            values(graph, one, f"dcat:{name}") for name in ("endpointURL", "endpointDescription")
        ]
        for one in services
    }
    assert said == {
        "Par le format": [{"https://exemple.fr/carte"}, set()],
        "Par l'adresse": [{"https://exemple.fr/wms"}, {url}],
    }


def test_contacts_by_role_and_a_publisher_among_them(asker):
    ids = {}
    for role in ("contact", "publisher"):
        sent = {"name": f"Service {role}", "email": f"{role}@exemple.fr", "role": role}
        status, contact = asker.ask("POST", "/api/1/contacts/", sent)
        assert status == 201, contact
        ids[role] = contact["id"]
    graph, node = told(asker, make(asker, contact_points=[ids["contact"]])["id"])
    contact = graph.value(node, term("dcat:contactPoint"))
    assert graph.value(contact, RDF.type) == term("vcard:Kind")
    assert values(graph, contact, "vcard:fn") == {"Service contact"}
    assert values(graph, contact, "vcard:hasEmail") == {"mailto:contact@exemple.fr"}
    owner = graph.value(node, term("dct:publisher"))
    assert graph.value(owner, RDF.type) == term("foaf:Person")
    graph, node = told(asker, make(asker, contact_points=list(ids.values()))["id"])
    publisher = graph.value(node, term("dct:publisher"))
    assert graph.value(publisher, RDF.type) == term("foaf:Agent")
    assert values(graph, publisher, "foaf:name") == {"Service publisher"}
    assert graph.value(node, term("geodcat:distributor")) == owner


def test_a_harvested_record_keeps_its_node_its_identifier_and_only_its_dates(asker):
    made = make(asker)
    change(asker, made["id"], harvest={
        "uri": "https://commune.exemple.fr/jeux/1",
        "dct_identifier": "commune-1",
        "remote_url": "https://commune.exemple.fr/page/1",
        "modified_at": "2026-05-01T10:00:00+02:00",
    })  # fmt: skip
    graph, node = told(asker, made["id"])
    assert str(node) == "https://commune.exemple.fr/jeux/1"
    assert values(graph, node, "dct:identifier") == {"commune-1"}
    assert values(graph, node, "dcat:landingPage") == {"https://commune.exemple.fr/page/1"}
    assert values(graph, node, "dct:modified") == {"2026-05-01T08:00:00"}
    assert values(graph, node, "dct:created") == values(graph, node, "dct:issued") == set()
    other = graph.value(node, term("adms:identifier"))
    assert graph.value(other, RDF.type) == term("adms:Identifier")
    assert values(graph, other, "skos:notation") == {f"{WEB}/datasets/{made['id']}"}


@pytest.mark.parametrize("extension", BY_EXTENSION)
def test_every_serialisation_says_the_same(asker, extension):
    made = make(asker)
    response = asker.call("GET", f"/api/1/datasets/{made['id']}/rdf.{extension}")
    assert dict(response.headers)["Content-Type"] == BY_EXTENSION[extension].mime
    same = fetched(asker, f"datasets/{made['id']}/rdf.nt")
    assert isomorphic(read(response.body, extension), same)
