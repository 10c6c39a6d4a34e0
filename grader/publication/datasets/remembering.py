"""A catalogue read once: for showing many datasets of one moment."""

from __future__ import annotations

from dataclasses import replace

from grader.publication.documents import Catalogue, Document, Kind
from grader.publication.portal import Portal


def reading_once(portal: Portal) -> Portal:
    """Give a portal that reads each document once; what it gives is not to be changed."""
    return replace(portal, catalogue=RememberingCatalogue(portal.catalogue))


class RememberingCatalogue:
    """Reads each document of another catalogue once; what it gives is not to be changed.

    Args:
        catalogue: what it reads.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._one: dict[tuple[Kind, str], Document | None] = {}
        self._all: dict[Kind, list[Document]] = {}

    def get(self, kind: Kind, identifier: str) -> Document | None:
        """Give a document, or None."""
        key = (kind, identifier)
        if key not in self._one:
            self._one[key] = self._catalogue.get(kind, identifier)
        return self._one[key]

    def all(self, kind: Kind) -> list[Document]:
        """Give every document of a kind, the one created first first."""
        if kind not in self._all:
            self._all[kind] = self._catalogue.all(kind)
        return self._all[kind]

    def put(self, kind: Kind, document: Document) -> None:
        """Keep a document, and forget what was read of its kind."""
        self._catalogue.put(kind, document)
        self._forget(kind, document["id"])

    def remove(self, kind: Kind, identifier: str) -> None:
        """Remove a document, and forget what was read of its kind."""
        self._catalogue.remove(kind, identifier)
        self._forget(kind, identifier)

    def _forget(self, kind: Kind, identifier: str) -> None:
        self._all.pop(kind, None)
        self._one.pop((kind, identifier), None)
