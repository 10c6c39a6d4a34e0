"""A portal in memory, with files in a folder, and calls of its API without a server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from grader.progress.portal.files import SpaceFiles
from grader.publication.api.answer import answer
from grader.publication.documents import MemoryCatalogue, new_object_id
from grader.publication.exchange import Received, Request, Response, Upload
from grader.publication.portal import Addresses, Portal
from grader.publication.seeding import make_user

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ORIGIN = "http://portail.test/bac-a-sable"


class Clock:
    """A clock that tests set."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def advance(self, **by: float) -> None:
        self.at += timedelta(**by)


class Asker:
    """Someone who calls one portal; ``anyone`` and ``other`` call the same."""

    def __init__(self, folder: Path, portal: Portal | None = None, **changes: Any) -> None:
        self.folder = folder
        self.clock = Clock()
        self.portal = portal or replace(
            Portal(
                catalogue=MemoryCatalogue(),
                files=SpaceFiles(folder / "kept", folder, 300 * 1024 * 1024),
                addresses=Addresses(api=ORIGIN, web=f"{ORIGIN}/e/essai"),
                clock=self.clock,
            ),
            **changes,
        )
        if portal is None:
            user = make_user(self.portal, new_object_id(), "Fougère-1234")
            self.portal = replace(self.portal, caller=user)

    def _as(self, caller: dict[str, Any] | None) -> Asker:
        asker = Asker(self.folder, replace(self.portal, caller=caller))
        asker.clock = self.clock
        return asker

    @property
    def anyone(self) -> Asker:
        """The same portal, without a key."""
        return self._as(None)

    @property
    def other(self) -> Asker:
        """The same portal, another user."""
        return self._as(make_user(self.portal, new_object_id(), "Mimosa-4321"))

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        upload: Upload | None = None,
    ) -> Response:
        """Call ``/api/1/…?a=b`` with a JSON body."""
        path, _, query = path.partition("?")
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        raw = b""
        if body is not None:
            raw = body if isinstance(body, bytes) else json.dumps(body).encode()
            sent.setdefault("content-type", "application/json")
        pairs = tuple(parse_qsl(query, keep_blank_values=True))
        return answer(self.portal, Request(method, path, pairs, sent, raw, upload))

    def ask(self, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        """Call, and give status and JSON."""
        response = self.call(method, path, body, **more)
        return response.status, json.loads(response.body) if response.body else None

    def file(self, name: str, content: bytes) -> Upload:
        """Make an upload of a file, as the server hands it over."""
        path = self.folder / new_object_id()
        path.write_bytes(content)
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        return Upload({}, Received(path, name, len(content), digest))
