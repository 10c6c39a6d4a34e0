"""A person's file of 1,000 rows, in a worker that has read others before."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from grader.exercises.model import Exercise
from grader.settings import DEFAULT_ROOT, Bounds, Settings
from grader.validation.validate import validate
from grader.workers.jobs import check_file
from grader.workers.pool import WorkerPool

_CHILD = "from benchmarks.validation.warm import in_process; in_process()"
SCHEMA = "scdl/subventions@2.1.1"
ROUNDS = 60


def through_the_pool(file: Path, data: Path) -> float:
    """Give the median time of a page's check: to the worker, read, checked, told, and back.

    Args:
        file: the file.
        data: a folder that the pool's settings may name.
    """
    exercise = Exercise(
        id="mesure/votre-fichier",
        kind="own_file",
        title="",
        points=1.0,
        statement="",
        settings={"schemas": [SCHEMA], "schemas_folder": DEFAULT_ROOT / "sandbox_data" / "schemas"},
    )
    pool = WorkerPool(Settings(data=data, workers=1))
    try:
        return _timed(lambda: pool.run(check_file, exercise, file, SCHEMA, Bounds()))
    finally:
        pool.close()


def in_another_process(file: Path) -> float:
    """Give the median time of ``validate`` and its groups in a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file)],
        check=True,
        capture_output=True,
        text=True,
        cwd=DEFAULT_ROOT,
    )
    return float(json.loads(done.stdout))


def in_process() -> None:
    """Print that time; run in the other process."""
    file = sys.argv[1]
    print(_timed(lambda: validate(file, SCHEMA).groups(3)))


def _timed(run: Callable[[], object]) -> float:
    times = []
    for turn in range(ROUNDS + 5):
        gc.collect()
        begun = time.perf_counter()
        run()
        if turn >= 5:
            times.append(time.perf_counter() - begun)
    return median(times)
