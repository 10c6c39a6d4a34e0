"""Reading a DCAT catalogue: section 15 of the portal's contract, on graphs written by hand."""

from __future__ import annotations

import pytest
from rdflib import Graph

from grader.publication.harvest.geometry import to_multipolygon
from grader.publication.harvest.licensing import guess_license
from grader.publication.harvest.prose import to_markdown
from grader.publication.harvest.reading import read_page
from tests.support.harvest import BARE, URL, record, turtle

EU = "http://publications.europa.eu/resource/authority/frequency/"
PURL = "http://purl.org/cld/freq/"
SQUARE = [[[[0.0, 44.0], [1.0, 44.0], [1.0, 45.0], [0.0, 44.0]]]]


def read(*records: str):
    return read_page(turtle(*records), "turtle", URL)


def one(says: str, more: str = ""):
    [found] = read(record("1", says, more)).datasets
    return found


FULL = f"""{BARE}@fr, "Budget (en)"@en ; skos:altLabel "BP" ;
  dct:description "Une description" ; dcat:keyword "eau", "Budget" ; dcat:theme <urn:theme> ;
  dct:accrualPeriodicity <{EU}ANNUAL> ; dct:issued "2024-05-01"^^xsd:date ;
  dct:modified "2026-01-02T03:04:05" ; dcat:landingPage <https://val-ouvert.example/budget> ;
  dct:conformsTo [ dct:title "scdl/budget" ; dcat:version "1.0" ] ;
  dct:provenance [ <http://www.w3.org/2000/01/rdf-schema#label> "Le service des finances" ] ;
  dct:publisher [ a foaf:Organization ; foaf:name "Val-Ouvert" ] ;
  dcat:contactPoint [ a vcard:Kind ; vcard:fn "Mairie" ;
                      vcard:hasEmail <mailto:mairie@val-ouvert.example> ] ;
  dct:temporal [ dcat:startDate "2024-01-01" ; dcat:endDate "2024-12-31" ] ;
  dcat:distribution <urn:csv>, <urn:sans-adresse>"""
BESIDE = """<urn:theme> skos:prefLabel "Finances" .
<urn:sans-adresse> a dcat:Distribution ; dct:title "Perdue" .
<urn:csv> a dcat:Distribution ; dct:title "Le fichier" ; dct:description "Un CSV" ;
  dcat:downloadURL <https://val-ouvert.example/b.csv> ;
  dcat:accessURL <https://val-ouvert.example/r/1> ; dct:format "CSV" ;
  dcat:mediaType "text/csv" ; dcat:byteSize "1234"^^xsd:decimal ;
  dct:license <https://www.etalab.gouv.fr/licence-ouverte-open-licence> ;
  spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha1 ; spdx:checksumValue "ab12" ] .
"""


@pytest.fixture(scope="module")
def full():
    return one(FULL, BESIDE)


def test_a_record_is_read_whole(full):
    assert (full.identifier, full.title, full.acronym) == ("1", "Budget", "BP")
    assert full.description == "Une description"
    assert sorted(full.tags) == ["Budget", "Finances", "eau"]
    assert full.frequency == "annual"
    assert full.temporal == ("2024-01-01", "2024-12-31")
    assert full.issued == "2024-05-01T00:00:00.000000+00:00"
    assert full.modified == "2026-01-02T03:04:05.000000+00:00"
    assert full.landing == "https://val-ouvert.example/budget"
    assert full.schema == {"name": "scdl/budget", "version": "1.0", "url": None}
    assert full.raw["provenance"] == ["Le service des finances"]
    assert [(c.role, c.name, c.email) for c in full.contacts] == [
        ("contact", "Mairie", "mairie@val-ouvert.example"),
        ("publisher", "Val-Ouvert", None),
    ]


def test_a_distribution_is_read_whole_and_one_without_an_address_is_dropped(full):
    [resource] = full.resources
    assert resource.url == "https://val-ouvert.example/b.csv"
    assert (resource.title, resource.description) == ("Le fichier", "Un CSV")
    assert (resource.format, resource.mime, resource.filesize) == ("csv", "text/csv", 1234)
    assert resource.checksum == ("sha1", "ab12")


def test_without_a_download_address_the_access_address_is_taken():
    found = one(
        BARE + " ; dcat:distribution <urn:d>",
        "<urn:d> dcat:accessURL <https://val-ouvert.example/wfs?service=WFS> .",
    )

    [resource] = found.resources
    assert (resource.url, resource.service) == ("https://val-ouvert.example/wfs?service=WFS", True)


@pytest.mark.parametrize("form", ["json-ld", "xml", "n3", "nt", "trig"])
def test_every_format_says_the_same(form, full):
    graph = Graph().parse(data=turtle(record("1", FULL, BESIDE)), format="turtle")
    written = graph.serialize(format=form, encoding="utf-8")

    [found] = read_page(written, form, URL).datasets

    assert found.title == full.title
    assert found.resources == full.resources
    assert found.contacts == full.contacts
    assert set(found.tags) == set(full.tags)


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (f"<{EU}ANNUAL_2>", "semiannual"),
        (f"<{EU}UPDATE_CONT>", "continuous"),
        (f"<{EU}IRREG>", "irregular"),
        (f"<{EU}QUARTERLY>", "quarterly"),
        (f"<{EU}UNKNOWN>", None),
        (f"<{PURL}semimonthly>", "semimonthly"),
        ('"monthly"', "monthly"),
        ('"biannual"', "semiannual"),
        ('"de temps en temps"', None),
    ],
)
def test_frequencies_of_both_vocabularies_and_bare_words(written, read_as):
    assert one(f"{BARE} ; dct:accrualPeriodicity {written}").frequency == read_as


