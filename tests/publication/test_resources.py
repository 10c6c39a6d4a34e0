"""Resources through the API: section 6 of the portal's contract, and its traps about them."""

from __future__ import annotations

import pytest

from grader.publication.portal import Limits
from tests.support.datasets import create, path_of, put, read, remote
from tests.support.portal import ORIGIN, Asker

NOBODY = "11111111-2222-3333-4444-555555555555"
CSV = b"a;b\n1;2\n"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    return create(asker)


def add(asker, dataset, **fields):
    status, made = asker.ask("POST", path_of(dataset) + "resources/", remote(**fields))
    assert status == 201, made
    return made


def upload(asker, dataset, name="budget.csv", content=CSV):
    sent = asker.file(name, content)
    status, made = asker.ask("POST", path_of(dataset) + "upload/", upload=sent)
    assert status == 201, made
    return made


def at(dataset, resource) -> str:
    return f"{path_of(dataset)}resources/{resource['id']}/"


def refused(asker, dataset, **fields):
    status, answer = asker.ask("POST", path_of(dataset) + "resources/", remote(**fields))
    assert status == 400
    assert "message" not in answer, "shape A has no message"
    assert answer["explication"]
    return answer["errors"]


def test_a_remote_resource_is_shown_with_every_key_and_put_first(asker, dataset):
    first, second = add(asker, dataset, title="Ancien"), add(asker, dataset, title="Récent")
    assert [one["id"] for one in read(asker, dataset)["resources"]] == [second["id"], first["id"]]
    shown = asker.ask("GET", at(dataset, second))[1]
    assert shown == second
    assert set(shown) == {
        *("id", "title", "description", "filetype", "type", "format", "url", "latest"),
        *("checksum", "filesize", "mime", "created_at", "last_modified", "metrics", "harvest"),
        *("geopf", "extras", "preview_url", "schema", "internal"),
    }
    assert shown["latest"] == f"{ORIGIN}/e/essai/api/1/datasets/r/{second['id']}"
    assert shown["internal"] == {
        "created_at_internal": shown["created_at"],
        "last_modified_internal": shown["last_modified"],
    }
    empty = ("description", "checksum", "schema", "harvest", "geopf", "preview_url", "mime")
    assert {shown[name] for name in empty} == {None}
    assert (shown["metrics"], shown["extras"]) == ({}, {})


def test_trap_11_a_resource_without_filetype_is_taken_for_a_file_and_refused(asker, dataset):
    body = remote()
    del body["filetype"]
    for sent in (body, {**body, "filetype": "file"}):
        status, answer = asker.ask("POST", path_of(dataset) + "resources/", sent)
        assert status == 400
        assert answer["message"] == "This endpoint only supports remote resources"
    assert read(asker, dataset)["resources"] == []


def test_trap_12_in_a_record_s_body_that_check_is_not_made_and_the_address_is_then_stuck(asker):
    body = {"title": "Budget", "url": "https://example.fr/a.csv"}
    dataset = create(asker, resources=[body])
    (resource,) = dataset["resources"]
    assert (resource["filetype"], resource["type"]) == ("file", "other")
    changed = asker.ask("PUT", at(dataset, resource), {"url": "https://example.fr/b.csv"})[1]
    assert changed["url"] == "https://example.fr/a.csv"


def test_the_three_defaults_of_type(asker, dataset):
    body = remote()
    del body["type"]
    status, by_json = asker.ask("POST", path_of(dataset) + "resources/", body)
    assert (status, by_json["type"]) == (201, "other")
    assert upload(asker, dataset)["type"] == "main"


def test_trap_13_the_format_of_a_remote_resource_is_not_guessed(asker, dataset):
    assert add(asker, dataset, format=None)["format"] is None
    assert add(asker, dataset, format=" CSV ")["format"] == "csv"
    assert add(asker, dataset, format="parquet")["format"] == "parquet"


