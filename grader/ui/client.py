"""A small client of the server, for a page's kernel: standard library only.

The kernel's environment names the server and holds the page's token. The token is read once
and removed from the environment, so that nothing started later inherits it.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, MutableMapping
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from grader.errors import OuvroirError, RefusedError
from grader.typography import french

#: Longer than the longest job of a worker, queue included (settings.Bounds.job_seconds).
TIMEOUT_SECONDS = 90.0

#: A reply larger than that is not one of ours.
REPLY_BYTES = 16 * 1024 * 1024

_RELOAD = "Rechargez la page dans un instant. Vos réponses déjà validées sont conservées."


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirection would carry the token to an address that nobody chose."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class ServerClient:
    """Calls the operations that the server offers to one page.

    Args:
        address: ``http://host:port/…/`` under which ``page/<operation>`` lies.
        token: the page's token.
        subject: lesson id, module slug or "".

    Raises:
        ValueError: the address is not one of HTTP.
    """

    def __init__(self, address: str, token: str, subject: str = "") -> None:
        if urlsplit(address).scheme not in ("http", "https"):
            raise ValueError("the server's address must be one of HTTP")
        self.address = address.rstrip("/") + "/"
        self.subject = subject
        self._token = token
        # No proxy: the server is on this machine, and a proxy would see the token.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())

    @classmethod
    def from_environment(cls, environ: MutableMapping[str, str] | None = None) -> ServerClient:
        """Read ``OUVROIR_PAGE_SERVER``, ``_TOKEN`` and ``_SUBJECT``; forget the token.

        Args:
            environ: the variables; the process environment when not given.

        Raises:
            OuvroirError: the page was not started by the server.
        """
        env = os.environ if environ is None else environ
        token = env.pop("OUVROIR_PAGE_TOKEN", "")
        address = env.get("OUVROIR_PAGE_SERVER", "")
        if not token or not address:
            raise OuvroirError(
                "page-without-server",
                french("Cette page n'a pas été ouverte par le serveur d'Ouvroir."),
                french("Ouvrez-la depuis l'accueil."),
            )
        return cls(address, token, env.get("OUVROIR_PAGE_SUBJECT", ""))

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Ask for one operation and give its view.

        Args:
            operation: name of the operation (``lesson_view``, ``answer``…).
            request: its arguments, JSON types only.

        Raises:
            RefusedError: the server answered with an error, already told in French.
            OuvroirError: the server did not answer, or not with what was agreed.
        """
        message = urllib.request.Request(  # noqa: S310 - the scheme is checked in __init__
            f"{self.address}page/{operation}",
            data=json.dumps(request).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
            },
            method="POST",
        )
        reply = self._decode(self._send(message))
        error, view = reply.get("error"), reply.get("view")
        if isinstance(error, dict):
            raise RefusedError(*(str(error.get(key) or "") for key in ("code", "message", "hint")))
        if not isinstance(view, dict):
            raise self._unclear()
        return view

    def _send(self, message: urllib.request.Request) -> bytes:
        try:
            with self._opener.open(message, timeout=TIMEOUT_SECONDS) as reply:
                return bytes(reply.read(REPLY_BYTES + 1))
        except urllib.error.HTTPError as refusal:
            # A refusal (403, 404, 409…) says why in the same JSON as any other reply.
            with refusal:
                return refusal.read(REPLY_BYTES + 1)
        except TimeoutError as late:
            raise OuvroirError(
                "server-late",
                french("Le serveur met trop de temps à répondre."),
                french(_RELOAD),
            ) from late
        except (OSError, HTTPException) as silence:
            if isinstance(getattr(silence, "reason", None), TimeoutError):
                raise OuvroirError(
                    "server-late",
                    french("Le serveur met trop de temps à répondre."),
                    french(_RELOAD),
                ) from silence
            raise OuvroirError(
                "server-silent", french("Le serveur ne répond pas."), french(_RELOAD)
            ) from silence

    def _decode(self, body: bytes) -> dict[str, Any]:
        if len(body) > REPLY_BYTES:
            raise self._unclear()
        try:
            reply = json.loads(body)
        except ValueError as garbled:
            raise self._unclear() from garbled
        if not isinstance(reply, dict):
            raise self._unclear()
        return reply

    @staticmethod
    def _unclear() -> OuvroirError:
        return OuvroirError(
            "server-unclear",
            french("La réponse du serveur n'a pas pu être lue."),
            french(_RELOAD),
        )
