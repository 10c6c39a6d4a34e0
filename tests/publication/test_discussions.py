"""Discussions: section 10 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import Asker
from tests.support.portal_members import dataset, member, organization, sysadmin

PATH = "/api/1/discussions/"


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


@pytest.fixture
def town(ana):
    return organization(ana)["id"]


@pytest.fixture
def record(ana, town):
    return dataset(ana, organization=town)["id"]


def started(asker, record, **changes):
    subject = {"class": "Dataset", "id": record}
    body = {"title": "Une colonne", "comment": "Que dit-elle ?", "subject": subject, **changes}
    status, made = asker.ask("POST", PATH, body)
    assert status == 201, made
    return made


def test_a_discussion_has_every_field_of_the_contract(ana, record):
    bob = ana.other
    made = started(bob, record, extras={"a": 1})
    assert set(made) >= {
        "id", "title", "subject", "user", "organization", "created", "closed", "closed_by",
        "closed_by_organization", "discussion", "extras", "permissions", "url", "self_web_url",
    }  # fmt: skip
    assert made["title"] == "Une colonne"
    assert made["subject"] == {"class": "Dataset", "id": record}
    assert made["user"]["id"] == bob.portal.caller["id"]
    assert made["organization"] is made["closed"] is made["closed_by"] is None
    assert made["extras"] == {"a": 1}
    assert made["permissions"] == {"close": True, "edit": True, "delete": False}
    assert made["url"].endswith(f"/api/1/discussions/{made['id']}/")
    assert made["self_web_url"].endswith(f"/e/essai/datasets/budget#discussion-{made['id']}")
    (first,) = made["discussion"]
    assert set(first) == {
        "id", "content", "posted_by", "posted_by_organization", "posted_on", "last_modified_at",
        "permissions",
    }  # fmt: skip
    assert first["content"] == "Que dit-elle ?"
    assert first["posted_by"]["id"] == bob.portal.caller["id"]
    assert first["posted_on"] == made["created"]
    status, seen = ana.anyone.ask("GET", f"{PATH}{made['id']}/")
    assert status == 200
    assert seen["permissions"] == {"close": False, "edit": False, "delete": False}
    assert seen["title"] == made["title"]


def test_a_missing_comment_nests_as_the_real_one_does(ana, record):
    body = {"title": "T", "subject": {"class": "Dataset", "id": record}}
    for comment in (None, "", "  "):
        status, answer = ana.ask("POST", PATH, {**body, "comment": comment})
        assert status == 400
        assert answer["errors"] == {"discussion": {"0": {"content": "Field is required"}}}
        assert "message" in answer


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"title": None}, "title", "Field is required"),
        ({"subject": None}, "subject", "Field is required"),
        ({"subject": "x"}, "subject", "Value must be one of ['Dataset', 'Reuse', 'Post', "),
        ({"subject": {"class": "Zz", "id": "x"}}, "subject", "Value must be one of ["),
        ({"subject": {"class": "Dataset", "id": "x"}}, "subject", "Dataset n'existe pas"),
        ({"subject": {"class": "Topic", "id": "0" * 24}}, "subject", "Topic n'existe pas"),
        ({"organization": "0" * 24}, "organization", "Organization n'existe pas"),
        ({"organization": ["x"]}, "organization", "Organization n'existe pas"),
        ({"extras": 3}, "extras", "Only dictionaries may be used in a DictField"),
    ],
)
def test_each_refused_field_is_a_text(ana, record, changes, field, text):
    subject = {"class": "Dataset", "id": record}
    body = {"title": "T", "comment": "C", "subject": subject, **changes}
    status, answer = ana.ask("POST", PATH, body)
    assert status == 400
    assert set(answer["errors"]) == {field}
    assert answer["errors"][field].startswith(text)


def test_a_comment_has_at_most_50000_signs(ana, record):
    assert started(ana, record, comment="x" * 50_000)
    subject = {"class": "Dataset", "id": record}
    body = {"title": "T", "comment": "x" * 50_001, "subject": subject}
    status, answer = ana.ask("POST", PATH, body)
    assert status == 400
    assert answer["errors"] == {"discussion": {"0": {"content": "String value is too long"}}}


def test_one_writes_in_the_name_of_ones_own_organisation(ana, town, record):
    made = started(ana, record, organization=town)
    assert made["organization"]["id"] == town
    assert made["discussion"][0]["posted_by_organization"]["id"] == town
    subject = {"class": "Dataset", "id": record}
    body = {"title": "T", "comment": "C", "subject": subject, "organization": {"id": town}}
    status, answer = ana.other.ask("POST", PATH, body)
    assert status == 400
    assert answer["errors"] == {"organization": "Permission refusée pour cette organisation"}


def test_an_answer_then_the_end(ana, town, record):
    bob = ana.other
    path = f"{PATH}{started(bob, record)['id']}/"
    ana.clock.advance(hours=1)
    status, answered = ana.ask("POST", path, {"comment": "Le montant.", "organization": town})
    assert status == 200
    assert [one["content"] for one in answered["discussion"]] == ["Que dit-elle ?", "Le montant."]
    assert answered["discussion"][1]["posted_by_organization"]["id"] == town
    assert answered["closed"] is None
    status, closed = ana.ask("POST", path, {"comment": "Dit.", "close": True, "organization": town})
    assert status == 200
    assert closed["closed_by_organization"]["id"] == town
    assert closed["closed"] == closed["discussion"][2]["posted_on"]
    assert closed["closed_by"]["id"] == ana.portal.caller["id"]
    for asker in (ana, bob):
        status, body = asker.ask("POST", path, {"comment": "Encore."})
        assert status == 403
        assert body["message"] == "Can't add comments on a closed discussion"


def test_an_empty_answer_is_refused(ana, record):
    path = f"{PATH}{started(ana, record)['id']}/"
    status, body = ana.ask("POST", path, {})
    assert status == 400
    assert body["errors"] == {"discussion": {"0": {"content": "Field is required"}}}
    assert len(ana.ask("GET", path)[1]["discussion"]) == 1


def test_who_may_close(ana, town, record):
    bob = ana.other

    def close(asker):
        path = f"{PATH}{started(bob, record)['id']}/"
        return asker.ask("POST", path, {"comment": "Fini.", "close": True})[0]

    assert close(bob) == 200
    assert close(ana) == 200
    assert close(member(ana, town, "editor")) == 200
    assert close(member(ana, town, "partial_editor")) == 403
    assert close(ana.other) == 403
    assert close(sysadmin(ana)) == 200


def test_who_may_not_close_leaves_no_message(ana, record):
    made = started(ana, record)
    path = f"{PATH}{made['id']}/"
    assert ana.other.ask("POST", path, {"comment": "Fini.", "close": True})[0] == 403
    assert len(ana.ask("GET", path)[1]["discussion"]) == 1


def test_a_discussion_can_be_closed_without_a_word(ana, record):
    path = f"{PATH}{started(ana, record)['id']}/"
    status, closed = ana.ask("POST", path, {"close": True})
    assert (status, len(closed["discussion"])) == (200, 1)
    assert closed["closed"]


def test_a_key_is_needed_to_write(ana, record):
    path = f"{PATH}{started(ana, record)['id']}/"
    assert ana.anyone.ask("POST", PATH, {"title": "T"})[0] == 401
    assert ana.anyone.ask("POST", path, {"comment": "C"})[0] == 401
    assert ana.anyone.ask("PUT", path, {"title": "T"})[0] == 401
    assert ana.anyone.ask("DELETE", path)[0] == 401


def test_its_author_changes_its_title_and_a_site_administrator_deletes_it(ana, record):
    bob = ana.other
    path = f"{PATH}{started(bob, record)['id']}/"
    assert bob.ask("PUT", path, {"title": "Autre"})[1]["title"] == "Autre"
    assert bob.ask("PUT", path, {"title": ""})[0] == 400
    assert ana.ask("PUT", path, {"title": "X"})[0] == 403
    assert bob.ask("DELETE", path)[0] == ana.ask("DELETE", path)[0] == 403
    assert sysadmin(ana).ask("DELETE", path) == (204, None)
    assert bob.ask("GET", path)[0] == 404


def test_discussions_on_a_draft_are_seen_by_its_producers_alone(ana, town):
    draft = dataset(ana, organization=town, private=True)["id"]
    made = started(ana, draft)
    assert ana.ask("GET", PATH)[1]["total"] == 1
    for asker in (ana.anyone, ana.other):
        assert asker.ask("GET", PATH)[1]["total"] == 0
        assert asker.ask("GET", f"{PATH}{made['id']}/")[0] == 404
        assert asker.ask("GET", f"{PATH}?org={town}")[1]["total"] == 0
    body = {"title": "T", "comment": "C", "subject": {"class": "Dataset", "id": draft}}
    assert set(ana.other.ask("POST", PATH, body)[1]["errors"]) == {"subject"}


def test_discussions_on_a_deleted_record_are_seen_by_its_producers_alone(ana, record):
    made = started(ana.other, record)
    ana.ask("DELETE", f"/api/1/datasets/{record}/")
    assert ana.ask("GET", f"{PATH}{made['id']}/")[0] == 200
    assert ana.anyone.ask("GET", f"{PATH}{made['id']}/")[0] == 404
    assert ana.anyone.ask("GET", PATH)[1]["total"] == 0


def test_a_reuse_is_discussed_too(ana):
    body = {"title": "Carte", "description": "D", "type": "api", "topic": "others"}
    reuse = ana.ask("POST", "/api/1/reuses/", {**body, "url": "https://a.example"})[1]["id"]
    made = started(ana, "", subject={"class": "Reuse", "id": reuse})
    assert "/reuses/carte#" in made["self_web_url"]
    assert ana.ask("GET", f"/api/1/reuses/{reuse}/")[1]["metrics"]["discussions"] == 1


def test_filters_and_sorts(ana, town, record):
    bob = ana.other
    second = dataset(ana, title="Personnel")["id"]
    started(ana, record, title="Bien")
    ana.clock.advance(hours=1)
    started(bob, second, title="Autre")
    ana.clock.advance(hours=1)
    last = started(bob, record, title="Close")
    ana.ask("POST", f"{PATH}{last['id']}/", {"close": True})

    def titles(query):
        status, page = ana.anyone.ask("GET", f"{PATH}?{query}")
        assert status == 200, page
        return [one["title"] for one in page["data"]]

    assert titles("") == ["Close", "Autre", "Bien"]
    assert titles(f"for={record}") == ["Close", "Bien"]
    assert titles(f"for={record}&for={second}") == ["Close", "Autre", "Bien"]
    assert titles("closed=true") == ["Close"]
    assert titles("closed=false&sort=title") == ["Autre", "Bien"]
    assert titles(f"org={town}") == ["Close", "Bien"]
    assert titles(f"user={bob.portal.caller['id']}") == ["Close", "Autre"]
    assert titles("sort=created") == ["Bien", "Autre", "Close"]
    assert titles("page_size=2&page=2") == ["Bien"]


@pytest.mark.parametrize("query", ["for=budget", "closed=oui", "sort=taille", "org=x", "user=x"])
def test_a_bad_argument_is_named(ana, query):
    status, body = ana.ask("GET", f"{PATH}?{query}")
    assert status == 400
    assert set(body["errors"]) == {query.partition("=")[0]}


def test_an_unknown_discussion_or_organisation_is_not_found(ana):
    assert ana.ask("GET", f"{PATH}{'0' * 24}/")[0] == 404
    assert ana.ask("GET", f"{PATH}?org={'0' * 24}")[0] == 404
