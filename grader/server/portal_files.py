"""Files that the portal gives: hosted ones, and those that describe a record."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path
from typing import Any

from grader.publication.problems import Problem
from grader.server.access import Access, OuvroirHandler
from grader.server.portal_api import door_of
from grader.services.portal.files import hosted_file, no_file, record_file, report_state
from grader.services.portal.visits import as_error

_CHUNK = 256 * 1024
#: What somebody uploaded never runs here, whatever it holds and however it is opened.
_HARMLESS = "sandbox; default-src 'none'; frame-ancestors 'none'"


class _GivesFile(OuvroirHandler):
    """Base of what gives a file to anyone who was given its address."""

    access = Access.PUBLIC
    SUPPORTED_METHODS = ("GET", "HEAD", "OPTIONS")

    def set_default_headers(self) -> None:
        """Send the headers of a file to download, that any site may read."""
        super().set_default_headers()
        self.set_header("Access-Control-Allow-Origin", "*")
        self.set_header("Cross-Origin-Resource-Policy", "cross-origin")

    async def prepare(self) -> None:
        """Leave the file as it is on its way: its size is told."""
        await super().prepare()
        self._transforms = []

    def options(self, *_parts: str) -> None:
        """Answer the question that a browser asks first."""
        self.set_header("Access-Control-Allow-Methods", "GET, HEAD")
        self.set_status(HTTPStatus.NO_CONTENT)
        self.clear_header("Content-Type")
        self.finish()

    def _as_download(self, name: str, mime: str, size: int) -> None:
        self.set_header("Content-Type", mime)
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.set_header("Content-Security-Policy", _HARMLESS)
        self.set_header("Content-Length", str(size))

    async def _in_thread(self, work: Any, *arguments: Any) -> Any:
        try:
            return await self.settings["run_in_thread"](work, *arguments)
        except Problem as problem:
            location = dict(problem.headers).get("Location")
            if location is None:
                raise as_error(problem) from problem
            raise


class HostedFile(_GivesFile):
    """The bytes of a hosted file, as they came."""

    async def get(self, space_id: str, site: str | None, *parts: str) -> None:
        """Send the file, a piece at a time."""
        door = door_of(self, space_id, site)
        found = await self._in_thread(hosted_file, self.workshop, door, parts)
        try:
            stream = await self._in_thread(Path.open, found.path, "rb")
        except FileNotFoundError:
            # Replaced in between.
            raise no_file() from None
        try:
            self._as_download(found.name, found.mime, found.size)
            if self.request.method == "HEAD":
                self.finish()
                return
            left = found.size
            while left and (chunk := await self._in_thread(stream.read, min(_CHUNK, left))):
                left -= len(chunk)
                self.write(chunk)
                await self.flush()
            self.finish()
        finally:
            stream.close()

    head = get


class RecordFile(_GivesFile):
    """What describes a record: its ``datapackage.json``, and the dictionaries of its files."""

    async def get(self, space_id: str, site: str | None, name: str, which: str) -> None:
        """Make the file and send it."""
        door = door_of(self, space_id, site)
        made = await self._in_thread(record_file, self.workshop, door, name, which)
        self._as_download(made.name, made.mime, len(made.content))
        self.finish(made.content if self.request.method != "HEAD" else None)

    head = get


class ReportState(OuvroirHandler):
    """How far the report on a file is, for the page that waits for it."""

    access = Access.PUBLIC

    async def get(self, space_id: str, site: str | None, rid: str) -> None:
        """Tell its state, and what it found in one sentence."""
        run = self.settings["run_in_thread"]
        state = await run(report_state, self.workshop, door_of(self, space_id, site), rid)
        self.finish(state)
