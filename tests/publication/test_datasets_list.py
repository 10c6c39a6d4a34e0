"""The list of records: who sees what, filters, order, suggestions (section 3 of the contract)."""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization, put, remote
from tests.support.portal import Asker

WHEN = "2026-01-01T00:00:00"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def titles(asker, query=""):
    status, page = asker.ask("GET", DATASETS + query)
    assert status == 200, page
    assert page["total"] == len(page["data"])
    return [one["title"] for one in page["data"]]


def test_trap_29_a_key_adds_everything_of_ones_own(asker):
    editor, reader = asker.other, asker.other
    mine = organization(asker, (editor, "editor"))
    create(asker, title="Public", organization=mine)
    create(asker, title="Brouillon", organization=mine, private=True)
    create(asker, title="Archivé", organization=mine, archived=WHEN)
    create(asker, title="Supprimé", organization=mine, deleted=WHEN)
    create(asker, title="Le mien", private=True)
    create(reader, title="D'autrui", private=True)
    everything = ["Supprimé", "Archivé", "Brouillon", "Public"]
    assert titles(asker.anyone) == ["Public"]
    assert titles(editor) == everything
    assert titles(asker) == ["Le mien", *everything]
    assert titles(reader) == ["D'autrui", "Public"]


def test_trap_31_the_organizations_own_list_keeps_what_was_deleted(asker):
    mine = organization(asker)
    create(asker, title="Brouillon", organization=mine, private=True)
    create(asker, title="Archivé", organization=mine, archived=WHEN)
    create(asker, title="Supprimé", organization=mine, deleted=WHEN)
    create(asker, title="Ailleurs")
    path = f"/api/1/organizations/{mine}/datasets/"
    for one, expected in [
        (asker.anyone, ["Supprimé", "Archivé"]),
        (asker, ["Supprimé", "Archivé", "Brouillon"]),
    ]:
        _, page = one.ask("GET", path)
        assert [found["title"] for found in page["data"]] == expected
    _, page = asker.anyone.ask("GET", path + "?sort=title&q=rien")
    assert [found["title"] for found in page["data"]] == ["Archivé", "Supprimé"]


@pytest.fixture
def furnished(asker):
    mine = organization(asker)
    stored = asker.portal.catalogue.get("organization", mine)
    stored["badges"] = ["local-authority"]
    asker.portal.catalogue.put("organization", stored)
    schema = {"name": "scdl/subventions", "version": "2.0.0"}
    create(
        asker,
        title="Subventions",
        description="Aides versées aux écoles.",
        organization=mine,
        tags=["aides", "finances"],
        license="lov2",
        resources=[remote(schema=schema)],
        spatial={"zones": ["fr:commune:35238"], "granularity": "fr:commune"},
    )
    create(asker, title="Écoles", acronym="ECO", tags=["finances"], access_type="restricted")
    return asker


def test_filters(furnished):
    mine = furnished.portal.catalogue.all("organization")[0]["id"]
    me = furnished.portal.caller["id"]
    for query, expected in {
        "q=ecole": ["Écoles", "Subventions"],
        "q=ÉCOLES+aides": ["Subventions"],
        "q=eco": ["Écoles", "Subventions"],
        "q=": ["Écoles", "Subventions"],
        "q=absent": [],
        "tag=finances": ["Écoles", "Subventions"],
        "tag=finances&tag=aides": ["Subventions"],
        "license=lov2": ["Subventions"],
        "license=inconnue": [],
        f"organization={mine}": ["Subventions"],
        f"owner={me}": ["Écoles"],
        "organization_badge=local-authority": ["Subventions"],
        "organization_badge=company": [],
        "badge=hvd": [],
        "featured=true": [],
        "featured=false": ["Écoles", "Subventions"],
        "format=csv": ["Subventions"],
        "format=CSV": [],
        "schema=scdl/subventions": ["Subventions"],
        "schema_version=2.0.0": ["Subventions"],
        "schema_version=1.0.0": [],
        "geozone=fr:commune:35238": ["Subventions"],
        "granularity=fr:commune": ["Subventions"],
        "access_type=restricted": ["Écoles"],
        "access_type=open": ["Subventions"],
        f"topic={'0' * 24}": [],
        f"reuse={'0' * 24}": [],
        "inconnu=1": ["Écoles", "Subventions"],
    }.items():
        assert (query, titles(furnished, f"?{query}")) == (query, expected)


