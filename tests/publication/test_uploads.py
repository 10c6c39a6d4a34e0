"""Uploads through the API: section 7 of the portal's contract, and its traps about them."""

from __future__ import annotations

import hashlib

import pytest

from grader.publication.exchange import Upload
from grader.publication.portal import Limits
from grader.publication.resources.names import format_of, mime_of, plain_name
from tests.support.datasets import create, path_of, put, read, remote
from tests.support.portal import ORIGIN, Asker

CSV = b"a;b\n1;2\n"


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path)


@pytest.fixture
def dataset(asker):
    return create(asker)


def upload(asker, dataset, name="budget.csv", content=CSV):
    return asker.ask("POST", path_of(dataset) + "upload/", upload=asker.file(name, content))


def replace(asker, dataset, resource, name, content=CSV):
    path = f"{path_of(dataset)}resources/{resource['id']}/upload/"
    return asker.ask("POST", path, upload=asker.file(name, content))


def file_of(asker, resource):
    return asker.portal.files.find(*resource["url"].partition("/resources/")[2].split("/"))


def test_a_file_is_described_by_its_name_and_its_bytes(asker, dataset):
    status, made = upload(asker, dataset, "Mon Fichier Été.CSV")
    assert status == 201
    assert made["success"] is True
    where = f"{ORIGIN}/e/essai/resources/budget-2025/20261122-120000/mon-fichier-ete.csv"
    expected = {
        "title": "mon-fichier-ete.csv",
        "url": where,
        "format": "csv",
        "mime": "text/csv",
        "filesize": len(CSV),
        "checksum": {"type": "sha1", "value": hashlib.sha1(CSV).hexdigest()},
        "type": "main",
        "filetype": "file",
        "description": None,
        "schema": None,
    }
    assert {name: made[name] for name in expected} == expected
    assert file_of(asker, made).read_bytes() == CSV
    assert read(asker, dataset)["resources"][0]["id"] == made["id"]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd.csv", "passwd.csv"),
        ("C:\\fakepath\\Budget 2025.csv", "budget-2025.csv"),
        ("..csv", "csv"),
        (".htaccess.csv", "htaccess.csv"),
        ("a\x00b\n.csv", "a-b.csv"),
        ("x.2022.zip", "x.2022.zip"),
        ("$(rm -rf).csv", "rm-rf.csv"),
        ("%2e%2e%2fa.csv", "2e-2e-2fa.csv"),
        ("É" * 400 + ".csv", "e" * 200 + ".csv"),
        ("été..CSV", "ete.csv"),
    ],
)
def test_a_name_is_plain_whatever_was_sent(sent, name):
    assert plain_name(sent) == name


@pytest.mark.parametrize(
    ("name", "kind", "mime"),
    [
        ("a.csv", "csv", "text/csv"),
        ("a.csv.gz", "csv.gz", "application/gzip"),
        ("x.2022.zip", "zip", "application/zip"),
        ("a.geojson", "geojson", "application/geo+json"),
        ("a.tar.gz", "tar.gz", "application/gzip"),
        ("a.shp", "shp", "application/octet-stream"),
        ("a.svg", "svg", "image/svg+xml"),
    ],
)
def test_format_and_media_type_come_from_the_name_alone(asker, dataset, name, kind, mime):
    assert (format_of(name), mime_of(name)) == (kind, mime)
    made = upload(asker, dataset, name, b"<html><script>alert(1)</script>")[1]
    assert (made["format"], made["mime"]) == (kind, mime)


@pytest.mark.parametrize("name", ["a.exe", "a.html", "a.htm", "a.parquet", "budget", "", ".csv/"])
def test_trap_19_what_is_not_in_the_list_is_refused(asker, dataset, name):
    status, answer = upload(asker, dataset, name)
    assert status == 400
    assert answer["message"] == (
        "This file type is not allowed.The allowed file type list is available at "
        f"{ORIGIN}/api/1/datasets/extensions/"
    )
    assert read(asker, dataset)["resources"] == []


def test_a_compressed_page_is_refused_as_html(asker, dataset):
    status, answer = upload(asker, dataset, "page.html.gz")
    assert (status, answer["message"]) == (415, "Incorrect file content type: HTML")


