"""Who may see, edit and own what: section 1 of the portal's contract, and owners of section 4."""

from __future__ import annotations

import pytest

from grader.publication.problems import Problem
from grader.publication.rights import own_or_join
from tests.support.portal import Asker
from tests.support.portal_members import dataset, member, organization, sysadmin

UNKNOWN = "0" * 24


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


@pytest.fixture
def town(ana):
    return organization(ana)["id"]


def refused(asker, body, current=None):
    with pytest.raises(Problem) as problem:
        own_or_join(asker.portal, body, current)
    assert problem.value.status == 400
    assert "message" not in problem.value.body
    return problem.value.body["errors"]


@pytest.mark.parametrize(
    ("role", "edit", "draft", "change"),
    [
        ("admin", 200, 200, 200),
        ("editor", 200, 200, 403),
        ("partial_editor", 403, 200, 403),
        (None, 403, 404, 403),
    ],
)
def test_what_each_role_may_do(ana, town, role, edit, draft, change):
    public = dataset(ana, organization=town)["id"]
    hidden = dataset(ana, organization=town, private=True)["id"]
    someone = member(ana, town, role) if role else ana.other
    assert someone.ask("PUT", f"/api/1/datasets/{public}/", {"acronym": "B"})[0] == edit
    assert someone.ask("GET", f"/api/1/datasets/{hidden}/")[0] == draft
    body = {"url": "https://www.val-ouvert.example"}
    assert someone.ask("PUT", f"/api/1/organizations/{town}/", body)[0] == change


def test_a_refusal_of_right_is_told_as_the_real_one_does(ana, town):
    record = dataset(ana, organization=town)["id"]
    status, body = ana.other.ask("PUT", f"/api/1/datasets/{record}/", {})
    assert status == 403
    assert body["message"] == "You do not have the permission to modify that object."


def test_a_site_administrator_passes_everywhere(ana, town):
    hidden = dataset(ana, organization=town, private=True)["id"]
    boss = sysadmin(ana)
    assert boss.ask("GET", f"/api/1/datasets/{hidden}/")[0] == 200
    assert boss.ask("PUT", f"/api/1/datasets/{hidden}/", {"acronym": "B"})[0] == 200
    assert boss.ask("PUT", f"/api/1/organizations/{town}/", {"acronym": "VO"})[0] == 200


def test_a_partial_editor_edits_what_she_makes_or_is_given(ana, town):
    someone = member(ana, town, "partial_editor")
    body = {"name": "Mairie", "contact_form": "https://val-ouvert.example", "role": "contact"}
    made = someone.ask("POST", "/api/1/contacts/", {**body, "organization": town})[1]["id"]
    assert someone.ask("PUT", f"/api/1/contacts/{made}/", {"name": "La mairie"})[0] == 200
    record = dataset(ana, organization=town)["id"]
    kept = ana.portal.catalogue.get("dataset", record)
    ana.portal.catalogue.put("dataset", {**kept, "assigned": [someone.portal.caller["id"]]})
    assert someone.ask("PUT", f"/api/1/datasets/{record}/", {"acronym": "B"})[0] == 200


def test_without_organisation_the_caller_owns(ana):
    me = ana.portal.caller["id"]
    for body in ({}, {"organization": None}, {"organization": ""}, {"owner": me}):
        assert own_or_join(ana.portal, body, None) == (None, me)


def test_an_organisation_takes_the_place_of_the_owner(ana, town):
    for given in (town, {"id": town}, {"class": "Organization", "id": town, "name": "x"}):
        assert own_or_join(ana.portal, {"organization": given}, None) == (town, None)
    me = ana.portal.caller["id"]
    assert own_or_join(ana.portal, {"organization": town, "owner": me}, None) == (town, None)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("zz", "Unsupported identifier: zz"),
        (["zz"], "Unsupported identifier: ['zz']"),
        (12, "Unsupported identifier: 12"),
        (UNKNOWN, "Organization n'existe pas"),
    ],
)
def test_an_organisation_that_does_not_exist(ana, given, text):
    assert refused(ana, {"organization": given}) == {"organization": [text]}


def test_an_organisation_that_is_not_hers(ana, town):
    assert refused(ana.other, {"organization": town}) == {
        "organization": ["Permission refusée pour cette organisation"]
    }


def test_a_site_administrator_gives_to_any_organisation(ana, town):
    assert own_or_join(sysadmin(ana).portal, {"organization": town}, None) == (town, None)


def test_a_deleted_organisation_takes_nothing_more(ana, town):
    assert ana.ask("DELETE", f"/api/1/organizations/{town}/")[0] == 204
    assert refused(ana, {"organization": town}) == {"organization": ["Organization n'existe pas"]}


def test_nobody_else_can_be_made_owner_but_by_a_site_administrator(ana):
    other = ana.other.portal.caller["id"]
    assert refused(ana, {"owner": other}) == {"owner": ["You can only set yourself as owner"]}
    assert refused(ana, {"owner": UNKNOWN}) == {"owner": ["User n'existe pas"]}
    assert refused(ana, {"owner": "zz"}) == {"owner": ["Unsupported identifier: zz"]}
    assert own_or_join(sysadmin(ana).portal, {"owner": other}, None) == (None, other)


def test_what_a_put_does_not_name_is_kept(ana, town):
    me = ana.portal.caller["id"]
    ours, mine = {"organization": town, "owner": None}, {"organization": None, "owner": me}
    assert own_or_join(ana.portal, {}, ours) == (town, None)
    assert own_or_join(ana.portal, {}, mine) == (None, me)
    assert own_or_join(ana.portal, {"owner": None}, ours) == (town, None)
    assert own_or_join(ana.portal, {"organization": None}, mine) == (None, me)
    assert own_or_join(ana.portal, {"organization": {"id": town}}, ours) == (town, None)
    # As read from the API, both at once.
    assert own_or_join(ana.portal, {"organization": {"id": town}, "owner": None}, ours) == (
        town,
        None,
    )


def test_a_personal_object_can_be_given_to_an_organisation(ana, town):
    mine = {"organization": None, "owner": ana.portal.caller["id"]}
    assert own_or_join(ana.portal, {"organization": town}, mine) == (town, None)
    assert refused(ana.other, {"organization": town}, mine) == {
        "organization": ["Permission refusée pour cette organisation"]
    }


def test_owner_sent_takes_an_object_out_of_its_organisation(ana, town):
    me = ana.portal.caller["id"]
    ours = {"organization": town, "owner": None}
    assert own_or_join(ana.portal, {"owner": me}, ours) == (None, me)


def test_an_organisation_is_not_changed_by_a_put(ana, town):
    second = organization(ana, name="Roche-sur-Ouvre")["id"]
    ours = {"organization": town, "owner": None}
    text = (
        "Impossible de modifier le propriétaire après la création. Veuillez utiliser la "
        "fonctionnalité de transfert."
    )
    for given in (second, None):
        assert refused(ana, {"organization": given}, ours) == {"organization": [text]}


def test_nobody_owns_without_a_key(ana):
    with pytest.raises(Problem) as problem:
        own_or_join(ana.anyone.portal, {}, None)
    assert problem.value.status == 401
