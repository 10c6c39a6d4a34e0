"""A learner's file, from the upload to the page's new view, over real HTTP and websocket."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

LESSON = "lecon/preparer/valider-ses-deliberations"
EXERCISE = "preparer/deliberations-sales"
GIVEN = "donnees/preparer/deliberations-sales/deliberations-export.csv"


def measure(rounds: int = 10) -> Iterator[tuple[str, str]]:
    """Drop the dirty export, each time with one more byte so that nothing is remembered."""
    with tempfile.TemporaryDirectory() as folder:
        server = RunningServer(Path(folder)).start()
        try:
            client = server.client()
            page = open_page(client, LESSON)
            model = page.piece("exercise", EXERCISE)["model"]
            line = Line(client, page.kernel)
            dirty = client.get(GIVEN).content
            sent, checked = [], []
            for turn in range(rounds + 2):
                begun = time.perf_counter()
                reply = upload(client, EXERCISE, dirty + b"\r\n" * (turn + 1))
                received = time.perf_counter()
                sha256 = reply.json()["file"]
                view = line.ask(model, "check_file", file=sha256, schema="")["view"]
                if turn > 1:  # both workers are warm by then
                    sent.append(received - begun)
                    checked.append(time.perf_counter() - received)
            n_rows = dict(view["report"]["facts"])["Lignes de données"]
        finally:
            server.stop()
    yield f"upload of {len(dirty)} bytes, on disk, s", f"{median(sent):.3f}"
    yield f"check of {n_rows} rows and new view, s", f"{median(checked):.3f}"
