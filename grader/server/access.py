"""Who may pass: each handler states its access, and ``prepare`` enforces it before anything else.

The least identity that works: a signed persistent cookie names a pseudonymous learner.
"""

from __future__ import annotations

import asyncio
import enum
import functools
import logging
from http import HTTPStatus
from typing import Any, ClassVar

import tornado.web

from grader.errors import NotFoundError, OuvroirError, RefusedError, TooOftenError
from grader.server.limits import Act, allow, tell_wait
from grader.server.logging_lines import places_of
from grader.server.rendering import render_shell
from grader.server.stopping import Stopping, restarting
from grader.services.people import (
    Learner,
    find_learner,
    is_administrator,
    is_trainer,
    make_learner,
    without_rights,
)
from grader.services.sessions.accounts import MARK, before_in
from grader.services.workshop import Workshop

_log = logging.getLogger("ouvroir.server")

COOKIE = "ouvroir"
COOKIE_DAYS = 400
#: For how long a login or the key gives rights: half a day.
RIGHTS_DAYS = 0.5

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
    ADMINISTRATOR = "an administrator's cookie"
    PAGE = "a page's token"
    NOTEBOOK = "the token that a notebook got for a resume code"
    OWNER = "the cookie of the learner who opened that kernel"


class OuvroirHandler(tornado.web.RequestHandler):
    """Base of our handlers: access, security headers, errors told in French."""

    access: ClassVar[Access]
    #: What a request does that is counted; None for what costs next to nothing.
    act: ClassVar[Act | None] = None
    learner: Learner | None = None
    #: Asked for every few seconds by a supervision: nothing to log nor to wait for.
    quiet: ClassVar[bool] = False
    #: Code of the refusal that was told, for the log; "" for none.
    refusal_code: str = ""
    #: Whether it is answered while the server ends what runs.
    served_at_stop: ClassVar[bool] = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stopping: Stopping | None = self.settings.get("stopping")
        if stopping is not None and not self.quiet:
            stopping.enter(self)

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
        set_security_headers(self)
        self.set_header("Cache-Control", "no-store")

    def set_cookie(self, name: str, value: str | bytes, **options: Any) -> None:  # type: ignore[override]  # Tornado's many arguments
        """Set a cookie that travels encrypted wherever the page did."""
        options.setdefault("secure", self.request.protocol == "https")
        super().set_cookie(name, value, **options)

    async def prepare(self) -> None:
        """Find who asks, and stop here if she may not pass, or comes too often."""
        self.refuse_at_stop()
        await self.identify()
        if self.act is not None:
            allow(self, self.act, self.asker())

    def refuse_at_stop(self) -> None:
        """Stop here while the server does.

        Raises:
            OuvroirError: it does, and this is nothing that it had begun.
        """
        stopping: Stopping | None = self.settings.get("stopping")
        if stopping is not None and stopping.refuses(self):
            raise restarting()

    def on_connection_close(self) -> None:
        """Wait no more for what nobody waits for."""
        stopping: Stopping | None = self.settings.get("stopping")
        if stopping is not None:
            stopping.leave(self)
        super().on_connection_close()

    def asker(self) -> str:
        """Name who is counted with her address: the learner, or nobody."""
        return self.learner.id if self.learner is not None else ""

    async def identify(self) -> None:
        """Enforce ``access``.

        Raises:
            tornado.web.HTTPError: 403 when the request may not pass.
        """
        if self.access is Access.PUBLIC:
            return
        self.learner = await asyncio.to_thread(find_learner, self.workshop, read_cookie(self))
        if self.learner is None and self.access is Access.VISITOR:
            allow(self, Act.NEWCOMER)
            self.learner = await asyncio.to_thread(make_learner, self.workshop)
            write_cookie(self, self.learner)
        if self.learner is None:
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        if not is_fresh(self):
            # Who she is lasts; what the key allows her does not.
            self.learner = without_rights(self.learner)
        if self.access is Access.TRAINER and not is_trainer(self.learner):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        if self.access is Access.ADMINISTRATOR and not is_administrator(self.learner):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Tell what happened in French, without a traceback."""
        error = (kwargs.get("exc_info") or (None, None))[1]
        if isinstance(error, OuvroirError):
            status_code = refusal_status(error)
            self.set_status(status_code)
            tell_wait(self, error)
        told = error if isinstance(error, OuvroirError) else _told(status_code)
        self.refusal_code = told.code
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
                actions=self.ways_out(told.code),
            )
        )

    def ways_out(self, code: str) -> list[tuple[str, str]]:
        """Give where to go from a refusal: (label, address), the usual way first.

        Args:
            code: of the refusal.
        """
        home = ("Revenir à l'accueil", self.workshop.address(""))
        # On a trainer's page, a login may have run out.
        asked = self.access in (Access.TRAINER, Access.ADMINISTRATOR) and code == "forbidden"
        if code == "trainers-only" or asked:
            return [("Se connecter", self.workshop.address("connexion")), home]
        return [home]

    def wants_json(self) -> bool:
        """Whether a program asks, and not a person following a link."""
        return "text/html" not in self.request.headers.get("Accept", "")

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Log an unexpected fault, and count those of the database."""
        metrics = self.settings.get("metrics")
        if metrics is not None and str(getattr(typ, "__module__", "")).startswith("sqlalchemy"):
            metrics.database_fault()
        log_fault(typ, value, tb)


