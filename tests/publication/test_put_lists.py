"""PUT on a record: its resources, its contact points and whose it is (section 5)."""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization, path_of, put, read, remote
from tests.support.portal import Asker

TRANSFER = (
    "Impossible de modifier le propriétaire après la création. Veuillez utiliser la "
    "fonctionnalité de transfert."
)


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    two = [remote(), remote(title="Annexe", url="https://www.val-ouvert.example.fr/annexe.pdf")]
    return create(asker, resources=two)


def test_resources_absent_are_kept(asker, dataset):
    assert put(asker, dataset)["resources"] == dataset["resources"]


def test_resources_null_is_refused_without_a_reason(asker, dataset):
    status, refusal = asker.ask("PUT", path_of(dataset), {"resources": None})
    assert (status, refusal["errors"]) == (400, {})
    assert refusal["explication"]
    assert "message" not in refusal


def test_trap_6_an_empty_list_deletes_nothing(asker, dataset):
    assert put(asker, dataset, resources=[])["resources"] == dataset["resources"]


def test_trap_6_those_that_are_not_repeated_vanish(asker, dataset):
    kept = dataset["resources"][1]
    changed = put(asker, dataset, resources=[{"id": kept["id"]}])
    assert changed["resources"] == [kept]


def test_an_item_with_a_known_id_is_completed(asker, dataset):
    first, second = dataset["resources"]
    changed = put(
        asker, dataset, resources=[{"id": second["id"], "description": "Lisez-moi"}, first]
    )
    assert [one["id"] for one in changed["resources"]] == [second["id"], first["id"]]
    assert changed["resources"][0]["url"] == second["url"]
    assert changed["resources"][0]["description"] == "Lisez-moi"


def test_an_unknown_id_is_dropped(asker, dataset):
    asked = "11111111-2222-3333-4444-555555555555"
    changed = put(asker, dataset, resources=[remote(id=asked)])
    assert len(changed["resources"]) == 1
    assert changed["resources"][0]["id"] not in [asked, *(r["id"] for r in dataset["resources"])]


def test_an_id_given_twice_names_one_resource(asker, dataset):
    known = dataset["resources"][0]["id"]
    changed = put(asker, dataset, resources=[{"id": known}, remote(id=known)])
    found = [one["id"] for one in changed["resources"]]
    assert found[0] == known
    assert len(set(found)) == 2


def test_a_file_whose_resource_is_not_repeated_is_forgotten(asker, dataset):
    status, hosted = asker.ask(
        "POST", path_of(dataset) + "upload/", upload=asker.file("a.csv", b"a;b\n1;2\n")
    )
    assert status == 201
    path = asker.portal.catalogue.get("dataset", dataset["id"])["resources"][0]["path"]
    assert asker.portal.files.find(*path) is not None
    put(asker, dataset, resources=[{"id": hosted["id"]}])
    assert asker.portal.files.find(*path) is not None
    put(asker, dataset, resources=[remote()])
    assert asker.portal.files.find(*path) is None


def test_refused_items_answer_in_their_order(asker, dataset):
    status, refusal = asker.ask(
        "PUT", path_of(dataset), {"resources": [remote(), {"title": "Sans adresse"}, "a"]}
    )
    assert status == 400
    assert refusal["errors"]["resources"][:2] == [{}, {"url": ["Ce champ est requis."]}]
    assert len(refusal["errors"]["resources"]) == 3
    assert read(asker, dataset) == dataset


def test_a_refused_resource_on_creation(asker):
    body = {"title": "a", "description": "b", "resources": [{"title": "Sans adresse"}]}
    status, refusal = asker.ask("POST", DATASETS, body)
    assert status == 400
    assert refusal["errors"] == {"resources": [{"url": ["Ce champ est requis."]}]}
    assert asker.portal.catalogue.all("dataset") == []


