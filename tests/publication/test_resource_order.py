"""The order of resources: end of section 6 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.datasets import create, path_of, read, remote
from tests.support.portal import Asker


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    return create(asker, resources=[remote(title=title) for title in "abc"])


@pytest.fixture
def ids(dataset):
    return [one["id"] for one in dataset["resources"]]


def order(asker, dataset, sent):
    return asker.ask("PUT", path_of(dataset) + "resources/", sent)


def test_ids_or_objects_give_the_new_order(asker, dataset, ids):
    turned = [ids[2], ids[0], ids[1]]
    status, answer = order(asker, dataset, [{"id": one} for one in turned])
    assert (status, [one["id"] for one in answer]) == (200, turned)
    assert [one["id"] for one in read(asker, dataset)["resources"]] == turned
    assert [one["id"] for one in order(asker, dataset, ids)[1]] == ids


def test_trap_36_every_resource_is_named_once(asker, dataset, ids):
    status, answer = order(asker, dataset, ids[:1])
    assert status == 400
    assert answer["message"] == "All resources must be reordered, you provided 1 out of 3"
    for sent in ([ids[0], ids[0], ids[1]], [*ids[:2], "11111111-2222-3333-4444-555555555555"]):
        status, answer = order(asker, dataset, sent)
        assert status == 400
        assert answer["message"].startswith("Resource ids must match existing ones in dataset, ie:")
    for sent in ([*ids[:2], {"title": "c"}], [*ids[:2], 3], [*ids[:2], None]):
        status, answer = order(asker, dataset, sent)
        assert (status, answer["message"]) == (400, "Each resource must have an 'id' field")
    assert [one["id"] for one in read(asker, dataset)["resources"]] == ids


@pytest.mark.parametrize("sent", [{}, {"id": "a"}, "a", 3])
def test_what_is_no_list_names_none(asker, dataset, sent):
    status, answer = order(asker, dataset, sent)
    assert status == 400
    assert answer["message"]
