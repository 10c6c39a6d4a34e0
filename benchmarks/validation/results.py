"""The figures as a table, a curve and sentences, put in their place in ``RESULTS.md``."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.validation.campaign import PATIENT, YARDSTICK, Results, tools
from benchmarks.validation.chart import draw

FOLDER = Path(__file__).resolve().parent.parent
RESULTS = FOLDER / "RESULTS.md"
CURVE = "validation.svg"
_BEGIN, _END = "<!-- validation: begin -->", "<!-- validation: end -->"
NAMES = {
    "polars": "polars, strings",
    "ours": "ours",
    "ours_json": "ours, JSON written",
    "frictionless": "frictionless",
    "validata": "validata-table 0.12.5",
}
_TITLE = "Time to validate scdl/subventions 2.1.1, by rows"


def cell(results: Results, rows: int, wrong: float, tool: str) -> str:
    """Say what a tool took: time, ratio to polars' reading, memory, and what it found."""
    one = results[rows, wrong, tool]
    if one.missing or not one.seconds:
        return one.missing or "—"
    yardstick = results[rows, wrong, YARDSTICK]
    known = tool != YARDSTICK and yardstick.seconds
    ratio = f", ×{one.time / yardstick.time:.1f}" if known else ""
    return f"{_seconds(one.time)}{ratio}, {max(one.peaks):.0f} MiB"


def _seconds(time: float) -> str:
    return f"{time * 1000:.0f} ms" if time < 1 else f"{time:.2f} s"


def table(results: Results) -> Iterator[str]:
    """Give the lines of the table."""
    yield f"| rows | wrong | errors told | {' | '.join(NAMES[tool] for tool in tools())} |"
    yield "|--:|--:|--:|" + "--:|" * len(tools())
    for rows, wrong in dict.fromkeys((rows, wrong) for rows, wrong, _ in results):
        cells = " | ".join(cell(results, rows, wrong, tool) for tool in tools())
        found = results[rows, wrong, "ours"].found
        yield f"| {rows:,} | {wrong:g} % | {found:,} | {cells} |"


def curve(results: Results) -> str:
    """Draw the times by rows: few wrong rows for every tool, and many for ours."""
    wanted = [(tool, 0.1, NAMES[tool]) for tool in tools() if tool != "ours_json"]
    wanted.insert(2, ("ours", 50.0, "ours, 50 % wrong"))
    lines = {}
    for tool, wrong, name in wanted:
        points = [
            (rows, one.time)
            for (rows, share, other), one in results.items()
            if (share, other) == (wrong, tool) and one.seconds
        ]
        if points:
            lines[name if wrong == 50 else f"{name}, 0.1 %"] = sorted(points)
    told = " ".join(
        f"{name}: " + ", ".join(f"{rows:,} rows in {_seconds(time)}" for rows, time in points) + "."
        for name, points in lines.items()
    )
    return draw(lines, _TITLE, told)


def write(results: Results, warm: Sequence[tuple[str, str]], passes: int) -> None:
    """Put table, curve and conditions in their place in ``RESULTS.md``."""
    load = os.getloadavg()[0]
    now = datetime.now(UTC).date().isoformat()
    conditions = (
        f"`python -m benchmarks validation`: {os.cpu_count()} cores, Python "
        f"{platform.python_version()}, load {load:.1f} at the end. Generated files of "
        "scdl/subventions 2.1.1, 16 columns; each tool in a process of its own, warmed up on "
        f"1,000 rows; {passes} processes in turns, medians of all their rounds; memory is the "
        f"highest of them after one file. {' and '.join(PATIENT)}: one process; frictionless as "
        "it is by default, which stops at 1,000 errors; validata-table announces a limit of "
        "100,000 rows."
    )
    lines = [
        _BEGIN,
        f"## Validation, {now}",
        "",
        conditions,
        "",
        f"![{_TITLE}; the figures are in the table below]({CURVE})",
        "",
        *table(results),
        "",
        "| a file of 1,000 rows, warm | time |",
        "|---|--:|",
        *(f"| {label} | {value} |" for label, value in warm),
        _END,
    ]
    (FOLDER / CURVE).write_text(curve(results), encoding="utf-8")
    text = RESULTS.read_text(encoding="utf-8")
    before, found, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2] if found else "\n"
    block = "\n".join(lines)
    RESULTS.write_text(f"{before.rstrip()}\n\n{block}{after}", encoding="utf-8")
