"""A real server in a process of its own, as ``make serve`` starts it, on a throw-away folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parents[2]


class RunningServer:
    """Starts, kills and restarts a server over the same data folder."""

    def __init__(
        self,
        data: Path,
        extra: Mapping[str, str] | None = None,
        python: str | Path = sys.executable,
        folder: Path = ROOT,
        options: Sequence[str] = (),
        module: str = "grader",
        *,
        verbose: bool = True,
    ) -> None:
        self.data = data
        self._python = str(python)
        self._folder = folder
        self._extra = dict(extra or {})
        self._options = tuple(options)
        self._module = module
        self._verbose = ["--verbose"] if verbose else []
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self.address = ""
        self.trainer_address = ""
        self.output: list[str] = []
        self.port = 0

    def start(self) -> RunningServer:
        """Start and wait until it says where it listens."""
        environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "OUVROIR_DATA": str(self.data),
            "OUVROIR_BUILD": str(self.data / "build"),
            # A test ends when it is done: what still runs is waited for where that is the matter.
            "OUVROIR_STOP_SECONDS": "3",
            # What a careless administrator might have around: none of it may reach a kernel.
            "AWS_SECRET_ACCESS_KEY": "secret-of-the-server",
            **self._extra,
        }
        self._process = subprocess.Popen(
            [
                self._python,
                "-m",
                self._module,
                "serve",
                *self._verbose,
                f"--port={self.port}",
                *self._options,
            ],
            env=environment,
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        ready = threading.Event()
        self._reader = threading.Thread(target=self._read, args=(self._process, ready), daemon=True)
        self._reader.start()
        if not ready.wait(180):
            self.kill()
            raise AssertionError("the server did not start:\n" + "\n".join(self.output))
        assert self.address, "the server ended:\n" + "\n".join(self.output)
        # The port stays the same over restarts, so that an open page finds the server again.
        self.port = int(re.search(r":(\d+)/", self.address)[1])
        return self

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def client(self, **options: object) -> httpx.Client:
        """An HTTP client with a cookie jar of its own, as a browser has."""
        return httpx.Client(
            base_url=self.address,
            headers={"Accept": "text/html"},
            timeout=60,
            trust_env=False,
            **options,
        )

    def end(self, by: signal.Signals) -> int:
        """End by a signal, wait until all was read, and give the exit code."""
        self._end(by)
        assert self._reader is not None
        self._reader.join(30)
        assert self._process is not None
        return int(self._process.returncode)

    def _end(self, name: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(name)
            self._process.wait(30)

    def _read(self, process: subprocess.Popen[str], ready: threading.Event) -> None:
        for line in process.stdout:
            self.output.append(line.rstrip())
            if found := re.search(r"Ouvroir est prêt\s*:\s*(\S+)", line):
                self.address = found[1]
            if found := re.search(r"(http\S+/formateur/entrer\?cle=\w+)", line):
                self.trainer_address = found[1]
            if found := re.search(r'"event": "ready".*"address": "([^"]+)"', line):
                self.address = found[1]
            if "Pour arrêter" in line or found:
                ready.set()
        ready.set()
