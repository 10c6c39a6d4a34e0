"""The workbench of anonymisation: from a change to the new view, over real HTTP and websocket.

A fictional file is dropped on « /anonymiser »; then ranges move as somebody drags them. The trip
is the whole one: browser's socket, page's kernel, server, worker, and back.
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from grader.settings import DEFAULT_ROOT
from tests.support.pages import Line, open_page, upload
from tests.support.running import RunningServer

GIVEN = DEFAULT_ROOT / "sandbox_data" / "communes" / "val-ouvert" / "anonymiser" / "aides.csv"
SIZES = (20_000, 200_000)
#: Rounds measured, after those that warm each worker.
ROUNDS, WARM = 6, 3

View = dict[str, Any]
Ask = Callable[..., tuple[View, float]]


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> Iterator[tuple[str, str]]:
    """Drop a file of each size, and move what can be moved."""
    for rows in sizes:
        with tempfile.TemporaryDirectory() as folder:
            server = RunningServer(Path(folder)).start()
            try:
                yield from _measured(server, rows, rounds)
            finally:
                server.stop()


def bigger(rows: int) -> bytes:
    """Give the fictional file with more people: other birthdays, addresses and numbers.

    Args:
        rows: how many.
    """
    with GIVEN.open(encoding="utf-8", newline="") as stream:
        given = list(csv.DictReader(stream))
    drawn = random.Random(20_261_122)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(given[0]), lineterminator="\n")
    writer.writeheader()
    for number in range(rows):
        one = dict(given[number % len(given)])
        birth = date.fromisoformat(one["DATE_NAISSANCE"])
        one["DATE_NAISSANCE"] = str(birth + timedelta(days=drawn.randint(-700, 700)))
        one["DOSSIER"] = f"AS-2025-{number:06d}"
        one["ADRESSE"] = f"{drawn.randint(1, 60)} {one['ADRESSE'].partition(' ')[2]}"
        one["NIR"] = f"{int(one['NIR'][:7]):07d}{number:08d}"
        writer.writerow(one)
    return out.getvalue().encode()


def _measured(server: RunningServer, rows: int, rounds: int) -> Iterator[tuple[str, str]]:
    client = server.client()
    page = open_page(client, "anonymiser")
    model = page.piece("privacy")["model"]
    content = bigger(rows)
    sha256 = upload(client, "anonymiser/fichier", content, "aides.csv").json()["file"]

    @contextmanager
    def asking() -> Iterator[Ask]:
        # A socket for each part: a client that only listens when it asks answers no ping.
        line = Line(client, page.kernel)

        def ask(action: str, **arguments: Any) -> tuple[View, float]:
            begun = time.perf_counter()
            reply = line.ask(model, action, **arguments)
            return reply["view"], time.perf_counter() - begun

        yield ask
        line.close()

    with asking() as ask:
        view, seconds = ask("read", file=sha256)
    label = f"{view['preview']['total']:,} rows".replace(",", " ")
    yield f"{label}, {len(content) / 1e6:.1f} MB: first look, s", f"{seconds:.2f}"
    with asking() as ask:
        view = _dropped(ask, view)
    times: list[float] = []
    # Each worker reads the file once, and works each level out once.
    for turn in range(rounds + WARM):
        with asking() as ask:
            view, more = _dragged(ask, view)
        times += more if turn >= WARM else []
    times.sort()
    middle, late = times[len(times) // 2], times[int(0.95 * (len(times) - 1))]
    yield (
        f"{label}: change to view, {len(times)} changes, p50 / p95 / longest, ms",
        f"{1000 * middle:.0f} / {1000 * late:.0f} / {1000 * times[-1]:.0f}",
    )
    for action, told in (("people", "attacks (« people »)"), ("check", "« Est-ce publiable ? »")):
        with asking() as ask:
            found = sorted(ask(action, revision=view["revision"])[1] for _ in range(5))
        yield f"{label}: {told}, p50 / longest, s", f"{found[2]:.2f} / {found[-1]:.2f}"
    client.close()


def _dropped(ask: Ask, view: View) -> View:
    for column in ("DOSSIER", "NOM", "PRENOM", "NIR", "TELEPHONE", "COURRIEL", "COMMENTAIRE"):
        view, _ = ask(
            "treat",
            column=column,
            treatment="drop",
            level=0,
            values={},
            revision=view["revision"],
        )
    view, _ = ask("role", column="ADRESSE", role="quasi", revision=view["revision"])
    return view


def _dragged(ask: Ask, view: View) -> tuple[View, list[float]]:
    """Move each range as somebody does, to the end and back."""
    times = []
    moves: list[tuple[str, dict[str, Any]]] = []
    for column in view["columns"]:
        ladders = [one for one in column["treatments"] if one["levels"]]
        if column["role"] in ("quasi", "sensitive") and ladders:
            top = len(ladders[0]["levels"])
            moves += [
                ("treat", {"treatment": ladders[0]["key"], "column": column["label"]}
                 | {"level": level, "values": {}})
                for level in (*range(1, top + 1), *range(top - 1, 0, -1))
            ]  # fmt: skip
    moves += [("suppress", {"least": least}) for least in (2, 3, 5, 8, 0)]
    for action, arguments in moves:
        view, seconds = ask(action, **arguments, revision=view["revision"])
        times.append(seconds)
    return view, times
