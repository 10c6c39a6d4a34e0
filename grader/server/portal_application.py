"""The portal served by itself: its routes and nothing else, without kernels nor courses."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import tornado.httpserver
import tornado.web

from grader.server import health_pages, portal_routes, static_files
from grader.server.access import Access, NotFoundHandler, OuvroirHandler
from grader.server.erasure_timer import ErasureTimer
from grader.server.listening import listen, log_request, runner
from grader.server.live_figures import count_portal
from grader.server.metrics import Metrics
from grader.server.open_pages import OpenPages
from grader.server.route_names import RouteNames
from grader.server.stopping import Stopping
from grader.services import errands
from grader.services.health import Watcher
from grader.services.portal.opening import MOUNT
from grader.services.rates import Rates
from grader.services.trainers import read_or_make_secret
from grader.services.workshop import Workshop

#: For calls that wait for the database, and as many for those that wait for a worker.
_THREADS = 16


class ToPortal(OuvroirHandler):
    """The root of the server: the portal is all that there is."""

    access = Access.PUBLIC

    def get(self) -> None:
        """Lead to the portal."""
        self.redirect(f"{self.settings['base_url']}{MOUNT}/")


class PortalServer:
    """One process that serves the portal; its workers are its children.

    Args:
        workshop: stores and workers, opened by the caller and closed at the end of ``serve``.
    """

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="portail")
        self._slow_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="portail-slow")
        self._front: tornado.httpserver.HTTPServer | None = None
        self._stopping = Stopping()
        self._metrics = Metrics()
        # No kernel here: nothing is told of the process that they are forked from.
        self._health = health_pages.HealthDesk(Watcher(None))

    async def serve(self, ready: Callable[[str], None] | None = None) -> None:
        """Serve until ``SIGINT`` or ``SIGTERM``; calls that run then are ended and answered.

        Args:
            ready: called with the server's address once it listens.

        Raises:
            OuvroirError: the port is taken or may not be used (message in French).
        """
        settings = self._workshop.settings
        asyncio.get_running_loop().set_default_executor(self._threads)
        self._stopping.listen()
        erasures = ErasureTimer(
            lambda: self._workshop, lambda swept: self._metrics.erased("date", swept.total)
        )
        try:
            self._front, address, _ = listen(
                self.application(), settings, settings.port, settings.host
            )
            erasures.start()
            self._workshop.pool.warm()
            if ready is not None:
                ready(address)
            await self._stopping.wait()
            self._metrics.stop()
            await self._stopping.finish(
                # No page has a kernel, and so no line to be told by.
                OpenPages(settings.bounds),
                lambda: bool(errands.line(self._workshop)),
                settings.stop_seconds,
            )
        finally:
            await erasures.stop()
            await self._shut_down()

    def application(self) -> tornado.web.Application:
        """Make what answers: the portal's routes below the base URL, and 404."""
        settings = self._workshop.settings
        base_url = settings.base_url
        mounted = [
            (r"", ToPortal, {}),
            (r"sante", health_pages.HealthPage, {}),
            (r"metrics", health_pages.MetricsPage, {}),
            *portal_routes.ROUTES,
            static_files.ROUTE,
        ]
        count_portal(self._metrics, self._workshop)
        return tornado.web.Application(
            [(f"{base_url}{pattern}", handler, dict(args)) for pattern, handler, args in mounted],
            base_url=base_url,
            workshop=self._workshop,
            watch=None,
            portal_alone=True,
            rates=Rates(),
            stopping=self._stopping,
            metrics=self._metrics,
            health=self._health,
            run_in_thread=runner(self._threads),
            run_slowly=runner(self._slow_threads),
            cookie_secret=read_or_make_secret(settings.data / "cookie-secret", 48),
            xsrf_cookies=True,
            xsrf_cookie_kwargs={"samesite": "Lax", "path": base_url, "httponly": True},
            default_handler_class=NotFoundHandler,
            log_function=log_request,
            log_network=settings.log_network,
            route_names=RouteNames(((base_url + one[0], one[1]) for one in mounted), base_url),
        )

    async def _shut_down(self) -> None:
        if self._front is not None:
            self._front.stop()
        # In a thread of the loop's own: these are closed after it.
        await asyncio.to_thread(self._workshop.close)
        self._health.close()
        for threads in (self._threads, self._slow_threads):
            threads.shutdown(wait=False, cancel_futures=True)
