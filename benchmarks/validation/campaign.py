"""Every tool on every file, each in a process of its own, in turns: all meet the same load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.validation import child
from grader.settings import DEFAULT_ROOT

SCHEMA_FILE = DEFAULT_ROOT / "sandbox_data/schemas/scdl/subventions/2.1.1/schema.json"
YARDSTICK = "polars"
#: The patient ones are run once a file, and on the largest file only where few rows are wrong.
PATIENT = ("frictionless", "validata")
_LARGE = 1_000_000
#: Rounds in each process, by rows of the file: the first one that is large enough.
_ROUNDS = ((2_000, 15), (20_000, 9), (200_000, 5), (10**9, 3))


@dataclass
class Measured:
    """What one tool took on one file.

    Attributes:
        seconds: of every round.
        peaks: memory, in MiB, of each process.
        found: how many errors it told.
        missing: why it was not measured; "" when it was.
    """

    seconds: list[float] = field(default_factory=list)
    peaks: list[float] = field(default_factory=list)
    found: int = 0
    missing: str = ""

    @property
    def time(self) -> float:
        """Median time, in seconds."""
        return median(self.seconds)


#: By (rows, percentage of wrong rows, tool).
Results = dict[tuple[int, float, str], Measured]


def tools() -> tuple[str, ...]:
    """Give the names of the tools, the yardstick first."""
    return tuple(child.TOOLS)


def is_left_out(tool: str, rows: int, wrong: float, *, complete: bool) -> bool:
    """Tell whether a patient tool is spared a file that would take minutes."""
    return tool in PATIENT and rows >= _LARGE and wrong != 0.1 and not complete


def run_all(
    files: Sequence[tuple[int, float, Path]],
    warm: Path,
    pythons: dict[str, tuple[Path | None, str]],
    *,
    passes: int,
    complete: bool,
) -> Iterator[tuple[int, float, str, Measured]]:
    """Measure all tools on all files.

    Args:
        files: rows, percentage of wrong rows, and file.
        warm: a small file to warm up on.
        pythons: by tool, the Python that has it, or None and why there is none.
        passes: how many processes each; the patient ones have one.
        complete: leave nothing out.
    """
    for rows, wrong, file in files:
        measured = {tool: Measured() for tool in tools()}
        for turn in range(passes):
            for tool, one in measured.items():
                if is_left_out(tool, rows, wrong, complete=complete):
                    one.missing = "—"
                elif not (turn and tool in PATIENT):
                    _run(tool, rows, file, warm, pythons, one)
        for tool, one in measured.items():
            yield rows, wrong, tool, one


def _run(
    tool: str,
    rows: int,
    file: Path,
    warm: Path,
    pythons: dict[str, tuple[Path | None, str]],
    one: Measured,
) -> None:
    python, one.missing = pythons.get(tool, (Path(sys.executable), ""))
    if python is None:
        return
    rounds = next(count for most, count in _ROUNDS if rows <= most)
    if tool in PATIENT and rows > 20_000:
        rounds = 1
    command = [python, child.__file__, tool, file, str(rounds), SCHEMA_FILE, warm]
    # This checkout, wherever another one is installed.
    around = {**os.environ, "PYTHONPATH": str(DEFAULT_ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=around)
    if done.returncode:
        one.missing = f"failed: {done.stderr.strip().splitlines()[-1][:120]}"
        return
    answer = json.loads(done.stdout)
    one.seconds.extend(answer["seconds"])
    one.peaks.append(answer["peak"])
    one.found = answer["found"]
