"""Zones: section 11 of the portal's contract."""

from __future__ import annotations

import pytest

from grader.publication.reference import find_zone, suggest_zones
from grader.publication.reference.zones import zones
from tests.support.portal import Asker

RENNES = {
    "id": "fr:commune:35238",
    "name": "Rennes",
    "code": "35238",
    "level": "fr:commune",
    "uri": None,
}
FEATURE = {
    "id": "fr:commune:35238",
    "type": "Feature",
    "properties": {
        "slug": "rennes",
        "name": "Rennes",
        "code": "35238",
        "uri": None,
        "level": "fr:commune",
    },
}


@pytest.fixture
def ask(tmp_path):
    asker = Asker(tmp_path).anyone
    return lambda path: asker.ask("GET", f"/api/1/spatial/{path}")


@pytest.mark.parametrize("words", ["rennes", "RENNES", "35238", "fr:commune:35238", "Renn"])
def test_a_zone_is_found_by_name_code_or_id(ask, words):
    status, found = ask(f"zones/suggest/?q={words}")
    assert status == 200
    assert RENNES in found


def test_accents_do_not_count():
    assert suggest_zones("ile de france")[0].id == "fr:region:11"
    assert suggest_zones("Évreux") == suggest_zones("evreux") != []


def test_the_widest_level_comes_first(ask):
    found = ask("zones/suggest/?q=réunion")[1]
    assert [zone["level"] for zone in found] == ["fr:region", "fr:departement"]
    order = ["country", "fr:region", "fr:departement", "fr:epci", "fr:commune"]
    levels = [order.index(zone.level) for zone in suggest_zones("a", 200)]
    assert levels == sorted(levels)
    assert len(set(levels)) == len(order)


def test_as_many_as_asked_and_ten_otherwise(ask):
    assert len(ask("zones/suggest/?q=a")[1]) == 10
    assert len(ask("zones/suggest/?q=a&size=3")[1]) == 3


@pytest.mark.parametrize("query", ["", "?size=3", "?q=a&size=0", "?q=a&size=beaucoup"])
def test_a_bad_question_is_told_by_its_argument(ask, query):
    status, body = ask(f"zones/suggest/{query}")
    assert status == 400
    assert body["message"] == "Input payload validation failed"
    assert set(body["errors"]) == {"size" if "q=a" in query else "q"}


def test_signs_alone_find_nothing(ask):
    assert ask("zones/suggest/?q=!!!") == (200, [])


def test_a_zone_is_a_feature_without_geometry(ask):
    assert ask("zone/fr:commune:35238/") == (200, FEATURE)


def test_an_old_date_after_the_code_is_ignored(ask):
    assert ask("zone/fr:commune:35238@1970-01-01/") == (200, FEATURE)


def test_several_zones_are_a_collection_of_null_geometries(ask):
    status, body = ask("zones/fr:commune:35238,fr:region:53/")
    assert status == 200
    assert body["type"] == "FeatureCollection"
    assert body["features"][0] == {**FEATURE, "geometry": None}
    assert body["features"][1]["properties"]["name"] == "Bretagne"


@pytest.mark.parametrize("path", ["zone/fr:commune:00000/", "zones/fr:commune:35238,x/"])
def test_an_unknown_zone_is_not_found(ask, path):
    status, body = ask(path)
    assert status == 404
    assert "zones/suggest" in body["explication"]


def test_levels_then_granularities(ask):
    levels = ask("levels/")[1]
    assert [level["id"] for level in levels] == [
        "country",
        "fr:region",
        "fr:departement",
        "fr:epci",
        "fr:commune",
    ]
    assert ask("granularities/")[1] == [
        *levels,
        {"id": "poi", "name": "Point d'Intérêt"},
        {"id": "other", "name": "Autre"},
    ]


def test_regions_and_departments_are_all_there():
    real = [zone for zone in zones().values() if not zone.code.startswith(("99", "2499"))]
    counts = {level: sum(zone.level == level for zone in real) for level in
              ("country", "fr:region", "fr:departement", "fr:commune")}  # fmt: skip
    assert counts == {"country": 1, "fr:region": 18, "fr:departement": 101, "fr:commune": 101}


def test_every_prefecture_is_in_a_department_that_is_there():
    for zone in zones().values():
        if zone.level == "fr:commune":
            width = 3 if zone.code.startswith("97") else 2
            assert find_zone(f"fr:departement:{zone.code[:width]}") is not None, zone


def test_the_fictional_commune_has_its_zone():
    zone = find_zone("fr:commune:99042")
    assert zone is not None
    assert zone.name == "Val-Ouvert"
