"""The schema that a resource declares, read against those that are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import UnknownSchemaError
from grader.publication.documents import Document
from grader.publication.portal import Portal, Schema
from grader.validation.schemas import Folders, list_schemas

#: Where schema.data.gouv.fr keeps a version of a schema.
_OFFICIAL = re.compile(
    r"https?://schema\.data\.gouv\.fr/schemas/(?P<name>[^/]+/[^/]+)/(?P<version>[^/]+)/schema\.json"
)
#: The version that is always admitted.
_LATEST = "latest"


@dataclass(frozen=True)
class Declared:
    """What was read.

    Attributes:
        schema: name, version and url, or None for no schema.
        errors: what the form answers under ``schema``, or None.
        explanation: what to do, in French.
    """

    schema: Document | None
    errors: Any = None
    explanation: str = ""


def declarable_schemas(folders: Folders) -> tuple[Schema, ...]:
    """Give the schemas that resources may declare, by name.

    Args:
        folders: where known schemas are; one that cannot be read leaves every name free.
    """
    found: dict[str, Schema] = {}
    try:
        known = list_schemas(folders)
    except UnknownSchemaError:
        return ()
    for ref in known:
        older = found[ref.id].versions if ref.id in found else ()
        # The highest version comes last, and its title is the one told.
        found[ref.id] = Schema(ref.id, ref.title, (*older, ref.version))
    return tuple(found.values())


def declared_schema(portal: Portal, sent: Any) -> Declared:
    """Read the ``schema`` of a resource's body.

    Args:
        portal: which schemas are known; anything passes where none is.
        sent: JSON value.
    """
    if not sent:
        return Declared(None)
    if not isinstance(sent, dict):
        return Declared(
            None,
            ["Unsupported data type"],
            'Un schéma s\'écrit {"name": "scdl/subventions", "version": "2.1.1"}.',
        )
    name, version, url = (_text(sent.get(key)) for key in ("name", "version", "url"))
    if name is None and url is None:
        return _without_name(version)
    known = {schema.name: schema.versions for schema in portal.schemas}
    official = _OFFICIAL.fullmatch(url) if url is not None else None
    if official is not None and official["name"] in known:
        name, version, url = official["name"], official["version"], None
    if url is None and known:
        refused = _refused(name or "", version, known)
        if refused is not None:
            return refused
    # An address may lead to anything: its name and version are free.
    return Declared({"name": name, "version": version, "url": url})


def _refused(
    name: str, version: str | None, known: Mapping[str, tuple[str, ...]]
) -> Declared | None:
    if name not in known:
        error = f'Le nom de schéma "{name}" n\'est pas une valeur autorisée.'
        return Declared(
            None,
            {"name": [f"{error} Valeurs autorisées : {', '.join(known)}"]},
            "Un schéma se nomme comme sur schema.data.gouv.fr, producteur puis nom : "
            "« scdl/subventions ».",
        )
    versions = (*known[name], _LATEST)
    if version is None or version in versions:
        return None
    error = f'La version "{version}" n\'est pas une valeur autorisée pour le schéma "{name}".'
    return Declared(
        None,
        {"version": [f"{error} Valeurs autorisées : {', '.join(versions)}"]},
        "Choisissez une version de la liste, ou « latest » pour la plus récente.",
    )


def _without_name(version: str | None) -> Declared:
    if version is None:
        return Declared(None)
    error = "Un schéma doit contenir un nom ou une URL lorsqu'une version est fournie."
    return Declared(
        None,
        {"version": [error]},
        "Ajoutez le nom du schéma (« name »), par exemple « scdl/subventions ».",
    )


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)
