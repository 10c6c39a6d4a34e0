"""What a page's kernel loads: every open page pays for it."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {
    "alembic", "frictionless", "jupyter_server", "markdown_it", "nbconvert", "nbformat",
    "nbgrader", "numpy", "pandas", "pebble", "polars", "pyarrow", "rapidfuzz", "sqlalchemy",
    "voila", "yaml",
}  # fmt: skip
ROOMS = {"errors", "startup", "typography", "ui", "wire"}


def loaded(statement):
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


def test_the_interface_imports_nothing_heavy():
    modules = loaded("import grader.ui")

    assert {name.partition(".")[0] for name in modules} & HEAVY == set()
    ours = {name.split(".")[1] for name in modules if name.startswith("grader.")}
    assert ours <= ROOMS


def test_the_list_above_would_see_something_heavy():
    assert "sqlalchemy" in loaded("import grader.progress.tables")
