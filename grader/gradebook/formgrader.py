"""nbgrader's own formgrader for trainers, in a server of its own that this machine alone reaches.

It reads the course folder's ``nbgrader_config.py``, so the gradebook is the same one. Of what a
Jupyter server does, only signing in and formgrader's pages are there: no terminal, no kernel to
talk to, no file to browse.
"""

from __future__ import annotations

import os
import secrets
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jupyter_server.serverapp import ServerApp
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets.config import Config

from grader.errors import GradingError

_EXTENSION = "nbgrader.server_extensions.formgrader"
#: Where a trainer begins: the assignments whose answers may be graded by hand.
_FIRST_PAGE = "formgrader/gradebook"
#: nbgrader's pages hold scripts and styles of their own in their text.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class _NoFiles(AsyncLargeFileManager):
    """The files of the course folder, given to nobody: one of them may hold a password."""

    def get_extra_handlers(self) -> list[Any]:
        """Give no address below which files are served."""
        return []


class _Server(ServerApp):
    """A Jupyter server that serves one extension and ends at the first Ctrl+C."""

    default_services = ("auth",)

    def init_signal(self) -> None:
        """End without asking anything; nothing is lost, each grade is saved as it is given."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop(from_signal=True))


def serve(course_folder: Path, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve formgrader until the process is told to stop.

    Args:
        course_folder: as ``prepare`` made it.
        port: TCP port of this machine; 0 for any that is free.
        on_ready: called with the address to open, which holds the key.

    Raises:
        GradingError: the port is taken.
    """
    token = secrets.token_hex(24)
    with _apart(course_folder):
        server = _Server(config=_configuration(course_folder, port, token))
        try:
            server.initialize(argv=[], find_extensions=False)
        except SystemExit as error:
            # How a Jupyter server says that its port cannot be had.
            raise GradingError(
                "port-taken",
                f"Le port {port} est déjà pris, ou ne peut pas être ouvert.",
                "Donnez-en un autre : ouvroir formgrader --port NUMÉRO",
            ) from error
        address = f"http://127.0.0.1:{server.port}/{_FIRST_PAGE}?token={token}"
        server.io_loop.add_callback(on_ready, address)
        server.start()


def _configuration(course_folder: Path, port: int, token: str) -> Config:
    return Config(
        {
            "ServerApp": {
                "ip": "127.0.0.1",
                "port": port,
                "port_retries": 0,
                "root_dir": str(course_folder),
                "open_browser": False,
                "terminals_enabled": False,
                "contents_manager_class": _NoFiles,
                "allow_remote_access": False,
                "allow_root": True,
                "jpserver_extensions": {_EXTENSION: True},
                "log_level": "CRITICAL",
                # nbconvert's pages ask another site for a script that sets formulas: what a
                # learner wrote between two dollars is no formula, and nothing is fetched.
                "tornado_settings": {"headers": {"Content-Security-Policy": _POLICY}},
            },
            "IdentityProvider": {"token": token},
            # What a copy's code shows must not act in the name of whoever reads it.
            "HTMLExporter": {"sanitize_html": True},
        }
    )


@contextmanager
def _apart(course_folder: Path) -> Iterator[None]:
    """Leave out this person's own Jupyter: its settings, extensions and keys.

    nbgrader reads its configuration from the working folder.
    """
    here = Path.cwd()
    with tempfile.TemporaryDirectory(prefix="ouvroir-") as folder:
        own: dict[str, Any] = {
            "JUPYTER_NO_CONFIG": "1",
            "JUPYTER_RUNTIME_DIR": f"{folder}/runtime",
            "JUPYTER_DATA_DIR": f"{folder}/data",
            "IPYTHONDIR": f"{folder}/ipython",
        }
        before = {name: os.environ.get(name) for name in own}
        os.environ.update(own)
        os.chdir(course_folder)
        try:
            yield
        finally:
            os.chdir(here)
            for name, value in before.items():
                if value is None:
                    os.environ.pop(name, None)
                else:
                    os.environ[name] = value
