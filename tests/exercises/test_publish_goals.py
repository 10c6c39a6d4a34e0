"""Goals about what a record says and holds: what meets each, and what only looks like it."""

from __future__ import annotations

import copy

import pytest

from tests.exercises.publishing import (
    DESCRIPTION,
    FILE,
    GOOD,
    OTHER_FILE,
    create,
    describe,
    evidence_of_calls,
    judge_evidence,
    judged,
    put,
    upload,
)

GOALS = {
    "score": 9,
    "frequency": ["quarterly", "monthly"],
    "covers": ["2024-01-01", "2025-12-31"],
    "zones": ["fr:commune:99042"],
    "titled": True,
    "told": True,
    "tags": 3,
    "schema": "scdl/deliberations",
    "valid": True,
    "license": ["lov2"],
    "described": True,
    "organization": True,
    "holds": FILE,
}
LINK = {
    "method": "POST",
    "path": "/api/1/datasets/{jeu}/resources/",
    "body": {
        "title": "Lien",
        "url": "https://exemple.example/x.csv",
        "filetype": "remote",
        "type": "main",
        "format": "csv",
        "schema": {"name": "scdl/deliberations"},
    },
}


@pytest.fixture(scope="module")
def good():
    return evidence_of_calls(GOOD)


@pytest.fixture
def evidence(good):
    return copy.deepcopy(good)


def judge(name, evidence):
    state = judge_evidence({name: GOALS[name]}, evidence)
    assert state.text
    assert state.sentence
    assert bool(state.remedy) is not state.met
    return state


@pytest.mark.parametrize("name", GOALS)
def test_a_record_that_is_well_made_meets_each_goal(name, evidence):
    assert judge(name, evidence).met


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("score", {"license": None}),
        ("score", {"description": DESCRIPTION[:100]}),
        ("frequency", {"frequency": None}),
        ("frequency", {"frequency": "unknown"}),
        ("frequency", {"frequency": "punctual"}),
        ("frequency", {"frequency": "irregular"}),
        ("covers", {"temporal_coverage": None}),
        ("covers", {"temporal_coverage": {"start": "2024-01-01", "end": None}}),
        ("covers", {"temporal_coverage": {"start": "1900-01-01", "end": "2100-12-31"}}),
        ("covers", {"temporal_coverage": {"start": "2025-01-01", "end": "2025-01-02"}}),
        ("covers", {"temporal_coverage": {"start": "2024-01-01", "end": "2024-12-31"}}),
        ("covers", {"temporal_coverage": {"start": "2023-01-01", "end": "2025-12-31"}}),
        ("zones", {"spatial": None}),
        ("zones", {"spatial": {"zones": [], "granularity": "fr:commune", "geom": None}}),
        ("zones", {"spatial": {"zones": ["country:fr"], "granularity": "other"}}),
        ("zones", {"spatial": {"zones": ["fr:commune:99017"]}}),
        ("zones", {"spatial": {"zones": ["fr:commune:99042", "country:fr"]}}),
        ("zones", {"spatial": {"zones": [], "geom": {"type": "MultiPolygon"}}}),
        ("titled", {"title": "Export (2) final.csv"}),
        ("titled", {"title": "deliberations_2025_v2"}),
        ("titled", {"title": "Budget 2025"}),
        ("told", {"description": "x" * 200}),
        ("told", {"description": "Délibérations du conseil. " * 10}),
        ("tags", {"tags": []}),
        ("tags", {"tags": ["votes", "conseil"]}),
        ("tags", {"tags": ["tag1", "tag2", "tag3"]}),
        ("tags", {"tags": ["vote", "votes", "conseil"]}),
        ("license", {"license": None}),
        ("license", {"license": "notspecified"}),
        ("license", {"license": "other-open"}),
        ("organization", {"organization": None, "owner": "a" * 24}),
        ("described", {"resources": []}),
        ("holds", {"resources": []}),
        ("schema", {"resources": []}),
        ("valid", {"resources": []}),
    ],
)
def test_what_only_looks_like_it_does_not_meet_it(name, changes, evidence):
    evidence["dataset"].update(changes)

    assert not judge(name, evidence).met


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("frequency", {"frequency": "monthly"}),
        ("covers", {"temporal_coverage": {"start": "2024-01-18", "end": "2025-12-11"}}),
        ("covers", {"temporal_coverage": {"start": "2023-12-15", "end": "2026-01-15"}}),
        ("zones", {"spatial": {"zones": ["fr:commune:99042@1942-01-01"]}}),
        ("tags", {"tags": ["votes", "conseil", "elus", "seances"]}),
    ],
)
def test_another_honest_way_meets_it_too(name, changes, evidence):
    evidence["dataset"].update(changes)

    assert judge(name, evidence).met


def test_the_score_is_counted_anew_and_not_believed(evidence):
    evidence["dataset"].update(license=None, quality={"score": 1.0, "license": True})
    state = judge("score", evidence)

    assert "8 sur 9" in state.sentence
    assert "licence" in state.sentence
    assert judge_evidence({"score": 8}, evidence).met


def test_the_score_is_that_of_the_day_it_was_handed(evidence):
    evidence["now"] = "2027-06-01T00:00:00+00:00"

    assert "mise à jour à temps" in judge("score", evidence).sentence


