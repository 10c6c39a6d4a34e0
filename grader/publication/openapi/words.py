"""The short words in which the API's objects are described, and the JSON Schema they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Schema: TypeAlias = dict[str, Any]

_FOLDER = Path(__file__).parent / "schemas"
_REF = "#/components/schemas/"
_PLAIN: dict[str, Schema] = {
    "text": {"type": "string"},
    "id": {"type": "string", "pattern": "^[0-9a-f]{24}$"},
    "uuid": {"type": "string", "format": "uuid"},
    "url": {"type": "string", "format": "uri"},
    "moment": {"type": "string", "examples": ["2026-01-31T12:00:00.000000+00:00"]},
    "date": {"type": "string", "format": "date"},
    "bool": {"type": "boolean"},
    "int": {"type": "integer"},
    "number": {"type": "number"},
    "object": {"type": "object"},
    "any": {},
}
_WORD = re.compile(r"(\w+)(\[\])?(\?)?")


@cache
def schemas() -> Mapping[str, Schema]:
    """Give every object of the API as JSON Schema, by name; callers copy what they change."""
    found: dict[str, Schema] = {}
    for path in sorted(_FOLDER.glob("*.yml")):
        described = yaml.safe_load(path.read_text(encoding="utf-8"))
        found |= {name: _expanded(one) for name, one in described.items()}
    return found


def reference(name: str) -> Schema:
    """Give a schema that stands for one of ``schemas``."""
    return {"$ref": _REF + name}


def _expanded(described: Mapping[str, Any]) -> Schema:
    told = {"description": described["told"]}
    if "schema" in described:
        return {**told, **described["schema"]}
    if "any_of" in described:
        return {**told, "anyOf": [reference(name) for name in described["any_of"]]}
    if "list_of" in described:
        return {**told, "type": "array", "items": reference(described["list_of"])}
    if "page_of" in described:
        described = {**described, "has": _page(described["page_of"])}
    has, may_have = described.get("has", {}), described.get("may_have", {})
    properties = {name: _read(word) for name, word in {**has, **may_have}.items()}
    schema: Schema = {**told, "type": "object", "properties": properties}
    if has:
        # An answer is told to the last key; a form lets unknown keys pass, and ignores them.
        schema |= {"required": list(has), "additionalProperties": False}
    return schema


def _page(name: str) -> dict[str, Any]:
    return {
        "data": f"{name}[]",
        "page": "int",
        "page_size": "int",
        "total": "int",
        "next_page": "url?",
        "previous_page": "url?",
    }


def _read(word: str | Schema) -> Schema:
    if not isinstance(word, str):
        return word
    match = _WORD.fullmatch(word)
    if match is None:
        raise ValueError(word)
    schema = _PLAIN.get(match[1]) or ({} if match[1] == "any" else reference(match[1]))
    if match[2]:
        schema = {"type": "array", "items": schema}
    if not match[3]:
        return schema
    if "type" in schema:
        return {**schema, "type": [schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
