"""Organisations of the API: section 9 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import NOON, Asker
from tests.support.portal_members import dataset, member, organization, sysadmin

PATH = "/api/1/organizations/"
SIRET = "21990042000015"


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


@pytest.fixture
def town(ana):
    return organization(ana)


def test_an_organisation_has_every_field_of_the_contract(ana):
    made = organization(
        ana,
        acronym="VO",
        url="https://www.val-ouvert.example",
        business_number_id=SIRET,
        extras={"population": 4200},
    )
    assert set(made) == {
        "id", "name", "acronym", "slug", "description", "url", "logo", "logo_thumbnail",
        "image_url", "banner_url", "banner_thumbnail", "business_number_id", "badges", "members",
        "teams", "metrics", "extras", "zone", "created_at", "last_modified", "deleted", "uri",
        "page", "permissions",
    }  # fmt: skip
    assert len(made["id"]) == 24
    assert made["slug"] == "commune-de-val-ouvert"
    assert made["acronym"] == "VO"
    assert made["url"] == "https://www.val-ouvert.example"
    assert made["business_number_id"] == SIRET
    assert made["extras"] == {"population": 4200}
    assert made["badges"] == made["teams"] == []
    assert made["created_at"] == made["last_modified"] == "2026-11-22T12:00:00.000000+00:00"
    assert made["uri"].endswith("/bac-a-sable/api/1/organizations/commune-de-val-ouvert/")
    assert made["page"].endswith("/e/essai/organizations/commune-de-val-ouvert")
    assert ana.ask("GET", f"{PATH}{made['id']}/") == (200, made)
    assert ana.ask("GET", f"{PATH}{made['slug']}/") == (200, made)


def test_the_caller_becomes_its_administrator(ana, town):
    me = ana.portal.caller
    (only,) = town["members"]
    assert only["user"]["id"] == me["id"]
    assert only["user"]["class"] == "User"
    assert (only["role"], only["label"]) == ("admin", "Administrateur")
    assert only["since"] == town["created_at"]
    assert town["permissions"] == {
        "edit": True, "delete": True, "members": True, "harvest": True, "private": True,
    }  # fmt: skip


def test_permissions_are_those_of_the_caller(ana, town):
    def permissions(asker):
        return asker.ask("GET", f"{PATH}{town['id']}/")[1]["permissions"]

    assert set(permissions(ana.anyone).values()) == {False}
    assert set(permissions(ana.other).values()) == {False}
    editor = permissions(member(ana, town["id"], "editor"))
    assert editor == {**dict.fromkeys(editor, False), "private": True}
    assert set(permissions(sysadmin(ana)).values()) == {True}


def test_only_members_see_something_of_each_others_address(ana, town):
    def email(asker):
        return asker.ask("GET", f"{PATH}{town['id']}/")[1]["members"][0]["user"]["email"]

    assert email(ana) == "f***@bac-a-sable.example"
    assert email(ana.anyone) is email(ana.other) is None


def test_a_key_is_needed_to_write(ana, town):
    body = {"name": "A", "description": "B"}
    one = f"{PATH}{town['id']}/"
    for method, path in (("POST", PATH), ("PUT", one), ("DELETE", one)):
        response = ana.anyone.call(method, path, body)
        assert response.status == 401
        assert dict(response.headers)["WWW-Authenticate"] == 'Bearer realm="uData"'


def test_a_missing_description_is_refused_as_the_real_one_does(ana):
    status, body = ana.ask("POST", PATH, {"name": "Val-Ouvert"})
    assert status == 400
    assert body["errors"] == {"description": "Field is required"}
    assert (
        body["message"]
        == "ValidationError (Organization:None) (Field is required: ['description'])"
    )
    assert "description" in body["explication"]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"name": None}, "name", "Field is required"),
        ({"name": "  "}, "name", "Field is required"),
        ({"description": ""}, "description", "Field is required"),
        ({"name": ["x"]}, "name", "StringField only accepts string values"),
        ({"name": "x" * 351}, "name", "String value is too long"),
        ({"acronym": "x" * 129}, "acronym", "String value is too long"),
        ({"url": "val-ouvert"}, "url", 'URL invalide "val-ouvert"'),
        ({"url": "javascript:alert(1)"}, "url", 'URL invalide "javascript:alert(1)"'),
        ({"url": "javascript://a.example/%0a"}, "url", 'URL invalide "javascript://a.example/%0a"'),
        ({"url": "http://[::1"}, "url", 'URL invalide "http://[::1"'),
        ({"extras": ["x"]}, "extras", "Only dictionaries may be used in a DictField"),
        (
            {"business_number_id": "2199004200001"},
            "business_number_id",
            "Un numéro siret est composé de 14 chiffres",
        ),
        (
            {"business_number_id": "219 900 420 00015"},
            "business_number_id",
            "Un numéro siret est composé de 14 chiffres",
        ),
        (
            {"business_number_id": "21990042000016"},
            "business_number_id",
            "La clé de contrôle du numéro siret est invalide",
        ),
    ],
)
def test_each_refused_field_is_a_text(ana, changes, field, text):
    status, body = ana.ask("POST", PATH, {"name": "A", "description": "B", **changes})
    assert status == 400
    assert body["errors"] == {field: text}
    assert body["message"] == f"ValidationError (Organization:None) ({text}: ['{field}'])"
    assert f"« {field} »".replace(" ", "\u00a0") in body["explication"]


def test_an_acronym_of_128_signs_and_unknown_fields_pass(ana):
    made = organization(ana, acronym="x" * 128, members=[], id="0" * 24, slug="z", inconnu=1)
    assert len(made["acronym"]) == 128
    assert made["slug"] == "commune-de-val-ouvert"
    assert made["id"] != "0" * 24
    assert len(made["members"]) == 1


def test_the_same_name_twice_is_accepted(ana, town):
    assert organization(ana)["slug"] == "commune-de-val-ouvert-1"
    assert organization(ana)["slug"] == "commune-de-val-ouvert-2"


def test_a_put_is_partial_and_null_clears(ana):
    town = organization(ana, acronym="VO", url="https://val-ouvert.example", extras={"a": 1})
    ana.clock.advance(hours=1)
    status, changed = ana.ask("PUT", f"{PATH}{town['id']}/", {"acronym": None})
    assert status == 200
    assert changed == {
        **town,
        "acronym": None,
        "last_modified": NOON.replace(hour=13).isoformat(timespec="microseconds"),
    }


def test_a_required_field_cannot_be_cleared(ana, town):
    status, body = ana.ask("PUT", f"{PATH}{town['id']}/", {"name": None})
    assert status == 400
    assert body["errors"] == {"name": "Field is required"}
    assert f"(Organization:{town['id']})" in body["message"]


def test_sending_back_what_was_read_changes_nothing_else(ana, town):
    status, changed = ana.ask("PUT", f"{PATH}{town['id']}/", town)
    assert (status, changed) == (200, town)


def test_a_new_name_gives_a_new_slug_and_the_old_one_leads_there(ana, town):
    assert ana.ask("PUT", f"{PATH}{town['id']}/", {"name": "Mairie"})[1]["slug"] == "mairie"
    response = ana.anyone.call("GET", f"{PATH}commune-de-val-ouvert/datasets/?page_size=2")
    assert response.status == 308
    location = dict(response.headers)["Location"]
    assert location.endswith("/api/1/organizations/mairie/datasets/?page_size=2")


def test_a_name_taken_back_takes_its_slug_back(ana, town):
    path = f"{PATH}{town['id']}/"
    ana.ask("PUT", path, {"name": "Mairie"})
    changed = ana.ask("PUT", path, {"name": town["name"]})[1]
    assert changed["slug"] == town["slug"]
    assert ana.anyone.call("GET", f"{PATH}mairie/").status == 308
    assert ana.anyone.call("GET", f"{PATH}{town['slug']}/").status == 200


def test_only_an_administrator_changes_it(ana, town):
    editor = member(ana, town["id"], "editor")
    for asker in (editor, ana.other):
        for method in ("PUT", "DELETE"):
            status, body = asker.ask(method, f"{PATH}{town['id']}/", {"acronym": "X"})
            assert status == 403
            assert body["message"] == "You do not have the permission to modify that object."
    assert ana.ask("GET", f"{PATH}{town['id']}/")[1]["acronym"] is None


def test_a_deleted_organisation_is_gone_for_others(ana, town):
    path = f"{PATH}{town['id']}/"
    assert ana.ask("DELETE", path) == (204, None)
    assert ana.ask("GET", path)[0] == 200
    for asker in (ana.anyone, ana.other):
        for place in (path, f"{path}datasets/", f"{path}reuses/", f"{path}discussions/"):
            status, body = asker.ask("GET", place)
            assert status == 410
            assert body["message"] == "Organization has been deleted"
    assert ana.ask("PUT", path, {"acronym": "X"})[0] == 410
    assert ana.ask("DELETE", path)[0] == 410
    # 410 before 403, as for datasets.
    assert ana.other.ask("PUT", path, {"acronym": "X"})[0] == 410
    assert ana.other.ask("PUT", path, {"deleted": None})[0] == 403
    assert ana.ask("GET", PATH)[1]["total"] == 0
    status, restored = ana.ask("PUT", path, {"deleted": None})
    assert (status, restored["deleted"]) == (200, None)
    assert ana.anyone.ask("GET", path)[0] == 200


def test_what_a_deleted_organisation_published_stays(ana, town):
    record = dataset(ana, organization=town["id"])
    assert ana.ask("DELETE", f"{PATH}{town['id']}/")[0] == 204
    status, seen = ana.anyone.ask("GET", f"/api/1/datasets/{record['id']}/")
    assert status == 200
    assert seen["organization"]["id"] == town["id"]


@pytest.mark.parametrize("name", ["0" * 24, "inconnue", "..", "%00"])
def test_an_unknown_organisation_is_not_found(ana, name):
    status, body = ana.ask("GET", f"{PATH}{name}/")
    assert status == 404
    assert body["message"].startswith("The requested URL was not found on the server.")
