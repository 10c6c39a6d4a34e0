"""``/sante`` and ``/metrics``: what a supervision asks, of the server alone and of nobody."""

from __future__ import annotations

import asyncio
import ipaddress
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import tornado.web

from grader.server.access import Access, OuvroirHandler
from grader.server.metrics import CONTENT_TYPE, Metrics
from grader.services.health import Health, Watcher
from grader.services.workshop import Workshop
from grader.settings import Network

#: An answer is good for that long, so that whoever asks without a pause costs nothing.
_FRESH_SECONDS = 1.0
#: What takes longer is told as not well: a probe gives up soon.
_PATIENCE_SECONDS = 2.0
#: Headers by which a proxy says that it passes on what another machine asks.
_PASSED_ON = (
    "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Real-Ip", "X-Scheme",
    "Forwarded", "Via",
)  # fmt: skip
_NOT_WELL = Health(database=False, disk=False, workers=False, pages=False, clock=False)


class HealthDesk:
    """Keeps the last look at the server; looks again when it is too old, once at a time.

    Args:
        watcher: looks.
    """

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._last: Health | None = None
        self._at = 0.0
        self._looking: asyncio.Future[Health] | None = None
        # One of its own: threads that all wait for the database are what is to be told.
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="ouvroir-sante")

    async def look(self, workshop: Workshop) -> Health:
        """Give how the server is.

        Args:
            workshop: stores and workers.
        """
        if self._last is not None and time.monotonic() - self._at < _FRESH_SECONDS:
            return self._last
        if self._looking is None or self._looking.done():
            loop = asyncio.get_running_loop()
            self._looking = loop.run_in_executor(self._threads, self._watcher.look, workshop)
        try:
            found = await asyncio.wait_for(asyncio.shield(self._looking), _PATIENCE_SECONDS)
        except TimeoutError:
            # It is the database that makes one wait; what else was seen last still holds.
            last = self._last or _NOT_WELL
            found = Health(False, last.disk, last.workers, last.pages, last.clock)
        self._last, self._at = found, time.monotonic()
        return found

    def close(self) -> None:
        """Look no more."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class HealthPage(OuvroirHandler):
    """How the server is: 200 or 503, and a few yes or no."""

    access = Access.PUBLIC
    quiet = True
    served_at_stop = True

    async def get(self) -> None:
        """Look, and answer."""
        stopping = self.settings["stopping"].begun
        found = await self.settings["health"].look(self.workshop)
        good = found.good and not stopping
        self.set_status(HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE)
        state = "arrêt" if stopping else ("bon" if good else "panne")
        self.finish({"etat": state, "controles": found.told()})

    async def head(self) -> None:
        """Answer with the status alone."""
        await self.get()


class MetricsPage(OuvroirHandler):
    """Figures for Prometheus, for who is on this machine or was named."""

    access = Access.PUBLIC
    quiet = True
    served_at_stop = True

    async def get(self) -> None:
        """Write them.

        Raises:
            tornado.web.HTTPError: 403 for who may not read them.
        """
        settings = self.workshop.settings
        headers = self.request.headers
        if not may_read(
            str(self.request.remote_ip),
            passed_on=any(name in headers for name in _PASSED_ON),
            believed=bool(settings.trusted_proxies),
            allowed=settings.metrics_from,
        ):
            raise tornado.web.HTTPError(HTTPStatus.FORBIDDEN)
        metrics: Metrics = self.settings["metrics"]
        # Some figures are read from the database.
        text = await self.settings["run_in_thread"](metrics.text)
        self.set_header("Content-Type", CONTENT_TYPE)
        self.finish(text)


def may_read(
    address: str, *, passed_on: bool, believed: bool, allowed: tuple[Network, ...]
) -> bool:
    """Tell who may read the figures.

    Args:
        address: who asks, as the server knows it.
        passed_on: a proxy passes the request on, or says so.
        believed: a proxy may say who asks (``OUVROIR_TRUSTED_PROXIES``).
        allowed: networks that were named (``OUVROIR_METRICS_FROM``).
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    named = any(found in network for network in allowed)
    # Behind a proxy everybody seems to be on this machine, unless it says who asks.
    return (named and believed) if passed_on else (named or found.is_loopback)
