"""Creating a record: section 4.1 of the portal's contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.publication.portal import Limits
from tests.support.datasets import DATASETS, create, organization, read, remote
from tests.support.portal import Asker

REQUIRED = ["Ce champ est requis."]
SQUARE = [[[[0, 0], [0, 1], [1, 1], [0, 0]]]]
MULTI = {"type": "MultiPolygon", "coordinates": SQUARE}


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def refused(asker, status=400, **fields):
    body = {"title": "Budget 2025", "description": "Budget voté.", **fields}
    answered, refusal = asker.ask("POST", DATASETS, body)
    assert answered == status, refusal
    assert refusal["explication"]
    assert asker.portal.catalogue.all("dataset") == []
    return refusal


def test_what_is_missing_is_told_at_once(asker):
    status, refusal = asker.ask("POST", DATASETS, {})
    assert status == 400
    assert refusal["errors"] == {"title": REQUIRED, "description": REQUIRED}
    assert "message" not in refusal
    assert refusal["explication"] == (
        "Champ «\u00a0title\u00a0»\u00a0: il est obligatoire et ne peut pas être vide. "
        "Champ «\u00a0description\u00a0»\u00a0: il est obligatoire et ne peut pas être vide."
    )


def test_without_a_key(asker):
    status, refusal = asker.anyone.ask("POST", DATASETS, {"title": "a", "description": "b"})
    assert status == 401
    assert refusal["message"].startswith("The server could not verify")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"[1]", {"errors": {"request": "expecting a JSON object"}}),
        (
            b"{",
            {
                "message": "The browser (or proxy) sent a request that this server could not "
                "understand."
            },
        ),
    ],
)
def test_bodies_that_are_no_object(asker, body, expected):
    status, refusal = asker.ask("POST", DATASETS, body)
    assert status == 400
    assert {key: refusal[key] for key in refusal if key != "explication"} == expected


def test_content_type(asker):
    body = {"title": "a", "description": "b"}
    form = {"Content-Type": "text/plain"}
    status, refusal = asker.ask("POST", DATASETS, body, headers=form)
    assert (status, refusal["errors"]) == (
        400,
        {"Content-Type": "expecting application/json"},
    )
    charset = {"Content-Type": "application/json;charset=utf-8"}
    assert asker.ask("POST", DATASETS, body, headers=charset)[0] == 201


def test_defaults(asker):
    dataset = create(asker)
    expected = {
        "acronym": None,
        "description_short": None,
        "organization": None,
        "private": False,
        "license": "notspecified",
        "frequency": "unknown",
        "frequency_date": None,
        "tags": [],
        "temporal_coverage": None,
        "spatial": None,
        "extras": {},
        "resources": [],
        "contact_points": [],
        "access_type": "open",
        "access_audiences": [],
        "authorization_request_url": None,
        "access_type_reason": None,
        "access_type_reason_category": None,
        "deleted": None,
        "archived": None,
        "schema": None,
        "harvest": None,
        "badges": [],
        "featured": False,
        "doi": None,
        "geopf": None,
    }
    assert {key: dataset[key] for key in expected} == expected
    assert dataset["owner"]["id"] == asker.portal.caller["id"]
    assert dataset == read(asker, dataset)


def test_an_organization_takes_the_place_of_the_owner(asker):
    mine = organization(asker)
    dataset = create(asker, organization=mine, owner=asker.portal.caller["id"])
    assert (dataset["organization"]["id"], dataset["owner"]) == (mine, None)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("zz", "Unsupported identifier: zz"),
        ("0" * 24, "Organization n'existe pas"),
        ({"id": "0" * 24}, "Organization n'existe pas"),
    ],
)
def test_organizations_that_do_not_exist(asker, sent, error):
    assert refused(asker, organization=sent)["errors"] == {"organization": [error]}


def test_an_organization_of_others(asker):
    theirs = organization(asker.other)
    assert refused(asker, organization=theirs)["errors"] == {
        "organization": ["Permission refusée pour cette organisation"]
    }


def test_another_owner(asker):
    theirs = asker.other.portal.caller["id"]
    assert list(refused(asker, owner=theirs)["errors"]) == ["owner"]


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"start": "2025-01-01"}, {"start": "2025-01-01", "end": None}),
        (
            {"start": "2025-12-31", "end": "2025-01-01"},
            {"start": "2025-01-01", "end": "2025-12-31"},
        ),
        ("2025-01-01 - 2025-12-31", {"start": "2025-01-01", "end": "2025-12-31"}),
        ({"start": "2025-01-01T10:00:00+00:00"}, {"start": "2025-01-01", "end": None}),
    ],
)
def test_trap_38_periods_are_put_in_order(asker, sent, shown):
    assert create(asker, temporal_coverage=sent)["temporal_coverage"] == shown


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        (
            {"zones": ["fr:commune:35238@1942-01-01"]},
            {"zones": ["fr:commune:35238"], "granularity": None, "geom": None},
        ),
        ({"granularity": "poi"}, {"zones": [], "granularity": "poi", "geom": None}),
        ({"geom": MULTI}, {"zones": [], "granularity": None, "geom": MULTI}),
        ({"zones": []}, None),
        ({}, None),
    ],
)
def test_spatial(asker, sent, shown):
    dataset = create(asker, spatial=sent)
    assert dataset["spatial"] == shown
    assert dataset["quality"]["spatial"] is (shown is not None)


def test_zones_beside_a_geometry_are_shape_b(asker):
    refusal = refused(asker, spatial={"zones": ["fr:commune:35238"], "geom": MULTI})
    assert list(refusal["errors"]) == ["__all__"]
    assert isinstance(refusal["errors"]["__all__"], str)
    assert refusal["message"].startswith("ValidationError (Dataset:None) (")


@pytest.mark.parametrize(
    "coordinates",
    [
        None,
        [],
        [[]],
        [[[]]],
        [[[[0, 0], [1, 1], [0, 0]]]],
        [[[[0, 0], [0, 1], [1, 1], [1, 0]]]],
        [[[[0], [0, 1], [1, 1], [0]]]],
        [[[["0", 0], [0, 1], [1, 1], ["0", 0]]]],
        [[[[True, 0], [0, 1], [1, 1], [True, 0]]]],
        "POLYGON",
    ],
)
def test_broken_geometries(asker, coordinates):
    geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    assert list(refused(asker, spatial={"geom": geometry})["errors"]["spatial"]) == ["geom"]


def test_a_long_acronym_is_shape_b(asker):
    refusal = refused(asker, acronym="a" * 129)
    assert refusal["errors"] == {"acronym": "String value is too long"}
    assert refusal["message"] == (
        "ValidationError (Dataset:None) (String value is too long: ['acronym'])"
    )
    assert create(asker, acronym="a" * 128)["acronym"] == "a" * 128


def test_the_form_is_told_before_the_model(asker):
    refusal = refused(asker, acronym="a" * 129, title="")
    assert refusal["errors"] == {"title": REQUIRED}
    assert "message" not in refusal


def test_extras(asker):
    sent = {"a": "b", "n": 1.5, "ok": True, "l": [1], "o": {"k": None}}
    given = {**sent, "transport:x": 1, "recommendations-reuses": 2, "dcat": {}}
    assert create(asker, extras=given)["extras"] == sent


def test_extras_of_the_model(asker):
    refusal = refused(asker, extras={"vide": None, "custom:lot": "A"})
    assert set(refusal["errors"]["extras"]) == {"vide", "custom:lot"}
    assert refusal["message"].startswith("ValidationError (Dataset:None)")


def test_custom_extras_are_declared_by_the_organization(asker):
    mine = organization(asker)
    stored = asker.portal.catalogue.get("organization", mine)
    stored["extras"] = {"custom": [{"title": "lot", "type": "str"}]}
    asker.portal.catalogue.put("organization", stored)
    kept = create(asker, organization=mine, extras={"custom:lot": "A"})
    assert kept["extras"] == {"custom:lot": "A"}
    body = {"title": "a", "description": "b", "organization": mine, "extras": {"custom:x": 1}}
    assert asker.ask("POST", DATASETS, body)[0] == 400


def test_the_administrator_of_the_site_writes_reserved_extras(asker):
    admin = Asker(asker.folder, replace(asker.portal, sysadmin=True))
    assert create(admin, extras={"dcat": {"a": 1}})["extras"] == {"dcat": {"a": 1}}


def test_a_restricted_access_erases_the_licence(asker):
    dataset = create(asker, license="lov2", access_type="restricted", access_audiences=[{"a": 1}])
    assert (dataset["license"], dataset["access_type"]) == ("notspecified", "restricted")
    assert dataset["access_audiences"] == [{"a": 1}]


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        ("access_audiences", {"a": 1}),
        ("access_audiences", ["a"]),
        ("access_audiences", [{}] * 21),
        ("authorization_request_url", "javascript:alert(1)"),
        ("access_type", 3),
    ],
)
def test_refused_words_about_access(asker, field, sent):
    assert list(refused(asker, **{field: sent})["errors"]) == [field]


def test_resources_are_created_in_order_with_ids_of_the_server(asker):
    asked = "11111111-2222-3333-4444-555555555555"
    dataset = create(asker, resources=[remote(title="Un", id=asked), remote(title="Deux")])
    assert [one["title"] for one in dataset["resources"]] == ["Un", "Deux"]
    assert asked not in [one["id"] for one in dataset["resources"]]


def test_one_record_too_many(asker):
    asker.portal = replace(asker.portal, limits=Limits(datasets=2))
    create(asker)
    second = create(asker)
    asker.ask("DELETE", f"{DATASETS}{second['id']}/")
    status, refusal = asker.ask("POST", DATASETS, {"title": "a", "description": "b"})
    assert (status, set(refusal)) == (400, {"message", "explication"})
    assert refusal["message"] == "Too many datasets: 2 at most"
    assert "2\u00a0jeux de données" in refusal["explication"]


def test_one_resource_too_many(asker):
    asker.portal = replace(asker.portal, limits=Limits(resources=1))
    refusal = refused(asker, resources=[remote(), remote()])
    assert set(refusal) == {"message", "explication"}
    assert "1\u00a0ressource" in refusal["explication"]
