"""Grading a room's copies: stock ``nbgrader autograde`` against ``ouvroir grade``, in one run.

Copies of the real module, made of its authors' cases, every second one with its files. Stock
nbgrader grades them one after the other, typed in the course folder; it is run on a sample and
extrapolated, which the table says, unless ``--full`` is given. Ours is the command as it is typed,
its start included, with one worker and with two. Both must give the same points.

``python -m benchmarks grading --copies 20 --sample 4`` tries it in small.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.grading_place import MODULE, Place, another, make_place
from benchmarks.grading_steps import steps_of
from grader.gradebook import store

#: learner to (exercise to points)
Points = dict[str, dict[str, float]]


def measure(copies: int = 130, sample: int = 10, full: bool = False) -> Iterator[tuple[str, str]]:
    """Grade the same copies in each way.

    Args:
        copies: how many.
        sample: copies that stock nbgrader grades.
        full: have it grade all of them.
    """
    with tempfile.TemporaryDirectory(prefix="ouvroir-") as folder:
        root = Path(folder)
        place = make_place(root, copies)
        n_exercises = len(place.course.modules[MODULE].exercises)
        said = f"{n_exercises} exercises each, {copies // 2} copies with files"
        yield f"{copies} copies of « {MODULE} »", said
        chosen = place.learners if full else place.learners[:sample]
        with another(place, root / "stock", chosen) as stock:
            seconds, official = _stock(stock)
        start = _stock_start()
        each = (seconds - start) / len(chosen)
        whole = seconds if full else start + each * copies
        said = "" if full else f"; extrapolated to {copies}: {whole:.0f} s"
        yield (
            f"stock nbgrader, {len(chosen)} copies",
            f"{seconds:.1f} s, start {start:.1f} s, a copy {each:.2f} s{said}",
        )
        for workers in (1, 2):
            with another(place, root / "ours") as ours:
                taken, found = _ours(ours, workers)
            yield (
                f"ours, {workers} {'worker' if workers == 1 else 'workers'}, {copies} copies",
                f"{taken:.1f} s, a copy {taken / copies:.2f} s; stock / ours ×{whole / taken:.1f}",
            )
            yield f"points compared with stock, {workers}", _compared(official, found)
        with another(place, root / "steps", place.learners[:sample]) as part:
            yield from steps_of(part)


def _stock(place: Place) -> tuple[float, Points]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", MODULE],
        cwd=place.folder.root,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    found = store.read(place.folder.db_url, MODULE)
    if len(found) != len(place.learners):
        raise RuntimeError(done.stderr[-2000:])
    return seconds, {
        s.learner: {f"{MODULE}/{n}": g.automatic or 0.0 for n, g in s.grades.items()} for s in found
    }


def _stock_start() -> float:
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "--version"],
        env=_environment(),
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begun


def _ours(place: Place, workers: int) -> tuple[float, Points]:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "grader", "grade", f"--at-once={workers}", "--format=json"],
        env={
            **_environment(),
            "OUVROIR_DATA": str(place.settings.data),
            "OUVROIR_BUILD": str(place.settings.build),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-2000:])
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return seconds, {copy["learner"]: copy["points"] for copy in told}


def _environment() -> dict[str, str]:
    """What a shell would have: none of our variables, and nbgrader on PATH."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("OUVROIR_")}
    return {**kept, "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"}


def _compared(official: Points, ours: Points) -> str:
    pairs = [
        (points, ours.get(learner, {}).get(exercise))
        for learner, exercises in official.items()
        for exercise, points in exercises.items()
    ]
    same = sum(a == b for a, b in pairs)
    return f"{same} of {len(pairs)} exercises alike, on {len(official)} copies"