@pytest.mark.parametrize("sent", ["a", {"id": "a"}, 3])
def test_resources_must_be_a_list(asker, dataset, sent):
    status, refusal = asker.ask("PUT", path_of(dataset), {"resources": sent})
    assert (status, refusal["errors"]) == (400, {"resources": ["Unsupported data type"]})


def contact_of(asker, **fields):
    body = {"name": "Mairie", "email": "mairie@val-ouvert.example.fr", "role": "contact", **fields}
    status, contact = asker.ask("POST", "/api/1/contacts/", body)
    assert status == 201, contact
    return contact


def test_contact_points(asker):
    mine = organization(asker)
    contact = contact_of(asker, organization=mine)
    dataset = create(asker, organization=mine, contact_points=[contact["id"]])
    assert dataset["contact_points"] == [contact]
    assert put(asker, dataset)["contact_points"] == [contact]
    assert put(asker, dataset, contact_points=[])["contact_points"] == [contact]
    assert put(asker, dataset, contact_points=[contact])["contact_points"] == [contact]
    assert put(asker, dataset, contact_points=None)["contact_points"] == []


@pytest.mark.parametrize("sent", [["0" * 24], [3], "a"])
def test_contact_points_must_exist(asker, dataset, sent):
    status, refusal = asker.ask("PUT", path_of(dataset), {"contact_points": sent})
    assert status == 400
    assert list(refusal["errors"]) == ["contact_points"]


def test_contact_points_belong_to_the_same_owner(asker, dataset):
    theirs = contact_of(asker, organization=organization(asker))
    status, refusal = asker.ask("PUT", path_of(dataset), {"contact_points": [theirs["id"]]})
    assert status == 400
    assert list(refusal["errors"]) == ["contact_points"]


def test_the_same_organization_changes_nothing(asker):
    mine = organization(asker)
    dataset = create(asker, organization={"id": mine})
    assert dataset["owner"] is None
    assert put(asker, dataset, organization=mine) == dataset
    assert put(asker, dataset)["organization"]["id"] == mine


@pytest.mark.parametrize("other", [None, "other"])
def test_another_organization_or_none_is_refused(asker, other):
    mine, second = organization(asker), organization(asker, name="Autre")
    dataset = create(asker, organization=mine)
    sent = {"organization": second if other else None}
    status, refusal = asker.ask("PUT", path_of(dataset), sent)
    assert (status, refusal["errors"]) == (400, {"organization": [TRANSFER]})


def test_trap_10_ones_own_id_takes_a_record_out_of_the_organization(asker):
    mine = organization(asker)
    dataset = create(asker, organization=mine)
    assert put(asker, dataset, owner=None)["organization"]["id"] == mine
    changed = put(asker, dataset, owner=asker.portal.caller["id"])
    assert changed["organization"] is None
    assert changed["owner"]["id"] == asker.portal.caller["id"]


def test_a_personal_record_is_given_to_an_organization(asker, dataset):
    mine = organization(asker)
    assert put(asker, dataset, organization=None, owner=None)["owner"] == dataset["owner"]
    changed = put(asker, dataset, organization=mine)
    assert (changed["organization"]["id"], changed["owner"]) == (mine, None)


def test_read_modify_send_all_of_an_organizations_record(asker):
    mine = organization(asker)
    contact = contact_of(asker, organization=mine)
    body = {"organization": mine, "contact_points": [contact["id"]], "license": "lov2"}
    dataset = create(asker, **body, resources=[remote()])
    asker.ask("POST", path_of(dataset) + "upload/", upload=asker.file("a.csv", b"a;b\n1;2\n"))
    before = read(asker, dataset)
    asker.clock.advance(days=1)
    assert len(before["resources"]) == 2
    after = put(asker, dataset, **{**before, "title": "Budget 2026"})
    moved = {key for key in before if before[key] != after[key]}
    assert moved == {"title", "slug", "uri", "page", "last_modified", "internal"}
