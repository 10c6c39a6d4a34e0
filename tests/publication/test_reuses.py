"""Reuses: section 10 of the portal's contract."""

from __future__ import annotations

import pytest

from tests.support.portal import Asker
from tests.support.portal_members import dataset, member, organization

PATH = "/api/1/reuses/"
BODY = {
    "title": "Carte des écoles",
    "description": "Une carte.",
    "type": "visualization",
    "topic": "education_and_research",
    "url": "https://carte.example/ecoles",
}


@pytest.fixture
def ana(tmp_path):
    return Asker(tmp_path)


def reuse(asker, **changes):
    status, made = asker.ask("POST", PATH, {**BODY, **changes})
    assert status == 201, made
    return made


def refused(asker, body):
    status, answer = asker.ask("POST", PATH, body)
    assert status == 400, answer
    assert "message" in answer
    return answer["errors"]


def test_a_reuse_has_its_fields(ana):
    record = dataset(ana)
    made = reuse(ana, datasets=[record["id"]], tags=["Écoles Publiques"], extras={"a": 1})
    assert {key: made[key] for key in BODY} == BODY
    assert made["slug"] == "carte-des-ecoles"
    assert made["tags"] == ["ecoles-publiques"]
    assert made["extras"] == {"a": 1}
    assert made["private"] is made["featured"] is False
    assert made["deleted"] is made["archived"] is made["organization"] is None
    assert made["owner"]["id"] == ana.portal.caller["id"]
    assert made["datasets"] == [
        {
            "id": record["id"],
            "class": "Dataset",
            "title": "Budget",
            "acronym": None,
            "uri": record["uri"],
            "page": record["page"],
        }
    ]
    assert made["metrics"]["datasets"] == 1
    assert made["permissions"] == {"edit": True, "delete": True}
    assert made["uri"].endswith("/api/1/reuses/carte-des-ecoles/")
    assert made["page"].endswith("/e/essai/reuses/carte-des-ecoles")
    assert ana.ask("GET", f"{PATH}{made['id']}/") == (200, made)
    assert ana.ask("GET", f"{PATH}{made['slug']}/") == (200, made)


def test_required_fields_and_the_computed_one(ana):
    errors = refused(ana, {})
    assert errors == dict.fromkeys(
        ("title", "description", "type", "url", "topic", "urlhash"), "Field is required"
    )


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"type": "carte"}, "type", "Value must be one of ['api', "),
        ({"topic": "ecole"}, "topic", "Value must be one of ['health', "),
        ({"url": "carte"}, "url", 'URL invalide "carte"'),
        ({"url": "http://[::1"}, "url", 'URL invalide "http://[::1"'),
        ({"title": "x" * 351}, "title", "String value is too long"),
        ({"tags": ["C+"]}, "tags", 'Le mot-clé "c" doit avoir entre 3 et 96 caractères.'),
        ({"datasets": "x"}, "datasets", "Only lists and tuples may be used in a list field"),
        ({"datasets": ["0" * 24]}, "datasets", "Unknown reference '" + "0" * 24 + "'"),
        ({"datasets": [3]}, "datasets", "Unknown reference '3'"),
        ({"organization": "zz"}, "organization", "Unsupported identifier: zz"),
        ({"organization": "0" * 24}, "organization", "Organization n'existe pas"),
        ({"extras": "x"}, "extras", "Only dictionaries may be used in a DictField"),
    ],
)
def test_each_refused_field_is_a_text(ana, changes, field, text):
    errors = refused(ana, {**BODY, **changes})
    assert set(errors) == {field}
    assert errors[field].startswith(text)


