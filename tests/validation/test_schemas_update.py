"""Fetching the official catalogue, from a real server on this machine."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date
from pathlib import Path

import pytest

from grader.errors import OuvroirError
from grader.validation.catalogue import read_catalogue
from grader.validation.fetched import load_origin
from grader.validation.official import update_schemas
from grader.validation.schemas import list_schemas, load_schema
from tests.tables.language import plain_french
from tests.validation.schemas_server import CatalogueServer, closed_address

TODAY = date(2026, 9, 1)
ONE = {"fields": [{"name": "a"}]}
TWO = {"fields": [{"name": "a", "constraints": {"required": True}}, {"name": "b"}]}


@pytest.fixture
def catalogue():
    server = CatalogueServer()
    yield server
    server.stop()


@pytest.fixture
def place(tmp_path):
    """Folders of the installation (with p/n 1.0.0) and of the fetched schemas."""
    path = tmp_path / "ours" / "p" / "n" / "1.0.0" / "schema.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(ONE))
    return tmp_path / "ours", tmp_path / "fetched"


def update(place, server, **options):
    address = options.pop("address", server.address if server else "")
    return update_schemas(place, place[-1], today=TODAY, address=address, **options)


def statuses(done):
    return [(item.status, item.id, item.version) for item in done.items]


def kept(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_new_version_is_told_and_kept_apart(catalogue, place):
    catalogue.publish(catalogue.entry("p/n", v1_0_0=ONE, v1_10_0=TWO, v1_9_0=ONE))
    before = kept(place[0])
    done = update(place, catalogue)
    (item,) = done.items
    assert (item.status, item.version, item.installed) == ("new-version", "1.10.0", "1.0.0")
    assert [change.code for change in item.changes] == ["column-added", "required-changed"]
    assert kept(place[0]) == before
    assert kept(place[1]) == ["p/n/1.10.0/origin.json", "p/n/1.10.0/schema.json"]
    assert load_schema("p/n", place).labels == ("a", "b")
    assert load_schema("p/n@1.0.0", place).labels == ("a",)
    assert "/p/n/1.9.0/schema.json" not in catalogue.asked


def test_a_fetched_schema_is_kept_as_it_is_with_its_origin(catalogue, place):
    content = b'\xef\xbb\xbf{"licenses": [{"name": "lov2"}], "fields": [{"name": "x"}]}\n'
    catalogue.publish(catalogue.entry("q/m", v0_1_0=content))
    assert statuses(update(place, catalogue)) == [("new-schema", "q/m", "0.1.0")]
    home = place[1] / "q" / "m" / "0.1.0"
    assert (home / "schema.json").read_bytes() == content
    origin = json.loads((home / "origin.json").read_text(encoding="utf-8"))
    assert origin["sha256"] == hashlib.sha256(content).hexdigest()
    told = load_origin(load_schema("q/m", place))
    assert (told.address, told.fetched_on) == (
        f"{catalogue.root}/q/m/0.1.0/schema.json",
        "2026-09-01",
    )
    assert (told.licence.name, told.licence.doubtful) == ("lov2", False)


def test_a_schema_silent_on_its_licence_is_noted_as_doubtful(catalogue, place):
    catalogue.publish(catalogue.entry("q/m", v0_1_0=ONE))
    update(place, catalogue)
    assert load_origin(load_schema("q/m", place)).licence.doubtful
    assert load_origin(load_schema("p/n", place)) is None


def test_a_second_update_changes_nothing(catalogue, place):
    catalogue.publish(catalogue.entry("p/n", v1_1_0=TWO), catalogue.entry("q/m", v0_1_0=ONE))
    update(place, catalogue)
    before, catalogue.asked = kept(place[1]), []
    done = update(place, catalogue)
    assert {status for status, *_ in statuses(done)} == {"unchanged"}
    assert catalogue.asked == ["/schemas.json"]
    assert kept(place[1]) == before


def test_an_older_or_equal_version_is_not_fetched(catalogue, place):
    catalogue.publish(catalogue.entry("p/n", v0_9_0=ONE, v1_0_0=TWO))
    assert statuses(update(place, catalogue)) == [("unchanged", "p/n", "1.0.0")]
    assert not place[1].exists()


def test_a_dry_run_keeps_nothing(catalogue, place):
    catalogue.publish(catalogue.entry("p/n", v1_1_0=TWO), catalogue.entry("q/m", v0_1_0=ONE))
    done = update(place, catalogue, dry_run=True)
    assert [status for status, *_ in statuses(done)] == ["new-version", "new-schema"]
    assert len(done.items[0].changes) == 2
    assert not place[1].exists()


def test_only_the_schemas_named_are_looked_at(catalogue, place):
    catalogue.publish(catalogue.entry("p/n", v1_1_0=TWO), catalogue.entry("q/m", v0_1_0=ONE))
    assert statuses(update(place, catalogue, only=["q/m"])) == [("new-schema", "q/m", "0.1.0")]
    with pytest.raises(OuvroirError, match="q/autre"):
        update(place, catalogue, only=["q/autre"])


def test_what_the_catalogue_no_longer_holds_is_told(catalogue, place):
    catalogue.publish(catalogue.entry("q/m", v0_1_0=ONE))
    assert update(place, catalogue).absent == ("p/n@1.0.0",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{pas du JSON", "JSON"),
        ({"fields": []}, "colonne"),
        (b'{"fields": [{"name": "a"}], "x": "' + b"x" * 1_100_000 + b'"}', "dépasse 1 Mo"),
        (404, "404"),
        (500, "500"),
        ("file:///etc/passwd", "suivie|erreur 302"),
        ("http://example.org/schema.json", "https"),
        ("/boucle", "erreur 302"),
    ],
)
def test_one_schema_that_fails_does_not_stop_the_others(catalogue, place, content, reason):
    catalogue.files["/boucle"] = "/boucle"
    catalogue.publish(
        catalogue.entry("p/n", v1_1_0=content),
        catalogue.entry("q/m", v0_1_0=ONE),
    )
    done = update(place, catalogue)
    assert statuses(done) == [("failed", "p/n", "1.1.0"), ("new-schema", "q/m", "0.1.0")]
    (failed,) = done.of("failed")
    assert plain_french(failed.reason) == ""
    assert re.search(reason, failed.reason)
    assert kept(place[1]) == ["q/m/0.1.0/origin.json", "q/m/0.1.0/schema.json"]


def test_a_redirection_to_the_same_machine_is_followed(catalogue, place):
    catalogue.files["/ailleurs.json"] = ONE
    catalogue.publish(catalogue.entry("q/m", v0_1_0="/ailleurs.json"))
    assert statuses(update(place, catalogue)) == [("new-schema", "q/m", "0.1.0")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>", "catalogue-unusable"),
        ([], "catalogue-unusable"),
        ({"schemas": {}}, "catalogue-unusable"),
        ({"schemas": [{}] * 2001}, "catalogue-unusable"),
        (b"[" * 50_000, "catalogue-unusable"),
        (b'{"schemas": [' + b" " * 10_600_000 + b"]}", "answer-too-big"),
        (404, "bad-answer"),
        ("ftp://example.org/schemas.json", "address-refused"),
        ("http://example.org/schemas.json", "address-refused"),
    ],
)
def test_a_catalogue_that_cannot_be_used_changes_nothing(catalogue, place, content, code):
    catalogue.files["/schemas.json"] = content
    with pytest.raises(OuvroirError) as refused:
        update(place, catalogue)
    assert refused.value.code == code
    assert plain_french(refused.value.message) == ""
    assert "Rien n'a été changé" in refused.value.hint
    assert not place[1].exists()


def test_offline_nothing_is_changed_and_it_is_said(place):
    with pytest.raises(OuvroirError) as refused:
        update(place, None, address=closed_address())
    assert refused.value.code == "unreachable"
    assert plain_french(str(refused.value)) == ""
    assert [str(ref) for ref in list_schemas(place)] == ["p/n@1.0.0"]
    assert not place[1].exists()


def test_a_connection_lost_on_the_way_is_not_insisted_on(catalogue, place):
    lost = closed_address()
    entries = [catalogue.entry(f"q/m{number}", v0_1_0=ONE) for number in range(6)]
    for entry in entries:
        entry["versions"][0]["schema_url"] = lost
    catalogue.publish(*entries)
    done = update(place, catalogue)
    assert [item.reason for item in done.items[3:]] == ["La connexion a été perdue."] * 3
    assert len(done.of("failed")) == 6


@pytest.mark.parametrize(
    "name",
    [
        "../n",
        "p/..",
        "p/n/o",
        "/etc/n",
        "p\\n/m",
        "p/.n",
        ".p/n",
        "p/n\n",
        "p/" + "n" * 101,
        "é/n",
        3,
    ],
)
def test_no_name_of_a_catalogue_leads_out_of_the_folder(catalogue, place, name):
    entry = catalogue.entry("q/m", v0_1_0=ONE)
    catalogue.publish({**entry, "name": name})
    done = update(place, catalogue)
    assert (done.items, done.catalogue.refused) == ((), 1)
    assert not place[1].exists()


def test_no_version_of_a_catalogue_leads_out_of_the_folder(catalogue, place):
    entry = catalogue.entry("q/m", v0_1_0=ONE)
    for version in ("../../x", "..", "", ".1", "1/2", "1.0\n"):
        entry["versions"] = [{**entry["versions"][0], "version_name": version}]
        catalogue.publish(entry)
        assert update(place, catalogue).items == ()
    assert not place[1].exists()


def test_a_link_out_of_the_folder_is_not_followed(catalogue, place, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    place[1].mkdir()
    (place[1] / "q").symlink_to(tmp_path / "elsewhere")
    catalogue.publish(catalogue.entry("q/m", v0_1_0=ONE))
    with pytest.raises(OuvroirError) as refused:
        update(place, catalogue)
    assert refused.value.code == "schemas-not-kept"
    assert kept(tmp_path / "elsewhere") == []


def test_a_folder_that_cannot_be_written_is_said(catalogue, place):
    place[1].write_text("un fichier à la place du dossier")
    catalogue.publish(catalogue.entry("q/m", v0_1_0=ONE))
    with pytest.raises(OuvroirError) as refused:
        update(place, catalogue)
    assert refused.value.code == "schemas-not-kept"
    assert plain_french(refused.value.message) == ""


def test_nothing_half_written_is_left_behind(catalogue, place):
    (place[1] / "q" / "m").mkdir(parents=True)
    (place[1] / "q" / "m" / "0.1.0").write_text("un fichier à la place du dossier")
    catalogue.publish(catalogue.entry("q/m", v0_1_0=ONE))
    with pytest.raises(OuvroirError):
        update(place, catalogue)
    assert kept(place[1]) == ["q/m/0.1.0"]
    assert [path.name for path in place[1].iterdir()] == ["q"]


def test_other_kinds_of_schemas_are_counted_and_left_aside():
    read = read_catalogue(
        json.dumps(
            {
                "schemas": [
                    {"name": "a/b", "schema_type": "jsonschema", "versions": []},
                    {"name": "a/c", "schema_type": "tableschema", "versions": []},
                    "mal écrit",
                ]
            }
        ).encode()
    )
    assert (read.entries, read.others, read.refused) == ((), 1, 2)


def test_a_title_cannot_command_a_terminal():
    entry = {
        "name": "a/b",
        "title": "Titre\x1b[31m\n" + "x" * 300,
        "schema_type": "tableschema",
        "versions": [{"version_name": "1", "schema_url": "https://exemple.fr/s.json"}],
    }
    (read,) = read_catalogue(json.dumps({"schemas": [entry]}).encode()).entries
    assert read.title.startswith("Titre[31m x")
    assert len(read.title) <= 200