@pytest.mark.parametrize(
    ("written", "period"),
    [
        ('"2024"', ("2024-01-01", "2024-12-31")),
        ('"2024-02"', ("2024-02-01", "2024-02-29")),
        ('"2023/2024"', ("2023-01-01", "2024-12-31")),
        ('"2024-01-05/2023-01-01"', ("2023-01-01", "2024-01-05")),
        ('[ dcat:startDate "2024-01-01" ]', ("2024-01-01", None)),
        ('[ dcat:startDate "2024-02-30" ]', None),
        ('"naguère"', None),
    ],
)
def test_periods_and_bad_ones_are_dropped(written, period):
    assert one(f"{BARE} ; dct:temporal {written}").temporal == period


@pytest.mark.parametrize(
    "text",
    [
        "POLYGON((0 44, 1 44, 1 45, 0 44))",
        "MULTIPOLYGON(((0 44, 1 44, 1 45, 0 44)))",
        '{"type": "Polygon", "coordinates": [[[0, 44], [1, 44], [1, 45], [0, 44]]]}',
        "<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((0 44, 1 44, 1 45, 0 44))",
    ],
)
def test_places_as_wkt_and_geojson(text):
    assert to_multipolygon(text) == {"type": "MultiPolygon", "coordinates": SQUARE}


@pytest.mark.parametrize("text", ["0,44,1,45", "ENVELOPE(0, 1, 45, 44)"])
def test_places_as_boxes(text):
    box = [[0.0, 44.0], [1.0, 44.0], [1.0, 45.0], [0.0, 45.0], [0.0, 44.0]]
    assert to_multipolygon(text)["coordinates"] == [[box]]


@pytest.mark.parametrize(
    "text",
    [
        "Val-Ouvert",
        "POINT(0 44)",
        "POLYGON((0 44, 1 44, 1 45))",
        "POLYGON((0 444, 1 44, 1 45, 0 444))",
        "POLYGON((",
        '{"type": "Polygon"}',
        "[" * 5_000,
        '{"type": "Point", "coordinates": [1, 2]}',
    ],
)
def test_names_and_bad_places_are_dropped(text):
    assert to_multipolygon(text) is None


def test_a_place_is_read_through_its_node():
    says = BARE + ' ; dct:spatial [ a dct:Location ; locn:geometry "0,44,1,45" ]'
    assert one(says).geometry["type"] == "MultiPolygon"
    assert one(BARE + ' ; dct:spatial "Val-Ouvert"').geometry is None


@pytest.mark.parametrize(
    ("clue", "licence"),
    [
        ("lov2", "lov2"),
        ("http://www.etalab.gouv.fr/licence-ouverte-open-licence", "lov2"),
        ("Licence Ouverte / Open Licence version 2.0", "lov2"),
        ("Licence Ouverte / Open License version 2.0", "lov2"),
        ("Open Data Commons Open Database License (ODbL)", "odc-odbl"),
        ("https://opendatacommons.org/licenses/odbl/", "odc-odbl"),
        ("Tous droits réservés", None),
        ("lov3", None),
    ],
)
def test_a_licence_is_guessed_two_letters_off_at_most(clue, licence):
    assert guess_license([clue]) == licence


def test_html_becomes_markdown_and_markdown_stays():
    html = (
        "<h2>Le budget</h2><p>Voté <strong>chaque année</strong>,<br>en avril.</p>"
        "<ul><li>Dépenses</li><li><a href='https://val-ouvert.example'>Recettes</a></li></ul>"
        "<script>alert(1)</script><a href='javascript:alert(1)'>ici</a>"
    )
    assert to_markdown(html) == (
        "## Le budget\n\nVoté **chaque année**,\nen avril.\n\n- Dépenses\n"
        "- [Recettes](https://val-ouvert.example)\n\nici"
    )
    assert to_markdown("Une **note** : 2 < 3 & 4 > 1") == "Une **note** : 2 < 3 & 4 > 1"


def test_the_abstract_serves_where_there_is_no_description():
    assert one(BARE + ' ; dct:abstract "En bref"').description == "En bref"
    assert one(BARE).description is None


@pytest.mark.parametrize(
    "view",
    [
        "<urn:p> a hydra:PartialCollectionView ; hydra:next <catalog.ttl?page=2> .",
        "<urn:p> a hydra:PagedCollection ; hydra:nextPage <catalog.ttl?page=2> .",
    ],
)
def test_the_next_page_is_found_in_both_forms(view):
    assert read(record("1"), view).following == URL + "?page=2"


def test_a_next_outside_of_a_view_is_not_followed():
    assert read(record("1"), "<urn:p> hydra:next <catalog.ttl?page=2> .").following is None


def test_series_are_records_too_and_nodes_only_pointed_at_are_passed_over():
    found = read(
        '<urn:serie> a dcat:DatasetSeries ; dct:identifier "s" ; dct:title "Une série" .',
        "<urn:service> dcat:servesDataset <urn:pointe> . <urn:pointe> a dcat:Dataset .",
        "<urn:membre> dcat:inSeries <urn:nommee> . <urn:nommee> a dcat:Dataset .",
        "<urn:seul> a dcat:Dataset .",
    )
    assert [(one.identifier, one.title, one.uri) for one in found.datasets] == [
        (None, None, "urn:seul"),
        ("s", "Une série", "urn:serie"),
    ]
