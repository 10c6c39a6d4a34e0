"""What a page's kernel asks of the server: JSON, authorised by the page's token."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import tornado.web
from tornado.escape import json_encode

from grader.errors import RefusedError
from grader.server.access import Access, OuvroirHandler, cannot_write
from grader.server.limits import Act
from grader.server.open_pages import OpenPages
from grader.services.bench_operations import BENCH_OPERATIONS
from grader.services.errands import asked_by_page
from grader.services.operations import OPERATIONS, perform
from grader.services.people import Learner, find_learner
from grader.services.privacy_operations import PRIVACY_OPERATIONS
from grader.services.publish_operations import PUBLISH_OPERATIONS
from grader.services.workshop import Workshop
from grader.wire import to_json

#: Operations that may wait for a worker or for the gradebook.
_SLOW = frozenset(
    {
        "check_file",
        "exercise_view",
        "hand_in",
        "lesson_view",
        "read_sheet",
        *BENCH_OPERATIONS,
        *PRIVACY_OPERATIONS,
        *PUBLISH_OPERATIONS,
    }
)


def _read(body: bytes) -> dict[str, Any]:
    try:
        request = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        request = None
    if not isinstance(request, dict):
        raise RefusedError("bad-request", "La page a envoyé une demande illisible.")
    return request


def _answered(workshop: Workshop, learner: Learner, token: str, name: str, body: bytes) -> str:
    """Do what a page asks and write its view, all of it away from the server's loop."""
    with asked_by_page(token):
        return json_encode({"view": to_json(perform(workshop, learner, name, _read(body)))})


class PageOperation(OuvroirHandler):
    """Runs one operation for the owner of a page."""

    access = Access.PAGE
    act = Act.OPERATION
    #: A page that was being opened or answered needs them to its end.
    served_at_stop = True
    token: str = ""

    @property
    def operation(self) -> str:
        """Name of the operation, for the log; "" for one that is none."""
        name = str(self.path_args[0]) if self.path_args else ""
        return name if name in OPERATIONS else ""

    async def identify(self) -> None:
        """Find the page's owner by its token.

        Raises:
            tornado.web.HTTPError: 403 for no token, or one that speaks for no open page.
        """
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        pages: OpenPages = self.settings["open_pages"]
        page = pages.by_token(token) if scheme == "Bearer" else None
        self.token = token
        if page is not None:
            self.learner = await asyncio.to_thread(find_learner, self.workshop, page.owner)
        if self.learner is None:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)

    def asker(self) -> str:
        """Name the page: one that runs wild does not stop its owner's others."""
        return self.token

    def check_xsrf_cookie(self) -> None:
        """Leave XSRF aside: the token is in a header that no other site can set."""

    def wants_json(self) -> bool:
        """Say yes: only kernels ask here."""
        return True

    async def post(self, name: str) -> None:
        """Do what the page asks and answer with a public view, or with what was refused."""
        # A file to read must not keep somebody else's answer waiting.
        run: Callable[..., Any] = self.settings[
            "run_for_page" if name in _SLOW else "run_in_thread"
        ]
        try:
            view = await run(_answered, self.workshop, self.me, self.token, name, self.request.body)
        except OSError as fault:
            raise cannot_write(fault) from fault
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(view)
        if name == "hand_in":
            self.settings["metrics"].hand_in()
        if name in ("hand_in", "grade", "review"):
            self.settings["grading"].wake(everything=name == "grade")
        elif name == "module_view":
            self.settings["grading"].expect()
