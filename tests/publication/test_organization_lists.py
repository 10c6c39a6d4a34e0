"""Lists of organisations, and what each one has: section 9 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import Asker
from tests.support.portal_members import dataset, member, organization

PATH = "/api/1/organizations/"


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


@pytest.fixture
def three(ana):
    made = []
    for name, acronym in (("Été", "E"), ("Mairie de Val-Ouvert", "MVO"), ("Région", None)):
        made.append(organization(ana, name=name, acronym=acronym))
        ana.clock.advance(hours=1)
    return made


def names(asker, query=""):
    status, body = asker.ask("GET", f"{PATH}{query}")
    assert status == 200, body
    return [one["name"] for one in body["data"]]


def test_the_newest_comes_first(ana, three):
    assert names(ana.anyone) == ["Région", "Mairie de Val-Ouvert", "Été"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=ouvert", ["Mairie de Val-Ouvert"]),
        ("?q=MAIRIE ouvert", ["Mairie de Val-Ouvert"]),
        ("?q=mairie été", []),
        ("?q=ete", ["Été"]),
        ("?q=mvo", ["Mairie de Val-Ouvert"]),
        ("?name=mairie de val-ouvert", ["Mairie de Val-Ouvert"]),
        ("?name=mairie", []),
        ("?badge=certified", []),
        ("?business_number_id=21990042000015", []),
        ("?sort=name", ["Mairie de Val-Ouvert", "Région", "Été"]),
        ("?sort=-name", ["Été", "Région", "Mairie de Val-Ouvert"]),
        ("?sort=created", ["Été", "Mairie de Val-Ouvert", "Région"]),
        ("?sort=-last_modified", ["Région", "Mairie de Val-Ouvert", "Été"]),
        ("?page_size=1&page=2", ["Mairie de Val-Ouvert"]),
    ],
)
def test_filters_and_sorts(ana, three, query, found):
    assert names(ana, query) == found


def test_sorts_by_what_is_published(ana, three):
    dataset(ana, organization=three[1]["id"])
    for sort in ("datasets", "reuses", "followers", "views"):
        assert len(names(ana, f"?sort={sort}")) == 3
    assert names(ana, "?sort=-datasets")[0] == "Mairie de Val-Ouvert"


def test_badges_and_numbers_are_found(ana):
    made = organization(ana, business_number_id="21990042000015")
    kept = ana.portal.catalogue.get("organization", made["id"])
    ana.portal.catalogue.put("organization", {**kept, "badges": ["certified"]})
    organization(ana, name="Autre")
    for query in ("?badge=certified", "?business_number_id=21990042000015"):
        assert names(ana, query) == ["Commune de Val-Ouvert"]
    assert ana.ask("GET", f"{PATH}{made['id']}/")[1]["badges"] == [{"kind": "certified"}]


@pytest.mark.parametrize(
    ("query", "argument"), [("sort=taille", "sort"), ("badge=or", "badge"), ("page=0", "page")]
)
def test_a_bad_argument_is_named(ana, query, argument):
    status, body = ana.ask("GET", f"{PATH}?{query}")
    assert status == 400
    assert set(body["errors"]) == {argument}
    assert body["message"] == "Input payload validation failed"


def test_a_page_repeats_its_arguments_in_the_next(ana, three):
    page = ana.ask("GET", f"{PATH}?sort=name&page_size=2")[1]
    assert (page["page"], page["page_size"], page["total"]) == (1, 2, 3)
    assert page["previous_page"] is None
    assert page["next_page"].startswith("http://portail.test/bac-a-sable/api/1/organizations/?")
    assert "sort=name" in page["next_page"]
    assert ana.ask("GET", f"{PATH}?page=3&page_size=2")[0] == 404


def test_metrics_count_what_everyone_sees(ana):
    town = organization(ana)["id"]
    dataset(ana, organization=town)
    dataset(ana, organization=town, private=True)
    for change in ({"archived": "2026-01-01T00:00:00"},):
        one = dataset(ana, organization=town)["id"]
        assert ana.ask("PUT", f"/api/1/datasets/{one}/", change)[0] == 200
    gone = dataset(ana, organization=town)["id"]
    assert ana.ask("DELETE", f"/api/1/datasets/{gone}/")[0] == 204
    member(ana, town, "editor")
    metrics = ana.ask("GET", f"{PATH}{town}/")[1]["metrics"]
    assert metrics == {
        "datasets": 1, "reuses": 0, "members": 2, "followers": 0, "views": 0, "dataservices": 0,
        "datasets_by_months": {}, "reuses_by_months": {}, "dataservices_by_months": {},
        "followers_by_months": {},
    }  # fmt: skip


def test_its_datasets_drop_drafts_but_not_deleted_nor_archived_ones(ana):
    town = organization(ana)
    public = dataset(ana, organization=town["id"], title="Public")["id"]
    dataset(ana, organization=town["id"], title="Brouillon", private=True)
    archived = dataset(ana, organization=town["id"], title="Archivé")["id"]
    ana.ask("PUT", f"/api/1/datasets/{archived}/", {"archived": "2026-01-01T00:00:00"})
    deleted = dataset(ana, organization=town["id"], title="Supprimé")["id"]
    ana.ask("DELETE", f"/api/1/datasets/{deleted}/")
    dataset(ana, title="Personnel")

    def listed(asker):
        page = asker.ask("GET", f"{PATH}{town['id']}/datasets/")[1]
        return {one["title"] for one in page["data"]}

    assert listed(ana.anyone) == {"Public", "Archivé", "Supprimé"}
    assert listed(ana) == {"Public", "Brouillon", "Archivé", "Supprimé"}
    page = ana.anyone.ask("GET", f"{PATH}{town['id']}/datasets/?page_size=1&sort=title")[1]
    # Called by id, the next page is told by slug.
    assert "/api/1/organizations/commune-de-val-ouvert/datasets/?" in page["next_page"]
    assert page["data"][0]["title"] == "Archivé"
    assert page["data"][0]["id"] != public


def test_its_reuses_and_discussions_are_plain_lists(ana):
    town = organization(ana)["id"]
    record = dataset(ana, organization=town)["id"]
    reuse = {
        "title": "Carte", "description": "D", "type": "visualization", "topic": "others",
        "url": "https://carte.example", "organization": town, "datasets": [record],
    }  # fmt: skip
    assert ana.ask("POST", "/api/1/reuses/", reuse)[0] == 201
    subject = {"class": "Dataset", "id": record}
    said = {"title": "Question", "comment": "Pourquoi ?", "subject": subject}
    assert ana.other.ask("POST", "/api/1/discussions/", said)[0] == 201
    reuses = ana.anyone.ask("GET", f"{PATH}{town}/reuses/")[1]
    assert [one["title"] for one in reuses] == ["Carte"]
    discussions = ana.anyone.ask("GET", f"{PATH}{town}/discussions/")[1]
    assert [one["title"] for one in discussions] == ["Question"]
    other = organization(ana, name="Autre")["id"]
    assert ana.ask("GET", f"{PATH}{other}/reuses/") == (200, [])
    assert ana.ask("GET", f"{PATH}{other}/discussions/") == (200, [])


def test_its_contacts_are_a_page(ana):
    town = organization(ana)["id"]
    body = {"name": "Mairie", "email": "mairie@val-ouvert.example", "role": "contact"}
    ana.ask("POST", "/api/1/contacts/", {**body, "organization": town})
    ana.ask("POST", "/api/1/contacts/", {**body, "name": "Moi"})
    page = ana.anyone.ask("GET", f"{PATH}{town}/contacts/")[1]
    assert [one["name"] for one in page["data"]] == ["Mairie"]
    assert page["total"] == 1


def test_a_sandbox_takes_so_many_organisations(tmp_path):
    from grader.publication.portal import Limits

    ana = Asker(tmp_path, limits=Limits(objects=2))
    organization(ana)
    organization(ana)
    status, body = ana.ask("POST", PATH, {"name": "A", "description": "B"})
    assert status == 400
    assert "2" in body["message"]
    assert body["explication"]
