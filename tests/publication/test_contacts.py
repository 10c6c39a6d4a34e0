"""Contact points: section 10 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import Asker
from tests.support.portal_members import dataset, member, organization

PATH = "/api/1/contacts/"
BODY = {"name": "Mairie", "email": "mairie@val-ouvert.example", "role": "contact"}


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


def contact(asker, **changes):
    status, made = asker.ask("POST", PATH, {**BODY, **changes})
    assert status == 201, made
    return made


def test_a_contact_of_ones_own(ana):
    made = contact(ana)
    assert set(made) == {
        "id", "name", "email", "contact_form", "role", "owner", "organization",
    }  # fmt: skip
    assert {key: made[key] for key in BODY} == BODY
    assert made["contact_form"] is made["organization"] is None
    assert made["owner"]["id"] == ana.portal.caller["id"]
    assert ana.anyone.ask("GET", f"{PATH}{made['id']}/")[1]["name"] == "Mairie"


def test_a_contact_of_an_organisation_is_put_on_its_datasets(ana):
    town = organization(ana)["id"]
    made = contact(ana, organization=town)
    assert made["organization"]["id"] == town
    assert made["owner"] is None
    record = dataset(ana, organization=town, contact_points=[made["id"]])
    (shown,) = record["contact_points"]
    assert shown == made


def test_a_form_is_enough(ana):
    made = contact(ana, email=None, contact_form="https://val-ouvert.example/contact")
    assert made["contact_form"] == "https://val-ouvert.example/contact"


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"name": ""}, "name", "Field is required"),
        ({"role": None}, "role", "Field is required"),
        ({"role": "chef"}, "role", "Value must be one of ['contact', "),
        ({"email": "mairie"}, "email", "Invalid email address: mairie"),
        ({"email": "a@b"}, "email", "Invalid email address: a@b"),
        ({"contact_form": "formulaire"}, "contact_form", 'URL invalide "formulaire"'),
        ({"email": None}, "__all__", "At least an email or a contact form is required"),
        ({"organization": "0" * 24}, "organization", "Organization n'existe pas"),
    ],
)
def test_each_refused_field_is_a_text(ana, changes, field, text):
    status, body = ana.ask("POST", PATH, {**BODY, **changes})
    assert status == 400
    assert set(body["errors"]) == {field}
    assert body["errors"][field].startswith(text)
    assert body["message"].startswith("ValidationError (ContactPoint:None) (")


def test_another_role_needs_no_address(ana):
    assert contact(ana, role="publisher", email=None)["email"] is None


def test_not_in_the_name_of_somebody_elses_organisation(ana):
    town = organization(ana)["id"]
    status, body = ana.other.ask("POST", PATH, {**BODY, "organization": town})
    assert status == 400
    assert body["errors"] == {"organization": "Permission refusée pour cette organisation"}


def test_changed_and_deleted_by_who_owns_it(ana):
    town = organization(ana)["id"]
    path = f"{PATH}{contact(ana, organization=town)['id']}/"
    editor = member(ana, town, "editor")
    status, changed = editor.ask("PUT", path, {"name": "La mairie"})
    assert status == 200
    assert (changed["name"], changed["email"]) == ("La mairie", BODY["email"])
    for asker, status in ((ana.other, 403), (ana.anyone, 401)):
        assert asker.ask("PUT", path, {"name": "X"})[0] == status
        assert asker.ask("DELETE", path)[0] == status
    assert ana.ask("PUT", path, {"email": None})[0] == 400
    assert ana.anyone.ask("POST", PATH, BODY)[0] == 401
    assert ana.ask("GET", f"{PATH}{'0' * 24}/")[0] == 404


def test_a_deleted_contact_leaves_the_datasets_that_named_it(ana):
    made = contact(ana)["id"]
    record = dataset(ana, contact_points=[made])["id"]
    assert ana.ask("DELETE", f"{PATH}{made}/") == (204, None)
    assert ana.ask("GET", f"{PATH}{made}/")[0] == 404
    assert ana.ask("GET", f"/api/1/datasets/{record}/")[1]["contact_points"] == []
    assert ana.portal.catalogue.get("dataset", record)["contact_points"] == []
