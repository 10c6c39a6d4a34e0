"""From the command to the address on the screen: first start, then the usual one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.support.running import RunningServer


def measure(rounds: int = 5) -> Iterator[tuple[str, str]]:
    """Start a server on a new data folder, then again on the same one."""
    with tempfile.TemporaryDirectory() as folder:
        times = []
        for _ in range(rounds + 1):
            begun = time.perf_counter()
            server = RunningServer(Path(folder)).start()
            times.append(time.perf_counter() - begun)
            server.stop()
    first, others = times[0], times[1:]
    yield "first start (builds courses, database and gradebook), s", f"{first:.2f}"
    yield f"next starts, median of {rounds}, s", f"{median(others):.2f}"
    yield "next starts, slowest, s", f"{max(others):.2f}"
