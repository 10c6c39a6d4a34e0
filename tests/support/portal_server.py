"""A real portal in a process of its own, as ``ouvroir portal`` starts it, with a folder for it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).resolve().parents[2]


class RunningPortal:
    """Starts and ends a portal, and calls its API with the key that it showed.

    Attributes:
        base: what clients call: ``http://127.0.0.1:…/bac-a-sable``.
        space: the address of the first space.
        key: of its first member.
        output: what was told, ordinary spaces for all.
        seconds: how long it took to be ready.
    """

    def __init__(self, data: Path, extra: Mapping[str, str] | None = None) -> None:
        self.data = data
        self._extra = dict(extra or {})
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self.base = self.space = self.key = self.code = ""
        self.output: list[str] = []
        self.seconds = 0.0

    def start(self, *options: str) -> RunningPortal:
        """Start and wait until it says how to stop it."""
        began = time.monotonic()
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "OUVROIR_DATA": str(self.data),
            **self._extra,
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "grader", "portal", "--verbose", "--port=0", *options],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self._process, ready), daemon=True)
        self._reader.start()
        assert ready.wait(60), self.told
        self.seconds = time.monotonic() - began
        assert self._process.poll() is None, self.told
        # A process that is ending has said why before the system says that it ended.
        address = re.search(r"est prêt : (\S+)/\n", self.told)
        assert address, self.told
        self.base = address[1]
        self.space = re.search(r"Votre espace : (\S+)/\n", self.told)[1]
        self.code = re.search(r"avec ce code : (\w+)\n", self.told)[1]
        self.key = re.search(r"Votre clé d'API : (\S+)\n", self.told)[1]
        return self

    @property
    def told(self) -> str:
        lines = "\n".join(self.output) + "\n"
        return lines.replace("\u00a0", " ").replace("\u202f", " ")

    def end(self, by: signal.Signals = signal.SIGTERM) -> int:
        """End by a signal, wait until all was read, and give the exit code."""
        assert self._process is not None
        assert self._reader is not None
        if self._process.poll() is None:
            self._process.send_signal(by)
            self._process.wait(30)
        self._reader.join(30)
        return int(self._process.returncode)

    def signal(self, by: signal.Signals) -> None:
        """Send a signal, and wait for nothing."""
        assert self._process is not None
        self._process.send_signal(by)

    def kill(self) -> None:
        """End at once, without waiting for the workers: they see that nobody is left."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(30)

    def ask(
        self, method: str, path: str, body: Any = None, key: str | None = "", **more: Any
    ) -> Any:
        """Call ``/api/…`` with the key (None for no key); gives httpx's response."""
        headers = dict(more.pop("headers", {}))
        if key is not None:
            headers["X-API-KEY"] = key or self.key
        if body is not None:
            more["json"] = body
        base = more.pop("base", self.base)
        return httpx.request(
            method, base + path, headers=headers, timeout=30, trust_env=False, **more
        )

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        for line in process.stdout:
            self.output.append(line.rstrip())
            if "Pour arrêter" in line:
                ready.set()
        ready.set()