def test_without_a_file_the_refusal_has_the_shape_of_uploads(asker, dataset):
    for sent in (None, Upload({"title": "Budget"})):
        status, answer = asker.ask("POST", path_of(dataset) + "upload/", upload=sent)
        assert status == 400
        told = answer.pop("explication")
        assert answer == {"success": False, "error": "Missing file parameter", "message": ""}
        assert "file" in told


def test_trap_15_an_upload_does_not_describe(asker, dataset):
    sent = asker.file("budget.csv", CSV)
    described = Upload({"title": "Budget", "description": "Tout.", "type": "update"}, sent.file)
    status, made = asker.ask("POST", path_of(dataset) + "upload/", upload=described)
    assert status == 201
    assert (made["title"], made["description"], made["type"]) == ("budget.csv", None, "main")


def test_traps_16_and_17_a_replacement_keeps_the_id_and_resets_the_title(asker, dataset):
    made = upload(asker, dataset)[1]
    path = f"{path_of(dataset)}resources/{made['id']}/"
    described = {
        "title": "Budget",
        "description": "Tout.",
        "type": "update",
        "schema": {"name": "x"},
        "extras": {"a": 1},
    }
    before = asker.ask("PUT", path, described)[1]
    former = file_of(asker, before)
    asker.clock.advance(seconds=90)
    status, after = replace(asker, dataset, made, "Budget voté.csv", b"a;b\n3;4\n")
    assert status == 200
    kept = ("id", "latest", "description", "type", "schema", "extras", "filetype", "created_at")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["title"] == "budget-vote.csv"
    changed = ("url", "title", "checksum", "last_modified")
    assert all(after[name] != before[name] for name in changed)
    assert not former.exists()
    assert file_of(asker, after).read_bytes() == b"a;b\n3;4\n"
    (stored,) = asker.portal.catalogue.get("dataset", dataset["id"])["resources"]
    (version,) = stored["history"]
    assert (version["name"], version["size"]) == ("budget.csv", len(CSV))
    assert version["sha1"] == before["checksum"]["value"]


def test_a_file_may_take_the_place_of_a_remote_address(asker):
    dataset = create(asker, resources=[remote()])
    (resource,) = dataset["resources"]
    status, after = replace(asker, dataset, resource, "budget.csv")
    assert (status, after["filetype"]) == (200, "remote")
    assert after["url"].startswith(f"{ORIGIN}/e/essai/resources/")
    # Sent back as it was read, the address stays; another one leads elsewhere, and the file goes.
    path = f"{path_of(dataset)}resources/{resource['id']}/"
    kept = file_of(asker, after)
    assert asker.ask("PUT", path, {"url": after["url"]})[1]["url"] == after["url"]
    assert kept.exists()
    assert asker.ask("PUT", path, {"url": "https://a.example.fr/b.csv"})[1]["url"] == (
        "https://a.example.fr/b.csv"
    )
    assert not kept.exists()


def test_trap_18_twice_the_same_name_in_a_second_is_refused_and_the_first_stays(asker, dataset):
    made = upload(asker, dataset)[1]
    status, answer = upload(asker, dataset, content=b"autre")
    assert status == 400
    assert "même seconde" in answer["explication"]
    assert file_of(asker, made).read_bytes() == CSV
    assert len(read(asker, dataset)["resources"]) == 1
    asker.clock.advance(seconds=1)
    assert upload(asker, dataset, content=b"autre")[0] == 201


def test_a_record_of_no_letter_or_a_long_name_hosts_files_too(asker):
    for title in ("!!!", "Délibérations du conseil " * 14):
        dataset = create(asker, title=title[:350])
        assert upload(asker, dataset)[0] == 201


def test_the_address_of_a_file_does_not_follow_a_new_title(asker, dataset):
    made = upload(asker, dataset)[1]
    renamed = put(asker, dataset, title="Comptes 2026")
    assert renamed["resources"][0]["url"] == made["url"]


def test_a_space_that_is_full_says_so(tmp_path):
    asker = Asker(tmp_path, limits=Limits(file_bytes=10))
    dataset = create(asker)
    assert upload(asker, dataset, content=b"0123456789")[0] == 201
    status, answer = upload(asker, dataset, "autre.csv", b"0123456789a")
    assert status == 413
    assert "trop gros" in answer["explication"]
