"""Files on their way in to the portal: streamed forms, bounded before and during."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any
from urllib.parse import parse_qsl

import tornado.web

from grader.errors import OuvroirError
from grader.publication.api.answer import refusal
from grader.publication.exchange import Request, Response, Upload
from grader.publication.problems import Problem, simple_problem, unauthorized
from grader.publication.resources.chunks import too_large
from grader.server.access import Access, cannot_write
from grader.server.late_refusals import RefusesLate
from grader.server.limits import Act, allow
from grader.server.metrics import Metrics
from grader.server.multipart import FormReceiver, broken_form
from grader.server.portal_api import PortalHandler, door_of, send
from grader.services.portal.opening import find_space
from grader.services.portal.uploads import call_upload

#: What a form weighs beside its file.
_FORM_BYTES = 1024 * 1024
#: Uploads of one person at the same time.
_AT_ONCE = 4
#: Uploads under way, by sender; counted in the server's loop alone.
_UNDER_WAY: Counter[str] = Counter()


@tornado.web.stream_request_body
class ReceivesForm(RefusesLate):
    """Base of what receives a form with a file; who may send is said by ``admit``."""

    _receiver: FormReceiver | None = None
    _refusal: Problem | OuvroirError | None = None
    _sender = ""

    async def admit(self) -> str:
        """Say who sends, before the first byte is kept.

        Returns:
            A name that is the same for all uploads of one person.

        Raises:
            Problem: she may not.
            OuvroirError: she may not.
        """
        raise NotImplementedError

    async def prepare(self) -> None:
        """Check who sends and the announced size, before the first byte.

        What is refused here is told once the body has been read and thrown away.
        """
        bounds = self.workshop.settings.bounds
        let_in = await self.let_in(2 * bounds.portal_upload_bytes + _FORM_BYTES)
        if not let_in or self.request.method != "POST":
            return
        try:
            sender = await self.admit()
            allow(self, Act.UPLOAD, sender)
            self._check_announced(bounds.portal_upload_bytes)
            self._count_in(sender)
            self._receiver = await self._in_thread(
                FormReceiver,
                self.request.headers.get("Content-Type", ""),
                self.workshop.spaces.incoming(),
                bounds.portal_upload_bytes,
            )
        except (Problem, OuvroirError) as refused:
            self._refusal = refused

    async def data_received(self, chunk: bytes) -> None:
        """Write the next bytes, in a thread."""
        if self._receiver is None or self._refusal is not None:
            return
        try:
            await self._in_thread(self._receiver.feed, chunk)
        except Problem as problem:
            self._refuse(problem)
        except OSError as fault:
            self._refuse(cannot_write(fault))

    async def received(self) -> Upload:
        """Give the form, once it is all on disk.

        Raises:
            Problem: it was refused on the way, or is not whole.
            OuvroirError: as above.
        """
        self.raise_refusal()
        if self._refusal is not None:
            raise self._refusal
        if self._receiver is None:
            raise broken_form()
        try:
            upload: Upload = await self._in_thread(self._receiver.finish)
        except OSError as fault:
            raise cannot_write(fault) from fault
        metrics: Metrics | None = self.settings.get("metrics")
        if metrics is not None and upload.file is not None:
            metrics.upload(upload.file.size)
        return upload

    def on_connection_close(self) -> None:
        """Forget what was received from a sender that left."""
        self._leave()
        super().on_connection_close()

    def on_finish(self) -> None:
        """Leave nothing behind; a file that was kept has moved away already."""
        self._leave()

    def _check_announced(self, most: int) -> None:
        announced = self.request.headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced[:20]) > most + _FORM_BYTES:
            raise too_large(most)

    def _count_in(self, sender: str) -> None:
        if _UNDER_WAY[sender] >= _AT_ONCE:
            raise simple_problem(
                429,
                "Too many uploads at once",
                f"Vous déposez déjà {_AT_ONCE} fichiers en même temps : attendez que l'un d'eux "
                "soit arrivé.",
            )
        _UNDER_WAY[sender] += 1
        self._sender = sender

    def _refuse(self, refusal: Problem | OuvroirError) -> None:
        self._refusal = refusal
        self._drop()

    def _leave(self) -> None:
        if self._sender:
            _UNDER_WAY[self._sender] -= 1
            if not _UNDER_WAY[self._sender]:
                del _UNDER_WAY[self._sender]
            self._sender = ""
        self._drop()

    def _drop(self) -> None:
        """Forget the file, in a thread: it may be waiting for the disk."""
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            asyncio.get_running_loop().run_in_executor(None, receiver.discard)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:
        return await self.settings["run_in_thread"](function, *arguments)


class PortalUpload(ReceivesForm, PortalHandler):
    """The uploads of the API. A key gives rights; a cookie never does."""

    access = Access.PUBLIC
    SUPPORTED_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")

    async def admit(self) -> str:
        """Let in whoever has a key that is good there; her rights are looked at once it came.

        Raises:
            Problem: no key, or a bad one (401), or no such space (404).
        """
        space_id, site, _ = self.path_args
        door = door_of(self, space_id, site)
        key = self.request.headers.get("X-API-KEY")
        _, member = await self._in_thread(find_space, self.workshop, door, key)
        if member is None:
            raise unauthorized()
        return str(member.learner_id)

    async def answer(self, space_id: str, site: str | None, path: str) -> None:
        """Hand over what came, and send what comes back."""
        try:
            upload = await self.received() if self.request.method == "POST" else None
        except Problem as problem:
            await send(self, refusal(problem))
            return
        request = Request(
            method=self.request.method or "GET",
            path="/api/" + path,
            query=tuple(parse_qsl(self.request.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.request.headers.get_all()},
            upload=upload,
        )
        door = door_of(self, space_id, site)
        response: Response = await self._in_thread(call_upload, self.workshop, door, request)
        await send(self, response)

    get = head = post = put = delete = patch = options = answer
