"""The documentation of the API: every route is in it, and what is answered is what it says."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from grader.publication.api.answer import routes
from grader.publication.openapi.words import schemas
from tests.support.portal import Asker

REF = re.compile(r"#/components/schemas/(\w+)")


@pytest.fixture
def asker(tmp_path):
    return Asker(tmp_path)


@pytest.fixture
def document(asker):
    status, found = asker.ask("GET", "/api/1/openapi.json")
    assert status == 200
    return found


def plain(path: str) -> str:
    return re.sub(r"\{(\w+):\w+\}", r"{\1}", path)


def fits(document, name, value) -> list[str]:
    """What of a value is not as the documentation says."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    return [
        f"{e.json_path}: {e.message[:200]}" for e in Draft202012Validator(schema).iter_errors(value)
    ]


def test_every_route_is_told_and_nothing_else(document):
    told = {
        (method.upper(), path) for path, methods in document["paths"].items() for method in methods
    }
    assert told == {(route.method, plain(route.path)) for route in routes()}


def test_operations_have_a_name_of_their_own_and_a_sentence(document):
    operations = [one for methods in document["paths"].values() for one in methods.values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names))
    assert all(one["summary"] for one in operations)
    assert all(
        one["description"] for operation in operations for one in operation["parameters"]
        if one["in"] == "query"
    )  # fmt: skip


def test_every_name_is_known_and_every_schema_is_used(document):
    known = set(schemas())
    named = set(REF.findall(json.dumps(document)))
    assert named <= known
    assert known <= named
    for name, schema in document["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description"], name


def test_places_of_a_path_are_its_parameters(document):
    for path, methods in document["paths"].items():
        for operation in methods.values():
            places = [one["name"] for one in operation["parameters"] if one["in"] == "path"]
            assert places == re.findall(r"\{(\w+)\}", path)


def test_what_needs_a_key_says_so(document):
    for route in routes():
        operation = document["paths"][plain(route.path)][route.method.lower()]
        assert (operation["security"] == [{"cle": []}]) is route.key
        assert "401" in operation["responses"]


def test_addresses_stand_on_the_portal_and_examples_exist(asker):
    _, made = asker.ask("POST", "/api/1/datasets/", {"title": "Essai", "description": "Vide."})
    _, document = asker.ask("GET", "/api/1/openapi.json")
    assert document["servers"] == [{"url": "http://portail.test/bac-a-sable"}]
    path = document["paths"]["/api/1/datasets/{dataset}/"]["get"]["parameters"][0]
    assert path["schema"]["examples"] == [made["id"]]


def test_answers_fit_their_schema_to_the_last_key(asker, document):
    _, dataset = asker.ask(
        "POST",
        "/api/1/datasets/",
        {
            "title": "Essai",
            "description": "Vide.",
            "temporal_coverage": {"start": "2026-01-01"},
            "spatial": {"granularity": "fr:commune"},
            "resources": [{"title": "a", "url": "https://exemple.fr/a.csv", "filetype": "remote"}],
        },
    )
    assert fits(document, "Dataset", dataset) == []
    assert fits(document, "Dataset", {**dataset, "inconnu": 1}) != []
    assert fits(document, "Dataset", {k: v for k, v in dataset.items() if k != "quality"}) != []
    assert fits(document, "DatasetPage", asker.ask("GET", "/api/1/datasets/")[1]) == []
    assert fits(document, "Me", asker.ask("GET", "/api/1/me/")[1]) == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/1/datasets/rien/", None),
        ("GET", "/api/1/rien/", None),
        ("GET", "/api/1/datasets/?page=zz", None),
        ("POST", "/api/1/datasets/", {}),
        ("POST", "/api/1/datasets/", b"{"),
        ("POST", "/api/1/organizations/", {}),
        ("PATCH", "/api/1/datasets/", {}),
        ("GET", "/api/1/topics/", None),
        ("GET", "/api/1/datasets", None),
    ],
)
def test_refusals_have_one_of_the_six_shapes_and_a_french_sentence(
    asker, document, method, path, body
):
    status, refused = asker.ask(method, path, body)
    assert status >= 300
    assert fits(document, "Error", refused) == []
    assert refused["explication"].endswith((".", ")", "…"))


def walk(value):
    """Every object of a JSON value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value:
        if isinstance(inner, dict | list):
            yield from walk(inner)


def test_the_same_is_told_in_swagger_2(asker, document):
    status, swagger = asker.ask("GET", "/api/1/swagger.json")
    assert (status, swagger["swagger"]) == (200, "2.0")
    assert (swagger["host"], swagger["basePath"]) == ("portail.test", "/bac-a-sable")
    assert set(swagger["paths"]) == set(document["paths"])
    assert set(swagger["definitions"]) == set(document["components"]["schemas"])
    text = json.dumps(swagger)
    assert not {"components", "anyOf", "requestBody"} & set(re.findall(r"\w+", text))
    known = {f"#/{room}/{name}" for room in ("definitions", "responses") for name in swagger[room]}
    assert set(re.findall(r'"\$ref": "([^"]+)"', text)) <= known
    for found in walk(swagger["definitions"]):
        # « type » may also be the name of a field, whose value is a schema.
        assert not isinstance(found.get("type"), list)
    for methods in swagger["paths"].values():
        for operation in methods.values():
            for one in operation["parameters"]:
                assert one["in"] == "body" or one["type"] in (
                    "string",
                    "integer",
                    "boolean",
                    "file",
                )
    assert swagger["definitions"]["Dataset"]["properties"]["acronym"] == {
        "type": "string",
        "x-nullable": True,
    }
