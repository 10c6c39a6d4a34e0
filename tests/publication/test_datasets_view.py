"""A record as it is shown, its address and its keywords: sections 4.2 and 4.3 of the contract."""

from __future__ import annotations

import pytest

from tests.support.datasets import DATASETS, create, organization, path_of, put, read, remote
from tests.support.portal import ORIGIN, Asker

KEYS = {
    "id",
    "slug",
    "title",
    "acronym",
    "description",
    "description_short",
    "uri",
    "page",
    "private",
    "deleted",
    "archived",
    "featured",
    "doi",
    "created_at",
    "last_modified",
    "last_update",
    "internal",
    "organization",
    "owner",
    "tags",
    "badges",
    "license",
    "frequency",
    "frequency_date",
    "temporal_coverage",
    "spatial",
    "extras",
    "schema",
    "harvest",
    "geopf",
    "quality",
    "metrics",
    "resources",
    "contact_points",
    "access_type",
    "access_audiences",
    "authorization_request_url",
    "access_type_reason",
    "access_type_reason_category",
    "permissions",
}
METRICS = {
    "discussions",
    "discussions_open",
    "reuses",
    "reuses_by_months",
    "dataservices",
    "followers",
    "followers_by_months",
    "views",
    "resources_downloads",
}
NO = {"delete": False, "edit": False, "edit_resources": False}
YES = {"delete": True, "edit": True, "edit_resources": True}
NOON = "2026-11-22T12:00:00.000000+00:00"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


def test_the_keys_of_a_record(asker):
    dataset = create(asker)
    assert set(dataset) == KEYS
    assert set(dataset["metrics"]) == METRICS
    assert not any(dataset["metrics"].values())
    assert (dataset["created_at"], dataset["last_modified"]) == (NOON, NOON)
    assert dataset["internal"] == {
        "created_at_internal": NOON,
        "last_modified_internal": NOON,
    }


def test_addresses_are_absolute(asker):
    dataset = create(asker)
    assert dataset["uri"] == f"{ORIGIN}/api/1/datasets/budget-2025/"
    assert dataset["page"] == f"{ORIGIN}/e/essai/datasets/budget-2025"


def test_permissions_are_those_of_the_caller(asker):
    reader, editor, partial = asker.other, asker.other, asker.other
    mine = organization(asker, (editor, "editor"), (partial, "partial_editor"))
    dataset = create(asker, organization=mine)
    assert dataset["permissions"] == YES
    for one, allowed in [(asker.anyone, NO), (reader, NO), (editor, YES), (partial, NO)]:
        assert read(one, dataset)["permissions"] == allowed


def test_last_update_follows_the_resources(asker):
    dataset = create(asker, resources=[remote(), remote(title="Deux")])
    asker.clock.advance(days=1)
    first = dataset["resources"][0]
    path = f"{path_of(dataset)}resources/{first['id']}/"
    status, changed = asker.ask("PUT", path, {"title": "Un"})
    assert status == 200
    asker.clock.advance(days=1)
    after = put(asker, dataset, title="Budget 2026")
    assert after["last_update"] == changed["last_modified"] > NOON
    assert after["last_modified"] > after["last_update"]


def test_dates_of_a_harvested_record(asker):
    dataset = create(asker, resources=[remote()])
    stored = asker.portal.catalogue.get("dataset", dataset["id"])
    issued, modified = "2020-01-01T00:00:00+00:00", "2021-01-01T00:00:00+00:00"
    stored["harvest"] = {"issued_at": issued, "modified_at": modified, "doi": None, "uri": "x"}
    asker.portal.catalogue.put("dataset", stored)
    shown = read(asker, dataset)
    assert shown["harvest"] == {"issued_at": issued, "modified_at": modified, "uri": "x"}
    assert (shown["created_at"], shown["last_modified"]) == (issued, modified)
    assert shown["last_update"] == modified
    assert shown["internal"] == dataset["internal"]


def test_metrics_count_discussions_and_reuses(asker):
    dataset = create(asker)
    subject = {"class": "Dataset", "id": dataset["id"]}
    body = {"title": "Unité", "comment": "Euros ou milliers d'euros ?", "subject": subject}
    for _ in range(2):
        status, discussion = asker.ask("POST", "/api/1/discussions/", body)
        assert status == 201, discussion
    close = {"comment": "Euros.", "close": True}
    assert asker.ask("POST", f"/api/1/discussions/{discussion['id']}/", close)[0] == 200
    reuse = {
        "title": "Carte",
        "description": "Une carte.",
        "type": "visualization",
        "topic": "others",
        "url": "https://carte.example.fr/",
        "datasets": [dataset["id"]],
    }
    assert asker.ask("POST", "/api/1/reuses/", reuse)[0] == 201
    metrics = read(asker, dataset)["metrics"]
    assert [metrics[key] for key in ("discussions", "discussions_open", "reuses")] == [2, 1, 1]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Écoles Publiques", "ecoles-publiques"),
        ("Budget_2025 (voté) !", "budget-2025-vote"),
        ("6f0cd94d-8b5e-4e4c-9a64-3f2b0b0a7c11", "6f0cd94d-8b5e-4e4c-9a64-3f2b0b0a7c11-uuid"),
    ],
)
def test_slugs(asker, title, slug):
    assert create(asker, title=title, slug="ignoré")["slug"] == slug


