"""A room of learners at work without pages: the real server, and a page's token for each learner.

A measure of answers wants many learners and no kernel, which would be what is measured. Routes,
handlers and access are those of ``ouvroir serve``. The process that serves does for each learner
what rendering a page does (``OpenPages.open``), and hands the tokens to its parent by a pipe.

``python -m tests.support.room 150`` serves; ``python -m tests.support.room kept`` reads what is
in the database, in a process that has never served.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
#: How often the loop is asked whether it is free, in seconds.
_LOOK = 0.005


class Room:
    """Starts, kills and restarts a server over one data folder, with the same learners.

    Args:
        data: the data folder.
        learners: how many there are.
        extra: settings, as environment variables.
    """

    def __init__(self, data: Path, learners: int, extra: Mapping[str, str] | None = None) -> None:
        self._learners = learners
        self._environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")},
            "OUVROIR_DATA": str(data),
            "OUVROIR_BUILD": str(data / "build"),
            "PORT": "0",
            **(extra or {}),
        }
        self._process: subprocess.Popen[str] | None = None
        self.address = ""
        self.tokens: dict[str, str] = {}

    def start(self) -> Room:
        """Start and wait for the tokens, by learner's id."""
        self._process = self._run(str(self._learners))
        told = json.loads(self._process.stdout.readline() or "{}")
        assert told, "the server did not start"
        self.address, self.tokens = told["address"], told["tokens"]
        return self

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def forget_lateness(self) -> None:
        """Measure the loop from now on."""
        self._process.send_signal(signal.SIGUSR1)

    def stop(self) -> list[float]:
        """Stop in good order; gives how late the loop was each time it was looked at, seconds."""
        if self._process is None or self._process.poll() is not None:
            return []
        self._process.terminate()
        told, _ = self._process.communicate(timeout=60)
        return json.loads(told or "[]")

    def kill(self) -> None:
        """End the process as a failure of the machine's would."""
        self._process.kill()
        self._process.communicate(timeout=60)

    def kept(self) -> dict[str, list[dict[str, Any]]]:
        """Read, in a fresh process, what is kept of each learner, oldest first."""
        process = self._run("kept")
        told, _ = process.communicate(timeout=60)
        assert process.returncode == 0
        return json.loads(told)

    def _run(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.support.room", *arguments],
            env=self._environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )


async def _serve(server: Any, learners: int) -> None:
    late: list[float] = []

    async def look() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(_LOOK)
            late.append(time.perf_counter() - begun - _LOOK)

    def tell(address: str) -> None:
        people = server.workshop.learners
        ids = list(people.pseudonyms())
        ids += [people.create().id for _ in range(learners - len(ids))]
        tokens = {}
        for one in ids:
            page = server.open_pages.open(one)
            # A browser is on it, or housekeeping would close it.
            page.sockets = 1
            tokens[one] = page.token
        print(json.dumps({"address": address, "tokens": tokens}), flush=True)

    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, late.clear)
    looking = asyncio.ensure_future(look())
    try:
        await server.serve(tell)
    finally:
        looking.cancel()
        print(json.dumps(late), flush=True)


def main(asked: str) -> None:
    """Serve a number of learners, or tell what is kept."""
    from grader.settings import Settings

    settings = Settings.from_environment()
    if asked == "kept":
        _tell_kept(settings)
        return
    from grader.server.application import OuvroirServer
    from grader.services.data_lock import lock_data_folder
    from grader.services.workshop import Workshop

    with lock_data_folder(settings.data):
        server = OuvroirServer(settings, Workshop.open(settings))
        server.initialize([])
        asyncio.run(_serve(server, int(asked)))


def _tell_kept(settings: Any) -> None:
    from sqlalchemy import select

    from grader.progress.database import Database
    from grader.progress.tables import EventRow

    database = Database(settings)
    kept: dict[str, list[dict[str, Any]]] = {}
    with database.session() as session:
        for row in session.scalars(select(EventRow).order_by(EventRow.id)):
            kept.setdefault(row.learner_id, []).append({"kind": row.kind, **row.data})
    database.close()
    print(json.dumps(kept))


if __name__ == "__main__":
    main(sys.argv[1])
