"""Traps for producers that are about records: section 17 of the portal's contract, by number.

Those that another file tests are named there (5, 6, 10, 21, 26 to 32, 35 and 38).
"""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization, path_of, put, read, remote
from tests.support.portal import Asker

SQUARE = [[[[0, 0], [0, 1], [1, 1], [0, 0]]]]


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def test_trap_1_without_private_a_record_is_public_at_once(asker):
    dataset = create(asker)
    assert dataset["private"] is False
    assert asker.anyone.ask("GET", DATASETS)[1]["total"] == 1
    assert read(asker.anyone, dataset)["title"] == dataset["title"]


def test_trap_2_put_of_a_title_erases_tags_and_the_period(asker):
    dataset = create(asker, tags=["budget"], temporal_coverage={"start": "2025-01-01"})
    changed = put(asker, dataset, title="Budget 2026")
    assert (changed["tags"], changed["temporal_coverage"]) == ([], None)
    lost = dataset["quality"]["score"] - changed["quality"]["score"]
    assert lost == pytest.approx(1 / 9)
    assert asker.ask("GET", DATASETS + "?tag=budget")[1]["total"] == 0


@pytest.mark.parametrize(("sent", "public"), [(None, True), ("false", True), ("non", False)])
def test_trap_3_private_null_publishes_and_non_hides(asker, sent, public):
    dataset = create(asker, private=public)
    assert asker.anyone.ask("GET", path_of(dataset))[0] == (404 if public else 200)
    put(asker, dataset, private=sent)
    assert asker.anyone.ask("GET", path_of(dataset))[0] == (200 if public else 404)


def test_trap_4_an_update_without_private_keeps_the_draft(asker):
    dataset = create(asker, private=True)
    assert put(asker, dataset, title="Budget 2026")["private"] is True
    assert put(asker, dataset, private=True)["private"] is True


def test_trap_7_a_spatial_coverage_is_neither_emptied_nor_switched(asker):
    dataset = create(asker, spatial={"zones": ["fr:commune:35238"]})
    for nothing in (None, {}, {"zones": []}, {"zones": None, "geom": None}):
        assert put(asker, dataset, spatial=nothing)["spatial"] == dataset["spatial"]
    geometry = {"geom": {"type": "MultiPolygon", "coordinates": SQUARE}}
    status, refusal = asker.ask("PUT", path_of(dataset), {"spatial": geometry})
    assert (status, list(refusal["errors"])) == (400, ["__all__"])
    assert refusal["message"].startswith(f"ValidationError (Dataset:{dataset['id']}) (")


def test_trap_8_an_unknown_licence_is_lost_without_an_error(asker):
    dataset = create(asker, license="lov2")
    changed = put(asker, dataset, license="lov-2")
    assert changed["license"] == "notspecified"
    assert changed["quality"]["license"] is False


def test_trap_9_only_a_chosen_notspecified_gets_the_point(asker):
    without, chosen = create(asker), create(asker, license="notspecified")
    assert without["license"] == chosen["license"] == "notspecified"
    assert (without["quality"]["license"], chosen["quality"]["license"]) == (False, True)
    # Sending back what was read chooses it, on the real platform too.
    assert put(asker, without, license=without["license"])["quality"]["license"] is True


def test_trap_10_without_organization_the_others_cannot_edit(asker):
    editor = asker.other
    mine = organization(asker, (editor, "editor"))
    forgotten, given = create(asker), create(asker, organization=mine)
    assert editor.ask("PUT", path_of(forgotten), {})[0] == 403
    assert editor.ask("PUT", path_of(given), {})[0] == 200


def test_trap_12_resources_of_the_body_escape_the_check(asker):
    body = {"title": "Budget", "url": "https://www.val-ouvert.example.fr/budget.csv"}
    dataset = create(asker, resources=[body])
    resource = dataset["resources"][0]
    assert (resource["filetype"], resource["type"]) == ("file", "other")
    assert resource["url"] == body["url"]
    moved = {"id": resource["id"], "url": "https://www.val-ouvert.example.fr/nouveau.csv"}
    assert put(asker, dataset, resources=[moved])["resources"][0]["url"] == body["url"]
    written = create(asker, resources=[remote()])["resources"][0]
    assert (written["filetype"], written["type"]) == ("remote", "main")


def test_trap_22_a_description_of_exactly_100_characters_earns_nothing(asker):
    for length, earned in ((100, False), (101, True)):
        quality = create(asker, description="é" * length)["quality"]
        assert quality["dataset_description_quality"] is earned


def test_trap_23_the_score_moves_alone(asker):
    dataset = create(asker, frequency="daily", resources=[remote()])
    before = read(asker, dataset)["quality"]
    asker.clock.advance(days=2)
    assert read(asker, dataset)["quality"] == before
    asker.clock.advance(hours=1)
    after = read(asker, dataset)["quality"]
    assert (before["update_fulfilled_in_time"], after["update_fulfilled_in_time"]) == (True, False)
    assert before["score"] - after["score"] == pytest.approx(1 / 9)
    listed = asker.ask("GET", DATASETS)[1]["data"][0]
    assert listed["quality"] == after
    unknown = put(asker, dataset, frequency=None)["quality"]
    assert "update_fulfilled_in_time" not in unknown
    assert before["score"] - unknown["score"] == pytest.approx(2 / 9)


def test_trap_25_correcting_the_record_does_not_make_the_data_fresh(asker):
    dataset = create(asker, frequency="daily", resources=[remote()])
    asker.clock.advance(days=5)
    changed = put(asker, dataset, description="Corrigé.")
    assert changed["last_modified"] > changed["last_update"] == dataset["last_update"]
    assert changed["quality"]["update_fulfilled_in_time"] is False


def test_trap_33_lists_of_texts_for_records_texts_for_the_rest(asker):
    _, record = asker.ask("POST", DATASETS, {"title": "a"})
    _, rest = asker.ask("POST", "/api/1/organizations/", {"name": "a"})
    assert record["errors"] == {"description": ["Ce champ est requis."]}
    assert "message" not in record
    assert rest["errors"] == {"description": "Field is required"}
    assert rest["message"].startswith("ValidationError (Organization:None)")


def test_trap_46_archived_holds_and_deleted_is_gone(asker):
    dataset = create(asker, resources=[remote()])
    put(asker, dataset, archived="2026-01-01")
    assert asker.anyone.ask("GET", path_of(dataset))[0] == 200
    asker.ask("DELETE", path_of(dataset))
    assert asker.anyone.ask("GET", path_of(dataset))[0] == 410


def test_cases_44_and_45_a_restricted_access_costs_the_licence_one_save_late(asker):
    dataset = create(asker, license="lov2")
    saved = put(asker, dataset, access_type="restricted")
    assert (saved["license"], saved["quality"]["license"]) == ("notspecified", True)
    assert read(asker, dataset)["quality"]["license"] is True
    assert put(asker, dataset)["quality"]["license"] is False
