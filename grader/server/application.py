"""The server: Voilà's application with our own routes, identity, kernels and template."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from typing import Any

import tornado.httpserver
import tornado.ioloop
import tornado.web
from traitlets.config import Config
from voila.app import Voila

from grader.kernels.forked import FORKED_NAME, ForkedProvisioner
from grader.kernels.nursery import NURSERY, NoForkError, can_fork
from grader.kernels.quick_client import connect_soon
from grader.server.access import NotFoundHandler
from grader.server.assets import TEMPLATES
from grader.server.erasure_timer import ErasureTimer
from grader.server.grading_queue import GradingQueue
from grader.server.health_pages import HealthDesk
from grader.server.kernel_line import QuickConnection
from grader.server.kernels import (
    ALLOWED_MESSAGES,
    CookieIdentity,
    OwnKernelsOnly,
    close_kernel,
)
from grader.server.listening import listen, log_request, runner
from grader.server.live_figures import count_live
from grader.server.logging_lines import through_root
from grader.server.metrics import Metrics
from grader.server.open_pages import OpenPage, OpenPages
from grader.server.page_rendering import warm_pages
from grader.server.route_names import RouteNames
from grader.server.routes import handlers
from grader.server.seats import allow_sockets, seats
from grader.server.service_manager import notify, watchdog_seconds
from grader.server.stopping import Stopping
from grader.server.watch import Watch
from grader.services import errands
from grader.services.atelier import AtelierTokens
from grader.services.health import Watcher
from grader.services.rates import Rates
from grader.services.resume_tries import LoginTries, ResumeTries, SessionTries
from grader.services.sessions.account_watch import AccountWatch
from grader.services.trainers import read_or_make_secret
from grader.services.workshop import Workshop
from grader.settings import Settings

_log = logging.getLogger("ouvroir.server")

_HOUSEKEEPING_SECONDS = 15.0
#: How often pages that wait for a worker are told how many come before.
_LINE_MS = 1_000
_HOUR_SECONDS = 3600
#: Threads for requests that wait for the database, and as many for those that take long.
_THREADS = 32
#: Kernels that start at the same time.
_KERNEL_STARTS = 4


class OuvroirServer(Voila):
    """One process that serves pages; page kernels and workers are its children.

    Args:
        settings: where things are and how much is allowed.
        workshop: stores, course and workers, opened by the caller and closed by ``stop``.
        watch: keeps the courses in step with their files; None where they stay as they are.
    """

    name = "voila"

    def __init__(self, settings: Settings, workshop: Workshop, watch: Watch | None = None) -> None:
        super().__init__(
            config=Config(
                {
                    "VoilaConfiguration": {
                        "template": "ouvroir",
                        "show_tracebacks": False,
                        "preheat_kernel": False,
                        "progressive_rendering": False,
                        "file_allowlist": [],
                        "file_denylist": [".*"],
                    },
                    # Who puts pages to sleep is ``_keep_house``: Jupyter's own culling knows when a
                    # kernel last worked, and not whether somebody reads the page.
                    "MappingKernelManager": {
                        "kernel_manager_class": "grader.kernels.page_manager.PageKernelManager",
                        "cull_idle_timeout": 0,
                        "buffer_offline_messages": False,
                    },
                    # Sockets in a folder of ours: no port that another user could listen on.
                    "KernelManager": {
                        "transport": "ipc",
                    },
                    "KernelProvisionerFactory": {"default_provisioner_name": FORKED_NAME},
                    "IdentityProvider": {"token": ""},
                }
            )
        )
        # What Voilà and Jupyter tell is for whoever asks (``--verbose``), and is in English.
        self.log_level = logging.getLogger().getEffectiveLevel()
        self.own_settings = settings
        self.workshop = workshop
        self.watch = watch
        self.base_url = self.server_url = settings.base_url
        self.ip, self.port, self.port_retries = settings.host, settings.port, 0
        self.open_browser = False
        self.identity_provider_class = CookieIdentity
        self.authorizer_class = OwnKernelsOnly
        self.cookie_secret = read_or_make_secret(settings.data / "cookie-secret", 48)
        bounds = replace(settings.bounds, open_pages=seats(settings.bounds))
        self.open_pages = OpenPages(bounds, closing=self._call_off)
        ForkedProvisioner.bounds = settings.bounds
        self.grading = GradingQueue(settings)
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="ouvroir")
        self._slow_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="ouvroir-slow")
        # One for each page, whose kernel asks for one thing at a time: whoever waits for a worker
        # stands in the line of the workers, and keeps no page from opening.
        self._page_threads = ThreadPoolExecutor(
            bounds.open_pages, thread_name_prefix="ouvroir-pages"
        )
        # Kernels start in an empty folder: nothing of ours lies beside them.
        self._empty_folder = tempfile.mkdtemp(prefix="ouvroir-pages-")
        self.root_dir = self._empty_folder
        self._http: tornado.httpserver.HTTPServer | None = None
        self._erasures = ErasureTimer(
            lambda: self.workshop, lambda swept: self.metrics.erased("date", swept.total)
        )
        self._accounts = AccountWatch()
        self._stopping = Stopping()
        self.metrics = Metrics()
        self._health = HealthDesk(Watcher(self._kernels_ready))
        through_root(self.log)

    def setup_template_dirs(self) -> None:
        """Use our own template, and look nowhere else."""
        self.template_paths = [str(TEMPLATES / "ouvroir"), str(TEMPLATES / "shell")]
        self.static_paths: list[str] = []

    def init_settings(self) -> dict[str, Any]:
        """Add what our handlers need to Voilà's settings."""
        settings: dict[str, Any] = super().init_settings()
        self.kernel_manager.allowed_message_types = list(ALLOWED_MESSAGES)
        self.kernel_manager.root_dir = self._empty_folder
        allow_sockets(self.kernel_manager.context)
        connect_soon(self.kernel_manager.context)
        settings.update(
            workshop=self.workshop,
            watch=self.watch,
            open_pages=self.open_pages,
            grading=self.grading,
            resume_tries=ResumeTries(),
            atelier_tokens=AtelierTokens(),
            session_tries=SessionTries(),
            login_tries=LoginTries(),
            rates=Rates(),
            run_in_thread=runner(self._threads),
            run_slowly=runner(self._slow_threads),
            run_for_page=runner(self._page_threads),
            kernel_starts=asyncio.Semaphore(_KERNEL_STARTS),
            kernel_websocket_connection_class=QuickConnection,
            stopping=self._stopping,
            metrics=self.metrics,
            health=self._health,
            log_network=self.own_settings.log_network,
            own_address="",
            kernel_environment=kernel_environment(os.environ),
            xsrf_cookies=True,
            xsrf_cookie_kwargs={"samesite": "Lax", "path": self.base_url, "httponly": True},
            allow_remote_access=True,
            default_handler_class=NotFoundHandler,
            log_function=log_request,
            websocket_max_message_size=self.own_settings.bounds.api_body_bytes,
            # In milliseconds; how long an answer is waited for: ``KernelSocket.ping_timeout``.
            ws_ping_interval=30_000,
            compress_response=True,
            serve_traceback=False,
        )
        return settings

    def init_handlers(self) -> list[Any]:
        """Mount our explicit list instead of Voilà's."""
        return handlers(self.base_url, watch=self.watch is not None)

    def start(self) -> None:
        """Listen and serve until a signal; then stop pages, workers and runs."""
        asyncio.run(self.serve())

    async def serve(self, ready: Callable[[str], None] | None = None) -> None:
        """Serve until ``SIGINT`` or ``SIGTERM``.

        Args:
            ready: called with the server's address once it listens.

        Raises:
            OuvroirError: the port is taken or may not be used (message in French).
        """
        asyncio.get_running_loop().set_default_executor(self._threads)
        self._stopping.listen()
        shortest = min(
            self.own_settings.bounds.page_idle_seconds, self.own_settings.bounds.page_left_seconds
        )
        each = min(_HOUSEKEEPING_SECONDS, shortest / 2)
        housekeeping = tornado.ioloop.PeriodicCallback(self._keep_house, 1000 * each)
        line = tornado.ioloop.PeriodicCallback(self._tell_line, _LINE_MS)
        still_here = tornado.ioloop.PeriodicCallback(
            _still_here, 1000 * (watchdog_seconds() or _HOUR_SECONDS)
        )
        try:
            address = self.listen()
            if self.watch is not None:
                await self.watch.start(lambda: self.workshop, self._publish)
            self.workshop.pool.warm()
            self._slow_threads.submit(_warm_kernels)
            self._slow_threads.submit(
                warm_pages, self, self.own_settings.notebooks / "accueil.ipynb"
            )
            self.grading.start()
            self.grading.wake(everything=True)
            housekeeping.start()
            self._erasures.start()
            line.start()
            still_here.start()
            if ready is not None:
                ready(address)
            notify("READY=1")
            await self._stopping.wait()
            notify("STOPPING=1")
            self.metrics.stop()
            seconds = self.own_settings.stop_seconds
            await self._stopping.finish(self.open_pages, self._is_busy, seconds)
        finally:
            for each_so_often in (housekeeping, line, still_here):
                each_so_often.stop()
            await self._erasures.stop()
            await self._shut_down()

    def listen(self) -> str:
        """Open the port; gives the address to open in a browser.

        Raises:
            OuvroirError: the port is taken or may not be used.
        """
        # Its handlers came back if a level was set meanwhile.
        through_root(self.log)
        self.connection_dir = tempfile.mkdtemp(prefix="ouvroir-", dir=self.connection_dir_root)
        settings = self.init_settings()
        routes = self.init_handlers()
        settings["route_names"] = RouteNames((one[:2] for one in routes), self.base_url)
        self.app = tornado.web.Application(routes, **settings)
        self._http, address, self.port = listen(self.app, self.own_settings, self.port, self.ip)
        self.app.settings["own_address"] = address
        count_live(self.metrics, self.app)
        return address

    def _publish(self, workshop: Workshop) -> None:
        """Serve with another workshop from the next request on; others keep the one they have."""
        self.workshop = self.app.settings["workshop"] = workshop

    async def _keep_house(self) -> None:
        """Close pages that were left or that nobody looks at."""
        bounds = self.own_settings.bounds
        left = self.open_pages.abandoned(bounds.page_left_seconds)
        for page in (*left, *self.open_pages.idle(bounds.page_idle_seconds)):
            await close_kernel(self.kernel_manager, self.open_pages, page)
        for owner in await asyncio.to_thread(self._accounts.ended, self.workshop):
            for page in self.open_pages.of(owner):
                await close_kernel(self.kernel_manager, self.open_pages, page)

    def _call_off(self, page: OpenPage) -> None:
        """Call off what a page that closes still waits for: its place goes to somebody else."""
        errands.leave(self.workshop, page.token)

    def _tell_line(self) -> None:
        """Tell pages how many jobs come before theirs."""
        self.open_pages.tell_line(errands.line(self.workshop))

    def _is_busy(self) -> bool:
        """Tell whether files are being read, or hand-ins graded."""
        return bool(errands.line(self.workshop)) or self.grading.has_hand_ins

    def _kernels_ready(self) -> bool:
        """Tell whether kernels can be forked; where the zygote is gone, have another made."""
        if not can_fork() or NURSERY.alive:
            return True
        self._slow_threads.submit(_warm_kernels)
        return False

    async def _shut_down(self) -> None:
        if self._http is not None:
            self._http.stop()
        await self.grading.stop()
        if self.watch is not None:
            await self.watch.stop()
        if hasattr(self, "kernel_manager"):
            await self.kernel_manager.shutdown_all(now=True)
        await asyncio.to_thread(NURSERY.close)
        # In a thread of the loop's own: these are closed after it.
        await asyncio.to_thread(self.workshop.close)
        self._health.close()
        for threads in (self._threads, self._slow_threads, self._page_threads):
            threads.shutdown(wait=False, cancel_futures=True)
        for folder in (self._empty_folder, getattr(self, "connection_dir", "")):
            if folder:
                shutil.rmtree(folder, ignore_errors=True)


def _still_here() -> None:
    """Tell the service manager that the loop turns, without making it wait."""
    notify("WATCHDOG=1", patience=0)


def _warm_kernels() -> None:
    """Start the zygote ahead of the first page; that page says why if it cannot be."""
    with suppress(NoForkError):
        NURSERY.warm()


def kernel_environment(environ: dict[str, str] | os._Environ[str]) -> dict[str, str]:
    """Give what a page kernel gets of the server's environment; the provisioner filters again."""
    wanted = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
    return {name: environ[name] for name in wanted if name in environ}