def test_the_same_address_twice_is_refused(ana):
    made = reuse(ana)
    for url in (BODY["url"], "https://CARTE.example/ecoles/"):
        status, body = ana.other.ask("POST", PATH, {**BODY, "url": url})
        assert status == 400
        assert body["errors"] == {"url": "Cette URL est déjà enregistrée"}
        assert body["message"].startswith("ValidationError (Reuse:None)")
    assert ana.ask("PUT", f"{PATH}{made['id']}/", {"url": BODY["url"]})[0] == 200
    second = reuse(ana, url="https://autre.example")
    assert second["slug"] == "carte-des-ecoles-1"
    status, body = ana.ask("PUT", f"{PATH}{second['id']}/", {"url": BODY["url"]})
    assert (status, set(body["errors"])) == (400, {"url"})


def test_the_address_of_a_deleted_reuse_is_free(ana):
    assert ana.ask("DELETE", f"{PATH}{reuse(ana)['id']}/")[0] == 204
    assert reuse(ana.other)["url"] == BODY["url"]


def test_a_deleted_dataset_is_not_reused_any_more_but_one_that_was_stays(ana):
    bob = ana.other
    first, second = dataset(ana)["id"], dataset(ana)["id"]
    made = reuse(bob, datasets=[first])
    ana.ask("PUT", f"/api/1/datasets/{first}/", {"private": True})
    ana.ask("DELETE", f"/api/1/datasets/{second}/")
    path = f"{PATH}{made['id']}/"
    assert bob.ask("PUT", path, {"datasets": [first]})[0] == 200
    assert bob.portal.catalogue.get("reuse", made["id"])["datasets"] == [first]
    status, body = ana.ask("POST", PATH, {**BODY, "url": "https://c.example", "datasets": [second]})
    assert (status, set(body["errors"])) == (400, {"datasets"})


def test_a_put_is_partial_and_what_was_read_can_be_sent_back(ana):
    record = dataset(ana)["id"]
    made = reuse(ana, tags=["ecole"], datasets=[record])
    path = f"{PATH}{made['id']}/"
    assert ana.ask("PUT", path, made) == (200, made)
    changed = ana.ask("PUT", path, {"description": "Deux cartes."})[1]
    assert changed == {**made, "description": "Deux cartes."}
    cleared = ana.ask("PUT", path, {"tags": [], "datasets": [], "private": True})[1]
    assert (cleared["tags"], cleared["datasets"], cleared["private"]) == ([], [], True)
    status, body = ana.ask("PUT", path, {"title": None})
    assert (status, body["errors"]) == (400, {"title": "Field is required"})


def test_a_new_title_gives_a_new_slug_and_the_old_one_leads_there(ana):
    made = reuse(ana)
    ana.ask("PUT", f"{PATH}{made['id']}/", {"title": "Plan"})
    response = ana.anyone.call("GET", f"{PATH}carte-des-ecoles/")
    assert response.status == 308
    assert dict(response.headers)["Location"].endswith("/api/1/reuses/plan/")


def test_only_who_owns_it_changes_it(ana):
    made = reuse(ana)
    path = f"{PATH}{made['id']}/"
    for method, place, body in (
        ("PUT", path, {"title": "X"}),
        ("DELETE", path, None),
        ("POST", f"{path}datasets/", {"id": "0" * 24}),
    ):
        assert ana.other.ask(method, place, body)[0] == 403
        assert ana.anyone.ask(method, place, body)[0] == 401
    assert ana.anyone.ask("POST", PATH, BODY)[0] == 401
    assert ana.anyone.ask("GET", path)[1]["permissions"] == {"edit": False, "delete": False}


def test_an_editor_of_its_organisation_changes_it(ana):
    town = organization(ana)["id"]
    made = reuse(ana, organization=town)
    assert made["organization"]["id"] == town
    assert made["owner"] is None
    editor = member(ana, town, "editor")
    assert editor.ask("PUT", f"{PATH}{made['id']}/", {"title": "X"})[0] == 200


