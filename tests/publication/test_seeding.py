"""What a new space holds, and the place that its members find there."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.publication.documents import MemoryCatalogue, new_object_id
from grader.publication.furnishing import read_plan
from grader.publication.seeding import make_user, seed
from tests.support.portal import Asker

SANDBOX = Path(grader.__file__).resolve().parent.parent / "sandbox_data"


@pytest.fixture
def ana(tmp_path):
    asker = Asker(tmp_path)
    seed(asker.portal, SANDBOX, asker.portal.caller, tmp_path)
    return asker


@pytest.fixture
def regional(tmp_path):
    asker = Asker(tmp_path, site="regional", catalogue=MemoryCatalogue())
    seed(asker.portal, SANDBOX, asker.portal.caller, tmp_path)
    return asker


def datasets(asker):
    page = asker.ask("GET", "/api/1/datasets/?page_size=100")[1]
    return {one["title"]: one for one in page["data"]}


def test_she_administers_one_commune_and_not_the_other(ana):
    (mine,) = ana.ask("GET", "/api/1/me/")[1]["organizations"]
    assert mine["name"] == "Commune de Val-Ouvert"
    assert mine["permissions"]["edit"] is True
    page = ana.ask("GET", "/api/1/organizations/")[1]
    assert {one["name"] for one in page["data"]} == {
        "Commune de Val-Ouvert",
        "Commune de Roche-sur-Ouvre",
    }


def test_records_are_of_unequal_quality(ana):
    points = {title: round(9 * one["quality"]["score"]) for title, one in datasets(ana).items()}
    assert points == {
        "Arrêts du transport à la demande": 8,
        "Salles communales à louer": 5,
        "Subventions aux associations": 4,
        "Budget primitif 2025": 1,
        "Délibérations du conseil municipal": 9,
        "Voies de la commune (à compléter)": 3,
    }


def test_the_draft_is_hers_to_finish(ana):
    hidden = set(datasets(ana)) - set(datasets(ana.anyone))
    assert hidden == {"Voies de la commune (à compléter)"}
    draft = datasets(ana)[hidden.pop()]
    assert draft["private"] is draft["permissions"]["edit"] is True


def test_each_record_was_made_by_the_rules_of_the_api(ana):
    """Sending back what was read is accepted, and changes nothing but dates.

    The score may change: « notspecified » sent is a licence that was chosen, and earns a point.
    """
    for title, one in datasets(ana).items():
        if not one["permissions"]["edit"]:
            continue
        status, changed = ana.ask("PUT", f"/api/1/datasets/{one['id']}/", one)
        assert status == 200, (title, changed)
        for key in ("last_modified", "internal", "quality"):
            del one[key], changed[key]
        assert changed == one


def test_what_was_not_made_now_is_dated_before(ana):
    for one in datasets(ana).values():
        assert one["created_at"] < ana.portal.now()
        assert all(found["last_modified"] < ana.portal.now() for found in one["resources"])
    created = [one["created_at"] for one in datasets(ana).values()]
    assert created == sorted(created, reverse=True)


def test_hosted_files_are_kept_byte_for_byte(ana):
    hosted = [
        resource
        for dataset in ana.portal.catalogue.all("dataset")
        for resource in dataset["resources"]
        if resource["path"]
    ]
    assert len(hosted) == 5
    for resource in hosted:
        path = ana.portal.files.find(*resource["path"])
        assert path is not None
        content = path.read_bytes()
        assert len(content) == resource["filesize"]
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        assert resource["checksum"] == {"type": "sha1", "value": sha1}
    original = SANDBOX / "communes" / "val-ouvert" / "deliberations.csv"
    kept = {ana.portal.files.find(*one["path"]).name: one for one in hosted}
    assert kept["deliberations.csv"]["filesize"] == original.stat().st_size


def test_nothing_stays_of_files_on_their_way_in(ana):
    assert not list(ana.folder.glob("semis-*"))


def test_declared_schemas_are_in_the_catalogue_of_schemas(ana):
    declared = {
        resource["title"]: resource["schema"]
        for dataset in ana.portal.catalogue.all("dataset")
        for resource in dataset["resources"]
        if resource["schema"]
    }
    assert len(declared) == 2
    for schema in declared.values():
        assert (SANDBOX / "schemas" / schema["name"] / schema["version"]).is_dir()


def test_a_reuse_a_question_and_its_answer(ana):
    (reuse,) = ana.ask("GET", "/api/1/reuses/")[1]["data"]
    assert [one["title"] for one in reuse["datasets"]] == ["Subventions aux associations"]
    page = ana.ask("GET", "/api/1/discussions/")[1]
    assert [one["closed"] is None for one in page["data"]] == [False, True]
    answered = page["data"][0]["discussion"][1]
    assert answered["posted_by_organization"]["name"] == "Commune de Val-Ouvert"


def test_a_record_of_high_value_and_a_contact(ana):
    found = datasets(ana.anyone)
    assert found["Arrêts du transport à la demande"]["badges"] == [{"kind": "hvd"}]
    (contact,) = found["Délibérations du conseil municipal"]["contact_points"]
    assert contact["email"] == "donnees@val-ouvert.example"


def test_who_comes_later_joins_what_is_there(ana):
    before = datasets(ana)
    later = make_user(ana.portal, new_object_id(), "Fougère-1234")
    assert later["slug"] == "fougere-1234-1"
    for _ in range(2):
        seed(ana.portal, SANDBOX, later, ana.folder)
    bob = Asker(ana.folder, replace(ana.portal, caller=later))
    assert datasets(bob).keys() == before.keys()
    (mine,) = bob.ask("GET", "/api/1/me/")[1]["organizations"]
    members = bob.ask("GET", f"/api/1/organizations/{mine['id']}/")[1]["members"]
    assert [one["role"] for one in members] == ["admin"] * 3
    assert len({one["user"]["id"] for one in members}) == 3


def test_coming_back_changes_nothing(ana):
    before = ana.ask("GET", "/api/1/organizations/")[1]
    ana.clock.advance(days=1)
    seed(ana.portal, SANDBOX, ana.portal.caller, ana.folder)
    assert ana.ask("GET", "/api/1/organizations/")[1] == before


def test_nobody_joins_what_was_deleted(ana):
    (mine,) = ana.ask("GET", "/api/1/me/")[1]["organizations"]
    assert ana.ask("DELETE", f"/api/1/organizations/{mine['id']}/")[0] == 204
    later = make_user(ana.portal, new_object_id(), "Mimosa-4321")
    seed(ana.portal, SANDBOX, later, ana.folder)
    kept = ana.portal.catalogue.get("organization", mine["id"])
    assert later["id"] not in {member["user"] for member in kept["members"]}


def test_nobody_is_a_member_of_the_demonstration(tmp_path):
    asker = Asker(tmp_path)
    asker.portal.catalogue.remove("user", asker.portal.caller["id"])
    seed(asker.portal, SANDBOX, None, tmp_path)
    assert len(datasets(asker.anyone)) == 5
    for one in asker.portal.catalogue.all("organization"):
        assert len(one["members"]) == 1


def test_the_region_owns_the_regional_site(regional):
    mine = {one["name"] for one in regional.ask("GET", "/api/1/me/")[1]["organizations"]}
    assert mine == {"Région Terres d'Ouvre", "Commune de Val-Ouvert"}
    (only,) = datasets(regional.anyone).values()
    assert only["organization"]["name"] == "Région Terres d'Ouvre"


def test_joining_is_shown_to_nobody(ana):
    page = ana.ask("GET", "/api/1/organizations/")[1]
    assert all("joined_as" not in one for one in page["data"])


@pytest.mark.parametrize("site", ["main", "regional"])
def test_addresses_and_places_are_fictional(site):
    text = (SANDBOX / "portal" / f"{site}.yml").read_text(encoding="utf-8")
    hosts = re.findall(r"https?://([^/\s]+)", text)
    assert hosts
    assert all(host.endswith(".example") for host in hosts)
    plan = read_plan(SANDBOX / "portal" / f"{site}.yml")
    for organization in plan["organizations"]:
        # The department 99 is none of France's.
        assert organization["business_number_id"][2:4] == "99"
    zones = [zone for one in plan["datasets"] for zone in one.get("spatial", {}).get("zones", [])]
    assert zones
    assert all(zone.rpartition(":")[2].startswith("99") for zone in zones)