def set_security_headers(handler: tornado.web.RequestHandler) -> None:
    """Set what every answer bears, and tell nobody which program answers."""
    handler.clear_header("Server")
    for name, value in SECURITY_HEADERS.items():
        handler.set_header(name, value)


def log_fault(typ: Any, value: Any, tb: Any) -> None:
    """Log the type and places of an unexpected fault, never its words or the request.

    The words may quote a cell or a file's name, and the request holds addresses: neither is
    ours to keep. Refusals are not faults.
    """
    if isinstance(value, OuvroirError | tornado.web.HTTPError):
        return
    places, error = places_of(tb), getattr(typ, "__name__", str(typ))
    _log.error(
        "%s at %s", error, places, extra={"event": "fault", "error": error, "places": places}
    )


def read_cookie(handler: tornado.web.RequestHandler) -> str:
    """Give what a signed cookie says, for ``find_learner``; "" for none or a forged one.

    A login that is too old gives the learner who was there before it.
    """
    raw = handler.get_signed_cookie(COOKIE, max_age_days=COOKIE_DAYS)
    value = raw.decode("ascii", "replace") if raw else ""
    return before_in(value) if MARK in value and not is_fresh(handler) else value


def is_fresh(handler: tornado.web.RequestHandler) -> bool:
    """Tell whether the cookie is young enough to give rights; one just given is."""
    if not handler.get_cookie(COOKIE):
        return True
    return handler.get_signed_cookie(COOKIE, max_age_days=RIGHTS_DAYS) is not None


def write_cookie(handler: tornado.web.RequestHandler, learner: Learner, value: str = "") -> None:
    """Name a learner in a signed cookie that scripts cannot read.

    Args:
        handler: answers.
        learner: who.
        value: what it says where that is more than her id (``cookie_value``).
    """
    handler.set_signed_cookie(
        COOKIE,
        value or learner.id,
        expires_days=COOKIE_DAYS,
        httponly=True,
        samesite="Lax",
        secure=handler.request.protocol == "https",
        path=handler.settings["base_url"],
    )


#: Codes of refusals to their status, where it is not that of their kind.
_STATUSES = {
    "file-too-big": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "room-full": HTTPStatus.SERVICE_UNAVAILABLE,
    "server-restarting": HTTPStatus.SERVICE_UNAVAILABLE,
    "disk-full": HTTPStatus.SERVICE_UNAVAILABLE,
    "trainers-only": HTTPStatus.FORBIDDEN,
    "not-a-member": HTTPStatus.FORBIDDEN,
    "portal-forbidden": HTTPStatus.FORBIDDEN,
    "portal-gone": HTTPStatus.GONE,
}


def refusal_status(error: OuvroirError) -> int:
    """Give the HTTP status of an error that a person may read."""
    if isinstance(error, NotFoundError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, TooOftenError):
        return HTTPStatus.TOO_MANY_REQUESTS
    if error.code in _STATUSES:
        return _STATUSES[error.code]
    return HTTPStatus.CONFLICT if isinstance(error, RefusedError) else HTTPStatus.BAD_REQUEST


def cannot_write(fault: OSError) -> OuvroirError:
    """Tell that the server could not write; a full disk is the usual reason."""
    _log.error(
        "could not write: %s", fault.strerror, extra={"event": "fault", "error": fault.strerror}
    )
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
