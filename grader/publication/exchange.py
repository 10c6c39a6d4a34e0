"""What the portal's API is asked and what it answers, whatever carries it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Received:
    """A file that came whole; it lies at ``path`` until somebody keeps it.

    Attributes:
        path: where it lies.
        name: as the sender named it: hostile.
        size: bytes.
        sha1: hexadecimal digest of its bytes.
    """

    path: Path
    name: str
    size: int
    sha1: str


@dataclass(frozen=True)
class Upload:
    """A form that came by ``multipart/form-data``.

    Attributes:
        fields: its small fields.
        file: its part named ``file``, if there was one.
    """

    fields: Mapping[str, str]
    file: Received | None = None


@dataclass(frozen=True)
class Request:
    """One call.

    Attributes:
        method: ``GET``…
        path: below the portal's address, decoded: ``/api/1/datasets/``.
        query: the query's pairs, in order, decoded.
        headers: names in lower case.
        body: as it came, bounded; empty for an upload.
        upload: what an upload brought.
    """

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    upload: Upload | None = None


@dataclass(frozen=True)
class Response:
    """An answer as it goes out.

    Attributes:
        status: HTTP status.
        headers: in order.
        body: its bytes.
        file: what to send in place of ``body``.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    file: Path | None = None


@dataclass(frozen=True)
class Reply:
    """What an endpoint gives: a JSON value, masked and encoded on its way out.

    Attributes:
        value: JSON value; None with status 204.
        status: HTTP status.
        headers: beside the usual ones.
    """

    value: Any
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
