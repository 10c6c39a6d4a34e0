"""One tool on one file, in a process of its own; started by path, for validata's own Python.

    child.py TOOL FILE ROUNDS SCHEMA WARM

Prints one JSON line: seconds of each round, peak memory in MiB after the first, what was found.
The tool is warmed up on the small file WARM, so that imports and first uses are not counted.
"""

from __future__ import annotations

import gc
import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SCHEMA = "scdl/subventions@2.1.1"
#: Anything that ``ouvroir validate`` may read.
MOST_BYTES = 1024 * 1024 * 1024


def polars(_schema: str) -> Callable[[str], int]:
    """Read every cell as text: the yardstick."""
    import polars as pl

    return lambda file: pl.read_csv(file, infer_schema=False).height


def ours(_schema: str) -> Callable[[str], int]:
    """Findings as columns, exact counts, groups with three examples of each."""
    from grader.validation.validate import validate

    def run(file: str) -> int:
        report = validate(file, SCHEMA, max_bytes=MOST_BYTES)
        report.groups(3)
        return report.n_errors

    return run


def ours_json(_schema: str) -> Callable[[str], int]:
    """The same, and every finding told in French and written as JSON, as the command does."""
    from grader.validation.reports.json_lines import JsonWriter
    from grader.validation.validate import validate

    def run(file: str) -> int:
        report = validate(file, SCHEMA, max_bytes=MOST_BYTES)
        with Path("/dev/null").open("w", encoding="utf-8") as out:
            JsonWriter(out).write(report, file, 0.0)
        return report.n_errors

    return run


def frictionless(schema: str) -> Callable[[str], int]:
    """As it is by default: it stops at 1,000 errors."""
    from frictionless import Resource, Schema, system

    descriptor = json.loads(Path(schema).read_bytes())
    descriptor.pop("custom_checks", None)

    def run(file: str) -> int:
        with system.use_context(trusted=True):
            resource = Resource(path=file, schema=Schema.from_descriptor(descriptor))
            return sum(task.stats["errors"] for task in resource.validate().tasks)

    return run


def validata(schema: str) -> Callable[[str], int]:
    """Validata, with its own checks."""
    from validata_core import validate

    descriptor = json.loads(Path(schema).read_bytes())

    def run(file: str) -> int:
        return int(validate(file, descriptor).stats.errors)

    return run


def peak_mib() -> float:
    """Give the most memory that this process ever held; a parent's is left out on Linux."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / (2**20 if sys.platform == "darwin" else 2**10)
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    return int(found[1]) / 2**10 if found else 0.0


TOOLS = {one.__name__: one for one in (polars, ours, ours_json, frictionless, validata)}


def main(tool: str, file: str, rounds: str, schema: str, warm: str) -> dict[str, Any]:
    """Measure a tool."""
    run = TOOLS[tool](schema)
    run(warm)
    run(warm)
    seconds, peak, found = [], 0.0, 0
    for turn in range(int(rounds)):
        gc.collect()
        begun = time.perf_counter()
        found = run(file)
        seconds.append(time.perf_counter() - begun)
        if turn == 0:
            peak = peak_mib()
    return {"seconds": seconds, "peak": peak, "found": found}


if __name__ == "__main__":
    # What a tool says on its own is not wanted on the line that is read.
    said, sys.stdout = sys.stdout, io.StringIO()
    answer = main(*sys.argv[1:])
    said.write(json.dumps(answer) + "\n")
