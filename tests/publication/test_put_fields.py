"""PUT on a record: each line of section 5 of the portal's contract, but lists and owners."""

from __future__ import annotations

import pytest

from tests.support.datasets import create, path_of, put, read
from tests.support.portal import Asker

PERIOD = {"start": "2025-01-01", "end": "2025-12-31"}
SPATIAL = {"zones": ["fr:commune:35238"], "granularity": "fr:commune", "geom": None}
REQUIRED = ["Ce champ est requis."]
FULL = {
    "title": "Budget 2025",
    "description": "Budget voté.",
    "description_short": "Le budget.",
    "acronym": "BP",
    "private": True,
    "license": "lov2",
    "frequency": "annual",
    "frequency_date": "2026-01-31T00:00:00.000000+00:00",
    "tags": ["budget", "finances"],
    "temporal_coverage": PERIOD,
    "spatial": SPATIAL,
    "extras": {"service": "finances", "lots": [1, {"a": True}]},
    "archived": "2026-01-01T00:00:00.000000+00:00",
}
SHOWN = {**FULL}


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    return create(asker, **FULL)


def test_everything_that_was_sent_is_shown(dataset):
    assert {key: dataset[key] for key in FULL} == SHOWN


def test_absent_is_kept_but_for_tags_and_the_period(asker, dataset):
    asker.clock.advance(hours=1)
    changed = put(asker, dataset)
    assert {key: changed[key] for key in FULL} == {**SHOWN, "tags": [], "temporal_coverage": None}
    assert changed == read(asker, dataset)
    assert changed["quality"]["temporal_coverage"] is False


@pytest.mark.parametrize(
    ("field", "sent", "kept"),
    [
        ("tags", None, []),
        ("tags", [], []),
        ("tags", "", []),
        ("temporal_coverage", None, None),
        ("temporal_coverage", "", None),
        ("temporal_coverage", {}, None),
        ("private", None, False),
        ("private", "", False),
        ("private", False, False),
        ("private", "false", False),
        ("private", "non", True),
        ("private", "False", True),
        ("private", True, True),
        ("license", None, "notspecified"),
        ("license", "", "notspecified"),
        ("license", "licence-inconnue", "notspecified"),
        ("license", ["lov2"], "notspecified"),
        ("license", "fr-lo", "fr-lo"),
        ("frequency", None, "unknown"),
        ("frequency", "realtime", "continuous"),
        ("frequency", "fourTimesADay", "severalTimesADay"),
        ("frequency", "fourTimesAWeek", "other"),
        ("frequency", "fortnighly", "biweekly"),
        ("frequency", "biannual", "semiannual"),
        ("frequency_date", None, None),
        ("frequency_date", "2020-02-29", "2020-02-29T00:00:00.000000+00:00"),
        ("archived", None, None),
        ("archived", "2026-01-01T12:00:00+02:00", "2026-01-01T10:00:00.000000+00:00"),
        ("acronym", None, None),
        ("acronym", "", None),
        ("description_short", None, None),
        ("description_short", "", None),
        ("extras", None, {}),
        ("extras", {}, {}),
        ("extras", {"autre": 2}, {"autre": 2}),
        ("spatial", None, SPATIAL),
        ("spatial", {}, SPATIAL),
        ("spatial", {"zones": []}, SPATIAL),
        ("spatial", {"granularity": "other"}, {**SPATIAL, "granularity": "other"}),
        ("title", 2025, "2025"),
        ("title", "  Budget  ", "  Budget  "),
    ],
)
def test_what_is_sent_for_one_field(asker, dataset, field, sent, kept):
    same = {"tags": FULL["tags"], "temporal_coverage": PERIOD}
    changed = put(asker, dataset, **{**same, field: sent})
    assert {key: changed[key] for key in FULL} == {**SHOWN, field: kept}


