"""The process that copies' kernels are forked from: the course is read, no thread runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.fixtures.course_paths import SMALL, SMALL_SANDBOX

PREPARED = """\
import json, sys
from grader.content.one_exercise import _exercises_of
from grader.kernels.grading_run import _CELLS
from grader.kernels.zygote import NEVER, n_threads, prepare
from grader.validation.oracle import _made

prepare(_CELLS)
print(json.dumps({
    "modules": _exercises_of.cache_info().currsize,
    "schemas": len(_made),
    "polars": "polars" in sys.modules,
    "oracle": "frictionless" in sys.modules,
    "absent": [name for name, module in sys.modules.items() if module is None],
    "threads": n_threads(),
}))
"""


def prepared(**environment: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", PREPARED],
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_what_a_locked_cell_asks_for_is_read_before_the_first_fork():
    found = prepared(OUVROIR_COURSES=str(SMALL), OUVROIR_SANDBOX=str(SMALL_SANDBOX))
    assert found["modules"] == 1
    assert found["schemas"]
    assert found["oracle"]


def test_nothing_that_does_not_survive_a_fork_comes_in():
    found = prepared(OUVROIR_COURSES=str(SMALL), OUVROIR_SANDBOX=str(SMALL_SANDBOX))
    assert found["threads"] == 1
    assert not found["polars"]
    assert "polars" not in found["absent"]


def test_a_course_that_cannot_be_read_is_left_to_the_cells(tmp_path):
    assert prepared(OUVROIR_COURSES=str(tmp_path))["modules"] == 0
