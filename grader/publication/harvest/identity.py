"""Which record of ours a harvested one is: its identifier decides, and nothing else."""

from __future__ import annotations

from urllib.parse import urlsplit

from grader.publication.documents import Document
from grader.publication.portal import Portal


class Harvested:
    """The harvested records of a portal, by the identifier that their source gives them.

    Args:
        portal: read once.
    """

    def __init__(self, portal: Portal) -> None:
        self._by_remote_id: dict[str, list[str]] = {}
        self._portal = portal
        for dataset in portal.catalogue.all("dataset"):
            if dataset["harvest"]:
                self.note(dataset)

    def note(self, dataset: Document) -> None:
        """Take in a record."""
        found = self._by_remote_id.setdefault(dataset["harvest"]["remote_id"], [])
        if dataset["id"] not in found:
            found.append(dataset["id"])

    def find(self, source: Document, remote_id: str) -> Document | None:
        """Find the record of an identifier, as a document of one's own to change, or None.

        An identifier that is an address is looked up among all sources; any other within the
        same host or the same source.
        """
        everywhere, domain = is_address(remote_id), domain_of(source["url"])
        for identifier in self._by_remote_id.get(remote_id, ()):
            dataset = self._portal.catalogue.get("dataset", identifier)
            if dataset is None:
                continue
            harvest = dataset["harvest"]
            same = harvest["domain"] == domain or harvest["source_id"] == source["id"]
            if everywhere or same:
                return dataset
        return None


def is_address(remote_id: str) -> bool:
    """Say whether an identifier is an address of the web."""
    try:
        parts = urlsplit(remote_id)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def domain_of(url: str) -> str:
    """Give the host of an address, or "" where there is none."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def has_another_owner(dataset: Document, source: Document) -> bool:
    """Say whether a record belongs to somebody else than its source does."""
    return bool(
        dataset["organization"] != source["organization"] or dataset["owner"] != source["owner"]
    )
