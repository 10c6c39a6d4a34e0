"""Documents: what a portal keeps, as JSON objects of a kind, and where they are kept."""

from __future__ import annotations

import copy
import secrets
import uuid
from typing import Any, Literal, Protocol, TypeAlias

#: A stored object: JSON values alone; ``id`` is always there. Moments are ISO 8601 text in UTC.
Document: TypeAlias = dict[str, Any]

Kind: TypeAlias = Literal[
    "user",
    "organization",
    "dataset",
    "community_resource",
    "reuse",
    "discussion",
    "contact",
    "harvest_source",
    "harvest_job",
    "report",
]


class Catalogue(Protocol):
    """Where the documents of one portal are kept."""

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """Give a document of one's own to change, or None."""

    def all(self, kind: Kind) -> list[Document]:
        """Give every document of a kind, the one created first first."""

    def put(self, kind: Kind, document: Document) -> None:
        """Keep a document under its ``id``, in place of the one that was there."""

    def remove(self, kind: Kind, identifier: str) -> None:
        """Forget a document; one that is not there is no fault."""


class MemoryCatalogue:
    """A catalogue that lasts as long as it is held: for replays, previews and tests."""

    def __init__(self) -> None:
        self._kept: dict[Kind, dict[str, Document]] = {}

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """Give a copy of a document, or None."""
        found = self._kept.get(kind, {}).get(identifier)
        return copy.deepcopy(found) if found is not None else None

    def all(self, kind: Kind) -> list[Document]:
        """Give copies of every document of a kind, the one created first first."""
        return [copy.deepcopy(found) for found in self._kept.get(kind, {}).values()]

    def put(self, kind: Kind, document: Document) -> None:
        """Keep a copy of a document."""
        self._kept.setdefault(kind, {})[document["id"]] = copy.deepcopy(document)

    def remove(self, kind: Kind, identifier: str) -> None:
        """Forget a document."""
        self._kept.get(kind, {}).pop(identifier, None)


def new_object_id() -> str:
    """Make the identifier of an object: 24 hexadecimal characters."""
    return secrets.token_hex(12)


def new_resource_id() -> str:
    """Make the identifier of a resource: a UUID."""
    return str(uuid.uuid4())
