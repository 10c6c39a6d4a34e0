"""JupyterLab on a learner's folder: this machine alone, with a token, nothing fetched.

Its configuration is ours, in the data folder: the news and update checks that JupyterLab makes on
the Internet are off, extensions cannot be installed from it, and only what an atelier needs is
loaded (the Validate button of nbgrader among it). What she sets herself is kept there too.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.errors import OuvroirError
from grader.settings import Settings
from grader.typography import french

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8888, 8938
#: What JupyterLab itself says, in English: in the data folder.
LOG = "jupyterlab.log"
_READY_SECONDS = 60.0
_LANGUAGE_PACK = "jupyterlab_language_pack_fr_FR"

#: Server extensions: what is not wanted is said, since each installs itself as wanted.
_SERVER_EXTENSIONS = {
    "jupyterlab": True,
    "nbgrader.server_extensions.validate_assignment": True,
    "nbgrader.server_extensions.formgrader": False,
    "nbgrader.server_extensions.assignment_list": False,
    "nbgrader.server_extensions.course_list": False,
    "jupyter_lsp": False,
    "jupyter_server_proxy": False,
    "jupyter_server_terminals": False,
    "jupyterlab_jupytext": False,
    "notebook": False,
    "notebook_shim": False,
    "voila.server_extension": False,
}
#: Plugins of the page; nbgrader's menu stays for its Validate button.
_NO_PLUGINS = (
    "@jupyter/nbgrader:assignment-list",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:formgrader",
    "@jupyterhub/jupyter-server-proxy",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/lsp-extension",
    "@jupyterlab/terminal-extension",
    "@jupyter-notebook/lab-extension",
    "@voila-dashboards/jupyterlab-preview",
    "jupyterlab-jupytext",
)


@dataclass(frozen=True)
class Lab:
    """A JupyterLab that runs.

    Attributes:
        address: with its token, for the person who started it.
        process: to be ended by whoever started it.
        french: its menus are in French.
    """

    address: str
    process: subprocess.Popen[bytes]
    french: bool

    def stop(self) -> None:
        """End it and its kernels; harmless once it has ended."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def start_lab(settings: Settings, folder: Path, port: int = 0) -> Lab:
    """Start JupyterLab on a folder, and return once it answers.

    Args:
        settings: where data and courses are.
        folder: of notebooks.
        port: TCP port; the first free one from ``FIRST_PORT`` when 0.

    Raises:
        OuvroirError: no port is free, or JupyterLab does not start.
    """
    chosen = _port(port)
    token = secrets.token_urlsafe(24)
    home = settings.data / "lab"
    write_configuration(home)
    log = (home / LOG).open("wb")
    process = subprocess.Popen(
        [
            sys.executable, "-m", "jupyterlab", "--no-browser", f"--ServerApp.ip={HOST}",
            f"--ServerApp.port={chosen}", "--ServerApp.port_retries=0",
            f"--ServerApp.root_dir={folder}", "--log-level=ERROR",
        ],
        env=lab_environment(settings, home, token),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        # Ctrl-C is for whoever started it: JupyterLab would ask a question of its own.
        start_new_session=True,
    )  # fmt: skip
    log.close()
    lab = Lab(f"http://{HOST}:{chosen}/lab?token={token}", process, in_french())
    try:
        _wait(lab, f"http://{HOST}:{chosen}/api/status?token={token}", home / LOG)
    except BaseException:
        lab.stop()
        raise
    return lab


def lab_environment(settings: Settings, home: Path, token: str) -> dict[str, str]:
    """Give the variables of JupyterLab and of its kernels: same courses, its own configuration.

    Args:
        settings: where things are.
        home: folder of its configuration.
        token: that its page asks for; not on the command line, where other accounts read it.
    """
    return {
        **os.environ,
        "JUPYTER_TOKEN": token,
        "JUPYTER_CONFIG_DIR": str(home),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "user-settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "OUVROIR_COURSES": str(settings.courses),
        "OUVROIR_SANDBOX": str(settings.sandbox),
        "OUVROIR_NOTEBOOKS": str(settings.notebooks),
    }


def write_configuration(home: Path) -> None:
    """Write the configuration of JupyterLab.

    Args:
        home: its folder, made when missing; what the learner set in it herself stays.

    Raises:
        OuvroirError: nothing can be written there.
    """
    overrides: dict[str, Any] = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
            "doNotDisturbMode": False,
        },
    }
    if in_french():
        overrides["@jupyterlab/translation-extension:plugin"] = {"locale": "fr_FR"}
    files: dict[str, Any] = {
        "jupyter_server_config.json": {
            "ServerApp": {
                "jpserver_extensions": _SERVER_EXTENSIONS,
                "terminals_enabled": False,
                "open_browser": False,
                # A container often has this one account; it listens to this machine alone.
                "allow_root": True,
                "allow_remote_access": False,
            },
            "LabApp": {
                "news_url": None,
                "check_for_updates_class": "jupyterlab.handlers.announcements.NeverCheckForUpdate",
                "extension_manager": "readonly",
            },
        },
        "labconfig/page_config.json": {
            "disabledExtensions": dict.fromkeys(_NO_PLUGINS, True),
        },
        "labconfig/default_setting_overrides.json": overrides,
    }
    try:
        for name, content in files.items():
            path = home / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.write_text(json.dumps(content, indent=1, sort_keys=True), encoding="utf-8")
    except OSError as error:
        raise OuvroirError(
            "unusable-data-folder",
            "La configuration de l'atelier ne peut pas être écrite dans le dossier de données.",
            "Vérifiez le droit d'y écrire, ou donnez un autre dossier par OUVROIR_DATA.",
        ) from error


def heed_signals() -> None:
    """Take a closed terminal or a stopped service as Ctrl-C: JupyterLab must not outlive us."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)


def run_until_stopped(lab: Lab, sleep: Callable[[float], None] = time.sleep) -> None:
    """Return once JupyterLab has ended; Ctrl-C ends it.

    Args:
        lab: that runs.
        sleep: waits some seconds.
    """
    try:
        while lab.process.poll() is None:
            sleep(0.5)
    except KeyboardInterrupt:
        pass
    finally:
        lab.stop()


def in_french() -> bool:
    """Tell whether the French menus of JupyterLab are installed."""
    return importlib.util.find_spec(_LANGUAGE_PACK) is not None


def _port(wanted: int) -> int:
    for port in (wanted,) if wanted else range(FIRST_PORT, LAST_PORT):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return port
    raise OuvroirError(
        "port-taken",
        french(f"Le port {wanted} est pris." if wanted else "Aucun port n'est libre."),
        "Donnez-en un autre avec --port.",
    )


def _wait(lab: Lab, status: str, log: Path) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end and lab.process.poll() is None:
        with contextlib.suppress(OSError), opener.open(status, timeout=5):
            return
        time.sleep(0.1)
    raise OuvroirError(
        "lab-not-started",
        "JupyterLab n'a pas démarré.",
        french(f"Ce journal dit pourquoi : {log}. Vérifiez l'installation : « make install »."),
    )
