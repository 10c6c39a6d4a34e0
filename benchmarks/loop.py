"""The server's loop while a file of 100 MB arrives and is read: how long it was held at a time.

A callback of the loop that lasts keeps everybody waiting. Each is timed, in a server that does
nothing first and in one that takes the file; the bound of DESIGN section 2 is 50 ms.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

MEGABYTES = 100
HEAD = b"COLL_NOM;COLL_SIRET;DELIB_ID;DELIB_DATE;DELIB_OBJET\n"
ROW = b"Commune de Val-Ouvert;21990042000015;2024-0118-%07d;2024-01-18;" + 100 * b"a" + b"\n"


def measure(megabytes: int = MEGABYTES) -> Iterator[tuple[str, str]]:
    """Time the loop's callbacks, without a file and with one."""
    yield from _told("pages opened, no file", 0)
    yield from _told(f"the same, and {megabytes} MB uploaded and checked", megabytes)


def _told(label: str, megabytes: int) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        told_to = Path(folder) / "profile.json"
        settings = {
            "OUVROIR_PROFILE_TO": str(told_to),
            "OUVROIR_UPLOAD_MIB": str(MEGABYTES + 20),
            "OUVROIR_JOB_SECONDS": "80",
            "OUVROIR_QUEUE_SECONDS": "5",
        }
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
        rows = megabytes * 1_000_000 // len(ROW % 0)
        content = HEAD + b"".join(ROW % number for number in range(rows))
        file = upload(client, "validateur/fichier", content).json()["file"]
        reply = line.ask(page.piece("bench")["model"], "read", file=file, schema="")
        if "view" not in reply:
            raise RuntimeError(reply)
    seconds = time.perf_counter() - begun
    line.close()
    client.close()
    return seconds
