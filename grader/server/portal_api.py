"""The portal's API over HTTP: a thin way in, the answer is made in a thread."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

import tornado.web

from grader.publication.exchange import Request, Response
from grader.server.access import Access, OuvroirHandler, read_cookie
from grader.services.portal.calls import call_api
from grader.services.portal.opening import MOUNT, REGIONAL, Door

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
        learner_id=read_cookie(handler),
    )


class PortalApi(OuvroirHandler):
    """Every call of the API but uploads. A key gives rights; a cookie never does."""

    access = Access.PUBLIC
    SUPPORTED_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")

    def check_xsrf_cookie(self) -> None:
        """Nothing to check: no cookie gives a right here."""

    def wants_json(self) -> bool:
        """Say yes: a program asks."""
        return True

    async def answer(self, space_id: str, site: str | None, path: str) -> None:
        """Hand the call over, and send what comes back."""
        request = Request(
            method=self.request.method or "GET",
            path="/api/" + path,
            query=tuple(parse_qsl(self.request.query, keep_blank_values=True)),
            headers={name.lower(): value for name, value in self.request.headers.get_all()},
            body=self.request.body,
        )
        response: Response = await self.settings["run_in_thread"](
            call_api, self.workshop, door_of(self, space_id, site), request
        )
        await send(self, response)

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
