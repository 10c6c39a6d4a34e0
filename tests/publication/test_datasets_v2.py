"""Version 2 of the API, as the official client calls it: section 12 of the contract."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.datasets import create, path_of, put, read, remote
from tests.support.portal import ORIGIN, Asker

UNKNOWN = "11111111-2222-3333-4444-555555555555"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def v2(dataset, end=""):
    return f"/api/2/datasets/{dataset['id']}/{end}"


def test_a_resource_by_its_identifier_alone(asker):
    dataset = create(asker, resources=[remote()])
    resource = dataset["resources"][0]
    path = f"/api/2/datasets/resources/{resource['id']}/"
    assert asker.ask("GET", path) == (
        200,
        {"resource": resource, "dataset_id": dataset["id"]},
    )
    mask = {"X-fields": "resource{internal{last_modified_internal}}"}
    assert asker.ask("GET", path, headers=mask)[1] == {
        "resource": {
            "internal": {"last_modified_internal": resource["internal"]["last_modified_internal"]}
        }
    }


def test_a_resource_follows_the_rights_of_its_record(asker):
    dataset = create(asker, resources=[remote()])
    path = f"/api/2/datasets/resources/{dataset['resources'][0]['id']}/"
    assert asker.anyone.ask("GET", path)[0] == 200
    put(asker, dataset, private=True)
    assert [one.ask("GET", path)[0] for one in (asker, asker.anyone)] == [200, 404]
    put(asker, dataset, private=False)
    asker.ask("DELETE", path_of(dataset))
    assert [one.ask("GET", path)[0] for one in (asker, asker.anyone)] == [200, 410]
    status, refusal = asker.ask("GET", f"/api/2/datasets/resources/{UNKNOWN}/")
    assert status == 404
    assert refusal["message"].startswith("Resource does not exist")


def test_a_record_without_its_resources(asker):
    dataset = create(asker, resources=[remote(), remote()])
    status, shown = asker.ask("GET", v2(dataset))
    assert status == 200
    assert {key: shown[key] for key in dataset if key != "resources"} == {
        key: dataset[key] for key in dataset if key != "resources"
    }
    assert shown["resources"] == {
        "rel": "subsection",
        "href": f"{ORIGIN}{v2(dataset, 'resources/')}?page=1&page_size=50",
        "type": "GET",
        "total": 2,
    }
    assert shown["community_resources"]["total"] == 0
    assert shown["community_resources"]["href"].startswith(f"{ORIGIN}/api/1/datasets/community")
    href = shown["resources"]["href"].removeprefix(ORIGIN)
    assert asker.ask("GET", href)[1]["data"] == dataset["resources"]


def test_community_resources_are_counted(asker):
    dataset = create(asker)
    body = remote(dataset={"class": "Dataset", "id": dataset["id"]})
    status, made = asker.other.ask("POST", "/api/1/datasets/community_resources/", body)
    assert status == 201, made
    assert asker.ask("GET", v2(dataset))[1]["community_resources"]["total"] == 1


def test_resources_by_page(asker):
    kinds = [remote(title=f"N° {n}", type="main" if n % 2 else "update") for n in range(60)]
    dataset = create(asker, resources=kinds)
    _, page = asker.ask("GET", v2(dataset, "resources/"))
    assert (len(page["data"]), page["page_size"], page["total"]) == (50, 50, 60)
    assert page["next_page"] == f"{ORIGIN}{v2(dataset, 'resources/')}?page=2&page_size=50"
    _, found = asker.ask("GET", v2(dataset, "resources/?type=update&q=n%C2%B0+2"))
    assert [one["title"] for one in found["data"]] == [f"N° {n}" for n in (2, *range(20, 30, 2))]


def places_of(dataset):
    own = v2(dataset, "extras/")
    return {
        "dataset": own,
        "resource": v2(dataset, f"resources/{dataset['resources'][0]['id']}/extras/"),
    }


@pytest.fixture
def dataset(asker):
    return create(asker, extras={"a": 1, "b": 2}, resources=[remote(extras={"a": 1, "b": 2})])


def test_trap_5_v2_merges_extras(asker, dataset):
    for path in places_of(dataset).values():
        assert asker.ask("GET", path) == (200, {"a": 1, "b": 2})
        assert asker.ask("PUT", path, {"b": None, "c": [3]}) == (200, {"a": 1, "c": [3]})
        assert asker.ask("PUT", path, {"absent": None}) == (200, {"a": 1, "c": [3]})
        assert asker.anyone.ask("GET", path) == (200, {"a": 1, "c": [3]})
    assert put(asker, dataset, extras={"d": 4})["extras"] == {"d": 4}
    assert read(asker, dataset)["resources"][0]["extras"] == {"a": 1, "c": [3]}


def test_extras_are_deleted_by_their_keys(asker, dataset):
    for path in places_of(dataset).values():
        assert asker.ask("DELETE", path, ["a"]) == (204, None)
        assert asker.ask("DELETE", path, ["a", "b"])[0] == 404
        assert asker.ask("GET", path) == (200, {"b": 2})
        assert asker.ask("DELETE", path, {"b": 2})[0] == 400
        assert asker.ask("PUT", path, ["b"])[0] == 400


@pytest.mark.parametrize(
    ("place", "key"), [("dataset", "transport:x"), ("resource", "check:available")]
)
def test_reserved_keys(asker, dataset, place, key):
    path = places_of(dataset)[place]
    status, refusal = asker.ask("PUT", path, {key: 1, "c": 3})
    assert status == 400
    assert refusal["message"] == f"Extras keys reserved to platform services: {key}"
    assert asker.ask("GET", path)[1] == {"a": 1, "b": 2}
    admin = Asker(asker.folder, replace(asker.portal, sysadmin=True))
    assert admin.ask("PUT", path, {key: False})[1] == {"a": 1, "b": 2, key: False}


def test_rights_on_extras(asker, dataset):
    for path in places_of(dataset).values():
        assert asker.other.ask("PUT", path, {"c": 3})[0] == 403
        assert asker.other.ask("DELETE", path, ["a"])[0] == 403
        assert asker.anyone.ask("PUT", path, {"c": 3})[0] == 401
    asker.ask("DELETE", path_of(dataset))
    for path in places_of(dataset).values():
        assert asker.ask("PUT", path, {"c": 3})[0] == 410
        assert asker.anyone.ask("GET", path)[0] == 410
    gone = v2(dataset, f"resources/{UNKNOWN}/extras/")
    assert asker.ask("GET", gone)[0] == 404


def test_the_date_of_the_record_moves(asker, dataset):
    asker.clock.advance(hours=1)
    asker.ask("PUT", v2(dataset, "extras/"), {"c": 3})
    assert read(asker, dataset)["last_modified"] > dataset["last_modified"]
