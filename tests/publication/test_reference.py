"""Reference lists: section 11 of the portal's contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from grader.publication.portal import Schema
from grader.publication.reference import (
    CLOSED_FORMATS,
    FREQUENCIES,
    LEGACY_FREQUENCIES,
    LICENSES,
    REUSE_TOPICS,
    REUSE_TYPES,
)
from tests.support.portal import Asker

EXTENSIONS = (
    "7z bz2 cpg csv db dbf doc docx dwg dxf ecw epub geojson gif gpkg gpx grib2 gz ics jp2 jpe "
    "jpeg jpg json kml kmz lyr n3 odg odp ods odt other ovr owl pdf png pps ppt prj rar rdf rtf "
    "sbn sbx shp shx sql sqlite ssim svg svgz tar tgz tiff ttl txt webp xls xlsx xml xsd xz zip"
)
#: Days that the score waits, as the contract lists them; None where lateness is not counted.
DELAYS = {
    "continuous": None, "oneMinute": 1 / 1440, "fiveMinutes": 5 / 1440, "tenMinutes": 10 / 1440,
    "fifteenMinutes": 15 / 1440, "thirtyMinutes": 30 / 1440, "hourly": 1 / 24,
    "bihourly": 2 / 24, "trihourly": 3 / 24, "twelveHours": 0.5, "severalTimesADay": 1,
    "threeTimesADay": 1, "semidaily": 1, "daily": 1, "fiveTimesAWeek": 7, "threeTimesAWeek": 7,
    "semiweekly": 7, "weekly": 7, "biweekly": 14, "threeTimesAMonth": 31, "semimonthly": 31,
    "monthly": 31, "bimonthly": 62, "quarterly": 93, "threeTimesAYear": 365, "semiannual": 365,
    "annual": 365, "biennial": 730, "triennial": 1095, "quadrennial": 1460,
    "quinquennial": 1825, "decennial": 3650, "bidecennial": 7300, "tridecennial": 10950,
    "punctual": None, "irregular": None, "never": None, "notPlanned": None, "other": None,
    "unknown": None,
}  # fmt: skip
LABELS = (
    "Temps réel, Toutes les minutes, Toutes les cinq minutes, Toutes les dix minutes, Toutes les "
    "quinze minutes, Toutes les trente minutes, Toutes les heures, Toutes les deux heures, "
    "Toutes les trois heures, Toutes les douze heures, Plusieurs fois par jour, Trois fois par "
    "jour, Deux fois par jour, Quotidienne, Cinq fois par semaine, Trois fois par semaine, Deux "
    "fois par semaine, Hebdomadaire, Toutes les deux semaines, Trois fois par mois, Deux fois "
    "par mois, Mensuelle, Tous les deux mois, Trimestrielle, Trois fois par an, Deux fois par "
    "an, Annuelle, Tous les deux ans, Tous les trois ans, Tous les quatre ans, Tous les cinq "
    "ans, Tous les dix ans, Tous les vingt ans, Tous les trente ans, Ponctuelle, Sans "
    "régularité, Jamais, Non planifié, Autre, Inconnu"
)


@pytest.fixture
def lists(tmp_path):
    """Anyone's reading of the lists: no key is needed."""
    asker = Asker(tmp_path).anyone

    def ask(name):
        status, body = asker.ask("GET", f"/api/1/{name}/")
        assert status == 200, body
        return body

    return ask


def test_frequencies_are_listed_in_their_order_with_their_labels(lists):
    listed = lists("datasets/frequencies")
    assert [one["id"] for one in listed] == list(DELAYS)
    assert ", ".join(one["label"] for one in listed) == LABELS
    assert all(set(one) == {"id", "label"} for one in listed)


def test_delays_are_whole_periods():
    told = {name: None if days is None else timedelta(days=days) for name, days in DELAYS.items()}
    assert {name: one.delay for name, one in FREQUENCIES.items()} == told


def test_former_names_of_frequencies_lead_to_present_ones():
    assert LEGACY_FREQUENCIES == {
        "realtime": "continuous",
        "fourTimesADay": "severalTimesADay",
        "fourTimesAWeek": "other",
        "fortnighly": "biweekly",
        "biannual": "semiannual",
    }
    assert set(LEGACY_FREQUENCIES.values()) <= set(FREQUENCIES)
    assert not set(LEGACY_FREQUENCIES) & set(FREQUENCIES)