def test_fields_that_are_refused_name_what_is_wrong(asker, dataset):
    required = ["Ce champ est requis."]
    assert refused(asker, dataset, title="") == {"title": required}
    assert refused(asker, dataset, title=" ", url=None) == {"title": required, "url": required}
    too_long = ["Le champ ne peut pas contenir plus de 350 caractères."]
    assert refused(asker, dataset, title="a" * 351) == {"title": too_long}
    choice = ["N'est pas un choix valide."]
    assert refused(asker, dataset, type="principal") == {"type": choice}
    assert refused(asker, dataset, filetype="distant") == {"filetype": choice}
    assert refused(asker, dataset, checksum={"type": "sha512", "value": "a"}) == {
        "checksum": {"type": choice}
    }
    assert refused(asker, dataset, checksum={"type": "md5"}) == {"checksum": {"value": required}}
    assert refused(asker, dataset, filesize="lourd") == {
        "filesize": ["N'est pas un nombre entier valide."]
    }
    assert refused(asker, dataset, extras=["a"]) == {"extras": ["Unsupported data type"]}
    assert refused(asker, dataset, title={"fr": "a"}) == {"title": ["Unsupported data type"]}


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "data:text/html,a", "file:///etc/passwd", "example.fr/a.csv"),
        *("https://", "https://exemple", "https://exa mple.fr/", "https://a.fr/<script>"),
        *("https://exemple.f1/a", "https://[::1/a", "https://a.fr:99999/", "https://..fr/"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(asker, dataset, url):
    assert refused(asker, dataset, url=url) == {"url": [f'URL invalide "{url}"']}


@pytest.mark.parametrize(
    "url",
    [
        *("ftp://ftp.example.fr/a", "ftps://example.fr/a", "HTTPS://Example.FR/a?b=c#d"),
        *("http://localhost:8080/a", "http://192.168.0.1/a", "https://côté.example.fr/é.csv"),
    ],
)
def test_other_addresses_are_taken_local_ones_included(asker, dataset, url):
    assert add(asker, dataset, url=url)["url"] == url


def test_put_keeps_what_is_not_sent_and_dates_the_resource(asker, dataset):
    made = add(asker, dataset, description="Tout.", checksum={"value": "abc"}, extras={"a": 1})
    assert made["checksum"] == {"type": "sha1", "value": "abc"}
    asker.clock.advance(days=1)
    changed = asker.ask("PUT", at(dataset, made), {"title": "Autre"})[1]
    moved = {"title", "last_modified", "internal"}
    assert {k: v for k, v in changed.items() if k not in moved} == {
        k: v for k, v in made.items() if k not in moved
    }
    assert changed["title"] == "Autre"
    assert changed["last_modified"] > made["last_modified"]
    cleared = asker.ask(
        "PUT", at(dataset, made), {"format": None, "checksum": None, "description": None}
    )[1]
    assert (cleared["format"], cleared["checksum"], cleared["description"]) == (None, None, None)


def test_extras_are_replaced_as_a_whole_and_reserved_keys_dropped(asker, dataset):
    sent = {"a": 1, "check:available": False, "analysis:error": "x", "dcat": {}, "checks": 2}
    made = add(asker, dataset, extras=sent)
    assert made["extras"] == {"a": 1, "checks": 2}
    assert asker.ask("PUT", at(dataset, made), {"extras": {"b": 2}})[1]["extras"] == {"b": 2}
    assert asker.ask("PUT", at(dataset, made), {"extras": None})[1]["extras"] == {}


def test_a_remote_resource_never_becomes_a_file(asker, dataset):
    made = add(asker, dataset)
    status, answer = asker.ask("PUT", at(dataset, made), {"filetype": "file"})
    assert (status, answer["message"]) == (400, "Cannot modify filetype after creation")
    assert asker.ask("PUT", at(dataset, made), {"filetype": "remote"})[0] == 200


def test_trap_20_what_a_hosted_file_says_of_itself_is_not_changed_and_no_error_says_so(
    asker, dataset
):
    made = upload(asker, dataset)
    sent = {
        "title": "Budget primitif",
        "url": "https://example.fr/autre.csv",
        "format": "json",
        "mime": "text/html",
        "filesize": 1,
        "checksum": {"type": "md5", "value": "0"},
        "filetype": "remote",
    }
    status, changed = asker.ask("PUT", at(dataset, made), sent)
    assert (status, changed["title"]) == (200, "Budget primitif")
    assert {name: changed[name] for name in sent if name != "title"} == {
        name: made[name] for name in sent if name != "title"
    }


def test_a_resource_that_is_sent_back_as_read_stays_as_it_was(asker, dataset):
    add(asker, dataset, description="Tout.", extras={"a": 1})
    upload(asker, dataset)
    before = read(asker, dataset)
    asker.clock.advance(days=1)
    after = put(asker, dataset, resources=before["resources"])
    assert after["resources"] == before["resources"]


def test_a_deleted_resource_is_gone_with_its_file(asker, dataset):
    made = upload(asker, dataset)
    path = made["url"].partition("/resources/")[2].split("/")
    assert asker.portal.files.find(*path) is not None
    assert asker.ask("DELETE", at(dataset, made)) == (204, None)
    assert asker.portal.files.find(*path) is None
    for method in ("GET", "DELETE"):
        status, answer = asker.ask(method, at(dataset, made))
        assert (status, answer["message"]) == (404, "Resource does not exist")


def test_files_of_resources_that_a_record_s_put_does_not_repeat_are_gone(asker, dataset):
    dropped = upload(asker, dataset, "a.csv")
    kept = upload(asker, dataset, "b.csv")
    put(asker, dataset, resources=[kept])
    found = [one["url"].partition("/resources/")[2].split("/") for one in (dropped, kept)]
    assert [asker.portal.files.find(*path) is not None for path in found] == [False, True]


def test_the_permanent_address_leads_to_the_file_even_of_a_draft_or_a_deleted_record(asker):
    dataset = create(asker, private=True)
    made = upload(asker, dataset)
    permalink = made["latest"].partition("/essai")[2]
    response = asker.anyone.call("GET", permalink)
    assert (response.status, dict(response.headers)["Location"]) == (302, made["url"])
    asker.ask("DELETE", path_of(dataset))
    assert asker.anyone.call("GET", permalink).status == 302
    status, answer = asker.ask("GET", f"/api/1/datasets/r/{NOBODY}")
    assert (status, answer["message"]) == (404, "Resource not found")


def test_reading_follows_the_record_draft_and_deletion(asker, dataset):
    made = add(asker, dataset)
    put(asker, dataset, private=True)
    assert asker.anyone.ask("GET", at(dataset, made))[0] == 404
    put(asker, dataset, private=False)
    asker.ask("DELETE", path_of(dataset))
    assert asker.anyone.ask("GET", at(dataset, made))[0] == 410
    assert asker.ask("GET", at(dataset, made))[0] == 200
    assert asker.ask("GET", f"{path_of(dataset)}resources/{NOBODY}/")[0] == 404


def test_writing_needs_a_key_and_the_right(asker, dataset):
    made = add(asker, dataset)
    calls = [
        ("POST", path_of(dataset) + "resources/", remote()),
        ("PUT", path_of(dataset) + "resources/", [made["id"]]),
        ("PUT", at(dataset, made), {"title": "a"}),
        ("DELETE", at(dataset, made), None),
        ("POST", path_of(dataset) + "upload/", None),
        ("POST", at(dataset, made) + "upload/", None),
    ]
    for call in calls:
        assert asker.anyone.ask(*call)[0] == 401
        assert asker.other.ask(*call)[0] == 403
    assert read(asker, dataset)["resources"] == [made]


def test_the_list_of_resources_is_not_read_in_version_1(asker, dataset):
    status, answer = asker.ask("GET", path_of(dataset) + "resources/")
    assert (status, answer["status"]) == (404, 404)


def test_a_resource_may_be_added_to_a_deleted_record(asker, dataset):
    asker.ask("DELETE", path_of(dataset))
    add(asker, dataset)


def test_a_record_takes_a_bounded_number_of_resources(tmp_path):
    asker = Asker(tmp_path, limits=Limits(resources=2))
    dataset = create(asker)
    add(asker, dataset)
    upload(asker, dataset)
    status, answer = asker.ask("POST", path_of(dataset) + "resources/", remote())
    assert status == 400
    assert "Supprimez" in answer["explication"]
    sent = asker.file("c.csv", CSV)
    assert asker.ask("POST", path_of(dataset) + "upload/", upload=sent)[0] == 400
    assert sent.file.path.exists(), "what was not kept is still the sender's to remove"
