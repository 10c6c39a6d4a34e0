"""Community resources: end of section 10 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.datasets import create, path_of, put, read, remote
from tests.support.portal import Asker

BASE = "/api/1/datasets/community_resources/"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    return create(asker)


def test_anyone_signed_in_adds_one_and_the_record_stays_as_it_was(asker, dataset):
    other = asker.other
    for named in (dataset["id"], {"class": "Dataset", "id": dataset["id"]}):
        status, made = other.ask("POST", BASE, remote(dataset=named))
        assert status == 201
        assert made["dataset"]["id"] == dataset["id"]
        assert made["owner"]["id"] == other.portal.caller["id"]
        assert made["permissions"] == {"delete": True, "edit": True}
    assert asker.anyone.ask("POST", BASE, remote(dataset=dataset["id"]))[0] == 401
    assert read(asker, dataset)["resources"] == []
    listed = asker.anyone.ask("GET", f"{BASE}?dataset={dataset['id']}")[1]
    assert listed["total"] == 2
    assert listed["data"][0]["id"] == made["id"]
    assert asker.ask("GET", f"{BASE}?dataset={'0' * 24}")[1]["total"] == 0


@pytest.mark.parametrize("named", [None, "", 3, {"class": "Dataset"}, "0" * 24])
def test_the_record_must_be_named_and_exist(asker, named):
    status, answer = asker.ask("POST", BASE, remote(dataset=named))
    assert status == 400
    assert list(answer["errors"]) == ["dataset"]


def test_only_its_owner_changes_or_deletes_it(asker, dataset):
    other = asker.other
    path = BASE + other.ask("POST", BASE, remote(dataset=dataset["id"]))[1]["id"] + "/"
    for method, body in (("PUT", {"title": "a"}), ("DELETE", None)):
        assert asker.ask(method, path, body)[0] == 403
    status, changed = other.ask("PUT", path, {"title": "Carte"})
    assert (status, changed["title"], changed["format"]) == (200, "Carte", "csv")
    assert other.ask("PUT", path, {"filetype": "file"})[0] == 400
    assert other.ask("DELETE", path)[0] == 204
    assert other.ask("GET", path)[0] == 404


def test_a_file_is_hosted_replaced_and_erased_with_it(asker, dataset):
    other = asker.other
    upload = path_of(dataset) + "upload/community/"
    status, made = other.ask("POST", upload, upload=asker.file("Carte.geojson", b"{}"))
    assert (status, made["success"], made["title"]) == (201, True, "carte.geojson")
    path = f"{BASE}{made['id']}/"
    asker.clock.advance(seconds=1)
    assert asker.ask("POST", path + "upload/", upload=asker.file("b.csv", b"a"))[0] == 403
    status, after = other.ask("POST", path + "upload/", upload=asker.file("b.csv", b"a"))
    assert (status, after["id"], after["title"]) == (200, made["id"], "b.csv")
    files = [file for file in (asker.folder / "kept").rglob("*") if file.is_file()]
    assert [file.name for file in files] == ["b.csv"]
    found = asker.anyone.call("GET", f"/api/1/datasets/r/{made['id']}")
    assert dict(found.headers)["Location"] == after["url"]
    other.ask("DELETE", path)
    assert not files[0].exists()


def test_what_is_about_a_draft_is_not_shown(asker, dataset):
    made = asker.ask("POST", BASE, remote(dataset=dataset["id"]))[1]
    put(asker, dataset, private=True)
    assert asker.anyone.ask("GET", f"{BASE}{made['id']}/")[0] == 404
    assert asker.anyone.ask("GET", BASE)[1]["total"] == 0
    assert asker.ask("GET", BASE)[1]["total"] == 1
