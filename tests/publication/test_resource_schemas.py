"""The schema that a resource declares: section 6 of the portal's contract, and trap 37."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.publication.portal import Schema
from grader.publication.resources.declared import declarable_schemas
from tests.support.datasets import create, path_of, remote
from tests.support.portal import Asker

KNOWN = (
    Schema("scdl/subventions", "Subventions", ("2.0.1", "2.1.1")),
    Schema("scdl/deliberations", "Délibérations", ("2.1.5",)),
)
SCHEMAS = Path(__file__).resolve().parents[2] / "sandbox_data" / "schemas"


def declare(asker: Asker, schema):
    dataset = create(asker)
    return asker.ask("POST", path_of(dataset) + "resources/", remote(schema=schema))


@pytest.fixture
def asker(tmp_path) -> Asker:
    return Asker(tmp_path, schemas=KNOWN)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"name": "scdl/subventions"}, ("scdl/subventions", None, None)),
        ({"name": "scdl/subventions", "version": "2.0.1"}, ("scdl/subventions", "2.0.1", None)),
        ({"name": "scdl/subventions", "version": "latest"}, ("scdl/subventions", "latest", None)),
        ({"url": "https://example.fr/s.json"}, (None, None, "https://example.fr/s.json")),
        (
            {"url": "https://example.fr/s.json", "name": "à moi", "version": "9"},
            ("à moi", "9", "https://example.fr/s.json"),
        ),
        (
            {"url": "https://schema.data.gouv.fr/schemas/scdl/subventions/2.1.1/schema.json"},
            ("scdl/subventions", "2.1.1", None),
        ),
    ],
)
def test_a_schema_is_kept_with_three_keys(asker, sent, kept):
    status, made = declare(asker, sent)
    assert status == 201
    assert made["schema"] == dict(zip(("name", "version", "url"), kept, strict=True))


@pytest.mark.parametrize("nothing", [None, {}, "", {"name": None, "version": "", "url": None}])
def test_nothing_declares_nothing_and_null_removes(asker, nothing):
    dataset = create(asker, resources=[remote(schema={"name": "scdl/subventions"})])
    (resource,) = dataset["resources"]
    path = f"{path_of(dataset)}resources/{resource['id']}/"
    assert asker.ask("PUT", path, {"title": "a"})[1]["schema"]["name"] == "scdl/subventions"
    assert asker.ask("PUT", path, {"schema": nothing})[1]["schema"] is None


def test_a_name_or_a_version_outside_the_catalogue_is_refused_with_the_list(asker):
    status, answer = declare(asker, {"name": "scdl/subvention"})
    assert status == 400
    (told,) = answer["errors"]["schema"]["name"]
    assert "scdl/subventions, scdl/deliberations" in told
    status, answer = declare(asker, {"name": "scdl/subventions", "version": "3"})
    assert status == 400
    (told,) = answer["errors"]["schema"]["version"]
    assert told.endswith("2.0.1, 2.1.1, latest")


def test_a_version_needs_a_name_or_an_address(asker):
    status, answer = declare(asker, {"version": "1"})
    assert status == 400
    assert answer["errors"] == {
        "schema": {
            "version": ["Un schéma doit contenir un nom ou une URL lorsqu'une version est fournie."]
        }
    }


def test_trap_37_without_a_catalogue_a_typing_error_goes_through(tmp_path):
    status, made = declare(Asker(tmp_path), {"name": "scdl/subvention", "version": "zz"})
    assert (status, made["schema"]["name"]) == (201, "scdl/subvention")


def test_the_catalogue_names_schemas_as_the_official_one_does():
    known = {schema.name: schema for schema in declarable_schemas(SCHEMAS)}
    assert known["scdl/subventions"].versions == ("2.1.1",)
    assert known["scdl/subventions"].title
    assert "etalab/schema-irve-statique" in known
    assert declarable_schemas(SCHEMAS / "nowhere") == ()
