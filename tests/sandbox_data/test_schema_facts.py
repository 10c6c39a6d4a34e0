"""The schemas state the facts of the official ones, in words of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from grader.settings import DEFAULT_ROOT
from grader.validation.schemas import list_schemas, load_schema
from grader.validation.validate import validate_table
from tests.validation.tables import table_of

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"
OFFICIAL = DEFAULT_ROOT.parent / "shared" / "schemas"
REFS = [str(ref) for ref in list_schemas(FOLDER)]
NOT_FACTS = {"title", "description", "example"}
#: Names and addresses of things are the same in any words.
SHORT = 30


def read(folder: Path, ref: str) -> dict[str, Any]:
    schema_id, version = ref.split("@")
    return json.loads((folder / schema_id / version / "schema.json").read_text(encoding="utf-8"))


def facts(schema: dict[str, Any]) -> dict[str, Any]:
    fields = [
        {key: value for key, value in field.items() if key not in NOT_FACTS}
        for field in schema["fields"]
    ]
    kept = ("name", "homepage", "path", "version", "missingValues", "primaryKey", "custom_checks")
    return {"fields": fields, **{key: schema.get(key) for key in kept}}


def texts(schema: dict[str, Any]) -> set[str]:
    holders = [schema, *schema["fields"]]
    return {str(one.get(key, "")) for one in holders for key in ("title", "description")}


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not beside the project")
@pytest.mark.parametrize("ref", REFS)
def test_facts_are_those_of_the_official_schema(ref):
    ours, official = read(FOLDER, ref), read(OFFICIAL, ref)
    assert facts(ours) == facts(official)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not beside the project")
@pytest.mark.parametrize("ref", REFS)
def test_no_sentence_is_taken_from_the_official_schema(ref):
    official = " ".join(texts(read(OFFICIAL, ref)))
    for text in texts(read(FOLDER, ref)):
        for sentence in text.split(". "):
            assert len(sentence) < SHORT or sentence not in official


@pytest.mark.parametrize("ref", REFS)
def test_provenance_and_licence_are_stated(ref):
    schema = read(FOLDER, ref)
    assert schema["homepage"].startswith("https://")
    assert schema["version"] in schema["path"]
    assert "licence" in schema["provenance"]["licence"]
    assert all(field["title"] and field["description"] for field in schema["fields"])


@pytest.mark.parametrize("ref", REFS)
def test_the_examples_of_a_schema_make_a_valid_row(ref):
    schema = load_schema(ref, FOLDER)
    row = [field.example for field in schema.fields]
    assert all(row)
    assert validate_table(table_of(schema.labels, row), schema).findings == ()
