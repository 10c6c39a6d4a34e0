"""``datapackage.json``: a record told as Data Package v1, for the programs that read one.

Source: specs.frictionlessdata.io/data-package, data-resource, table-schema (version 1).
"""

from __future__ import annotations

import json
import re
from typing import Any

from grader.publication.dictionary import Column, columns_of
from grader.publication.documents import Document
from grader.publication.portal import Portal
from grader.publication.reference import LICENSES
from grader.publication.reporting import current_report
from grader.publication.resources.view import resource_url
from grader.publication.slugs import slugify

_NOT_A_NAME = re.compile(r"[^a-z0-9._-]+")
#: Constraints that Table Schema admits for every type, or that its readers ignore elsewhere.
_CONSTRAINTS = frozenset(
    {"required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum"}
)
#: How our readers name encodings, and how the IANA does.
_ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8", "cp1252": "windows-1252"}
_TEXT = frozenset({"csv", "txt"})


def datapackage_of(portal: Portal, dataset: Document) -> bytes:
    """Write the data package of a record.

    Args:
        portal: where it is.
        dataset: as stored.
    """
    name = dataset["slug"] or dataset["id"]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": name,
        "id": dataset["id"],
        "title": dataset["title"],
        "description": dataset["description"],
        "homepage": portal.addresses.web_url(f"/datasets/{name}"),
        "created": dataset["created_at"],
        "keywords": list(dataset["tags"]),
        "resources": _resources(portal, dataset),
    }
    license_ = LICENSES.get(dataset["license"] or "")
    if license_ is not None:
        known = {"name": license_.id, "title": license_.title, "path": license_.url}
        package["licenses"] = [{key: value for key, value in known.items() if value}]
    told = {key: value for key, value in package.items() if value not in ("", None, [])}
    told.setdefault("resources", [])
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def _resources(portal: Portal, dataset: Document) -> list[dict[str, Any]]:
    names: set[str] = set()
    resources = []
    for resource in dataset["resources"]:
        stem = _NOT_A_NAME.sub("-", slugify(resource["title"])).strip("-") or "ressource"
        name, number = stem, 1
        while name in names:
            number += 1
            name = f"{stem}-{number}"
        names.add(name)
        resources.append(_resource(portal, dataset, resource, name))
    return resources


def _resource(portal: Portal, dataset: Document, resource: Document, name: str) -> dict[str, Any]:
    report = current_report(portal, resource) or {}
    columns = columns_of(portal, dataset, resource) if report.get("columns") else ()
    checksum = resource.get("checksum") or {}
    told: dict[str, Any] = {
        "name": name,
        "title": resource["title"],
        "description": resource.get("description"),
        "path": resource_url(portal, resource),
        "format": resource.get("format"),
        "mediatype": resource.get("mime"),
        "bytes": resource.get("filesize"),
    }
    if checksum.get("value"):
        kind, value = checksum["type"], checksum["value"]
        told["hash"] = value if kind == "md5" else f"{kind}:{value}"
    if columns:
        told["profile"] = "tabular-data-resource"
        told["schema"] = {"fields": [_field(column) for column in columns]}
        if resource.get("format") in _TEXT:
            encoding = str(report.get("encoding") or "utf-8").lower()
            told["encoding"] = _ENCODINGS.get(encoding, encoding)
            told["dialect"] = {"delimiter": report.get("delimiter") or ","}
    return {key: value for key, value in told.items() if value not in ("", None)}


def _field(column: Column) -> dict[str, Any]:
    constraints = {k: v for k, v in column.constraints.items() if k in _CONSTRAINTS}
    told: dict[str, Any] = {
        "name": column.label,
        "type": column.kind,
        "format": column.format if column.format != "default" else None,
        "title": column.title,
        "description": column.description,
        "example": column.example,
        "decimalChar": column.decimal if column.decimal not in ("", ".") else None,
        "constraints": constraints,
    }
    return {key: value for key, value in told.items() if value not in ("", None, {})}
