"""What was read of a catalogue: plain values, so that a worker may read and the server apply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from grader.errors import OuvroirError

#: Bytes of one page of a catalogue.
MAX_PAGE_BYTES = 8 * 1024 * 1024
#: Bytes of all the pages of one run: what is read of them is kept.
MAX_RUN_BYTES = 16 * 1024 * 1024
#: Statements of one page.
MAX_TRIPLES = 200_000
#: Pages of one run. The real harvester has no bound: a « next » that loops never ends.
MAX_PAGES = 100
#: Records of one run.
MAX_RECORDS = 2_000


class HarvestFailedError(OuvroirError):
    """A run that cannot go on: the source answers badly, or what it answers cannot be read."""


@dataclass(frozen=True)
class Fetched:
    """What an address answered.

    Attributes:
        status: HTTP status.
        content_type: as announced, or "".
        body: its bytes; empty for HEAD.
    """

    status: int
    content_type: str = ""
    body: bytes = b""


class Fetch(Protocol):
    """Something that asks an address, and follows no redirection."""

    def __call__(self, url: str, method: str = "GET") -> Fetched:
        """Ask.

        Raises:
            HarvestFailedError: nothing answers there.
        """


@dataclass(frozen=True)
class RemoteResource:
    """A distribution that has an address.

    Attributes:
        url: ``downloadURL``, else ``accessURL``.
        uri: the node's own, where it has one.
        title, description, format, mime: as written there.
        filesize: bytes.
        checksum: (type, value).
        issued, modified: ISO 8601 moments.
        service: whether it is a geographic service, which one address serves for many layers.
    """

    url: str
    uri: str | None = None
    title: str | None = None
    description: str | None = None
    format: str | None = None
    mime: str | None = None
    filesize: int | None = None
    checksum: tuple[str, str] | None = None
    issued: str | None = None
    modified: str | None = None
    service: bool = False


@dataclass(frozen=True)
class RemoteContact:
    """Somebody whom a record names.

    Attributes:
        role: as the portal's own list of roles writes it.
    """

    role: str
    name: str
    email: str | None = None
    form: str | None = None


@dataclass(frozen=True)
class RemoteDataset:
    """A record, as its source describes it; None or empty where it says nothing.

    Attributes:
        identifier: ``dct:identifier``, or None: such a record is skipped.
        uri: the node's own.
        title: None: such a record is skipped.
        acronym: another label.
        description: in Markdown.
        tags: not yet normalised.
        frequency: one of the portal's own list.
        temporal: (start, end) plain dates.
        geometry: a GeoJSON MultiPolygon.
        licences: addresses and names under which the licence may be looked up, best first.
        contacts: whom it names.
        created, issued, modified: ISO 8601 moments.
        landing: address of its page at the source.
        schema: name, version and address that ``dct:conformsTo`` gives.
        raw: rights and provenance as written, for ``extras.dcat``.
        resources: distributions that have an address.
    """

    identifier: str | None
    uri: str | None
    title: str | None
    acronym: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    frequency: str | None = None
    temporal: tuple[str, str | None] | None = None
    geometry: dict[str, Any] | None = None
    licences: tuple[str, ...] = ()
    contacts: tuple[RemoteContact, ...] = ()
    created: str | None = None
    issued: str | None = None
    modified: str | None = None
    landing: str | None = None
    schema: dict[str, str | None] | None = None
    raw: dict[str, list[str]] | None = None
    resources: tuple[RemoteResource, ...] = ()


@dataclass(frozen=True)
class Page:
    """One page of a catalogue.

    Attributes:
        datasets: its records, in the order of the graph.
        following: address of the next page, or None at the end.
    """

    datasets: tuple[RemoteDataset, ...]
    following: str | None


#: What reads a page: (content, format, address of the page).
Read = Callable[[bytes, str, str], Page]
