"""What the modules share: the sources that texts name, and the words that they explain."""

from __future__ import annotations

from collections.abc import MutableMapping

from grader.content.declarations import Document
from grader.content.model import Source
from grader.typography import french


def sources_of(document: Document | None, places: MutableMapping[str, str]) -> dict[str, Source]:
    """Read ``sources.yml``.

    Args:
        document: None when it could not be read: there is no source then.
        places: where the place of each source is noted.
    """
    if document is None:
        return {}
    found = {}
    for key, raw in document.data.items():
        places[f"source {key}"] = document.where(key)
        found[key] = Source(
            id=key,
            reference=french(raw["reference"]),
            address=raw.get("address", ""),
            verified_on=raw["verified_on"],
            confidence=raw["confidence"],
        )
    return found


def glossary_of(document: Document | None, places: MutableMapping[str, str]) -> dict[str, str]:
    """Read ``glossaire.yml``: what each term means.

    Args:
        document: None when there is none.
        places: where the place of each term is noted.
    """
    if document is None:
        return {}
    for term in document.data:
        places[f"term {term}"] = document.where(term)
    return {term: french(text) for term, text in document.data.items()}