def test_filter_by_reuse(furnished):
    found = furnished.ask("GET", DATASETS)[1]["data"][0]
    reuse = {
        "title": "Carte",
        "description": "Une carte.",
        "type": "visualization",
        "topic": "others",
        "url": "https://carte.example.fr/",
        "datasets": [found["id"]],
    }
    _, made = furnished.ask("POST", "/api/1/reuses/", reuse)
    assert titles(furnished, f"?reuse={made['id']}") == [found["title"]]
    assert titles(furnished, "?sort=-reuses")[0] == found["title"]
    assert titles(furnished, "?sort=reuses")[-1] == found["title"]


@pytest.mark.parametrize("name", ["organization", "owner", "reuse"])
def test_trap_28_a_slug_is_no_identifier(furnished, name):
    status, refusal = furnished.ask("GET", f"{DATASETS}?{name}=val-ouvert")
    assert status == 400
    assert refusal["message"] == f"{name.capitalize()} arg must be an identifier"


@pytest.mark.parametrize(
    "query",
    ["sort=date", "sort=--title", "access_type=x", "archived=oui", "featured=2", "private=x"],
)
def test_bad_arguments_are_shape_d(asker, query):
    status, refusal = asker.ask("GET", f"{DATASETS}?{query}")
    assert (status, refusal["message"]) == (400, "Input payload validation failed")
    assert list(refusal["errors"]) == [query.partition("=")[0]]
    assert isinstance(refusal["errors"][query.partition("=")[0]], str)


@pytest.mark.parametrize("name", ["archived", "deleted", "private"])
def test_states_are_asked_with_a_key(asker, name):
    create(asker, title="Public")
    create(asker, title="Autre", **{name: True if name == "private" else WHEN})
    assert titles(asker, f"?{name}=true") == ["Autre"]
    assert titles(asker, f"?{name}=false") == ["Public"]
    assert asker.anyone.ask("GET", f"{DATASETS}?{name}=false")[0] == 401


def test_order(asker):
    first = create(asker, title="B", resources=[remote()])
    asker.clock.advance(hours=1)
    create(asker, title="C")
    asker.clock.advance(hours=1)
    create(asker, title="A")
    assert titles(asker) == titles(asker, "?sort=-created") == ["A", "C", "B"]
    assert titles(asker, "?sort=created") == ["B", "C", "A"]
    assert titles(asker, "?sort=title") == ["A", "B", "C"]
    assert titles(asker, "?sort=-title") == ["C", "B", "A"]
    asker.clock.advance(hours=1)
    put(asker, first, resources=[{"id": first["resources"][0]["id"], "description": "Corrigé"}])
    assert titles(asker, "?sort=-last_update") == ["B", "A", "C"]
    for same in ("followers", "-followers", "views", "-views", "-reuses"):
        assert titles(asker, f"?sort={same}") == ["A", "C", "B"]


def test_suggestions(furnished):
    create(furnished, title="École privée", private=True)
    status, found = furnished.ask("GET", DATASETS + "suggest/?q=école")
    assert status == 200
    assert [set(one) for one in found] == [{"id", "title", "acronym", "slug", "image_url", "page"}]
    assert [(one["title"], one["acronym"]) for one in found] == [("Écoles", "ECO")]
    assert furnished.ask("GET", DATASETS + "suggest/?q=eco&size=1")[1] == found
    formats = furnished.ask("GET", DATASETS + "suggest/formats/?q=sh")[1]
    assert formats == [{"text": "shp"}, {"text": "shx"}]
    mimes = furnished.ask("GET", DATASETS + "suggest/mime/?q=csv")[1]
    assert mimes == [{"text": "text/csv"}]


@pytest.mark.parametrize("path", ["suggest/", "suggest/formats/", "suggest/mime/"])
def test_suggestions_without_words(asker, path):
    status, refusal = asker.ask("GET", DATASETS + path)
    assert status == 400
    assert list(refusal["errors"]) == ["q"]
    assert asker.ask("GET", f"{DATASETS}{path}?q=a&size=0")[0] == 400


def test_a_catalogue_of_500_records_reads_shared_documents_once(asker):
    mine = organization(asker)
    model = create(asker, organization=mine, resources=[remote()])
    stored = asker.portal.catalogue.get("dataset", model["id"])
    for number in range(499):
        stored = {**stored, "id": f"{number:024}", "slug": f"b-{number}"}
        asker.portal.catalogue.put("dataset", stored)
    reads = []
    real = asker.portal.catalogue.get
    asker.portal.catalogue.get = lambda kind, name: reads.append(kind) or real(kind, name)
    _, page = asker.ask("GET", DATASETS + "?page_size=500")
    assert len(page["data"]) == 500
    assert page["data"][-1]["organization"]["id"] == mine
    assert len(reads) < 10
