"""The same documentation in Swagger 2.0, which the real portal serves and older tools read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_REFS = {
    "#/components/schemas/": "#/definitions/",
    "#/components/responses/": "#/responses/",
}
#: Words of JSON Schema that Swagger 2.0 has too, and whose values are not schemas.
_SAME = ("description", "format", "pattern", "enum", "required", "minLength", "maxLength")


def swagger_document(document: Mapping[str, Any]) -> dict[str, Any]:
    """Write an OpenAPI 3.1 document of ours in Swagger 2.0.

    Args:
        document: what ``openapi_document`` gave.
    """
    server = urlsplit(document["servers"][0]["url"])
    components = document["components"]
    return {
        "swagger": "2.0",
        "info": document["info"],
        "host": server.netloc,
        "basePath": server.path or "/",
        "schemes": [server.scheme],
        "consumes": ["application/json"],
        "produces": ["application/json"],
        "paths": {
            path: {method: _operation(one) for method, one in methods.items()}
            for path, methods in document["paths"].items()
        },
        "definitions": {name: _schema(one) for name, one in components["schemas"].items()},
        "responses": {name: _response(one) for name, one in components["responses"].items()},
        "securityDefinitions": components["securitySchemes"],
    }


def _operation(operation: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: operation[name] for name in ("operationId", "summary", "tags")}
    parameters = [_parameter(one) for one in operation["parameters"]]
    body = operation.get("requestBody")
    if body is not None:
        ((kind, content),) = body["content"].items()
        if kind == "application/json":
            schema = _schema(content["schema"])
            parameters.append({"name": "body", "in": "body", "required": True, "schema": schema})
        else:
            told["consumes"] = [kind]
            file = {"name": "file", "in": "formData", "required": True, "type": "file"}
            parameters.append(file)
    kinds = [kind for one in operation["responses"].values() for kind in one.get("content", ())]
    if kinds and "application/json" not in kinds:
        told["produces"] = [*kinds, "application/json"]
    told["parameters"] = parameters
    told["responses"] = {status: _response(one) for status, one in operation["responses"].items()}
    if {} not in operation["security"]:
        told["security"] = operation["security"]
    return told


def _parameter(parameter: Mapping[str, Any]) -> dict[str, Any]:
    schema = _schema(parameter["schema"])
    schema.pop("example", None)
    rest = {name: one for name, one in parameter.items() if name != "schema"}
    return {**rest, "type": "string", **schema}


def _response(response: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in response:
        return {"$ref": _moved(response["$ref"])}
    told = {"description": response["description"]}
    for content in response.get("content", {}).values():
        return {**told, "schema": _schema(content["schema"])}
    return told


def _schema(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Write one schema; what Swagger 2.0 has no word for is left open."""
    if "$ref" in schema:
        return {"$ref": _moved(schema["$ref"])}
    told: dict[str, Any] = {name: schema[name] for name in _SAME if name in schema}
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if "null" in kinds:
        told["x-nullable"] = True
    kinds = [kind for kind in kinds if kind != "null"]
    if len(kinds) == 1:
        told["type"] = kinds[0]
    if "const" in schema:
        told["enum"] = [schema["const"]]
    if schema.get("examples"):
        told["example"] = schema["examples"][0]
    if "properties" in schema:
        told["properties"] = {name: _schema(one) for name, one in schema["properties"].items()}
    if isinstance(schema.get("additionalProperties"), dict):
        told["additionalProperties"] = _schema(schema["additionalProperties"])
    if told.get("type") == "array":
        told["items"] = _schema(schema.get("items", {}))
    return told | _choice(schema.get("anyOf", ()))


def _choice(choices: Any) -> dict[str, Any]:
    """Tell « this or null »; any other choice has no word in Swagger 2.0."""
    others = [one for one in choices if one != {"type": "null"}]
    if len(others) != 1:
        return {}
    return {"allOf": [_schema(others[0])], "x-nullable": len(others) < len(choices)}


def _moved(reference: str) -> str:
    for before, after in _REFS.items():
        reference = reference.replace(before, after)
    return reference
