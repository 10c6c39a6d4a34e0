"""Schemas in several folders, in a folder of one's own, and remembered between two calls."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from grader.errors import UnknownSchemaError
from grader.settings import Settings
from grader.validation.guess import all_labels
from grader.validation.schemas import (
    list_schemas,
    load_schema,
    load_schemas,
    schema_folders,
    version_key,
)
from tests.tables.language import plain_french


def put(folder: Path, place: str, *names: str, age: float = 0, **others) -> Path:
    """Write a schema; ``age`` makes its file that many seconds old."""
    path = folder / place / "schema.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"fields": [{"name": name} for name in names], **others}))
    if age:
        when = path.stat().st_mtime - age
        os.utime(path, (when, when))
    return path


def test_the_highest_version_of_all_folders_is_taken(tmp_path):
    put(tmp_path / "a", "p/n/1.0.0", "x")
    put(tmp_path / "b", "p/n/1.2.0", "y")
    folders = (tmp_path / "a", tmp_path / "b", tmp_path / "absent")
    assert load_schema("p/n", folders).labels == ("y",)
    assert load_schema("p/n@1.0.0", folders).labels == ("x",)
    assert [ref.version for ref in list_schemas(folders)] == ["1.0.0", "1.2.0"]


def test_the_first_folder_wins_for_one_version(tmp_path):
    put(tmp_path / "a", "p/n/1.0.0", "ours")
    put(tmp_path / "b", "p/n/1.0.0", "theirs")
    folders = (tmp_path / "a", tmp_path / "b")
    assert load_schema("p/n", folders).labels == ("ours",)
    assert [one.labels for one in load_schemas(folders)] == [("ours",)]


def test_commands_look_in_the_installation_then_among_the_fetched(tmp_path):
    settings = Settings(sandbox=tmp_path / "s", data=tmp_path / "d")
    assert schema_folders(settings) == (tmp_path / "s" / "schemas", tmp_path / "d" / "schemas")


def test_the_folder_tells_the_version_even_if_the_file_says_another(tmp_path):
    put(tmp_path, "p/n/2.3.1", "x", version="v2.3.0", name="autre")
    assert str(load_schema("p/n", tmp_path).ref) == "p/n@2.3.1"


def test_versions_are_ranked_by_number_and_a_candidate_comes_before_its_release():
    versions = ["2.10.0", "HEAD", "2.9.1", "2.10.0-rc1", "v2.9.2", "2.10"]
    assert sorted(versions, key=version_key) == [
        "HEAD", "2.9.1", "v2.9.2", "2.10", "2.10.0-rc1", "2.10.0",
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["", "1.0.0", "n/1.0.0", "p/n/1.0.0"])
def test_a_folder_of_one_schema_stands_for_it(tmp_path, place):
    put(tmp_path, place, "x", name="arbres")
    assert load_schema(tmp_path, ()).labels == ("x",)


def test_a_folder_of_versions_gives_the_highest(tmp_path):
    for version in ("1.9.0", "1.10.0"):
        put(tmp_path, f"p/n/{version}", version)
    assert load_schema(tmp_path / "p", ()).labels == ("1.10.0",)


def test_a_folder_of_several_schemas_must_be_made_precise(tmp_path):
    put(tmp_path, "p/n/1.0.0", "x")
    put(tmp_path, "p/m/1.0.0", "x")
    with pytest.raises(UnknownSchemaError) as refused:
        load_schema(tmp_path, ())
    assert refused.value.code == "schema-several"
    assert str(tmp_path / "p" / "m") in refused.value.hint
    assert plain_french(refused.value.message) == ""


def test_a_folder_without_schema_is_refused(tmp_path):
    with pytest.raises(UnknownSchemaError, match=r"schema\.json"):
        load_schema(tmp_path, ())


def test_a_folder_of_one_schema_is_listed(tmp_path):
    put(tmp_path, "", "x", name="arbres", version="1.0")
    assert [str(ref) for ref in list_schemas(tmp_path)] == ["arbres@1.0"]


def test_what_lies_beside_schemas_is_passed_over(tmp_path):
    put(tmp_path, "p/n/1.0.0", "x")
    put(tmp_path, "p/n/.part-1", "y")
    (tmp_path / "index.yml").write_text("schemas: []")
    (tmp_path / "p" / "LISEZMOI").write_text("texte")
    (tmp_path / "p" / "n" / "2.0.0").mkdir()
    assert [str(ref) for ref in list_schemas(tmp_path)] == ["p/n@1.0.0"]
    assert load_schema("p/n", tmp_path).ref.version == "1.0.0"


def test_a_broken_schema_among_others_is_named(tmp_path):
    put(tmp_path, "p/n/1.0.0", "x")
    put(tmp_path, "p/cassé/1.0.0").write_text("{")
    with pytest.raises(UnknownSchemaError, match=r"p/cassé@1\.0\.0"):
        load_schemas(tmp_path)


def test_an_unchanged_file_gives_the_same_object_again(tmp_path):
    put(tmp_path, "p/n/1.0.0", "x", age=60)
    first = load_schema("p/n@1.0.0", tmp_path)
    assert load_schema("p/n", tmp_path) is first
    assert load_schemas(tmp_path) == (first,)
    assert all_labels(tmp_path) is all_labels(tmp_path)


def test_a_changed_file_is_read_anew_even_with_the_same_date_and_size(tmp_path):
    path = put(tmp_path, "p/n/1.0.0", "x", age=60)
    first = load_schema("p/n", tmp_path)
    put(tmp_path, "p/n/1.0.0", "y")
    assert load_schema("p/n", tmp_path).labels == ("y",)
    aside = put(tmp_path, "aside", "z")
    os.utime(aside, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    aside.replace(path)
    assert load_schema("p/n", tmp_path).labels == ("z",)
    assert first.labels == ("x",)


def test_a_file_just_written_is_never_remembered(tmp_path):
    """Two writings within one tick of the disk's clock cannot be told apart."""
    path = put(tmp_path, "p/n/1.0.0", "x")
    seen = path.stat()
    load_schema("p/n", tmp_path)
    path.write_text(path.read_text().replace("x", "y"))
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert load_schema("p/n", tmp_path).labels == ("y",)


