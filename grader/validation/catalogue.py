"""The catalogue of schemas as schema.data.gouv.fr publishes it, read without trusting it.

It is ``{"schemas": [{"name", "title", "schema_type", "versions": [{"version_name",
"schema_url"}]}]}``. A name or a version becomes the name of a folder, so nothing else than
letters, digits and three signs is taken.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.errors import OuvroirError
from grader.typography import french
from grader.validation.schemas import version_key

_MOST_SCHEMAS = 2_000
_PART = r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}"
_ID = re.compile(rf"{_PART}/{_PART}")
_VERSION = re.compile(_PART)


@dataclass(frozen=True)
class CatalogueEntry:
    """The highest version of one Table Schema of a catalogue, and where it is."""

    id: str
    version: str
    title: str
    address: str


@dataclass(frozen=True)
class Catalogue:
    """What a catalogue holds.

    Attributes:
        entries: its Table Schemas, by id.
        others: how many schemas of other kinds (JSON Schema…) it holds.
        refused: how many of its entries are badly written.
    """

    entries: tuple[CatalogueEntry, ...]
    others: int
    refused: int


def read_catalogue(content: bytes) -> Catalogue:
    """Read a catalogue; an entry that is badly written is counted and left aside.

    Args:
        content: its JSON.

    Raises:
        OuvroirError: ``catalogue-unusable``.
    """
    try:
        declared = json.loads(content)
    except (ValueError, RecursionError):
        raise _unusable("il n'est pas écrit en JSON") from None
    listed = declared.get("schemas") if isinstance(declared, dict) else None
    if not isinstance(listed, list):
        raise _unusable("il ne contient pas de liste « schemas »")
    if len(listed) > _MOST_SCHEMAS:
        raise _unusable("il contient beaucoup trop de schémas")
    entries: dict[str, CatalogueEntry] = {}
    others = refused = 0
    for one in listed:
        kind = one.get("schema_type") if isinstance(one, dict) else None
        entry = _entry(one) if kind == "tableschema" else None
        if entry is not None:
            entries.setdefault(entry.id, entry)
        elif isinstance(kind, str) and kind != "tableschema":
            others += 1
        else:
            refused += 1
    return Catalogue(tuple(entries[one] for one in sorted(entries)), others, refused)


def _entry(declared: Mapping[str, Any]) -> CatalogueEntry | None:
    """Read an entry and its highest version; None when it is badly written."""
    name, versions = declared.get("name"), declared.get("versions")
    if not isinstance(name, str) or not _ID.fullmatch(name) or not isinstance(versions, list):
        return None
    found: dict[str, str] = {}
    for one in versions:
        match one:
            case {"version_name": str(version), "schema_url": str(address)} if _VERSION.fullmatch(
                version
            ):
                found[version] = address
    if not found:
        return None
    version = max(found, key=version_key)
    return CatalogueEntry(name, version, plain_text(declared.get("title") or name), found[version])


def plain_text(text: Any) -> str:
    """Keep of a text from elsewhere what a terminal can show without harm.

    Args:
        text: what was declared.
    """
    kept = (c if c != "\n" else " " for c in str(text)[:200])
    return "".join(c for c in kept if not unicodedata.category(c).startswith("C"))


def _unusable(reason: str) -> OuvroirError:
    return OuvroirError(
        "catalogue-unusable",
        french(f"Ce catalogue de schémas ne peut pas servir : {reason}."),
        "Vérifiez son adresse, ou recommencez plus tard.",
    )