def test_a_title_of_signs_gives_an_empty_slug_and_stays_reachable(asker):
    dataset = create(asker, title="!!!")
    assert dataset["slug"] == ""
    assert dataset["uri"] == ORIGIN + path_of(dataset)
    assert read(asker, dataset) == dataset


def test_a_taken_slug_is_numbered(asker):
    slugs = [create(asker, title="Budget")["slug"] for _ in range(3)]
    assert slugs == ["budget", "budget-1", "budget-2"]


def test_slugs_are_at_most_255_long(asker):
    slugs = [create(asker, title="a" * 300)["slug"] for _ in range(2)]
    assert [len(slug) for slug in slugs] == [255, 255]
    assert slugs[0] != slugs[1]


def location_of(asker, method, path, body=None):
    response = asker.call(method, path, body)
    assert response.status == 308
    return dict(response.headers)["Location"]


def test_trap_26_the_slug_follows_the_title(asker):
    dataset = create(asker)
    assert put(asker, dataset, title="Budget 2026")["slug"] == "budget-2026"
    old = DATASETS + "budget-2025/"
    assert location_of(asker, "GET", old) == f"{ORIGIN}{DATASETS}budget-2026/"
    assert location_of(asker, "PUT", old + "?lang=fr", {}) == (
        f"{ORIGIN}{DATASETS}budget-2026/?lang=fr"
    )
    assert location_of(asker, "POST", old + "resources/", remote()) == (
        f"{ORIGIN}{DATASETS}budget-2026/resources/"
    )
    assert location_of(asker, "GET", "/api/2/datasets/budget-2025/extras/") == (
        f"{ORIGIN}/api/2/datasets/budget-2026/extras/"
    )
    assert asker.ask("GET", path_of(dataset))[0] == 200


def test_a_title_as_it_is_written_leads_to_its_slug(asker):
    create(asker, title="Écoles Publiques")
    assert location_of(asker, "GET", DATASETS + "Écoles Publiques/") == (
        f"{ORIGIN}{DATASETS}ecoles-publiques/"
    )


def test_a_former_slug_that_another_took_names_the_other(asker):
    first = create(asker)
    put(asker, first, title="Autre")
    second = create(asker)
    assert asker.ask("GET", DATASETS + "budget-2025/")[1]["id"] == second["id"]
    assert put(asker, first, title="Budget 2025")["slug"] == "budget-2025-1"


def test_a_title_that_comes_back_takes_its_slug_back(asker):
    dataset = create(asker)
    put(asker, dataset, title="Autre")
    assert put(asker, dataset, title="Budget 2025")["slug"] == "budget-2025"
    assert location_of(asker, "GET", DATASETS + "autre/") == f"{ORIGIN}{DATASETS}budget-2025/"


def test_the_former_slug_of_a_draft_says_nothing_to_others(asker):
    dataset = create(asker, private=True)
    put(asker, dataset, title="Secret 2026")
    assert asker.anyone.ask("GET", DATASETS + "budget-2025/")[0] == 404
    assert asker.anyone.ask("GET", DATASETS + "secret-2026/")[0] == 404


def test_trap_27_a_missing_final_slash_is_308(asker):
    assert location_of(asker, "POST", "/api/1/datasets", {}) == ORIGIN + DATASETS
    assert location_of(asker, "GET", "/api/1/datasets/suggest?q=a") == (
        f"{ORIGIN}{DATASETS}suggest/?q=a"
    )


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (
            ["Écoles Publiques", "eau_potable", "C++ dev"],
            ["c-dev", "eau-potable", "ecoles-publiques"],
        ),
        (["Eau potable", "eau_potable"], ["eau-potable"]),
        ("budget, finances", ["budget", "finances"]),
        (["budget,finances"], ["budget", "finances"]),
        (["budget,2025", "eau"], ["budget-2025", "eau"]),
        (["abc", "a" * 96], ["a" * 96, "abc"]),
    ],
)
def test_tags(asker, sent, kept):
    assert create(asker, tags=sent)["tags"] == kept


@pytest.mark.parametrize(("sent", "tag"), [(["C+"], "c"), (["é é"], "e-e"), (["a" * 97], "a" * 97)])
def test_trap_21_tags_are_slugified_before_their_length_is_counted(asker, sent, tag):
    body = {"title": "a", "description": "b", "tags": sent}
    status, answer = asker.ask("POST", DATASETS, body)
    if tag == "e-e":
        assert (status, answer["tags"]) == (201, ["e-e"])
        return
    assert status == 400
    assert answer["errors"] == {
        "tags": [f'Le mot-clé "{tag}" doit avoir entre 3 et 96 caractères.']
    }


@pytest.mark.parametrize("sent", [[1, 2], {"a": 1}, [None]])
def test_tags_that_make_the_real_one_fall_over_are_400_here(asker, sent):
    body = {"title": "a", "description": "b", "tags": sent}
    status, refusal = asker.ask("POST", DATASETS, body)
    assert status == 400
    assert list(refusal["errors"]) == ["tags"]