@pytest.mark.parametrize("kind", ["documentation", "other", "update"])
def test_a_schema_declared_beside_the_main_file_does_not_count(kind, evidence):
    evidence["dataset"]["resources"][0]["type"] = kind

    assert not judge("schema", evidence).met
    assert not judge("valid", evidence).met
    assert not judge("holds", evidence).met


def test_a_schema_declared_on_a_link_does_not_count():
    assert not judged({"schema": "scdl/deliberations"}, [create(), LINK]).met
    assert not judged({"valid": True}, [create(), LINK]).met


def test_another_schema_or_none_does_not_count(evidence):
    evidence["dataset"]["resources"][0]["schema"] = {"name": "scdl/subventions", "version": None}
    assert "scdl/subventions" in judge("schema", evidence).sentence
    evidence["dataset"]["resources"][0]["schema"] = None
    assert not judge("schema", evidence).met


def test_a_file_may_declare_no_schema_where_that_is_said():
    calls = [create(), upload()]
    assert judged({"valid": "declared"}, calls).met
    assert not judged({"valid": True}, calls).met
    assert not judged({"valid": "declared"}, [create()]).met


def test_a_small_valid_file_does_not_hide_the_one_that_declares_nothing(evidence):
    bare = {**evidence["dataset"]["resources"][0], "id": "b" * 36, "schema": None}
    evidence["dataset"]["resources"].append(bare)

    assert not judge("schema", evidence).met


@pytest.mark.parametrize(
    ("report", "word"),
    [
        ({"state": "invalid", "counts": {"errors": 4}}, "4 anomalies"),
        ({"state": "waiting"}, "pas encore terminé"),
        ({"state": "unreadable", "told": "Ce fichier est vide."}, "Ce fichier est vide."),
        ({"state": "no-schema"}, "pas pu être contrôlé"),
        ({"state": "failed"}, "pas pu être contrôlé"),
        ({"state": "valid", "n_rows": 0}, "aucune donnée"),
        ({}, "pas encore terminé"),
    ],
)
def test_a_file_whose_check_found_something_is_not_valid(report, word, evidence):
    rid = evidence["dataset"]["resources"][0]["id"]
    evidence["reports"] = {rid: report} if report else {}

    assert word in judge("valid", evidence).sentence.replace("\u00a0", " ")


def test_the_check_of_the_portal_is_made_for_real():
    wrong = [create(), upload(OTHER_FILE), describe()]

    assert "anomalie" in judged({"valid": True}, wrong).sentence


def test_a_file_written_anew_is_not_the_file_that_was_given(evidence):
    assert not judged({"holds": OTHER_FILE}, GOOD).met
    link = evidence["dataset"]["resources"][0]
    link.update(filetype="remote", path=None)
    assert not judge("holds", evidence).met


def test_a_digest_that_anybody_may_send_is_not_believed(evidence):
    resource = evidence["dataset"]["resources"][0]
    # A link whose file was replaced keeps a checksum that its producer may write.
    resource["filetype"] = "remote"
    assert not judge("holds", evidence).met
    evidence["digests"] = {resource["id"]: resource["checksum"]["value"]}
    assert judge("holds", evidence).met


def test_a_link_that_became_a_file_is_hashed_from_its_bytes():
    replaced = {
        "method": "POST",
        "path": "/api/1/datasets/{jeu}/resources/{ressource}/upload/",
        "file": OTHER_FILE,
    }
    evidence = evidence_of_calls([create(), LINK, replaced])
    [resource] = evidence["dataset"]["resources"]

    assert resource["filetype"] == "remote"
    assert judge_evidence({"holds": OTHER_FILE}, evidence).met


@pytest.mark.parametrize(
    "description", [None, "", "deliberations.csv", "Le fichier des délibérations (CSV)"]
)
def test_a_file_described_by_its_name_is_not_described(description, evidence):
    evidence["dataset"]["resources"][0]["description"] = description

    assert not judge("described", evidence).met


def test_a_documentation_stands_for_descriptions_but_not_for_data(evidence):
    data = evidence["dataset"]["resources"][0]
    data["description"] = None
    guide = {**data, "id": "b" * 36, "type": "documentation", "checksum": {"value": "other"}}
    evidence["dataset"]["resources"].append(guide)
    assert judge("described", evidence).met

    evidence["dataset"]["resources"] = [guide]
    assert not judge("described", evidence).met


def test_the_data_once_more_is_no_documentation(evidence):
    data = evidence["dataset"]["resources"][0]
    data["description"] = None
    twin = {**data, "id": "b" * 36, "type": "documentation"}
    evidence["dataset"]["resources"].append(twin)

    assert not judge("described", evidence).met


def test_each_file_is_to_be_described(evidence):
    bare = {**evidence["dataset"]["resources"][0], "id": "b" * 36, "description": "x.csv"}
    evidence["dataset"]["resources"].append(bare)

    assert not judge("described", evidence).met


def test_nothing_of_a_record_emptied_by_a_put_is_counted_as_there():
    emptied = evidence_of_calls([*GOOD, put(title="Délibérations du conseil")])

    assert [name for name in GOALS if not judge(name, emptied).met] == ["score", "covers", "tags"]
