"""The portal as one call sees it: who calls, what time it is there, where things are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from grader.publication.documents import Catalogue, Document

#: The portal where one publishes, and the one that harvests it.
SiteKey: TypeAlias = Literal["main", "regional"]
#: How a change came: by the API, by the pages, or with what a space is furnished with.
Via: TypeAlias = Literal["api", "page", "seed"]


class FileStore(Protocol):
    """Where the bytes of hosted files are kept."""

    def keep(self, received: Path, slug: str, stamp: str, name: str) -> None:
        """Take a received file in under ``resources/{slug}/{stamp}/{name}``.

        Args:
            received: a file that moves from there.
            slug: first part of its address, checked to be a plain name.
            stamp: second part.
            name: last part.

        Raises:
            FileExistsError: one of that address is kept already.
            OuvroirError: the space holds too many bytes.
        """

    def find(self, slug: str, stamp: str, name: str) -> Path | None:
        """Give where a kept file lies, or None."""

    def remove(self, slug: str, stamp: str, name: str) -> None:
        """Forget a file; one that is not there is no fault."""


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses, without a final slash.

    Attributes:
        api: what ``/api/1/…`` stands below in the addresses of objects and pages of lists: as
            the caller called it.
        web: what pages, files and permalinks stand below: anyone may open them, without a key.
    """

    api: str
    web: str

    def api_url(self, path: str) -> str:
        """Give the address of a path such as ``/api/1/datasets/``."""
        return self.api + path

    def web_url(self, path: str) -> str:
        """Give the address of a path such as ``/datasets/budget-2025``."""
        return self.web + path


@dataclass(frozen=True)
class Limits:
    """How much one portal takes.

    Attributes:
        datasets: records.
        resources: resources of one record.
        objects: documents of any other kind.
        file_bytes: one uploaded file.
    """

    datasets: int = 500
    resources: int = 100
    objects: int = 1_000
    file_bytes: int = 100 * 1024 * 1024


@dataclass(frozen=True)
class Schema:
    """A schema that resources may declare.

    Attributes:
        name: as schema.data.gouv.fr names it, ``scdl/subventions``.
        title: in French.
        versions: oldest first.
    """

    name: str
    title: str
    versions: tuple[str, ...]


def _present() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Portal:
    """One portal, for the time of one call.

    Attributes:
        catalogue: its documents.
        files: its hosted files.
        addresses: what addresses are built on.
        caller: the user who calls, as her document; None for anyone.
        sysadmin: whether she may do what the site's own administrators do.
        site: the portal where one publishes, or the one that harvests it.
        title: the portal's name.
        clock: the time there, in UTC; a space may be ahead of the world's.
        schemas: what resources may declare; empty where anything passes.
        limits: how much it takes.
        via: how what is changed in this call came.
    """

    catalogue: Catalogue
    files: FileStore
    addresses: Addresses
    caller: Document | None = None
    sysadmin: bool = False
    site: SiteKey = "main"
    title: str = "Bac à sable"
    clock: Callable[[], datetime] = _present
    schemas: tuple[Schema, ...] = ()
    limits: Limits = field(default_factory=Limits)
    via: Via = "api"

    def now(self) -> str:
        """Give the present moment as it is stored and shown."""
        return moment(self.clock())


def moment(at: datetime) -> str:
    """Write a moment as the API does: ISO 8601 in UTC, microseconds always."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def parse_moment(text: str) -> datetime:
    """Read a stored moment; one without a zone is in UTC."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
