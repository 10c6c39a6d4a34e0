"""Page kernels seen from the web: the websocket of their owner, and their end."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import tornado.web
import tornado.websocket
from jupyter_core.utils import ensure_async
from jupyter_server.auth.authorizer import Authorizer
from jupyter_server.auth.identity import IdentityProvider, User
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from grader.server.access import (
    Access,
    OuvroirHandler,
    log_fault,
    read_cookie,
    set_security_headers,
)
from grader.server.limits import SOCKETS_PER_PAGE
from grader.server.open_pages import OpenPage, OpenPages
from grader.services import errands
from grader.services.people import find_learner
from grader.services.sessions.accounts import MARK, owner_in

_log = logging.getLogger("ouvroir.server")

#: What a browser may say to its page's kernel; code to execute is not among it.
ALLOWED_MESSAGES = [
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_request",
    "kernel_info_request",
]


async def close_kernel(kernel_manager: Any, pages: OpenPages, page: OpenPage) -> None:
    """Close a page: token first, then kernel; harmless if it is gone already."""
    pages.forget(page)
    kernel_id, page.kernel_id = page.kernel_id, ""
    if kernel_id and kernel_id in kernel_manager:
        try:
            await ensure_async(kernel_manager.shutdown_kernel(kernel_id, now=True))
        except (KeyError, tornado.web.HTTPError, RuntimeError):
            _log.debug("kernel %s was gone", kernel_id)


class CookieIdentity(IdentityProvider):
    """Tells Jupyter's own handlers who asks: the learner of our cookie, or nobody."""

    def get_user(self, handler: tornado.web.RequestHandler) -> User | None:
        """Read the learner's id from the signed cookie.

        The database is not asked: this runs on the server's loop, and the pages of a learner
        who was erased are closed with her.
        """
        learner_id = owner_in(read_cookie(handler))
        return User(username=learner_id) if learner_id else None

    def get_handlers(self) -> list[Any]:
        """Give none: no login form, no token."""
        return []


class OwnKernelsOnly(Authorizer):
    """Lets a learner reach the kernels of her own pages, and nothing else."""

    def is_authorized(
        self, handler: tornado.web.RequestHandler, user: User, _action: str, resource: str
    ) -> bool:
        """Check the owner of the kernel that the address names."""
        pages: OpenPages = handler.settings["open_pages"]
        return resource == "kernels" and pages.owns(
            user.username, handler.path_kwargs.get("kernel_id", "")
        )


class KernelSocket(VoilaKernelWebsocketHandler):
    """A page's websocket to its kernel, for the page's owner."""

    access = Access.OWNER
    page: OpenPage | None = None

    async def get(self, kernel_id: str) -> None:
        """Open the websocket, once cookie and owner were checked."""
        pages: OpenPages = self.settings["open_pages"]
        if self.settings["stopping"].begun:
            raise tornado.web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE)
        user = self.current_user
        if user is None or not pages.owns(user.username, kernel_id):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        cookie = read_cookie(self)
        if MARK in cookie:
            # A login may have ended since.
            run = self.settings["run_in_thread"]
            found = await run(find_learner, self.settings["workshop"], cookie)
            if found is None or found.id != user.username:
                raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        page = pages.by_kernel(kernel_id)
        if page is not None and page.sockets >= SOCKETS_PER_PAGE:
            raise tornado.web.HTTPError(HTTPStatus.TOO_MANY_REQUESTS)
        await super().get(kernel_id=kernel_id)

    def set_default_headers(self) -> None:
        """Send the security headers with what opens the line, and with its refusals."""
        set_security_headers(self)

    @property
    def ping_timeout(self) -> int:
        """Milliseconds without an answer to a ping after which the line is taken for dead.

        Jupyter counts them from the opening, before the first ping: a timeout of one interval
        would close every line after one. Tornado asks as well, while it accepts, and takes no
        more than one interval.
        """
        interval: int = self.ping_interval
        return interval if self.ws_connection is None else 3 * interval

    def write_error(self, status_code: int, **_kwargs: Any) -> None:
        """Answer with the status alone: no browser shows what a refused websocket says."""
        self.set_status(status_code)
        self.finish()

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log as our other handlers do."""
        log_fault(typ, value, tb)

    async def open(self, kernel_id: str) -> None:
        """Count the websocket, so that an open page is not taken for an abandoned one."""
        self.page = self.settings["open_pages"].connected(kernel_id, self)
        await super().open(kernel_id)

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass a message on to the kernel; keep what is said to the server itself."""
        if self.page is not None:
            self.settings["open_pages"].look(self.page)
        said = said_to_server(ws_message)
        if said is None:
            super().on_message(ws_message)
        elif said == "stop" and self.page is not None:
            errands.stop(self.settings["workshop"], self.page.token)

    def tell(self, message: Mapping[str, object]) -> None:
        """Tell the page's script something that does not come from its kernel."""
        with suppress(tornado.websocket.WebSocketClosedError):
            self.write_message(json.dumps(message))

    def on_close(self) -> None:
        """Count it out."""
        self.settings["open_pages"].disconnected(self.kernel_id, self)
        if getattr(self, "connection", None) is not None:
            super().on_close()


def said_to_server(message: str | bytes) -> str | None:
    """Read what a page says to the server and not to its kernel; None for anything else.

    Args:
        message: ``{"ouvroir": "here"}`` (somebody looks at the page) or ``{"ouvroir": "stop"}``
            (she no longer waits for what it asked).
    """
    if not isinstance(message, str) or len(message) > 64 or not message.startswith('{"ouvroir"'):
        return None
    try:
        said = json.loads(message).get("ouvroir")
    except ValueError:
        return None
    return said if isinstance(said, str) else None


class ClosePage(OuvroirHandler):
    """The browser says that it leaves a page."""

    access = Access.OWNER

    async def post(self, kernel_id: str) -> None:
        """Close the page's kernel.

        Raises:
            tornado.web.HTTPError: 403 when it is not hers.
        """
        pages: OpenPages = self.settings["open_pages"]
        page = pages.by_kernel(kernel_id)
        if page is None or page.owner != self.me.id:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        self.set_status(HTTPStatus.NO_CONTENT)
        await self.finish()
        await close_kernel(self.settings["kernel_manager"], pages, page)
