"""Me: section 9 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import Asker
from tests.support.portal_members import dataset, organization, sysadmin


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


def test_me_has_every_field_of_the_contract(ana):
    town = organization(ana)
    dataset(ana)
    gone = dataset(ana, title="Supprimé")["id"]
    ana.ask("DELETE", f"/api/1/datasets/{gone}/")
    dataset(ana, organization=town["id"])
    status, me = ana.ask("GET", "/api/1/me/")
    assert status == 200
    assert set(me) == {
        "id", "slug", "first_name", "last_name", "email", "about", "active", "roles", "since",
        "website", "avatar", "avatar_thumbnail", "deleted", "last_login_at", "mail_cadence",
        "notifications_paused", "password_rotation_demanded", "password_rotation_performed",
        "metrics", "organizations", "uri", "page",
    }  # fmt: skip
    assert me["id"] == ana.portal.caller["id"]
    assert me["slug"] == "fougere-1234"
    assert me["first_name"] == "Fougère-1234"
    assert me["email"] == "fougere-1234@bac-a-sable.example"
    assert me["active"] is True
    assert me["roles"] == []
    assert me["metrics"] == {
        "datasets": 1, "reuses": 0, "dataservices": 0, "followers": 0, "following": 0,
    }  # fmt: skip
    (mine,) = me["organizations"]
    assert set(mine) == {
        "id", "class", "name", "acronym", "slug", "uri", "page", "logo", "logo_thumbnail",
        "badges", "permissions",
    }  # fmt: skip
    assert (mine["id"], mine["class"]) == (town["id"], "Organization")
    assert me["uri"].endswith("/api/1/users/fougere-1234/")


def test_a_site_administrator_is_told_so(ana):
    assert sysadmin(ana).ask("GET", "/api/1/me/")[1]["roles"] == ["admin"]


@pytest.mark.parametrize(
    "path", ["", "datasets/", "org_datasets/", "reuses/", "org_reuses/", "org_discussions/"]
)
def test_me_needs_a_key(ana, path):
    response = ana.anyone.call("GET", f"/api/1/me/{path}")
    assert response.status == 401
    assert dict(response.headers)["WWW-Authenticate"] == 'Bearer realm="uData"'


def test_my_datasets_are_plain_lists_with_drafts(ana):
    town = organization(ana)["id"]
    dataset(ana, title="Le mien")
    dataset(ana, title="Mon brouillon", private=True)
    dataset(ana, title="De la commune", organization=town, private=True)
    dataset(ana.other, title="D'autrui")

    def titles(path):
        status, body = ana.ask("GET", f"/api/1/me/{path}")
        assert status == 200
        return [one["title"] for one in body]

    assert titles("datasets/") == ["Mon brouillon", "Le mien"]
    assert titles("org_datasets/") == ["De la commune", "Mon brouillon", "Le mien"]
    assert titles("org_datasets/?q=BROUILLON") == ["Mon brouillon"]
    assert titles("org_datasets/?q=absent") == []


def test_my_reuses_and_those_of_my_organisations(ana):
    town = organization(ana)["id"]
    body = {"description": "D", "type": "api", "topic": "others", "private": True}
    for title, owner in (("La mienne", {}), ("La nôtre", {"organization": town})):
        sent = {**body, **owner, "title": title, "url": f"https://{len(title)}.example"}
        assert ana.ask("POST", "/api/1/reuses/", sent)[0] == 201
    assert [one["title"] for one in ana.ask("GET", "/api/1/me/reuses/")[1]] == ["La mienne"]
    both = ana.ask("GET", "/api/1/me/org_reuses/")[1]
    assert [one["title"] for one in both] == ["La nôtre", "La mienne"]
    assert ana.other.ask("GET", "/api/1/me/org_reuses/") == (200, [])


def test_discussions_on_what_my_organisations_publish(ana):
    town = organization(ana)["id"]
    ours, mine = dataset(ana, organization=town)["id"], dataset(ana)["id"]
    for title, record in (("Sur la nôtre", ours), ("Sur la mienne", mine)):
        subject = {"class": "Dataset", "id": record}
        said = {"title": title, "comment": "?", "subject": subject}
        assert ana.other.ask("POST", "/api/1/discussions/", said)[0] == 201
    found = ana.ask("GET", "/api/1/me/org_discussions/")[1]
    assert [one["title"] for one in found] == ["Sur la nôtre"]
    assert ana.ask("GET", "/api/1/me/org_discussions/?q=absent") == (200, [])


def test_a_deleted_organisation_is_no_longer_mine(ana):
    town = organization(ana)["id"]
    ana.ask("DELETE", f"/api/1/organizations/{town}/")
    assert ana.ask("GET", "/api/1/me/")[1]["organizations"] == []