def test_licences_are_those_that_producers_use(lists):
    listed = lists("datasets/licenses")
    keys = {"id", "title", "maintainer", "url", "flags", "alternate_urls", "alternate_titles"}
    assert all(set(one) == keys for one in listed)
    assert {one["id"] for one in listed} == {
        "fr-lo", "lov2", "notspecified", "odc-odbl", "odc-by", "odc-pddl", "cc-by", "cc-by-sa",
        "cc-zero", "other-open", "other-at", "other-pd",
    }  # fmt: skip
    assert LICENSES["notspecified"].url is None
    assert LICENSES["lov2"].title == "Licence Ouverte / Open Licence version 2.0"


def test_no_address_of_a_licence_leads_to_two(lists):
    listed = lists("datasets/licenses")
    named = [url for one in listed for url in (one["url"], *one["alternate_urls"]) if url]
    assert len(named) == len(set(named))


def test_kinds_of_resources(lists):
    assert lists("datasets/resource_types") == [
        {"id": "main", "label": "Fichier principal"},
        {"id": "documentation", "label": "Documentation"},
        {"id": "update", "label": "Mise à jour"},
        {"id": "api", "label": "API"},
        {"id": "code", "label": "Dépôt de code"},
        {"id": "other", "label": "Autre"},
    ]


def test_extensions_are_the_sixty_four_sorted(lists):
    listed = lists("datasets/extensions")
    assert len(listed) == 64
    assert " ".join(listed) == EXTENSIONS
    assert listed == sorted(listed)
    assert not {"html", "parquet", "exe"} & set(listed)


def test_closed_formats():
    assert set(CLOSED_FORMATS) == {"pdf", "doc", "docx", "word", "xls", "excel", "xlsx"}


def test_badges_are_an_object_of_labels(lists):
    assert set(lists("datasets/badges")) == {"pivotal-data", "spd", "inspire", "hvd", "sl", "sr"}
    assert set(lists("organizations/badges")) == {
        "public-service", "certified", "association", "company", "local-authority",
    }  # fmt: skip


def test_no_schema_is_listed_where_there_is_no_catalogue(lists):
    assert lists("datasets/schemas") == []


def test_schemas_of_the_catalogue_are_listed_with_their_versions(tmp_path):
    asker = Asker(
        tmp_path, schemas=(Schema("scdl/subventions", "Subventions", ("2.1.0", "2.1.1")),)
    )
    assert asker.ask("GET", "/api/1/datasets/schemas/") == (
        200,
        [
            {
                "name": "scdl/subventions",
                "title": "Subventions",
                "versions": [{"version_name": "2.1.0"}, {"version_name": "2.1.1"}],
            }
        ],
    )


def test_roles_are_told_in_french(lists):
    listed = lists("organizations/roles")
    assert [(one["id"], one["label"]) for one in listed] == [
        ("admin", "Administrateur"),
        ("editor", "Éditeur"),
        ("partial_editor", "Éditeur partiel"),
    ]
    assert all(one["description"] for one in listed)


def test_kinds_and_topics_of_reuses(lists):
    assert [one["id"] for one in lists("reuses/types")] == list(REUSE_TYPES)
    assert [one["id"] for one in lists("reuses/topics")] == list(REUSE_TOPICS)
    assert set(REUSE_TYPES) == {
        "api", "application", "idea", "news_article", "paper", "post", "visualization", "hardware",
    }  # fmt: skip
    assert len(REUSE_TOPICS) == 15


def test_roles_of_contacts(lists):
    assert {one["id"] for one in lists("contacts/roles")} == {
        "contact", "creator", "publisher", "rightsHolder", "custodian", "distributor",
        "originator", "principalInvestigator", "processor", "resourceProvider", "user",
    }  # fmt: skip


def test_tags_in_use_are_suggested_the_most_used_first(tmp_path):
    asker = Asker(tmp_path)
    for number, tags in enumerate((["budget", "eau"], ["budget"], ["budget-vert"])):
        body = {"title": f"Jeu {number}", "description": "Dit.", "tags": tags}
        assert asker.ask("POST", "/api/1/datasets/", body)[0] == 201
    hidden = {"title": "Brouillon", "description": "Dit.", "tags": ["budget-secret"]}
    asker.ask("POST", "/api/1/datasets/", {**hidden, "private": True})
    ask = replace(asker.portal, caller=None)
    anyone = Asker(tmp_path, ask)
    assert anyone.ask("GET", "/api/1/tags/suggest/?q=Budg") == (
        200,
        [{"text": "budget"}, {"text": "budget-vert"}],
    )
    assert anyone.ask("GET", "/api/1/tags/suggest/?q=budget&size=1")[1] == [{"text": "budget"}]
    status, body = anyone.ask("GET", "/api/1/tags/suggest/")
    assert status == 400
    assert set(body["errors"]) == {"q"}
    assert body["message"] == "Input payload validation failed"
