"""The portal's API over HTTP: a thin way in, the answer is made in a thread."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

import tornado.web

from grader.publication.api.answer import refusal
from grader.publication.exchange import Request, Response
from grader.server.access import Access, OuvroirHandler, read_cookie
from grader.server.limits import Act, tell_wait
from grader.server.portal_faults import fault_problem
from grader.services.portal.calls import call_api
from grader.services.portal.opening import MOUNT, REGIONAL, Door
from grader.services.sessions.accounts import owner_in

if TYPE_CHECKING:
    from tornado.http1connection import HTTP1Connection

_CHUNK = 256 * 1024


def door_of(handler: tornado.web.RequestHandler, space_id: str, site: str | None) -> Door:
    """Tell where a request came in.

    Args:
        handler: the request.
        space_id: the space that its path names, or "".
        site: ``regionale`` for the portal that harvests.
    """
    request = handler.request
    origin = f"{request.protocol}://{request.host}{handler.settings['base_url']}{MOUNT}"
    return Door(
        origin=origin,
        space_id=space_id,
        site="regional" if site == REGIONAL else "main",
        learner_id=owner_in(read_cookie(handler)),
    )


class PortalHandler(OuvroirHandler):
    """Base of what answers programs: faults of the server itself have the portal's shapes."""

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: no cookie gives a right here."""

    def wants_json(self) -> bool:
        """Say yes: a program asks."""
        return True

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell what happened as the real portal does, with a French sentence beside."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        response = refusal(fault_problem(status_code, error, self.request.method or ""))
        self.set_status(response.status)
        for name, value in response.headers:
            self.set_header(name, value)
        tell_wait(self, error)
        self.finish(response.body)


@tornado.web.stream_request_body
class PortalApi(PortalHandler):
    """Every call of the API but uploads. A key gives rights; a cookie never does."""

    access = Access.PUBLIC
    act = Act.CALL
    SUPPORTED_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")

    def asker(self) -> str:
        """Name the key; a call without one is counted by its address alone."""
        return self.request.headers.get("X-API-KEY", "")

    def initialize(self) -> None:
        """Have nothing of the body yet."""
        self._body = bytearray()
        self._too_long = False
        self._read_whole = False

    async def prepare(self) -> None:
        """Take a body that is too long to its end, and throw it away.

        Who is cut off while she sends shows no answer at all.
        """
        bounds = self.workshop.settings.bounds
        connection = cast("HTTP1Connection", self.request.connection)
        connection.set_max_body_size(max(bounds.api_body_bytes, 2 * bounds.portal_upload_bytes))
        await super().prepare()

    def data_received(self, chunk: bytes) -> None:
        """Keep the next bytes, up to the bound."""
        bound = self.workshop.settings.bounds.api_body_bytes
        self._too_long = self._too_long or len(self._body) + len(chunk) > bound
        if self._too_long:
            self._body.clear()
        else:
            self._body += chunk

    async def answer(self, space_id: str, site: str | None, path: str) -> None:
        """Hand the call over, and send what comes back.

        Raises:
            tornado.web.HTTPError: the body is too long (413).
        """
        self._read_whole = True
        if self._too_long:
            raise tornado.web.HTTPError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        request = Request(
            method=self.request.method or "GET",
            path="/api/" + path,
            query=tuple(parse_qsl(self.request.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.request.headers.get_all()},
            body=bytes(self._body),
        )
        await send(self, await self.call(door_of(self, space_id, site), request))

    async def call(self, door: Door, request: Request) -> Response:
        """Have a call answered in a thread."""
        response: Response = await self.settings["run_in_thread"](
            call_api, self.workshop, door, request
        )
        return response

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell what happened; a call refused before its body was read ends the connection."""
        if not self._read_whole:
            self.set_header("Connection", "close")
        super().write_error(status_code, **kwargs)

    get = head = post = put = delete = patch = options = answer


async def send(handler: OuvroirHandler, response: Response) -> None:
    """Send an answer of the portal.

    Args:
        handler: whom it answers.
        response: status, headers, and a body or a file.
    """
    handler.set_status(response.status)
    for name, value in response.headers:
        handler.set_header(name, value)
    if response.status in (204, 304):
        handler.clear_header("Content-Type")
        handler.finish()
        return
    if response.file is None:
        handler.finish(response.body)
        return
    handler.set_header("Content-Length", str(response.file.stat().st_size))
    if handler.request.method == "HEAD":
        handler.finish()
        return
    run: Any = handler.settings["run_in_thread"]
    with response.file.open("rb") as stream:
        while chunk := await run(stream.read, _CHUNK):
            handler.write(chunk)
            await handler.flush()
    handler.finish()
