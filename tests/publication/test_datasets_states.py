"""Draft, archived, deleted, restored: section 8 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization, path_of, put, read, remote
from tests.support.portal import Asker

WHEN = "2026-01-01T00:00:00"
STORED = "2026-01-01T00:00:00.000000+00:00"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def delete(asker, dataset):
    status, body = asker.ask("DELETE", path_of(dataset))
    assert (status, body) == (204, None)


def status_for(asker, dataset, method="GET", body=None):
    status, answer = asker.ask(method, path_of(dataset), body)
    assert status < 400 or answer["explication"]
    return status


def test_a_draft_is_seen_by_the_members_alone(asker):
    partial, reader = asker.other, asker.other
    mine = organization(asker, (partial, "partial_editor"))
    dataset = create(asker, organization=mine, private=True)
    assert [status_for(one, dataset) for one in (asker, partial)] == [200, 200]
    assert [status_for(one, dataset) for one in (reader, asker.anyone)] == [404, 404]


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_draft_of_others_is_404_to_whoever_would_change_it(asker, method):
    dataset = create(asker, private=True)
    assert status_for(asker.other, dataset, method, {}) == 404
    assert status_for(asker.anyone, dataset, method, {}) == 401


def test_an_archived_record_is_read_by_all_and_listed_for_its_owner(asker):
    dataset = put(asker, create(asker), archived=WHEN)
    assert dataset["archived"] == STORED
    assert read(asker.anyone, dataset)["archived"] == STORED
    assert asker.anyone.ask("GET", DATASETS)[1]["total"] == 0
    assert asker.ask("GET", DATASETS)[1]["total"] == 1
    assert put(asker, dataset, archived=None)["archived"] is None
    assert asker.anyone.ask("GET", DATASETS)[1]["total"] == 1


def test_a_deleted_record(asker):
    dataset = create(asker)
    asker.clock.advance(hours=1)
    delete(asker, dataset)
    assert read(asker, dataset)["deleted"] == asker.portal.now()
    assert status_for(asker.anyone, dataset) == 410
    status, refusal = asker.other.ask("GET", path_of(dataset))
    assert (status, refusal["message"]) == (410, "Dataset has been deleted")


def test_trap_30_private_and_deleted_is_404(asker):
    dataset = create(asker, private=True)
    delete(asker, dataset)
    assert status_for(asker, dataset) == 200
    assert [status_for(one, dataset) for one in (asker.other, asker.anyone)] == [404, 404]


@pytest.mark.parametrize("body", [{}, {"title": "Autre"}, {"deleted": WHEN}, {"deleted": ""}])
def test_trap_32_every_put_on_a_deleted_record_is_410(asker, body):
    dataset = create(asker)
    delete(asker, dataset)
    assert status_for(asker, dataset, "PUT", body) == 410
    assert status_for(asker, dataset, "DELETE") == 410


def test_410_comes_before_403_and_403_before_400(asker):
    dataset = create(asker)
    other = asker.other
    assert status_for(other, dataset, "PUT", {"title": ""}) == 403
    assert status_for(other, dataset, "PUT", b"{") == 403
    assert status_for(asker, dataset, "PUT", {"title": ""}) == 400
    assert status_for(other, dataset, "DELETE") == 403
    delete(asker, dataset)
    assert status_for(other, dataset, "PUT", {"title": ""}) == 410
    assert status_for(other, dataset, "DELETE") == 410
    assert status_for(other, dataset, "PUT", {"deleted": None}) == 403


def test_403_text(asker):
    dataset = create(asker)
    status, refusal = asker.other.ask("PUT", path_of(dataset), {})
    assert (status, refusal["message"]) == (
        403,
        "You do not have the permission to modify that object.",
    )


def test_trap_32_deleted_null_restores_and_erases_tags(asker):
    period = {"start": "2025-01-01"}
    dataset = create(asker, tags=["budget"], temporal_coverage=period, license="lov2")
    delete(asker, dataset)
    restored = put(asker, dataset, deleted=None)
    assert restored["deleted"] is None
    assert (restored["tags"], restored["temporal_coverage"]) == ([], None)
    assert restored["license"] == "lov2"
    assert status_for(asker.anyone, dataset) == 200


def test_sending_back_a_deleted_record_as_it_was_before_restores_it_whole(asker):
    dataset = create(asker, tags=["budget"], license="lov2")
    delete(asker, dataset)
    assert put(asker, dataset, **dataset) == dataset


def test_a_put_may_delete(asker):
    dataset = create(asker)
    assert put(asker, dataset, deleted=WHEN)["deleted"] == STORED
    assert status_for(asker.anyone, dataset) == 410


def test_a_record_with_a_doi_is_not_deleted(asker):
    dataset = create(asker)
    stored = asker.portal.catalogue.get("dataset", dataset["id"])
    stored["harvest"] = {"doi": "10.1/2"}
    asker.portal.catalogue.put("dataset", stored)
    status, refusal = asker.ask("DELETE", path_of(dataset))
    assert (status, refusal["message"]) == (
        409,
        "Dataset has a DOI and can only be archived, not deleted",
    )
    assert status_for(asker.anyone, dataset) == 200


def test_a_resource_can_be_added_to_a_deleted_record(asker):
    dataset = create(asker)
    delete(asker, dataset)
    assert asker.ask("POST", path_of(dataset) + "resources/", remote())[0] == 201


def test_the_permalink_follows_other_rules(asker):
    dataset = create(asker, private=True, resources=[remote()])
    address = f"/api/1/datasets/r/{dataset['resources'][0]['id']}"
    assert asker.anyone.call("GET", address).status == 302
    delete(asker, dataset)
    assert asker.anyone.call("GET", address).status == 302


def test_unknown_records(asker):
    for name in ("0" * 24, "inconnu"):
        for method in ("GET", "PUT", "DELETE"):
            status, refusal = asker.ask(method, f"{DATASETS}{name}/", {})
            assert status == 404
            assert refusal["message"].startswith("The requested URL was not found on the server.")


def test_there_is_no_patch(asker):
    status, refusal = asker.ask("PATCH", path_of(create(asker)), {})
    assert (status, refusal["message"]) == (
        405,
        "The method is not allowed for the requested URL.",
    )