def test_a_draft_is_not_found_by_others(ana):
    path = f"{PATH}{reuse(ana, private=True)['id']}/"
    assert ana.ask("GET", path)[0] == 200
    for asker in (ana.anyone, ana.other):
        assert asker.ask("GET", path)[0] == 404
        assert asker.ask("GET", PATH)[1]["data"] == []
    assert ana.ask("GET", PATH)[1]["total"] == 1


def test_deleted_then_restored(ana):
    path = f"{PATH}{reuse(ana)['id']}/"
    assert ana.ask("DELETE", path) == (204, None)
    assert ana.ask("GET", path)[1]["deleted"]
    assert ana.anyone.ask("GET", path)[0] == 410
    assert ana.anyone.ask("GET", PATH)[1]["total"] == 0
    assert ana.ask("PUT", path, {"title": "X"})[0] == 410
    assert ana.ask("DELETE", path)[0] == 410
    assert ana.ask("PUT", path, {"deleted": None})[1]["deleted"] is None
    assert ana.anyone.ask("GET", path)[0] == 200


def test_a_dataset_is_added_once(ana):
    record = dataset(ana)["id"]
    path = f"{PATH}{reuse(ana)['id']}/datasets/"
    status, changed = ana.ask("POST", path, {"class": "Dataset", "id": record})
    assert (status, [one["id"] for one in changed["datasets"]]) == (201, [record])
    status, same = ana.ask("POST", path, {"id": record})
    assert (status, same) == (200, changed)
    status, body = ana.ask("POST", path, {"id": "0" * 24})
    assert status == 404
    assert body["message"] == f"Dataset '{'0' * 24}' does not exist"
    assert ana.ask("POST", path, {})[0] == 404


def test_a_reuse_does_not_show_somebody_elses_draft(ana):
    draft = dataset(ana, private=True)["id"]
    made = reuse(ana, datasets=[draft])
    seen = ana.anyone.ask("GET", f"{PATH}{made['id']}/")[1]
    assert seen["datasets"] == []
    assert seen["metrics"]["datasets"] == 0
    errors = refused(ana.other, {**BODY, "url": "https://b.example", "datasets": [draft]})
    assert set(errors) == {"datasets"}


@pytest.fixture
def four(ana):
    town, record = organization(ana)["id"], dataset(ana)["id"]
    reuse(ana, title="Carte", url="https://1.example", tags=["carte", "ecole"], datasets=[record])
    ana.clock.advance(hours=1)
    reuse(ana, title="Article", url="https://2.example", type="news_article", tags=["ecole"])
    ana.clock.advance(hours=1)
    reuse(ana, title="Budget", url="https://3.example", topic="others", organization=town)
    return {"town": town, "record": record, "me": ana.portal.caller["id"]}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Budget", "Article", "Carte"]),
        ("?q=carte", ["Budget", "Article", "Carte"]),
        ("?q=budget", ["Budget"]),
        ("?type=news_article", ["Article"]),
        ("?topic=others", ["Budget"]),
        ("?tag=ecole", ["Article", "Carte"]),
        ("?tag=ecole&tag=carte", ["Carte"]),
        ("?dataset={record}", ["Carte"]),
        ("?organization={town}", ["Budget"]),
        ("?owner={me}", ["Article", "Carte"]),
        ("?sort=title", ["Article", "Budget", "Carte"]),
        ("?sort=-datasets&page_size=1", ["Carte"]),
        ("?sort=created", ["Carte", "Article", "Budget"]),
    ],
)
def test_filters_and_sorts(ana, four, query, titles):
    status, page = ana.anyone.ask("GET", PATH + query.format(**four))
    assert status == 200
    assert [one["title"] for one in page["data"]] == titles


@pytest.mark.parametrize(
    "argument", ["type=carte", "topic=x", "organization=commune-de-val-ouvert", "sort=taille"]
)
def test_a_bad_argument_is_named(ana, argument):
    reuse(ana)
    status, body = ana.ask("GET", f"{PATH}?{argument}")
    assert status == 400
    assert set(body["errors"]) == {argument.partition("=")[0]}