def test_a_new_version_is_seen_at_once(tmp_path):
    put(tmp_path, "p/n/1.0.0", "x", age=60)
    assert all_labels(tmp_path) == ("x",)
    put(tmp_path, "p/n/1.1.0", "y", age=60)
    assert load_schema("p/n", tmp_path).labels == ("y",)
    assert set(all_labels(tmp_path)) == {"x", "y"}


@pytest.mark.parametrize(
    ("example", "text"), [(None, ""), ("a", "a"), (12, "12"), (True, "true"), (["é"], '["é"]')]
)
def test_an_example_is_the_text_of_a_cell(tmp_path, example, text):
    path = tmp_path / "schema.json"
    path.write_text(json.dumps({"fields": [{"name": "a", "example": example}]}))
    assert load_schema(path, ()).fields[0].example == text


@pytest.mark.parametrize(
    ("declared", "missing"),
    [
        ({}, ("",)),
        ({"missingValues": []}, ()),
        ({"missingValues": ["", "NA"]}, ("", "NA")),
        ({"missingValues": [{"value": "NC", "label": "non connu"}]}, ("NC",)),
    ],
)
def test_texts_for_an_empty_cell(tmp_path, declared, missing):
    path = put(tmp_path, "", "a", **declared)
    assert load_schema(path, ()).missing_values == missing


def test_badly_written_keys_of_a_schema_are_refused_or_left_aside(tmp_path):
    with pytest.raises(UnknownSchemaError, match="missingValues"):
        load_schema(put(tmp_path, "", "a", missingValues=3), ())
    schema = load_schema(put(tmp_path, "", "a", custom_checks=3, primaryKey=3), ())
    assert (schema.checks, schema.primary_key) == ((), ())


def test_a_file_far_too_big_for_a_schema_is_refused(tmp_path):
    path = tmp_path / "schema.json"
    with path.open("wb") as stream:
        stream.truncate(11 * 1024 * 1024)
    with pytest.raises(UnknownSchemaError, match="trop gros"):
        load_schema(path, ())
