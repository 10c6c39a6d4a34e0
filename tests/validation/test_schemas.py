"""Finding and reading table schemas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from grader.errors import UnknownSchemaError
from grader.settings import DEFAULT_ROOT
from grader.validation.oracle import make_readers
from grader.validation.schemas import CheckSpec, list_schemas, load_schema
from tests.tables.language import plain_french
from tests.validation.tables import schema_of

FOLDER = DEFAULT_ROOT / "sandbox_data" / "schemas"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three versions of one schema, of which 2.10.0 is the highest."""
    for version in ("2.9.1", "2.10.0", "HEAD"):
        path = tmp_path / "producteur" / "arbres" / version / "schema.json"
        path.parent.mkdir(parents=True)
        path.write_text(
            json.dumps({"title": "Arbres", "version": version, "fields": [{"name": "a"}]})
        )
    return tmp_path


def test_a_reference_names_a_version(folder):
    assert str(load_schema("producteur/arbres@2.9.1", folder).ref) == "producteur/arbres@2.9.1"


def test_a_reference_without_version_takes_the_highest(folder):
    assert load_schema("producteur/arbres", folder).ref.version == "2.10.0"


def test_a_path_may_lie_anywhere(tmp_path):
    schema = schema_of(tmp_path, "nom", title="À moi", version="1.0")
    assert (schema.ref.id, schema.ref.version, schema.ref.title) == ("schema", "1.0", "À moi")


@pytest.mark.parametrize(
    "ref",
    [
        "producteur/arbre",
        "producteur/arbres@9.9",
        "",
        "arbres",
        "../arbres",
        "a/../../b",
        "/etc/passwd",
        "producteur/arbres@..",
        "producteur/.",
        "é" * 200,
    ],
)
def test_an_unknown_reference_is_refused_and_never_taken_for_a_path(folder, ref):
    with pytest.raises(UnknownSchemaError) as refused:
        load_schema(ref, folder)
    assert refused.value.code == "schema-unknown"
    assert plain_french(refused.value.message) == ""
    assert plain_french(refused.value.hint) == ""


def test_near_references_are_proposed(folder):
    with pytest.raises(UnknownSchemaError, match="producteur/arbres"):
        load_schema("producteur/arbre", folder)


def test_schemas_are_listed_by_id_then_version(folder):
    assert [str(ref) for ref in list_schemas(folder)] == [
        "producteur/arbres@HEAD",
        "producteur/arbres@2.9.1",
        "producteur/arbres@2.10.0",
    ]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "pas du JSON",
        '{"fields": []}',
        '{"fields": [1]}',
        '{"fields": [{"name": 3}]}',
        '{"fields": [{"name": " "}]}',
        '{"fields": [{"name": "a"}, {"name": "a"}]}',
        '{"fields": [{"name": "a", "constraints": 1}]}',
        "[" * 100_000,
    ],
)
def test_a_file_that_is_no_table_schema_is_refused(tmp_path, content):
    path = tmp_path / "schema.json"
    path.write_text(content)
    with pytest.raises(UnknownSchemaError) as refused:
        load_schema(path, tmp_path)
    assert refused.value.code == "schema-unusable"
    assert plain_french(str(refused.value)) == ""


def test_an_absent_file_is_refused(tmp_path):
    with pytest.raises(UnknownSchemaError, match="introuvable"):
        load_schema(tmp_path / "absent.json", tmp_path)


@pytest.mark.parametrize(
    "field",
    [
        {"name": "a", "type": "inconnu"},
        {"name": "a", "constraints": {"pattern": "("}},
        {"name": "a", "type": "integer", "constraints": {"pattern": "x"}},
        {"name": "a", "type": "string", "format": "inconnu"},
    ],
)
def test_a_type_or_constraint_that_means_nothing_is_refused(tmp_path, field):
    with pytest.raises(UnknownSchemaError) as refused:
        make_readers(schema_of(tmp_path, field))
    assert refused.value.code == "schema-unusable"
    assert plain_french(str(refused.value)) == ""


def test_rules_come_from_the_schema_and_from_beside_the_fields(tmp_path):
    schema = schema_of(
        tmp_path,
        {"name": "a", "customCheck": "siret"},
        {"name": "b", "customCheck": {"name": "code-region", "cog": "2024"}},
        custom_checks=[{"name": "siren", "params": {"column": "a"}}, "mal écrit", {"params": {}}],
    )
    assert schema.checks == (
        CheckSpec("siren", {"column": "a"}),
        CheckSpec("siret", {"column": "a"}),
        CheckSpec("code-region", {"column": "b", "cog": "2024"}),
    )


def test_the_installation_knows_the_two_schemas_of_the_course():
    assert {str(ref) for ref in list_schemas(FOLDER)} >= {
        "scdl/deliberations@2.1.5",
        "scdl/subventions@2.1.1",
    }
