"""The server's loop while a file of 100 MB arrives and is read: how long it was held at a time.

A callback of the loop that lasts keeps everybody waiting. Each is timed, in a server that does
nothing first and in one that takes the file; the bound of DESIGN section 2 is 50 ms. Both begin
cold: the longest is the first page of a server. Then a server that has opened a page and read a
file is asked for ``/sante`` again and again: what somebody else waits while the file is read.
"""

from __future__ import annotations

import http.client
import json
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx

from tests.support.pages import Line, OpenedPage, open_page, upload
from tests.support.running import RunningServer

MEGABYTES = 100
LARGE = {
    "OUVROIR_UPLOAD_MIB": str(MEGABYTES + 20),
    "OUVROIR_JOB_SECONDS": "80",
    "OUVROIR_QUEUE_SECONDS": "5",
}
HEAD = b"COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_OBJET\n"
ROW = b"Commune de Val-Ouvert;21990042000015;2024-0118-%07d;2024-01-18;" + 100 * b"a" + b"\n"


def measure(megabytes: int = MEGABYTES) -> Iterator[tuple[str, str]]:
    """Time the loop's callbacks, without a file and with one."""
    yield from _told("pages opened, no file", 0)
    yield from _told(f"the same, and {megabytes} MB uploaded and checked", megabytes)
    yield from _waits(megabytes)


def _told(label: str, megabytes: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        told_to = Path(folder) / "profile.json"
        settings = {"OUVROIR_PROFILE_TO": str(told_to), **LARGE}
        server = RunningServer(
            Path(folder) / "data", settings, module="benchmarks.profiled"
        ).start()
        try:
            seconds = _work(server, megabytes)
        finally:
            server.stop()
        longest = json.loads(told_to.read_text(encoding="utf-8"))["longest"]
    held = max(longest.values(), default=0.0)
    yield f"{label}: longest hold of the loop", f"{1000 * held:.0f} ms, in {seconds:.1f} s"
    for name, one in list(longest.items())[:4]:
        yield f"{label}: {name}", f"{1000 * one:.0f} ms"


def _work(server: RunningServer, megabytes: int) -> float:
    client = server.client()
    page = open_page(client, "validateur")
    line = Line(client, page.kernel)
    begun = time.perf_counter()
    if megabytes:
        _read(client, line, page, _content(megabytes * 1_000_000 // len(ROW % 0)))
    seconds = time.perf_counter() - begun
    line.close()
    client.close()
    return seconds


def _content(rows: int) -> bytes:
    return HEAD + b"".join(ROW % number for number in range(rows))


def _read(client: httpx.Client, line: Line, page: OpenedPage, content: bytes) -> None:
    file = upload(client, "validateur/fichier", content).json()["file"]
    reply = line.ask(page.piece("bench")["model"], "read", file=file, schema="")
    if "view" not in reply:
        raise RuntimeError(reply)


def _waits(megabytes: int) -> Iterator[tuple[str, str]]:
    """Time the answers of a warm server to somebody else, idle and while it reads a file."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder) / "data", LARGE).start()
        try:
            client = server.client()
            page = open_page(client, "validateur")
            line = Line(client, page.kernel)
            _read(client, line, page, _content(300))
            content = _content(megabytes * 1_000_000 // len(ROW % 0))
            file = upload(client, "validateur/fichier", content).json()["file"]
            with Asked(server) as asked:
                time.sleep(3)
                yield "a warm server that idles: /sante", asked.told()
                reply = line.ask(page.piece("bench")["model"], "read", file=file, schema="")
                yield f"the same, {megabytes} MB being read: /sante", asked.told()
            if "view" not in reply:
                raise RuntimeError(reply)
            line.close()
            client.close()
        finally:
            server.stop()


class Asked:
    """Somebody who asks for ``/sante`` every three milliseconds, on a line of her own."""

    def __init__(self, server: RunningServer) -> None:
        self._line = http.client.HTTPConnection(server.address.split("//")[1].strip("/"))
        self._times: list[float] = []
        self._left = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> Asked:
        self._thread.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._left.set()
        self._thread.join()
        self._line.close()

    def _ask(self) -> None:
        while not self._left.wait(0.003):
            begun = time.perf_counter()
            self._line.request("GET", "/sante")
            self._line.getresponse().read()
            self._times.append(time.perf_counter() - begun)

    def told(self) -> str:
        """Tell the times since the last telling, and forget them."""
        times, self._times = sorted(self._times), []
        middle, most = times[len(times) // 2], times[int(0.95 * len(times))]
        return (
            f"median {1000 * middle:.1f} ms, 95 % within {1000 * most:.1f} ms, "
            f"longest {1000 * times[-1]:.1f} ms ({len(times)} times)"
        )