@pytest.mark.parametrize(
    ("field", "sent", "errors"),
    [
        ("title", None, REQUIRED),
        ("title", "", REQUIRED),
        ("title", " \n", REQUIRED),
        ("title", "a" * 351, ["Le champ ne peut pas contenir plus de 350 caractères."]),
        ("title", ["a"], ["Unsupported data type"]),
        ("description", None, REQUIRED),
        ("description", "", REQUIRED),
        (
            "description",
            "a" * 100_001,
            ["Le champ ne peut pas contenir plus de 100000 caractères."],
        ),
        (
            "description_short",
            "a" * 201,
            ["Le champ ne peut pas contenir plus de 200 caractères."],
        ),
        ("extras", ["a"], ["Unsupported data type"]),
        ("extras", "a", ["Unsupported data type"]),
        ("access_type", "fermé", ["N'est pas un choix valide."]),
        ("frequency_date", "demain", ["N'est pas une date/heure valide."]),
        ("frequency_date", "9999-12-31T23:59:59-14:00", ["N'est pas une date/heure valide."]),
        ("archived", True, ["N'est pas une date/heure valide."]),
        ("tags", ["a"], ['Le mot-clé "a" doit avoir entre 3 et 96 caractères.']),
        ("temporal_coverage", {"end": "2025-01-01"}, {"start": REQUIRED}),
        ("temporal_coverage", {"start": "2025-02-30"}, ["Unable to parse date range"]),
        ("temporal_coverage", "2025-01-01", ["Unable to parse date range"]),
        ("temporal_coverage", 2025, ["Unable to parse date range"]),
        ("spatial", {"granularity": "rue"}, {"granularity": ["N'est pas un choix valide."]}),
        (
            "spatial",
            {"zones": ["fr:commune:99999", "fr:commune:35238", "zz"]},
            {"zones": ["GeoID(s) inconnu(s): fr:commune:99999, zz"]},
        ),
        (
            "spatial",
            {"geom": {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}},
            {"geom": ['MultiPolygonField type must be "MultiPolygon"']},
        ),
    ],
)
def test_refused_by_the_form(asker, dataset, field, sent, errors):
    status, refusal = asker.ask("PUT", path_of(dataset), {field: sent})
    assert status == 400
    assert refusal["errors"] == {field: errors}
    assert "message" not in refusal
    assert refusal["explication"]
    assert read(asker, dataset) == dataset


def test_empty_frequency_is_shape_c(asker, dataset):
    status, refusal = asker.ask("PUT", path_of(dataset), {"frequency": ""})
    assert (status, refusal["message"]) == (400, "'' is not a valid UpdateFrequency")
    assert "errors" not in refusal


def test_reserved_extras_stay(asker, dataset):
    stored = asker.portal.catalogue.get("dataset", dataset["id"])
    stored["extras"] = {"transport:url": "a", "recommendations": [1], "dcat": {}, "service": "a"}
    asker.portal.catalogue.put("dataset", stored)
    reserved = {key: stored["extras"][key] for key in ("transport:url", "recommendations", "dcat")}
    assert put(asker, dataset, extras={"autre": 1, "dcat": 2, "transport:x": 3})["extras"] == {
        **reserved,
        "autre": 1,
    }
    assert put(asker, dataset, extras=None)["extras"] == reserved


def test_several_refusals_at_once(asker, dataset):
    status, refusal = asker.ask(
        "PUT", path_of(dataset), {"title": "", "tags": ["a"], "access_type": "x"}
    )
    assert status == 400
    assert set(refusal["errors"]) == {"title", "tags", "access_type"}


def test_read_modify_send_all_changes_only_the_date(asker, dataset):
    asker.clock.advance(days=2)
    status, sent_back = asker.ask("PUT", path_of(dataset), read(asker, dataset))
    assert status == 200
    moved = {key for key in dataset if dataset[key] != sent_back[key]}
    assert moved == {"last_modified", "last_update", "internal"}
    assert sent_back["internal"]["last_modified_internal"] > dataset["created_at"]
    assert sent_back["created_at"] == dataset["created_at"]


def test_read_only_fields_are_ignored(asker, dataset):
    sent = {
        "id": "0" * 24,
        "slug": "autre",
        "uri": "https://ailleurs.example.fr/",
        "page": "x",
        "quality": {"score": 1},
        "metrics": {"views": 9},
        "badges": [{"kind": "hvd"}],
        "harvest": {"remote_id": "x"},
        "created_at": "1999-01-01",
        "featured": True,
        "doi": "10.1/2",
        "schema": {"name": "x"},
        "permissions": {"edit": False},
        "inconnu": 1,
    }
    keep = {"tags": FULL["tags"], "temporal_coverage": PERIOD}
    assert put(asker, dataset, **sent, **keep) == read(asker, dataset) == dataset
