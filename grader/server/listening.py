"""Listening: what our applications share between the port and the handlers."""

from __future__ import annotations

import asyncio
import errno
import functools
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import tornado.httpserver
import tornado.netutil
import tornado.web

from grader.errors import OuvroirError
from grader.server.metrics import Metrics
from grader.server.route_names import method_of, route_of, truncated_address
from grader.server.stopping import Stopping
from grader.settings import Settings

_log = logging.getLogger("ouvroir.server")
_BODY_SECONDS = 600
#: How long a connection may say nothing whole: the headers of a request, or the next one.
IDLE_SECONDS = 75
#: Where this machine reaches a server that listens on these addresses.
_LOOPBACKS = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "localhost": "127.0.0.1", "::": "::1"}  # noqa: S104  # looked up, not bound to


class Front(tornado.httpserver.HTTPServer):
    """An HTTP server that believes ``X-Forwarded-*`` from the configured proxies alone."""

    trusted: frozenset[str] = frozenset()

    def start_request(self, server_conn: object, request_conn: Any) -> Any:
        """Look at who connects before any forwarded header is read."""
        self.xheaders = request_conn.context.remote_ip in self.trusted
        return super().start_request(server_conn, request_conn)


def listen(
    application: tornado.web.Application, settings: Settings, port: int, host: str
) -> tuple[Front, str, int]:
    """Open the port.

    Args:
        application: what answers.
        settings: bounds, trusted proxies and base URL.
        port: which; 0 for any that is free.
        host: the address to listen on.

    Returns:
        The server, the address to open in a browser, and the port that was opened.

    Raises:
        OuvroirError: the port is taken or may not be used.
    """
    front = Front(
        application,
        max_body_size=settings.bounds.api_body_bytes,
        trusted_downstream=list(settings.trusted_proxies),
        # Long enough for the largest file on a slow line, and not for ever.
        body_timeout=_BODY_SECONDS,
        idle_connection_timeout=IDLE_SECONDS,
    )
    front.trusted = frozenset(settings.trusted_proxies)
    try:
        sockets = tornado.netutil.bind_sockets(port, host)
    except OSError as error:
        raise _cannot_listen(error, port) from error
    front.add_sockets(sockets)
    opened: int = sockets[0].getsockname()[1]
    here = _LOOPBACKS.get(host, host)
    here = f"[{here}]" if ":" in here else here
    return front, f"http://{here}:{opened}{settings.base_url}", opened


def runner(threads: ThreadPoolExecutor) -> Callable[..., Any]:
    """Give what runs a function in one of these threads, for handlers to await."""
    return functools.partial(_run_in, threads)


async def _run_in(
    threads: ThreadPoolExecutor, function: Callable[..., Any], *arguments: Any
) -> Any:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, functools.partial(function, *arguments))


def log_request(handler: tornado.web.RequestHandler) -> None:
    """Log method, route, status and time, and count them: no path, no query, no pseudonym."""
    stopping: Stopping | None = handler.settings.get("stopping")
    if stopping is not None:
        stopping.leave(handler)
    status = handler.get_status()
    seconds = handler.request.request_time()
    method = method_of(handler)
    route = route_of(handler)
    code = getattr(handler, "refusal_code", "")
    metrics: Metrics | None = handler.settings.get("metrics")
    if metrics is not None:
        metrics.request(method, route, status, seconds, code)
    level = logging.ERROR if status >= 500 else logging.INFO
    if getattr(handler, "quiet", False):
        # Asked for every few seconds: only what goes wrong there is worth a line.
        level = logging.WARNING if status >= 500 else logging.DEBUG
    fields = {
        "event": "request",
        "method": method,
        "route": route,
        "status": status,
        "ms": round(1000 * seconds, 1),
    }
    if code:
        fields["code"] = code
    if handler.settings.get("log_network"):
        fields["network"] = truncated_address(str(handler.request.remote_ip))
    _log.log(
        level,
        "%s %s %d %.0f ms",
        method,
        type(handler).__name__,
        status,
        1000 * seconds,
        extra=fields,
    )


def _cannot_listen(error: OSError, port: int) -> OuvroirError:
    if error.errno == errno.EADDRINUSE:
        return OuvroirError(
            "port-taken",
            f"Le port {port} est déjà pris par un autre programme (peut-être Ouvroir lui-même).",
            f"Choisissez-en un autre : make serve PORT={port + 1}",
        )
    return OuvroirError(
        "port-refused",
        f"Le système refuse d'ouvrir le port {port} : {error.strerror}.",
        "Vérifiez HOST et PORT, ou choisissez un port au-dessus de 1024.",
    )
