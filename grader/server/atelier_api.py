"""What a notebook of the atelier asks of the server: a token for a code, then files and checks.

JSON over HTTP, in the name of one learner. The token travels in a header that no other site can
set, so these addresses need no token against forged requests; no cookie is read here.
"""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import tornado.web
from tornado.escape import json_encode

from grader.errors import RefusedError
from grader.server.access import Access, OuvroirHandler, cannot_write
from grader.server.limits import Act
from grader.server.uploads import Upload
from grader.services.atelier import AtelierTokens, perform
from grader.services.people import Learner
from grader.services.resume_codes import learner_of_code
from grader.services.resume_tries import ResumeTries
from grader.services.workshop import Workshop
from grader.wire import to_json

_FORBIDDEN = 403
#: Characters of what may be a code, as somebody types it.
_LONGEST_CODE = 64
_SCHEME = "Bearer"


class _ByToken(OuvroirHandler):
    """Base of what a notebook asks with its token."""

    token: str = ""

    async def identify(self) -> None:
        """Find the learner that the token speaks for.

        Raises:
            tornado.web.HTTPError: 403 for no token, or one that speaks for nobody.
        """
        scheme, _, token = self.request.headers.get("Authorization", "").partition(" ")
        self.token = token
        if scheme == _SCHEME and token:
            tokens: AtelierTokens = self.settings["atelier_tokens"]
            self.learner = await asyncio.to_thread(tokens.learner_of, self.workshop, token)
        if self.learner is None:
            raise tornado.web.HTTPError(_FORBIDDEN)

    def asker(self) -> str:
        """Name the token: a notebook that runs wild does not stop its learner's pages."""
        return self.token

    def check_xsrf_cookie(self) -> None:
        """Leave XSRF aside: the token is in a header that no other site can set."""

    def wants_json(self) -> bool:
        """Say yes: only programs ask here."""
        return True


class OpenAtelier(OuvroirHandler):
    """Gives a token for a resume code; a wrong code is refused as on « Reprendre »."""

    access = Access.PUBLIC

    def check_xsrf_cookie(self) -> None:
        """Leave XSRF aside: no cookie is read, and nothing is written for who asks."""

    def wants_json(self) -> bool:
        """Say yes: only programs ask here."""
        return True

    async def post(self) -> None:
        """Answer with a token and the learner's pseudonym, or refuse."""
        begun = time.monotonic()
        code = _read(self).get("code")
        if not isinstance(code, str) or len(code) > _LONGEST_CODE:
            raise RefusedError("bad-request", "Le carnet a envoyé une demande incomplète.")
        tries: ResumeTries = self.settings["resume_tries"]
        address, run = str(self.request.remote_ip), self.settings["run_in_thread"]
        with tries.one(address):
            found: Learner | None = await run(learner_of_code, self.workshop, code)
            if found is None:
                await asyncio.sleep(begun + tries.wrong(address) - time.monotonic())
                raise RefusedError(
                    "wrong-code",
                    "Ce code n'ouvre aucun parcours.",
                    "Vérifiez-le, ou créez-en un autre dans « Mes données ».",
                )
        tokens: AtelierTokens = self.settings["atelier_tokens"]
        token = await run(tokens.give, self.workshop, found.id)
        self.finish({"token": token, "pseudonym": found.pseudonym})


class CloseAtelier(_ByToken):
    """Ends a token."""

    access = Access.NOTEBOOK

    async def post(self) -> None:
        """Forget it."""
        self.settings["atelier_tokens"].end(self.token)
        self.finish({"closed": True})


class AtelierOperation(_ByToken):
    """Does what a notebook asks of an exercise."""

    access = Access.NOTEBOOK
    act = Act.OPERATION

    async def post(self, name: str) -> None:
        """Answer with the exercise's view, or with what was refused."""
        request = _read(self)
        try:
            view = await self.settings["run_slowly"](
                _answered, self.workshop, self.me, name, request
            )
        except OSError as fault:
            raise cannot_write(fault) from fault
        self.set_header("Content-Type", "application/json; charset=utf-8")
        self.finish(view)


@tornado.web.stream_request_body
class AtelierUpload(_ByToken, Upload):
    """Receives a file for an exercise, from a notebook."""

    access = Access.NOTEBOOK


def _answered(workshop: Workshop, learner: Learner, name: str, request: dict[str, Any]) -> str:
    """Do what a notebook asks and write its view, all of it away from the server's loop."""
    return json_encode({"view": to_json(perform(workshop, learner, name, request))})


def _read(handler: OuvroirHandler) -> dict[str, Any]:
    body = handler.request.body
    request: Any = None
    if len(body) <= handler.workshop.settings.bounds.api_body_bytes:
        try:
            request = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            request = None
    if not isinstance(request, dict):
        raise RefusedError("bad-request", "Le carnet a envoyé une demande illisible.")
    return request
