"""Who may pass: each handler states its access, and ``prepare`` enforces it before anything else.

The least identity that works: a signed persistent cookie names a pseudonymous learner.
"""

from __future__ import annotations

import asyncio
import enum
import functools
import logging
import traceback
from http import HTTPStatus
from pathlib import Path
from typing import Any, ClassVar

import tornado.web

from grader.errors import NotFoundError, OuvroirError, RefusedError
from grader.server.rendering import render_shell
from grader.services.people import Learner, find_learner, is_trainer, make_learner
from grader.services.workshop import Workshop

_log = logging.getLogger("ouvroir.server")

COOKIE = "ouvroir"
COOKIE_DAYS = 400

#: Our own modules and styles, from this server, and nothing else: no inline code, no eval.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Access(enum.Enum):
    """The least that a request must show."""

    PUBLIC = "anyone"
    VISITOR = "anyone; a learner is made for who has none"
    LEARNER = "a learner's cookie"
    TRAINER = "a trainer's cookie"
    PAGE = "a page's token"
    OWNER = "the cookie of the learner who opened that kernel"


class OuvroirHandler(tornado.web.RequestHandler):
    """Base of our handlers: access, security headers, errors told in French."""

    access: ClassVar[Access]
    learner: Learner | None = None

    @functools.cached_property
    def workshop(self) -> Workshop:
        """Stores, course and workers: those of the moment when the request came, to its end."""
        workshop: Workshop = self.settings["workshop"]
        return workshop

    @property
    def me(self) -> Learner:
        """The learner who asks; only where access requires one."""
        if self.learner is None:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        return self.learner

    def set_default_headers(self) -> None:
        """Send the security headers with every answer, errors included."""
        self.clear_header("Server")
        for name, value in SECURITY_HEADERS.items():
            self.set_header(name, value)
        self.set_header("Cache-Control", "no-store")

    async def prepare(self) -> None:
        """Find who asks, and stop here if she may not pass."""
        await self.identify()

    async def identify(self) -> None:
        """Enforce ``access``.

        Raises:
            tornado.web.HTTPError: 403 when the request may not pass.
        """
        if self.access is Access.PUBLIC:
            return
        self.learner = await asyncio.to_thread(find_learner, self.workshop, read_cookie(self))
        if self.learner is None and self.access is Access.VISITOR:
            self.learner = await asyncio.to_thread(make_learner, self.workshop)
            write_cookie(self, self.learner)
        if self.learner is None:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        if self.access is Access.TRAINER and not is_trainer(self.learner):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell what happened in French, without a traceback."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, OuvroirError):
            status_code = refusal_status(error)
            self.set_status(status_code)
        told = error if isinstance(error, OuvroirError) else _told(status_code)
        if self.wants_json():
            self.set_header("Content-Type", "application/json; charset=utf-8")
            self.finish({"error": told.to_dict()})
            return
        self.finish(
            render_shell(
                self,
                "message.html",
                title=told.message,
                message=told.message,
                hint=told.hint,
                actions=[("Revenir à l'accueil", self.workshop.address(""))],
            )
        )

    def wants_json(self) -> bool:
        """Whether a program asks, and not a person following a link."""
        return "text/html" not in self.request.headers.get("Accept", "")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log an unexpected fault."""
        log_fault(typ, value, tb)


def log_fault(typ: Any, value: Any, tb: Any) -> None:
    """Log the type and places of an unexpected fault, never its words or the request.

    The words may quote a cell or a file's name, and the request holds addresses: neither is
    ours to keep. Refusals are not faults.
    """
    if isinstance(value, OuvroirError | tornado.web.HTTPError):
        return
    places = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in reversed(traceback.extract_tb(tb)[-6:])
    )
    _log.error("%s at %s", getattr(typ, "__name__", typ), places)


def read_cookie(handler: tornado.web.RequestHandler) -> str:
    """Give the learner's id of a signed cookie, "" for none or a forged one."""
    raw = handler.get_signed_cookie(COOKIE, max_age_days=COOKIE_DAYS)
    return raw.decode("ascii", "replace") if raw else ""


def write_cookie(handler: tornado.web.RequestHandler, learner: Learner) -> None:
    """Name a learner in a signed cookie that scripts cannot read."""
    handler.set_signed_cookie(
        COOKIE,
        learner.id,
        expires_days=COOKIE_DAYS,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
        path=handler.settings["base_url"],
    )


def refusal_status(error: OuvroirError) -> int:
    """Give the HTTP status of an error that a person may read."""
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND
    if error.code == "file-too-big":
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if error.code in ("room-full", "disk-full"):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if error.code in ("trainers-only", "not-a-member", "portal-forbidden"):
        return HTTPStatus.FORBIDDEN
    if error.code == "portal-gone":
        return HTTPStatus.GONE
    return HTTPStatus.CONFLICT if isinstance(error, RefusedError) else HTTPStatus.BAD_REQUEST


def cannot_write(fault: OSError) -> OuvroirError:
    """Tell that the server could not write; a full disk is the usual reason."""
    _log.error("could not write: %s", fault.strerror)
    return OuvroirError(
        "disk-full",
        "Le serveur n'a pas pu enregistrer : il manque sans doute de place.",
        "Prévenez la personne qui l'exploite. Ce qui était déjà enregistré est conservé.",
    )


def _told(status: int) -> OuvroirError:
    if status == HTTPStatus.FORBIDDEN:
        return RefusedError(
            "forbidden",
            "Cette page ne vous est pas ouverte.",
            "Revenez à l'accueil : vos réponses sont conservées.",
        )
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED):
        return NotFoundError(
            "not-found", "Cette page n'existe pas.", "L'adresse est peut-être incomplète."
        )
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return RefusedError("file-too-big", "L'envoi est trop volumineux.", "Déposez un extrait.")
    if status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return RefusedError("bad-request", "La demande n'a pas été comprise.", "Rechargez la page.")
    return OuvroirError(
        "server-fault",
        "Une erreur s'est produite de notre côté.",
        "Vos réponses sont conservées. Rechargez la page dans un instant.",
    )


class NotFoundHandler(OuvroirHandler):
    """Whatever is not in the list of routes."""

    access = Access.PUBLIC

    async def prepare(self) -> None:
        """Answer 404 to every method."""
        raise tornado.web.HTTPError(HTTPStatus.NOT_FOUND)

    def check_xsrf_cookie(self) -> None:
        """Say 404, not 403, to a POST that leads nowhere."""
